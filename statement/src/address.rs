//! The address in a QR code.

/// What a QR code or a link holds of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address<'a> {
    /// The serial, as it stands there.
    pub serial: &'a str,
    /// The statement's text, if there is one.
    pub fragment: Option<&'a str>,
}

/// Reads `…/verify/{serial}` with or without `#{text}`; nothing where it is no such address.
#[must_use]
pub fn address(text: &str) -> Option<Address<'_>> {
    let text = text.trim();
    let (before, fragment) = match text.split_once('#') {
        Some((before, fragment)) => (before, Some(fragment)),
        None => (text, None),
    };
    let (_, serial) = before.rsplit_once("/verify/")?;
    let serial = serial.split('?').next()?;
    if serial.is_empty() || serial.contains('/') {
        return None;
    }
    Some(Address { serial, fragment: fragment.filter(|fragment| !fragment.is_empty()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_an_address_apart() {
        let read = |text| address(text).map(|found| (found.serial, found.fragment));
        assert_eq!(read("https://a.example/verify/ABC#1:2/3"), Some(("ABC", Some("1:2/3"))));
        assert_eq!(read(" http://a.example/x/verify/ABC?lang=en "), Some(("ABC", None)));
        assert_eq!(read("https://a.example/verify/ABC#"), Some(("ABC", None)));
        for other in ["", "ABC", "https://a.example/verify/", "https://a.example/verify", "https://a/verify/A/B"] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
