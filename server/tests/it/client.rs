//! A browser or a program: sends requests to the router and keeps cookies.

use axum::Router;
use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode};
use axum::response::Response;
use serde_json::Value;
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use tower::ServiceExt;

/// What sends requests.
#[derive(Clone)]
pub struct Client {
    router: Router,
    cookies: BTreeMap<String, String>,
    headers: HeaderMap,
    address: IpAddr,
}

impl Client {
    /// A browser without cookies, which sends forms from our own pages.
    pub fn new(router: Router) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert("sec-fetch-site", HeaderValue::from_static("same-origin"));
        Self { router, cookies: BTreeMap::new(), headers, address: [127, 0, 0, 1].into() }
    }

    /// The same from another address.
    pub fn at_address(mut self, address: [u8; 4]) -> Self {
        self.address = address.into();
        self
    }

    /// The same with another value of a header in every request; without it for an empty one.
    pub fn with_header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.remove(name);
        if !value.is_empty() {
            self.headers.insert(name, value.parse().expect("a header"));
        }
        self
    }

    /// The cookie of that name, if it is kept.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Keeps a cookie.
    pub fn keep(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// Asks for an address.
    pub async fn get(&mut self, address: &str) -> Reply {
        self.send(Method::GET, address, None, Vec::new()).await
    }

    /// Sends a form.
    pub async fn post(&mut self, address: &str, fields: &[(&str, &str)]) -> Reply {
        self.post_bytes(address, form(fields).into_bytes()).await
    }

    /// Sends bytes as a form.
    pub async fn post_bytes(&mut self, address: &str, body: Vec<u8>) -> Reply {
        self.send(Method::POST, address, Some("application/x-www-form-urlencoded"), body).await
    }

    /// Sends a form with a file, if there is one: its field, its name, its bytes.
    pub async fn post_parts(
        &mut self,
        address: &str,
        fields: &[(&str, &str)],
        file: Option<(&str, &str, &[u8])>,
    ) -> Reply {
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!("--parts\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(part.bytes());
        }
        if let Some((name, file, bytes)) = file {
            let head =
                format!("--parts\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\r\n");
            body.extend(head.bytes());
            body.extend_from_slice(bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--parts--\r\n");
        self.send(Method::POST, address, Some("multipart/form-data; boundary=parts"), body).await
    }

    /// Sends JSON.
    pub async fn post_json(&mut self, address: &str, body: &Value) -> Reply {
        self.send(Method::POST, address, Some("application/json"), body.to_string().into_bytes()).await
    }

    /// Asks for a stream of events: the answer without its body, and what is to come.
    pub async fn listen(&mut self, address: &str) -> (Reply, Events) {
        let response = self.answer(Method::GET, address, None, Vec::new()).await;
        let (parts, body) = response.into_parts();
        (
            Reply { status: parts.status, headers: parts.headers, body: Bytes::new() },
            Events { body, heard: String::new() },
        )
    }

    async fn send(&mut self, method: Method, address: &str, kind: Option<&'static str>, body: Vec<u8>) -> Reply {
        let (parts, body) = self.answer(method, address, kind, body).await.into_parts();
        // A stream of events has no end to wait for.
        let ends = parts.headers.get(CONTENT_TYPE).is_none_or(|kind| kind != "text/event-stream");
        let body = if ends { to_bytes(body, usize::MAX).await.expect("a whole body") } else { Bytes::new() };
        let reply = Reply { status: parts.status, headers: parts.headers, body };
        self.take_cookies(&reply);
        reply
    }

    async fn answer(&self, method: Method, address: &str, kind: Option<&'static str>, body: Vec<u8>) -> Response {
        let mut request = Request::new(Body::from(body));
        *request.method_mut() = method;
        *request.uri_mut() = address.parse().expect("an address");
        *request.headers_mut() = self.headers.clone();
        if let Some(kind) = kind {
            request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        }
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request.headers_mut().insert(COOKIE, cookies.join("; ").parse().expect("cookies"));
        }
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(self.address, 40_000)));
        self.router.clone().oneshot(request).await.expect("the router always answers")
    }

    fn take_cookies(&mut self, reply: &Reply) {
        for cookie in reply.set_cookies() {
            let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
            let Some((name, value)) = pair.split_once('=') else { continue };
            if attributes.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.keep(name, value);
            }
        }
    }
}

