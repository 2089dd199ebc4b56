//! The program as it serves: a process of its own on a port of its own, and the
//! little of HTTP that asking it takes.

use crate::cli::Place;
use serde_json::Value;
use std::io::{Read, Result, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

/// A process that serves; it is killed with the value.
pub struct Program {
    child: Child,
    address: SocketAddr,
}

/// What was answered.
pub struct Answered {
    /// Status.
    pub status: u16,
    /// Headers, as sent.
    pub head: String,
    /// Body.
    pub body: String,
}

impl Answered {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

impl Program {
    /// Serves the database of this place; comes back once it answers.
    pub fn serve(place: &Place) -> Self {
        // Another process may take the port before ours does: then there is another.
        (0..5).find_map(|_| Self::try_serve(place)).expect("it serves")
    }

    fn try_serve(place: &Place) -> Option<Self> {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
        let address = free.expect("a free port");
        let mut command = place.relais(&["serve", "--log", "error", "--addr", &address.to_string()]);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        let mut program = Self { child, address };
        // Up to a minute, on a machine that is busy.
        for _ in 0..3_000 {
            if program.ask("GET", "/readyz", &[], "").is_ok_and(|answered| answered.status == 200) {
                return Some(program);
            }
            if program.child.try_wait().is_ok_and(|ended| ended.is_some()) {
                return None;
            }
            thread::sleep(Duration::from_millis(20));
        }
        None
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Ends it at once, whatever it does: it is told nothing.
    pub fn kill(&mut self) {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it is gone");
    }

    /// Asks, and reads the whole answer.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Result<Answered> {
        ask(self.address, method, path, headers, body)
    }

    /// Asks the API with a token.
    pub fn api(&self, method: &str, path: &str, token: &str, body: &str) -> Result<Answered> {
        api(self.address, method, path, token, body)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Asks the API at an address with a token, in JSON.
pub fn api(address: SocketAddr, method: &str, path: &str, token: &str, body: &str) -> Result<Answered> {
    let bearer = format!("Bearer {token}");
    ask(address, method, path, &[("authorization", &bearer), ("content-type", "application/json")], body)
}

/// Asks an address; fails unless the whole answer comes.
fn ask(address: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Result<Answered> {
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n")?;
    for (name, value) in headers {
        write!(stream, "{name}: {value}\r\n")?;
    }
    write!(stream, "content-length: {}\r\n\r\n{body}", body.len())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    read(&answer).ok_or_else(|| std::io::Error::other("the answer is cut off"))
}

fn read(answer: &str) -> Option<Answered> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let length = head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
    if length.is_some_and(|length: usize| length != body.len()) {
        return None;
    }
    Some(Answered { status, head: head.to_owned(), body: body.to_owned() })
}
