//! The public list of what was revoked: Bitstring Status List 1.0. No I/O.

use super::did::Did;
use super::jws::Frame;
use crate::certificates::store::STATUS_LIST;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use flate2::{Compression, GzBuilder};
use serde_json::{Value, json};
use std::io::Write;

/// Where a list stands.
#[must_use]
pub fn address(public_url: &str, list: u32) -> String {
    format!("{public_url}/badges/status/{list}")
}

/// The list that holds a certificate's place, and the place in it.
#[must_use]
pub const fn place(status_index: u32) -> (u32, u32) {
    (status_index / STATUS_LIST, status_index % STATUS_LIST)
}

/// Which times a list holds for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holds {
    /// Since when it says so.
    pub from: DateTime<Utc>,
    /// From then on it must be asked for anew: who keeps an old list cannot show it for ever.
    pub until: DateTime<Utc>,
}

/// A list as a credential: which of its places were revoked.
#[must_use]
pub fn credential(public_url: &str, list: u32, revoked: &[u32], holds: Holds) -> Value {
    let (issuer, id) = (Did::of(public_url), address(public_url, list));
    let subject = format!("{id}#list");
    let unsigned = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.to_string(),
        "credentialSubject": {
            "id": subject,
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encode(revoked),
        },
    });
    Frame { issuer: &issuer, id: &id, subject: &subject, from: holds.from, until: Some(holds.until) }.around(unsigned)
}

/// A bit for each place, the first place in the highest bit of the first byte; packed, and in
/// base64url behind the letter by which multibase knows it.
fn encode(revoked: &[u32]) -> String {
    let mut bits = vec![0_u8; STATUS_LIST as usize / 8];
    for place in revoked {
        if let Some(byte) = bits.get_mut(*place as usize / 8) {
            *byte |= 0x80 >> (place % 8);
        }
    }
    // Without a name or a time: the same bits, the same text.
    let mut packed = GzBuilder::new().write(Vec::new(), Compression::best());
    // Memory takes all that is written to it.
    packed.write_all(&bits).expect("memory takes bytes");
    let packed = packed.finish().expect("memory takes bytes");
    format!("u{}", URL_SAFE_NO_PAD.encode(packed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::GzDecoder;
    use proptest::prelude::*;
    use std::io::Read;

    fn bits(encoded: &str) -> Vec<u8> {
        let packed = URL_SAFE_NO_PAD.decode(encoded.strip_prefix('u').expect("multibase")).expect("base64url");
        let mut bits = Vec::new();
        GzDecoder::new(packed.as_slice()).read_to_end(&mut bits).expect("gzip");
        bits
    }

    #[test]
    fn the_first_place_is_the_leftmost_bit() {
        let read = bits(&encode(&[0, 9, STATUS_LIST - 1, STATUS_LIST]));
        assert_eq!((read.len(), read[0], read[1]), (16_384, 0b1000_0000, 0b0100_0000));
        assert_eq!(read.last(), Some(&1));
        assert_eq!(read.iter().map(|byte| byte.count_ones()).sum::<u32>(), 3, "what stands in no place is left");
        assert_eq!((place(0), place(STATUS_LIST + 7)), ((0, 0), (1, 7)));
    }

    #[test]
    fn a_list_says_whose_it_is_and_until_when() {
        let from = DateTime::from_timestamp(1_666_777_888, 0).expect("a time");
        let until = from + chrono::TimeDelta::days(1);
        let list = credential("https://relais.example.org", 3, &[5], Holds { from, until });
        assert_eq!(list["id"], "https://relais.example.org/badges/status/3");
        assert_eq!(list["credentialSubject"]["id"], list["sub"]);
        assert_eq!((&list["issuer"], &list["iss"]), (&json!("did:web:relais.example.org"), &list["issuer"]));
        assert_eq!((&list["nbf"], &list["exp"]), (&json!(from.timestamp()), &json!(until.timestamp())));
    }

    proptest! {
        #[test]
        fn exactly_the_revoked_places_are_set(places in proptest::collection::btree_set(0..STATUS_LIST, 0..40)) {
            let revoked: Vec<u32> = places.iter().copied().collect();
            let read = bits(&encode(&revoked));
            let is_set = |place: &u32| read[*place as usize / 8] & (0x80 >> (place % 8)) != 0;
            prop_assert!(revoked.iter().all(is_set));
            prop_assert_eq!(read.iter().map(|byte| byte.count_ones() as usize).sum::<usize>(), revoked.len());
        }
    }
}
