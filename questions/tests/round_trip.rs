//! Questions written and read again, and files that were tampered with.

#![cfg(feature = "formats")]
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use proptest::sample::{Index, select};
use questions::exact::{Exact, Share};
use questions::formats::qti::Version;
use questions::formats::{Read, Written, moodle_xml, qti};
use questions::question::{
    AcceptedNumber, AcceptedWords, Choice, Credit, Kind, Language, OrderCredit, Pair, Question, Text,
};

fn text() -> impl Strategy<Value = Text> {
    "[a-cA-C éÀ«»<>&;'\"\u{a0}\n*#-]{0,20}[xÉ]".prop_map(|text: String| {
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        Text::said(Language::Fr, lines.join("\n").trim())
    })
}

fn perhaps() -> impl Strategy<Value = Text> {
    prop_oneof![2 => Just(Text::default()), 1 => text()]
}

fn line() -> impl Strategy<Value = String> {
    "[a-c é&<']{0,8}[xÉ]".prop_map(|line: String| line.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn share() -> impl Strategy<Value = Share> {
    let known = select(vec![(1, 2), (1, 3), (2, 3), (5, 6), (1, 7), (-1, 9), (-1, 1), (0, 1), (1, 20)]);
    prop_oneof![3 => known, 1 => (-40_i64..40, 40_i64..97)]
        .prop_map(|(part, whole)| Share::new(Exact::new(part, whole)).unwrap())
}

fn shares() -> impl Strategy<Value = Vec<Share>> {
    prop::collection::vec(share(), 1..4).prop_map(|mut shares| {
        shares.insert(0, Share::whole());
        shares
    })
}

fn choices() -> impl Strategy<Value = Vec<Choice>> {
    shares().prop_flat_map(|shares| {
        let all: Vec<_> = shares
            .into_iter()
            .map(|share| (text(), perhaps()).prop_map(move |(text, feedback)| Choice { text, share, feedback }))
            .collect();
        all
    })
}

fn number() -> impl Strategy<Value = (String, String)> {
    let decimal = |value: i64| {
        let text = format!("{}{}.{:03}", if value < 0 { "-" } else { "" }, value.abs() / 1000, value.abs() % 1000);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    (-99_999_i64..99_999, 0_i64..999).prop_map(move |(low, wide)| (decimal(low), decimal(low + wide)))
}

fn kind() -> impl Strategy<Value = Kind> {
    let words =
        "[a-dA-C é.+()\\[]{0,5}(\\*|\\\\\\*)?[xÉ^]".prop_map(|words: String| Text::said(Language::Fr, words.trim()));
    prop_oneof![
        (choices(), any::<bool>()).prop_map(|(options, shuffle)| Kind::Single { options, shuffle }),
        (choices(), any::<bool>(), any::<bool>()).prop_map(|(options, shuffle, all)| {
            let credit = if all { Credit::AllOrNothing } else { Credit::Shares };
            Kind::Multiple { options, credit, shuffle }
        }),
        (any::<bool>(), perhaps(), perhaps()).prop_map(|(right, if_true, if_false)| Kind::TrueFalse {
            right,
            if_true,
            if_false
        }),
        (prop::collection::vec((text(), line()), 2..5), prop::collection::btree_set("[0-9]{3}", 0..3), any::<bool>())
            .prop_map(|(pairs, extras, shuffle)| {
                let said = |text: String| Text::said(Language::Fr, text);
                let pairs = pairs.into_iter().map(|(left, right)| Pair { left, right: said(right) }).collect();
                Kind::Matching { pairs, extras: extras.into_iter().map(said).collect(), shuffle }
            }),
        (
            prop::collection::vec(text(), 2..5),
            select(vec![OrderCredit::AllOrNothing, OrderCredit::Places, OrderCredit::Neighbours])
        )
            .prop_map(|(steps, credit)| Kind::Ordering { steps, credit }),
        (shares(), prop::collection::vec((number(), perhaps()), 4), prop_oneof![Just(String::new()), line()]).prop_map(
            |(shares, numbers, unit)| {
                let accepted = shares.into_iter().zip(numbers);
                let accepted = accepted
                    .map(|(share, ((low, high), feedback))| AcceptedNumber { low, high, share, feedback })
                    .collect();
                Kind::Numeric { accepted, unit: Text::said(Language::Fr, unit) }
            }
        ),
        (shares(), prop::collection::vec((words, perhaps()), 4), any::<bool>()).prop_map(
            |(shares, words, case_sensitive)| {
                let accepted = shares.into_iter().zip(words);
                let accepted =
                    accepted.map(|(share, (pattern, feedback))| AcceptedWords { pattern, share, feedback }).collect();
                Kind::Short { accepted, case_sensitive }
            }
        ),
        Just(Kind::Open),
    ]
}

fn question() -> impl Strategy<Value = Question> {
    (line(), text(), 1_u16..=100, kind(), perhaps(), prop::collection::btree_set(line(), 0..3)).prop_map(
        |(name, text, points, kind, feedback, tags)| Question {
            name,
            text,
            points: if matches!(kind, Kind::Open) { 0 } else { points },
            kind,
            feedback,
            tags: tags.into_iter().collect(),
        },
    )
}

// What was not named comes back as it was.
fn comes_back(questions: &[Question], written: &Written, read: &Read) {
    assert_eq!(written.refused, []);
    assert_eq!((&read.refused, &read.lost), (&Vec::new(), &Vec::new()), "{}", String::from_utf8_lossy(&written.bytes));
    assert_eq!(read.questions.len(), questions.len());
    for (index, (question, found)) in questions.iter().zip(&read.questions).enumerate() {
        if written.lost.iter().all(|lost| lost.line != index + 1) {
            assert_eq!(*question, found.question, "{}", String::from_utf8_lossy(&written.bytes));
        }
    }
}

proptest! {
    #[test]
    fn moodle_xml_comes_back(questions in prop::collection::vec(question(), 0..4)) {
        let written = moodle_xml::write(&questions, Language::Fr);
        comes_back(&questions, &written, &moodle_xml::read(&written.bytes, Language::Fr));
    }

    #[test]
    fn qti_comes_back(questions in prop::collection::vec(question(), 1..3), old in any::<bool>()) {
        let version = if old { Version::V2_1 } else { Version::V3_0 };
        let written = qti::write_version(&questions, Language::Fr, version);
        comes_back(&questions, &written, &qti::read(&written.bytes, Language::En));
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = moodle_xml::read(&bytes, Language::Fr);
        let _ = qti::read(&bytes, Language::Fr);
        let _ = qti::read(&[b"PK\x03\x04", &bytes[..]].concat(), Language::Fr);
    }

    #[test]
    fn any_html_is_read(html in "(</?(p|pre|ul|ol|li|td|tr|b|sup|a|script|span)( href=.x)?/?>|&|&#;|<!--|\u{e9}|.|\n){0,40}") {
        let file = format!("<quiz><question type=\"essay\"><questiontext format=\"html\"><text><![CDATA[{}]]></text></questiontext></question></quiz>", html.replace("]]>", ""));
        let _ = moodle_xml::read(file.as_bytes(), Language::Fr);
    }

    #[test]
    fn tampered_files_are_read(questions in prop::collection::vec(question(), 1..3), changes in prop::collection::vec((any::<Index>(), any::<u8>()), 1..5), cut in any::<Index>()) {
        for bytes in [moodle_xml::write(&questions, Language::Fr).bytes, qti::write(&questions, Language::Fr).bytes] {
            let mut bytes = bytes;
            for (at, byte) in &changes {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            let _ = moodle_xml::read(&bytes, Language::Fr);
            let _ = qti::read(&bytes, Language::Fr);
            bytes.truncate(cut.index(bytes.len()));
            let _ = moodle_xml::read(&bytes, Language::Fr);
            let _ = qti::read(&bytes, Language::Fr);
        }
    }
}

// For one's own look at the output: `KEEP=/folder cargo test kept`.
#[test]
fn kept() {
    use proptest::strategy::ValueTree;
    let Some(folder) = std::env::var_os("KEEP") else { return };
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let strategy = prop::collection::vec(question(), 40);
    let questions = strategy.new_tree(&mut runner).unwrap().current();
    let folder = std::path::Path::new(&folder);
    std::fs::write(folder.join("moodle.xml"), moodle_xml::write(&questions, Language::Fr).bytes).unwrap();
    std::fs::write(folder.join("qti3.zip"), qti::write(&questions, Language::Fr).bytes).unwrap();
    std::fs::write(folder.join("qti2.zip"), qti::write_version(&questions, Language::Fr, Version::V2_1).bytes).unwrap();
}

// Files made to take forever, or all memory.
#[test]
fn large_hostile_files_end() {
    let essay = |inner: &str| {
        format!(
            "<quiz><question type=\"essay\"><questiontext format=\"html\"><text><![CDATA[{inner}]]></text></questiontext></question></quiz>"
        )
    };
    let many = |piece: &str| piece.repeat(200_000);
    let images: Vec<String> = (0..200_000).map(|number| format!("<img src=a{number}>")).collect();
    for inner in [
        many("<sup>") + &many("xy") + &many("</sup>"),
        many("<a href=x>") + &many("xy") + &many("</a>"),
        many("<li>") + &many("</b>"),
        many("<a \""),
        many("<!--"),
        many("<br>") + "x",
        many("&"),
        format!("<a {}>", many("b ")),
        images.concat(),
    ] {
        let _ = moodle_xml::read(essay(&inner).as_bytes(), Language::Fr);
    }
    let answers = format!(
        "<quiz><question type=\"matching\"><questiontext><text>Q</text></questiontext>{}</question></quiz>",
        many("<subquestion><text>a</text><answer><text>b</text></answer></subquestion>")
    );
    assert_eq!(moodle_xml::read(answers.as_bytes(), Language::Fr).questions.len(), 0);
    let choices = format!(
        "<assessmentItem><itemBody>Q<choiceInteraction>{}</choiceInteraction></itemBody></assessmentItem>",
        many("<simpleChoice identifier=\"a\">a</simpleChoice>")
    );
    assert_eq!(qti::read(choices.as_bytes(), Language::Fr).questions.len(), 0);
}
