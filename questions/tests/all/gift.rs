use crate::some::part;
use questions::exact::Share;
use questions::formats::{Format, Found, Lost, Read, Reason, Refused, What, detect, read};
use questions::question::{Choice, Kind, Language, Question, Text};

const FORMATION: &str = include_str!("files/formation.gift");
const QUIZ: &str = include_str!("files/quiz.gift");

fn formation() -> Read {
    read(Format::Gift, FORMATION.as_bytes(), Language::Fr)
}

fn line_of(file: &str, start: &str) -> usize {
    file.lines().position(|line| line.starts_with(start)).unwrap() + 1
}

fn found<'a>(read: &'a Read, file: &str, start: &str) -> &'a Question {
    let line = line_of(file, start);
    let at = |found: &&Found| found.line == line;
    &read.questions.iter().find(at).unwrap_or_else(|| panic!("nothing at {line}: {start}")).question
}

fn lost_at(read: &Read, file: &str, start: &str) -> Vec<What> {
    let line = line_of(file, start);
    read.lost.iter().filter(|lost| lost.line == line).map(|Lost { what, .. }| what.clone()).collect()
}

fn said(options: &[Choice]) -> Vec<(&str, Share, &str)> {
    options.iter().map(|option| (option.text.fr.as_str(), option.share, option.feedback.fr.as_str())).collect()
}

fn one(gift: &str) -> Question {
    let mut read = read(Format::Gift, gift.as_bytes(), Language::Fr);
    assert_eq!(read.refused, [], "{gift}");
    assert_eq!(read.questions.len(), 1, "{gift}");
    read.questions.remove(0).question
}

fn refused(gift: &str) -> Reason {
    let mut read = read(Format::Gift, gift.as_bytes(), Language::Fr);
    assert_eq!(read.questions, [], "{gift}");
    read.refused.remove(0).reason
}

#[test]
fn an_export_of_moodle() {
    let read = formation();
    let question = found(&read, FORMATION, "::Q1 ");
    assert_eq!(question.name, "Q1 Objectif opérationnel");
    assert_eq!(question.text.fr.trim(), "Un objectif opérationnel décrit\u{a0}:");
    assert_eq!(question.tags, ["Formation de formateurs", "Module 1/2", "objectifs", "Bloom [1956]"]);
    assert_eq!(question.feedback.fr, "Voir le chapitre 2\npage 14.");
    let Kind::Single { options, shuffle: true } = &question.kind else { panic!() };
    assert_eq!(
        said(options),
        [
            ("ce que l’apprenant sera capable de faire", Share::whole(), "Oui : c’est observable & mesurable."),
            ("ce que le formateur va dire", Share::nothing(), "Non, c’est un contenu."),
            ("ce que l’apprenant doit savoir", part(1, 3), ""),
            ("a < b", Share::nothing(), ""),
        ]
    );
    let lost = lost_at(&read, FORMATION, "::Q1 ");
    for what in [What::Identifier("FF-M1-01".to_owned()), What::Image("pyramide.png".to_owned()), What::Formatting] {
        assert!(lost.contains(&what), "{what:?} in {lost:?}");
    }
}

#[test]
fn several_and_true_or_false() {
    let read = formation();
    let Kind::Multiple { options, .. } = &found(&read, FORMATION, "::Q2").kind else { panic!() };
    assert_eq!(
        said(options),
        [
            ("cognitif", part(1, 3), ""),
            ("affectif", part(1, 3), "Krathwohl, 1964"),
            ("psychomoteur", part(1, 3), ""),
            ("numérique", part(-1, 2), ""),
        ]
    );
    let question = found(&read, FORMATION, "::Q3");
    assert_eq!(question.feedback.fr, "Guide, p. 7");
    let Kind::TrueFalse { right: true, if_true, if_false } = &question.kind else { panic!() };
    assert_eq!((if_true.fr.as_str(), if_false.fr.as_str()), ("Bien vu {ou presque} !", "Relisez le guide."));
    let Kind::TrueFalse { right: false, if_true, if_false } = &found(&read, FORMATION, "::Q4").kind else { panic!() };
    assert_eq!((if_true.fr.as_str(), if_false.fr.as_str()), ("Il écoute d'abord.", ""));
}

