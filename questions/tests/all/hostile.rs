use crate::some::question;
use proptest::collection::vec;
use proptest::prelude::*;
use questions::formats::{Format, MOST_BYTES, Reason, detect, read, write};
use questions::question::Language;

const TEXTS: [Format; 3] = [Format::Gift, Format::Aiken, Format::Json];

fn read_all(bytes: &[u8]) {
    let _ = detect(bytes, "x.txt");
    for format in TEXTS {
        let read = read(format, bytes, Language::Fr);
        for found in &read.questions {
            assert!(found.line >= 1);
            let _ = questions::faults::faults(&found.question);
        }
        let again: Vec<_> = read.questions.into_iter().map(|found| found.question).collect();
        for format in TEXTS {
            let _ = write(format, &again, Language::En);
        }
    }
}

// Bytes put in, taken out or changed.
fn mutate(mut bytes: Vec<u8>, changes: &[(prop::sample::Index, u8, u8)]) -> Vec<u8> {
    for (place, how, byte) in changes {
        if bytes.is_empty() {
            break;
        }
        let place = place.index(bytes.len());
        match how % 4 {
            0 => bytes[place] = *byte,
            1 => bytes.insert(place, b"{}=~#%:\\\n->[]/\"*,."[usize::from(*byte) % 18]),
            2 => drop(bytes.remove(place)),
            _ => bytes.truncate(place),
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes(bytes in vec(any::<u8>(), 0..300)) {
        read_all(&bytes);
    }

    #[test]
    fn any_signs(text in "[{}=~#%:\\\\\n>\\[\\]/\"*,.A-C1-3 é-]{0,120}") {
        read_all(text.as_bytes());
    }

    #[test]
    fn changed_files(
        questions in vec(question(), 1..4),
        which in 0_usize..3,
        changes in vec((any::<prop::sample::Index>(), any::<u8>(), any::<u8>()), 1..12),
    ) {
        read_all(&mutate(write(TEXTS[which], &questions, Language::Fr).bytes, &changes));
    }

    #[test]
    fn changed_examples(changes in vec((any::<prop::sample::Index>(), 0_u8..3, any::<u8>()), 1..30)) {
        for file in [&include_bytes!("files/formation.gift")[..], include_bytes!("files/questions.aiken")] {
            read_all(&mutate(file.to_vec(), &changes));
        }
    }
}

#[test]
fn large_files_are_read_in_time_or_refused() {
    let start = std::time::Instant::now();
    for piece in
        ["{", "}", "::a\n", "{}\n::", "[tag:", "<", "&", "\\", "%1%", "=->", "~", "####", "a\n", "A.\n", "[html]<b"]
    {
        read_all(piece.repeat(400_000 / piece.len()).as_bytes());
        read_all(["// ", &piece.repeat(400_000 / piece.len()), "\nQ {", &piece.repeat(1_000), "}"].concat().as_bytes());
    }
    let images: Vec<_> = (0..60_000).map(|number| format!("<img src\\=\"{number}\">")).collect();
    read_all(["[html]Q ", &images.concat(), " {T}"].concat().as_bytes());
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    for format in [Format::Gift, Format::Json, Format::Aiken] {
        let refused = read(format, &vec![b'x'; MOST_BYTES + 1], Language::Fr).refused;
        assert_eq!(refused[0].reason, Reason::TooLarge { most: MOST_BYTES });
    }
    let many = "Q {T}\n\n".repeat(5_001);
    let read = read(Format::Gift, many.as_bytes(), Language::Fr);
    assert_eq!((read.questions.len(), read.refused[0].line), (5_000, 10_001));
}
