//! Statements as they are signed, written, read and verified.

use proptest::prelude::*;
use statement::{
    Day, Kind, MOST_CITY, MOST_NAME, MOST_TITLE, NotTrue, PublicKey, Said, SecretKey, Signed, Statement, Unreadable,
    decode, encode,
};

fn secret(seed: u8) -> SecretKey {
    SecretKey::from_bytes(&[seed; 32])
}

fn usual() -> Statement {
    Statement {
        serial: "0123456789AB".to_owned(),
        kind: Kind::Trainer,
        holder_name: Said::of("Fatoumata Binta Coulibaly", MOST_NAME),
        title: Said::of("Prise en charge des survivantes de VBG 1", MOST_TITLE),
        city: Said::of("Tombouctou", MOST_CITY),
        starts_on: Day(8000),
        ends_on: Day(8004),
        hours: 30,
        issued_on: Day(8010),
        expires_on: Some(Day(8740)),
    }
}

prop_compose! {
    fn statements()(
        trainer: bool,
        name in "\\PC{0,30}", title in "\\PC{0,30}", city in "\\PC{0,20}",
        starts_on in 0..60_000u16, days in 0..400u16, hours: u16, issued in 0..5000u16,
        expires_on in proptest::option::of(any::<u16>()),
    ) -> Statement {
        Statement {
            serial: "0123456789AB".to_owned(),
            kind: if trainer { Kind::Trainer } else { Kind::Attendance },
            holder_name: Said::of(&name, MOST_NAME),
            title: Said::of(&title, MOST_TITLE),
            city: Said::of(&city, MOST_CITY),
            starts_on: Day(starts_on),
            ends_on: Day(starts_on + days),
            hours,
            issued_on: Day(starts_on + issued),
            expires_on: expires_on.map(Day),
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_and_true(statement in statements()) {
        let signed = statement.clone().sign(&secret(7));
        let read = Signed::read(&statement.serial, &signed.text());
        prop_assert_eq!(read.as_ref(), Ok(&signed));
        prop_assert_eq!(signed.verify(&[secret(8).public(), secret(7).public()]), Ok(()));
        prop_assert_eq!(&signed.statement, &statement);
    }

    #[test]
    fn a_changed_bit_anywhere_is_refused(statement in statements(), place: prop::sample::Index, bit in 0..8u8) {
        let text = statement.clone().sign(&secret(7)).text();
        let mut bytes = decode(&text).expect("written above");
        let place = place.index(bytes.len());
        bytes[place] ^= 1 << bit;
        if let Ok(read) = Signed::read(&statement.serial, &encode(&bytes)) {
            let named_another = (2..6).contains(&place);
            let expected = if named_another { NotTrue::UnknownKey(read.key) } else { NotTrue::Changed };
            prop_assert_eq!(read.verify(&[secret(7).public()]), Err(expected));
        }
    }

    #[test]
    fn one_text_for_one_statement(bytes in prop::collection::vec(any::<u8>(), 60..200), start: bool) {
        let mut bytes = bytes;
        if start {
            bytes[..12].copy_from_slice(&[0x10, 0, 1, 2, 3, 4, 30, 0, 4, 24, 2, 3]);
        }
        let text = encode(&bytes);
        if let Ok(read) = Signed::read("0123456789AB", &text) {
            prop_assert_eq!(read.text(), text);
        }
    }

    #[test]
    fn never_panics(bytes: Vec<u8>, text: String) {
        let _ = Signed::read("0123456789AB", &encode(&bytes));
        let _ = Signed::read("0123456789AB", &text);
        let _ = statement::address(&text);
        let _ = PublicKey::from_bytes(&bytes);
    }

    #[test]
    fn a_text_that_is_cut_is_the_beginning_of_it(text: String, most in 0..64usize) {
        let said = Said::of(&text, most);
        prop_assert!(said.agrees(&text) && said.text().len() <= most);
        prop_assert_eq!(said.shortened(), text.len() > most);
    }
}

/// Each bit of one statement, and each other character at each place of its text.
#[test]
fn no_bit_of_a_statement_can_change() {
    let signed = usual().sign(&secret(7));
    let (text, keys) = (signed.text(), [secret(7).public()]);
    let bytes = decode(&text).expect("written above");
    let is_true = |text: &str| Signed::read("0123456789AB", text).is_ok_and(|read| read.verify(&keys).is_ok());
    assert!(is_true(&text));
    for place in 0..bytes.len() * 8 {
        let mut other = bytes.clone();
        other[place / 8] ^= 1 << (place % 8);
        assert!(!is_true(&encode(&other)), "bit {place}");
    }
    assert!(!is_true(&text[..text.len() - 3]) && !is_true(&format!("{text}00")));
    assert!(!is_true(&text.to_lowercase()));
}

#[test]
fn a_statement_belongs_to_its_serial_and_key() {
    let signed = usual().sign(&secret(7));
    let of_another = Signed::read("0123456789AC", &signed.text()).expect("a statement");
    assert_eq!(of_another.verify(&[secret(7).public()]), Err(NotTrue::Changed));
    assert_eq!(signed.verify(&[secret(8).public()]), Err(NotTrue::UnknownKey(secret(7).public().id())));
    assert_eq!(signed.verify(&[]), Err(NotTrue::UnknownKey(signed.key)));
}

#[test]
fn says_what_it_cannot_read() {
    let read = |bytes: &[u8]| Signed::read("0123456789AB", &encode(bytes));
    assert_eq!(read(&[0x20, 0, 0]), Err(Unreadable::Version(2)));
    assert_eq!(read(&[0x10, 0, 0]), Err(Unreadable::NotAStatement));
    assert_eq!(Signed::read("0123456789AB", ""), Err(Unreadable::NotAStatement));
}

/// A name of 25 letters and a title of 40: what README says of the size.
#[test]
fn is_short() {
    let text = usual().sign(&secret(7)).text();
    let bytes = decode(&text).expect("written above").len();
    assert!(bytes <= 160, "{bytes} bytes");
    assert_eq!((bytes, text.len()), (155, 233));
    let most = Statement {
        holder_name: Said::of(&"ɛ".repeat(120), MOST_NAME),
        title: Said::of(&"ɛ".repeat(120), MOST_TITLE),
        city: Said::of(&"ɛ".repeat(120), MOST_CITY),
        ..usual()
    };
    assert_eq!(decode(&most.sign(&secret(7)).text()).map(|bytes| bytes.len()), Some(200));
}