/// A stream of events as it arrives.
pub struct Events {
    body: Body,
    heard: String,
}

impl Events {
    /// The next event, its name and its data; none once the stream has ended.
    pub async fn next(&mut self) -> Option<(String, String)> {
        loop {
            if let Some((event, rest)) = self.heard.split_once("\n\n") {
                let lines =
                    |name: &str| -> Vec<&str> { event.lines().filter_map(|line| line.strip_prefix(name)).collect() };
                let told = (lines("event: ").concat(), lines("data: ").join("\n"));
                let rest = rest.to_owned();
                self.heard = rest;
                return Some(told);
            }
            let frame = poll_fn(|context| Pin::new(&mut self.body).poll_frame(context)).await?;
            let bytes = frame.expect("a whole event").into_data().unwrap_or_default();
            self.heard.push_str(std::str::from_utf8(&bytes).expect("text"));
        }
    }
}

/// An answer, all of it.
pub struct Reply {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
}

impl Reply {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// What a reader sees of a page: its text without the tags.
    pub fn prose(&self) -> String {
        prose(&self.text())
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", self.text()))
    }

    /// A header as text, empty if it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Where it sends to, if anywhere.
    pub fn location(&self) -> Option<&str> {
        self.headers.get(LOCATION).and_then(|value| value.to_str().ok())
    }

    /// The sentence beside a field that was refused; empty if it was not.
    pub fn error_at(&self, field: &str) -> String {
        let text = self.text();
        let element = text.split('<').find(|tag| tag.contains(&format!("id=\"{field}-error\"")));
        element.and_then(|tag| tag.split_once('>')).map(|(_, sentence)| sentence.to_owned()).unwrap_or_default()
    }

    /// The start tag of a form's control.
    pub fn control(&self, field: &str) -> String {
        let text = self.text();
        let named = |tag: &&str| tag.contains(&format!(" name=\"{field}\""));
        text.split('<').find(named).and_then(|tag| tag.split('>').next()).unwrap_or_default().to_owned()
    }

    /// What the page's select of this name offers, without its empty choice.
    pub fn choices(&self, field: &str) -> Vec<String> {
        let text = self.text();
        let select = text.split("<select").find(|part| part.contains(&format!(" name=\"{field}\"")));
        let options = select.unwrap_or_default().split("</select>").next().unwrap_or_default();
        let values = options.split("<option value=\"").skip(1).filter_map(|part| part.split('"').next());
        values.filter(|value| !value.is_empty()).map(str::to_owned).collect()
    }

    /// The first of them.
    pub fn first_choice(&self, field: &str) -> String {
        self.choices(field).into_iter().next().unwrap_or_else(|| panic!("no choice of {field}"))
    }

    /// The cookies that it sets.
    pub fn set_cookies(&self) -> impl Iterator<Item = &str> {
        self.headers.get_all(SET_COOKIE).iter().filter_map(|value| value.to_str().ok())
    }
}

/// HTML without its tags, every space an ordinary one.
pub fn prose(html: &str) -> String {
    let after_tags = html.split('<').filter_map(|part| part.split_once('>'));
    after_tags.map(|(_, prose)| prose).collect::<String>().replace(['\u{a0}', '\u{202f}'], " ")
}

/// Fields as a browser sends them.
pub fn form(fields: &[(&str, &str)]) -> String {
    let pairs: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect();
    pairs.join("&")
}

/// A text as it stands in addresses and forms.
pub fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
