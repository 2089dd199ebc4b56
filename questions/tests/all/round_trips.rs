use crate::some::question;
use proptest::collection::vec;
use proptest::prelude::*;
use questions::exact::Share;
use questions::formats::{Format, KindName, Reason, What, read, write};
use questions::parts::{is_bilingual, texts};
use questions::question::{Credit, Kind, Language, Question, Text};

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

// What GIFT holds of a question in French, and what it does not.
fn held(question: &Question) -> (Question, Vec<What>) {
    let mut lost = Vec::new();
    let mut held = question.clone();
    let bilingual = is_bilingual(question);
    held.name = one_line(&question.name);
    held.points = u16::from(!matches!(question.kind, Kind::Open));
    if held.points != question.points {
        lost.push(What::Points);
    }
    if bilingual {
        lost.push(What::OtherLanguage(Language::En));
    }
    let mut tags = Vec::new();
    for tag in question.tags.iter().map(|tag| one_line(tag)).filter(|tag| !tag.is_empty()) {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    held.tags = tags;
    for text in [&mut held.text, &mut held.feedback] {
        in_french(text);
    }
    hold_kind(&mut held.kind, &mut lost);
    (held, lost)
}

fn in_french(text: &mut Text) {
    *text = Text::said(Language::Fr, text.in_language(Language::Fr).trim());
}

fn hold_kind(kind: &mut Kind, lost: &mut Vec<What>) {
    let unshuffled = |shuffle: &mut bool, lost: &mut Vec<What>| {
        if !std::mem::replace(shuffle, true) {
            lost.push(What::Shuffle);
        }
    };
    match kind {
        Kind::Single { options, shuffle } => {
            unshuffled(shuffle, lost);
            options.iter_mut().flat_map(|option| [&mut option.text, &mut option.feedback]).for_each(in_french);
        }
        Kind::Multiple { options, shuffle, credit } => {
            unshuffled(shuffle, lost);
            if std::mem::replace(credit, Credit::Shares) == Credit::AllOrNothing {
                lost.push(What::CreditRule);
            }
            options.iter_mut().flat_map(|option| [&mut option.text, &mut option.feedback]).for_each(in_french);
        }
        Kind::TrueFalse { if_true, if_false, .. } => [if_true, if_false].into_iter().for_each(in_french),
        Kind::Matching { pairs, extras, shuffle } => {
            unshuffled(shuffle, lost);
            pairs.iter_mut().flat_map(|pair| [&mut pair.left, &mut pair.right]).for_each(in_french);
            extras.iter_mut().for_each(in_french);
        }
        Kind::Numeric { accepted, unit } => {
            if !std::mem::take(unit).is_empty() {
                lost.push(What::Unit);
            }
            for number in accepted {
                in_french(&mut number.feedback);
            }
        }
        Kind::Short { accepted, case_sensitive } => {
            if std::mem::take(case_sensitive) {
                lost.push(What::CaseSensitivity);
            }
            for words in accepted {
                in_french(&mut words.pattern);
                in_french(&mut words.feedback);
                if words.feedback.fr.contains("->") {
                    words.feedback = Text::default();
                    lost.push(What::AnswerFeedback);
                }
            }
        }
        _ => (),
    }
}

// Why GIFT holds nothing of a question, if so.
fn refusal(question: &Question) -> Option<Reason> {
    let said = |text: &Text| text.in_language(Language::Fr).trim().to_owned();
    let arrow = Reason::NotHeld(What::Other("->".to_owned()));
    match &question.kind {
        kind @ (Kind::Ordering { .. } | Kind::Likert { .. } | Kind::Rubric { .. }) => {
            Some(Reason::KindNotHeld(KindName::from(kind)))
        }
        Kind::Single { options, .. } => {
            (!options.iter().any(|option| option.share == Share::whole())).then_some(Reason::NothingRight)
        }
        Kind::Matching { pairs, .. } => pairs.iter().map(|pair| said(&pair.left)).find_map(|left| {
            if left.is_empty() { Some(Reason::NoText) } else { left.contains("->").then(|| arrow.clone()) }
        }),
        Kind::Short { accepted, .. } => {
            accepted.iter().any(|words| said(&words.pattern).contains("->")).then_some(arrow)
        }
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn json_loses_nothing(questions in vec(question(), 0..5)) {
        let written = write(Format::Json, &questions, Language::Fr);
        prop_assert!(written.refused.is_empty() && written.lost.is_empty());
        let read = read(Format::Json, &written.bytes, Language::En);
        prop_assert_eq!((&read.refused, &read.lost), (&vec![], &vec![]));
        let lines: Vec<_> = read.questions.iter().map(|found| found.line).collect();
        prop_assert!(lines.is_sorted());
        prop_assert_eq!(read.questions.into_iter().map(|found| found.question).collect::<Vec<_>>(), questions);
    }

    #[test]
    fn gift_loses_nothing_in_silence(question in question()) {
        let written = write(Format::Gift, std::slice::from_ref(&question), Language::Fr);
        let file = String::from_utf8(written.bytes.clone()).unwrap();
        if let Some(reason) = refusal(&question) {
            prop_assert_eq!(written.refused.len(), 1);
            prop_assert_eq!(&written.refused[0].reason, &reason);
            prop_assert!(file.is_empty());
            return Ok(());
        }
        prop_assert_eq!(&written.refused, &vec![]);
        let (held, lost) = held(&question);
        for what in written.lost.iter().map(|lost| &lost.what) {
            prop_assert!(lost.contains(what), "{:?} is not lost", what);
        }
        for what in &lost {
            prop_assert!(written.lost.iter().any(|lost| lost.what == *what), "{:?} is lost in silence", what);
        }
        let read = read(Format::Gift, &written.bytes, Language::Fr);
        prop_assert_eq!(&read.refused, &vec![], "{}", file);
        prop_assert_eq!(read.questions.len(), 1, "{}", file);
        prop_assert_eq!(&read.questions[0].question, &held, "{}", file);
    }

    #[test]
    fn aiken_keeps_options_and_the_right_one(question in question()) {
        let written = write(Format::Aiken, std::slice::from_ref(&question), Language::Fr);
        let read = read(Format::Aiken, &written.bytes, Language::Fr);
        prop_assert_eq!(read.questions.len() + written.refused.len(), 1);
        let (Kind::Single { options, .. }, Some(found)) = (&question.kind, read.questions.first()) else { return Ok(()) };
        let Kind::Single { options: kept, .. } = &found.question.kind else { panic!() };
        prop_assert_eq!(options.len(), kept.len());
        for (option, kept) in options.iter().zip(kept) {
            prop_assert_eq!(one_line(&option.text.fr), kept.text.fr.clone());
            prop_assert_eq!(option.share == Share::whole(), kept.share == Share::whole());
        }
        prop_assert_eq!(one_line(&question.text.fr), found.question.text.fr.clone());
    }

    #[test]
    fn every_text_is_named_once(question in question()) {
        let parts: Vec<_> = texts(&question).into_iter().map(|(part, _)| part).collect();
        let unique: std::collections::HashSet<_> = parts.iter().collect();
        prop_assert_eq!(unique.len(), parts.len());
    }
}
