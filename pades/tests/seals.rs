//! Seals, from the making of a key to what is said of a file that was changed.

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use pades::{Flaw, Seal, SealError, SealKey, SealState, Stamp, check, sign};
use proptest::prelude::*;

fn made_at() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2022, 9, 1, 8, 0, 0).single().expect("a time")
}

fn key_of(chance: u8, address: &str) -> SealKey {
    SealKey::make(&[chance; 48], address, made_at()).expect("a key")
}

fn key() -> SealKey {
    key_of(7, "https://relais.example.org")
}

fn stamp() -> Stamp<'static> {
    Stamp {
        at: made_at() + TimeDelta::days(80), reason: "Attestation délivrée", tooltip: "Sceau de l’installation"
    }
}

/// A page with a little text, and with annotations as told.
fn document(annotations: Option<Object>) -> Document {
    let mut file = Document::with_version("1.7");
    let pages = file.new_object_id();
    let content = file.add_object(Stream::new(Dictionary::new(), b"0 0 m 9 9 l S".to_vec()));
    let mut page = dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content,
        "MediaBox" => vec![0.into(), 0.into(), 842.into(), 595.into()],
    };
    if let Some(annotations) = annotations {
        page.set("Annots", annotations);
    }
    let page = file.add_object(page);
    let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    file.objects.insert(pages, tree.into());
    let catalog = file.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    file.trailer.set("Root", catalog);
    file
}

fn plain() -> Vec<u8> {
    let mut bytes = Vec::new();
    document(None).save_to(&mut bytes).expect("a PDF");
    bytes
}

fn sealed() -> Vec<u8> {
    sign(plain(), &key(), &stamp()).expect("a seal")
}

fn intact(key: &SealKey) -> SealState {
    SealState::Intact(Seal { certificate: key.certificate().to_vec(), name: key.name() })
}

#[test]
fn a_sealed_file_is_intact_and_begins_with_what_was_printed() {
    let file = sealed();
    assert_eq!(check(&file), intact(&key()));
    assert!(file.starts_with(&plain()));
    assert_eq!(key().name(), "relais.example.org");
}

#[test]
fn the_same_values_give_the_same_bytes_and_others_give_others() {
    assert_eq!(sealed(), sealed());
    let later = Stamp { at: stamp().at + TimeDelta::seconds(1), ..stamp() };
    assert_ne!(sealed(), sign(plain(), &key(), &later).expect("a seal"));
    let other = key_of(8, "https://relais.example.org");
    assert_eq!(check(&sign(plain(), &other, &stamp()).expect("a seal")), intact(&other));
    assert_ne!(key().certificate(), other.certificate());
}

#[test]
fn a_change_of_any_byte_shows() {
    let file = sealed();
    for place in 0..file.len() {
        let mut changed = file.clone();
        changed[place] ^= 1;
        assert_eq!(check(&changed), SealState::Broken(Flaw::Changed), "byte {place}");
    }
    for length in 0..file.len() {
        assert!(!matches!(check(&file[..length]), SealState::Intact(_)), "the first {length} bytes");
    }
}

#[test]
fn digits_in_small_letters_are_a_change_too() {
    let file = sealed();
    let gap = file.windows(12).position(|window| window == b"/Contents<30").expect("a gap");
    let mut changed = file.clone();
    changed[gap + 10..gap + 200].make_ascii_lowercase();
    assert_ne!(changed, file);
    assert_eq!(check(&changed), SealState::Broken(Flaw::Changed));
}

#[test]
fn what_is_added_shows() {
    let mut file = sealed();
    file.extend(b"\n%more");
    assert_eq!(check(&file), SealState::Broken(Flaw::Added));
}

#[test]
fn what_bears_no_seal_is_told_so() {
    for bytes in [plain(), Vec::new(), b"Dear sir".to_vec()] {
        assert_eq!(check(&bytes), SealState::Absent);
    }
}

#[test]
fn a_seal_of_another_file_does_not_hold() {
    let file = sealed();
    let mut other = plain();
    other[20] ^= 1;
    let carried = [other, file[plain().len()..].to_vec()].concat();
    assert_eq!(check(&carried), SealState::Broken(Flaw::Changed));
}

#[test]
fn a_file_is_sealed_once() {
    assert!(matches!(sign(sealed(), &key(), &stamp()), Err(SealError::HasForm)));
}

#[test]
fn no_seal_is_made_outside_the_years_of_its_certificate() {
    let at = |at| sign(plain(), &key(), &Stamp { at, ..stamp() });
    at(made_at()).expect("from its making");
    let end = Utc.with_ymd_and_hms(2032, 9, 1, 8, 0, 0).single().expect("a time");
    at(end).expect("for ten years");
    for wrong in [made_at() - TimeDelta::seconds(1), end + TimeDelta::seconds(1)] {
        assert!(matches!(at(wrong), Err(SealError::NotValidThen)), "{wrong}");
    }
}