#[test]
fn what_belongs_together_and_words() {
    let read = formation();
    let Kind::Matching { pairs, extras, .. } = &found(&read, FORMATION, "Associez").kind else { panic!() };
    let sides: Vec<_> = pairs.iter().map(|pair| (pair.left.fr.as_str(), pair.right.fr.as_str())).collect();
    assert_eq!(sides[0], ("expositive", "le formateur explique"));
    assert_eq!(sides[2], ("active", "l'apprenant fait"));
    assert_eq!(extras[0].fr, "personne ne fait rien");
    let question = found(&read, FORMATION, "Une séance");
    assert_eq!(question.text.fr, "Une séance dure ____ en général.");
    let Kind::Short { accepted, case_sensitive: false } = &question.kind else { panic!() };
    let words: Vec<_> = accepted.iter().map(|words| (words.pattern.fr.as_str(), words.share)).collect();
    assert_eq!(words, [("une heure", Share::whole()), ("soixante minutes", part(1, 2)), ("*heure*", Share::whole())]);
    assert_eq!(accepted[1].feedback.fr, "Dites-le en heures.");
}

#[test]
fn numbers_and_open_words() {
    let read = formation();
    let ranges = |start| {
        let Kind::Numeric { accepted, .. } = &found(&read, FORMATION, start).kind else { panic!() };
        accepted.iter().map(|number| (number.low.clone(), number.high.clone(), number.share)).collect::<Vec<_>>()
    };
    let range = |low: &str, high: &str, share| (low.to_owned(), high.to_owned(), share);
    assert_eq!(ranges("::Durée"), [range("4", "8", Share::whole()), range("8", "12", part(1, 2))]);
    assert_eq!(ranges("Combien vaut"), [range("3.13", "3.15", Share::whole())]);
    assert_eq!(ranges("Pi, in"), [range("3.141", "3.142", Share::whole())]);
    assert_eq!(lost_at(&read, FORMATION, "::Durée"), [What::AnswerFeedback]);
    let open = found(&read, FORMATION, "::Rédaction");
    assert_eq!((&open.kind, open.points), (&Kind::Open, 0));
    assert_eq!(open.text.fr, "Décrivez votre dernière séance.\nEn dix lignes.");
    assert_eq!(open.feedback.fr, "Merci : nous lisons tout.");
}

#[test]
fn faults_of_a_file_cost_one_question_each() {
    let read = formation();
    let at = |start, reason| Refused { line: line_of(FORMATION, start), reason };
    assert_eq!(
        read.refused,
        [
            at("Cette partie", Reason::AsksNothing),
            at("Qui a écrit", Reason::Unbalanced('{')),
            at("La réponse est ici", Reason::Unbalanced('}')),
            at("Deux trous", Reason::Malformed("{=trois}".to_owned())),
            at("Avec un poids", Reason::NotAShare("150".to_owned())),
            at("Un nombre ?", Reason::NotANumber("douze".to_owned())),
            at("Texte", Reason::UnknownKind("cloze".to_owned())),
        ]
    );
    assert_eq!(found(&read, FORMATION, "Et celle-ci").text.fr, "Et celle-ci est complète :");
    let last = found(&read, FORMATION, "[markdown]");
    assert_eq!((last.text.fr.as_str(), last.tags.join("|").as_str()), ("Le mot **juste** est", "Module 3"));
    assert_eq!(lost_at(&read, FORMATION, "[markdown]"), [What::Formatting]);
}

#[test]
fn the_documented_examples() {
    let read = read(Format::Gift, QUIZ.as_bytes(), Language::En);
    assert_eq!(read.refused, []);
    let kinds: Vec<_> = read.questions.iter().map(|found| &found.question.kind).collect();
    assert!(matches!(kinds[0], Kind::TrueFalse { right: true, .. }));
    assert!(matches!(kinds[1], Kind::Single { options, .. } if options[0].feedback.en == "right; good!"));
    assert!(matches!(kinds[2], Kind::Short { accepted, .. } if accepted.len() == 2));
    assert!(matches!(kinds[3], Kind::Matching { pairs, .. } if pairs.len() == 2));
    assert!(matches!(kinds[4], Kind::Numeric { accepted, .. } if accepted[0].low == "1" && accepted[0].high == "5"));
    assert!(matches!(kinds[5], Kind::Numeric { accepted, .. } if accepted[1].high == "1824"));
    assert!(matches!(kinds[6], Kind::Open));
    let question = &read.questions[7].question;
    assert_eq!(question.text.en, r"The \$ costs 3 = three, ~ish:");
    let Kind::Short { accepted, .. } = kinds[7] else { panic!() };
    assert_eq!((accepted[0].pattern.en.as_str(), accepted[0].feedback.en.as_str()), ("a=b", "it's #1"));
    assert_eq!(accepted[1].pattern.en, r"\n{x}");
    assert!(
        matches!(kinds[8], Kind::Single { options, .. } if options.len() == 3 && options[1].share == Share::whole())
    );
    assert_eq!(read.questions[9].question.text.en, "Grant was ____ here.");
    assert_eq!(kinds.len(), 10);
}

