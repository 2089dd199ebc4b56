use crate::some::{asking, choice, fr};
use questions::exact::Share;
use questions::formats::{Format, KindName, Lost, Reason, Refused, What, read, write};
use questions::question::{Kind, Language, Text};

const FILE: &str = include_str!("files/questions.aiken");

fn line_of(start: &str) -> usize {
    FILE.lines().position(|line| line.starts_with(start)).unwrap() + 1
}

#[test]
fn questions_as_people_write_them() {
    let read = read(Format::Aiken, FILE.as_bytes(), Language::Fr);
    let found: Vec<_> = read
        .questions
        .iter()
        .map(|found| {
            let Kind::Single { options, .. } = &found.question.kind else { panic!() };
            let right = options.iter().find(|option| option.share == Share::whole()).unwrap();
            (found.line, found.question.text.fr.as_str(), options.len(), right.text.fr.as_str())
        })
        .collect();
    assert_eq!(
        found,
        [
            (1, "Quelle est la capitale du Sénégal ?", 3, "Dakar"),
            (7, "What is the correct answer to this question?", 4, "Must be this one!"),
            (line_of("Le module"), "Le module dure :", 2, "une heure"),
        ]
    );
    let at = |start, reason| Refused { line: line_of(start), reason };
    assert_eq!(
        read.refused,
        [
            at("Une question sans", Reason::Missing("ANSWER".to_owned())),
            at("E. Cette", Reason::Malformed("E. Cette ligne n'appartient à rien".to_owned())),
            at("Combien", Reason::TooFew { least: 2 }),
            at("Qui", Reason::NotOffered("C".to_owned())),
            at("Deux bonnes", Reason::NotOffered("A, B".to_owned())),
            at("Deux fois", Reason::Malformed("AA".to_owned())),
            Refused { line: line_of("La dernière") - 1, reason: Reason::Malformed("ANSWER: B".to_owned()) },
            at("La dernière", Reason::Missing("ANSWER".to_owned())),
        ]
    );
    let aside = What::Aside("?".to_owned());
    assert_eq!(read.lost, [Lost { line: FILE.lines().position(|line| line == "?").unwrap() + 1, what: aside }]);
}

#[test]
fn writes_what_it_holds_and_names_the_rest() {
    let single = |options| Kind::Single { options, shuffle: true };
    let mut rich =
        asking(2, single(vec![choice("Oui\nbien sûr", 1, 1), choice("Peut-être", 1, 2), choice("Non", 0, 1)]));
    rich.name = "Q1".to_owned();
    rich.tags = vec!["module".to_owned()];
    rich.feedback = fr("Voir p. 3");
    rich.text = Text { fr: "Que faire ?".to_owned(), en: "What to do?".to_owned() };
    let mut short = asking(1, single(vec![choice("a", 1, 1), choice("b", 0, 1)]));
    short.text = fr("?");
    let two = asking(1, single(vec![choice("a", 1, 1), choice("b", 1, 1)]));
    let none = asking(1, single(vec![choice("a", 1, 2), choice("b", 0, 1)]));
    let written = write(Format::Aiken, &[rich, asking(0, Kind::Open), short, two, none], Language::Fr);
    let text = String::from_utf8(written.bytes).unwrap();
    assert_eq!(text, "Que faire ?\nA) Oui bien sûr\nB) Peut-être\nC) Non\nANSWER: A\n\n");
    let refused: Vec<_> = written.refused.iter().map(|refused| (refused.line, refused.reason.clone())).collect();
    assert_eq!(
        refused,
        [
            (2, Reason::KindNotHeld(KindName::Open)),
            (3, Reason::NotHeld(What::Other("?".to_owned()))),
            (4, Reason::NotHeld(What::MoreRight)),
            (5, Reason::NothingRight),
        ]
    );
    let lost: Vec<_> = written.lost.into_iter().map(|lost| lost.what).collect();
    let other = What::OtherLanguage(Language::En);
    let expected = [What::Name, What::Tags, What::Points, What::GeneralFeedback, What::Shares, What::Lines, other];
    assert_eq!(lost, expected);
}