#[test]
fn a_key_made_on_a_day_that_some_years_lack_is_a_key() {
    let leap = Utc.with_ymd_and_hms(2024, 2, 29, 8, 0, 0).single().expect("a time");
    let key = SealKey::make(&[7; 48], "https://relais.example.org", leap).expect("a key");
    assert!(key.is_valid(leap + TimeDelta::days(3652)) && !key.is_valid(leap + TimeDelta::days(3653)));
}

#[test]
fn a_key_is_read_again_and_only_with_its_own_certificate() {
    let again = SealKey::read(&key().secret(), key().certificate()).expect("a key");
    assert_eq!(sign(plain(), &again, &stamp()).expect("a seal"), sealed());
    assert_eq!((again.public().len(), again.public()[0]), (65, 4));
    let other = key_of(8, "https://relais.example.org");
    for (secret, certificate) in [(key().secret(), other.certificate()), (vec![1, 2], key().certificate())] {
        assert!(matches!(SealKey::read(&secret, certificate), Err(SealError::Key)));
    }
    assert!(matches!(SealKey::make(&[0; 48], "https://relais.example.org", made_at()), Err(SealError::Chance)));
    assert!(matches!(SealKey::make(&[255; 48], "https://relais.example.org", made_at()), Err(SealError::Chance)));
}

#[test]
fn names_of_any_length_and_addresses_with_a_port_seal() {
    let long = format!("http://{}.example.org:3000/path", "a".repeat(200));
    for (address, name) in [
        ("http://127.0.0.1:3000", "127.0.0.1:3000".to_owned()),
        ("https://[::1]:8443/relais", "[::1]:8443".to_owned()),
        (long.as_str(), "a".repeat(64)),
    ] {
        let key = key_of(7, address);
        assert_eq!(key.name(), name);
        assert_eq!(check(&sign(plain(), &key, &stamp()).expect("a seal")), intact(&key), "{address}");
    }
}

#[test]
fn annotations_that_a_page_has_stay_wherever_they_are_listed() {
    let link = || dictionary! { "Type" => "Annot", "Subtype" => "Link", "Rect" => vec![0.into(); 4] };
    for apart in [false, true] {
        let mut file = document(None);
        let link = file.add_object(link());
        let mut list: Object = vec![Object::from(link)].into();
        if apart {
            list = file.add_object(list).into();
        }
        let page = file.page_iter().next().expect("a page");
        file.get_dictionary_mut(page).expect("a page").set("Annots", list);
        let mut bytes = Vec::new();
        file.save_to(&mut bytes).expect("a PDF");
        let sealed = sign(bytes, &key(), &stamp()).expect("a seal");
        let read = Document::load_mem(&sealed).expect("a PDF");
        let annotations = read.get_page_annotations(page).expect("annotations");
        let kind = |one: &&Dictionary| one.get(b"Subtype").and_then(Object::as_name).map(<[u8]>::to_vec).ok();
        let kinds: Vec<_> = annotations.iter().filter_map(kind).collect();
        assert_eq!(kinds, [b"Link".to_vec(), b"Widget".to_vec()], "{apart}");
    }
}

#[test]
fn files_with_streams_of_objects_are_sealed_too() {
    let mut bytes = Vec::new();
    document(None).save_modern(&mut bytes).expect("a PDF");
    let sealed = sign(bytes, &key(), &stamp()).expect("a seal");
    assert_eq!(check(&sealed), intact(&key()));
    assert_eq!(Document::load_mem(&sealed).expect("a PDF").get_pages().len(), 1);
}

proptest! {
    #[test]
    fn no_bytes_are_taken_for_a_seal_nor_stop_the_check(
        before in prop::collection::vec(any::<u8>(), 0..200),
        range in prop::collection::vec(any::<u64>(), 0..6),
        after in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let range = range.iter().map(u64::to_string).collect::<Vec<_>>().join(" ");
        let file = [&before[..], b"/SigFlags 3/ByteRange[", range.as_bytes(), b"]<", &after, b">"].concat();
        prop_assert!(matches!(check(&file), SealState::Broken(_)));
    }

    #[test]
    fn a_file_with_a_piece_changed_is_never_intact(place in any::<prop::sample::Index>(), piece in prop::collection::vec(any::<u8>(), 1..50)) {
        let file = sealed();
        let mut changed = file.clone();
        let place = place.index(file.len());
        let end = (place + piece.len()).min(file.len());
        changed.splice(place..end, piece);
        prop_assume!(changed != file);
        prop_assert!(!matches!(check(&changed), SealState::Intact(_)));
    }
}