#[test]
fn shares_are_those_of_moodles_list() {
    for (percent, above, below) in [
        ("83.33333", 5, 6),
        ("66.66667", 2, 3),
        ("33.33333", 1, 3),
        ("16.66667", 1, 6),
        ("14.28571", 1, 7),
        ("11.11111", 1, 9),
        ("12.5", 1, 8),
        ("-33.33333", -1, 3),
        ("33,333", 1, 3),
        ("90", 9, 10),
        ("100", 1, 1),
        ("0", 0, 1),
    ] {
        let question = one(&format!("Q {{~%{percent}%a ~b}}"));
        let Kind::Multiple { options, .. } = question.kind else { panic!() };
        assert_eq!(options[0].share, part(above, below), "{percent}");
    }
}

#[test]
fn oddities() {
    assert_eq!(one("Si a<b et b > c, alors a<c. {F}").text.fr, "Si a<b et b > c, alors a<c.");
    assert_eq!(one("AT&T &amp; co {F}").text.fr, "AT&T & co");
    assert_eq!(one("un<br>deux\n   trois {F}").text.fr, "un\ndeux\ntrois");
    let single = one("Q {\n~=oui\n~non 50% sûr\n}");
    let Kind::Single { options, .. } = single.kind else { panic!() };
    assert_eq!(said(&options), [("oui", Share::whole(), ""), ("non 50% sûr", Share::nothing(), "")]);
    assert!(matches!(one("Q {=%50%a =%50%b ~c}").kind, Kind::Multiple { .. }));
    assert!(matches!(one("Q {a =b}").kind, Kind::Short { accepted, .. } if accepted.len() == 2));
    assert_eq!(one("::sans fin Q {T}").text.fr, "sans fin Q");
    assert!(matches!(one("Q {#1e3:0}").kind, Kind::Numeric { accepted, .. } if accepted[0].low == "1000"));
    assert_eq!(one("\u{feff}::Nom::Q\r\n{T}\r\n").name, "Nom");
    assert_eq!(refused("Q {=a -> b =c}"), Reason::Malformed("c".to_owned()));
    assert_eq!(refused("Q {a ~b =c}"), Reason::Malformed("a".to_owned()));
    assert_eq!(refused("Q {#}"), Reason::NothingRight);
    assert_eq!(refused("Q {=a {b} }"), Reason::Unbalanced('{'));
    assert_eq!(refused(&format!("Q {{{}}}", "~a".repeat(1_001))), Reason::TooDeep);
}

#[test]
fn texts_in_two_languages() {
    let spans =
        r#"[html]<span lang\="fr" class\="multilang">Chat</span><span lang\="en" class\="multilang">Cat</span> {T}"#;
    assert_eq!(one(spans).text, Text { fr: "Chat".to_owned(), en: "Cat".to_owned() });
}

#[test]
fn windows_1252_is_understood() {
    let read = read(Format::Gift, b"L\x92\xe9t\xe9 co\xfbte 3 \x80 {T}", Language::Fr);
    assert_eq!(read.questions[0].question.text.fr, "L’été coûte 3 €");
}

#[test]
fn formats_are_told_apart() {
    for (file, name, format) in [
        (FORMATION.as_bytes(), "x.txt", Some(Format::Gift)),
        (QUIZ.as_bytes(), "", Some(Format::Gift)),
        (include_bytes!("files/questions.aiken"), "q.txt", Some(Format::Aiken)),
        (b"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<!-- <x> -->\n<quiz>", "a.xml", Some(Format::MoodleXml)),
        (b"<assessmentItem xmlns='x'/>", "", Some(Format::Qti)),
        (b"<qti-assessment-item xmlns='x'/>", "", Some(Format::Qti)),
        (b"PK\x03\x04", "p.zip", Some(Format::Qti)),
        (b"{\"format\": \"relais-questions\"}", "", Some(Format::Json)),
        (b"<html>", "", None),
        (b"Bonjour", "lettre.txt", None),
        (b"", "", None),
    ] {
        assert_eq!(detect(file, name), format, "{name} {:?}", String::from_utf8_lossy(&file[..file.len().min(20)]));
    }
}
