//! Moodle XML as Moodle writes it.

#![cfg(feature = "formats")]
#![allow(clippy::unwrap_used)]

use questions::exact::{Exact, Share};
use questions::formats::moodle_xml::{read, write};
use questions::formats::{KindName, Read, Reason, What};
use questions::question::{Choice, Credit, Kind, Language, OrderCredit, Question, Text};

const EXPORT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<!-- question: 0  -->
  <question type="category">
    <category>
      <text>$course$/top/Module 1/Évaluation TD//TP</text>
    </category>
    <info format="html">
      <text></text>
    </info>
    <idnumber></idnumber>
  </question>

<!-- question: 4711  -->
  <question type="multichoice">
    <name>
      <text>Fièvre &amp; vaccins</text>
    </name>
    <questiontext format="html">
      <text><![CDATA[<p dir="ltr">Que dit-on d&rsquo;un vaccin&nbsp;?</p><p>Choisissez <strong>toutes</strong> les réponses&nbsp;:</p><ul><li>A</li><li>B</li></ul><p><img src="@@PLUGINFILE@@/sch%C3%A9ma.png" alt="" width="10"></p>]]></text>
<file name="schéma.png" path="/" encoding="base64">iVBORw0KGgo=</file>
<file name="guide.pdf" path="/" encoding="base64">JVBERi0=</file>
    </questiontext>
    <generalfeedback format="html">
      <text><![CDATA[Voir « Guide », <a href="https://example.org/x">page 3</a>]]></text>
    </generalfeedback>
    <defaultgrade>2.5000000</defaultgrade>
    <penalty>0.3333333</penalty>
    <hidden>0</hidden>
    <idnumber>V-12</idnumber>
    <single>false</single>
    <shuffleanswers>true</shuffleanswers>
    <answernumbering>abc</answernumbering>
    <showstandardinstruction>0</showstandardinstruction>
    <correctfeedback format="html">
      <text>Votre réponse est correcte.</text>
    </correctfeedback>
    <partiallycorrectfeedback format="html">
      <text></text>
    </partiallycorrectfeedback>
    <incorrectfeedback format="html">
      <text></text>
    </incorrectfeedback>
    <shownumcorrect/>
    <answer fraction="33.33333" format="html">
      <text>CO<sub>2</sub></text>
      <feedback format="html">
        <text></text>
      </feedback>
    </answer>
    <answer fraction="66.66667" format="html">
      <text><![CDATA[<p>10<sup>-3</sup> &lt; x</p>]]></text>
      <feedback format="html">
        <text><![CDATA[<p>Bien&nbsp;!</p>]]></text>
      </feedback>
    </answer>
    <answer fraction="-16.66667" format="html">
      <text><![CDATA[<p>rien</p>]]></text>
      <feedback format="html">
        <text></text>
      </feedback>
    </answer>
    <hint format="html">
      <text>Pensez-y.</text>
    </hint>
    <tags>
      <tag><text>vaccins</text>
</tag>
    </tags>
  </question>
</quiz>"#;

fn quiz(inner: &str) -> Read {
    read(format!("<?xml version=\"1.0\"?>\n<quiz>\n{inner}\n</quiz>").as_bytes(), Language::Fr)
}

fn of(kind: &str, inner: &str) -> Read {
    quiz(&format!(
        "<question type=\"{kind}\"><name><text>n</text></name><questiontext format=\"html\"><text>Q</text></questiontext>{inner}</question>"
    ))
}

fn share(part: i64, whole: i64) -> Share {
    Share::new(Exact::new(part, whole)).unwrap()
}

#[test]
fn an_export_of_moodle() {
    // As Moodle escapes an unmarked text.
    let export = EXPORT.replace("<text>CO<sub>2</sub></text>", "<text>CO&lt;sub&gt;2&lt;/sub&gt;</text>");
    let read = read(export.as_bytes(), Language::Fr);
    assert_eq!(read.refused, []);
    let found = &read.questions[0];
    assert_eq!(found.line, 15);
    let question = &found.question;
    assert_eq!(question.name, "Fièvre & vaccins");
    assert_eq!(question.text.fr, "Que dit-on d’un vaccin\u{a0}?\n\nChoisissez toutes les réponses\u{a0}:\n\n- A\n- B");
    assert_eq!(question.feedback.fr, "Voir « Guide », page 3");
    assert_eq!(question.points, 3);
    assert_eq!(question.tags, ["Module 1", "Évaluation TD/TP", "vaccins"]);
    let Kind::Multiple { options, credit: Credit::Shares, shuffle: true } = &question.kind else { panic!() };
    let said: Vec<_> = options.iter().map(|option| (option.text.fr.as_str(), option.share)).collect();
    assert_eq!(said, [("CO₂", share(1, 3)), ("10⁻³ < x", share(2, 3)), ("rien", share(-1, 6))]);
    assert_eq!(options[1].feedback.fr, "Bien\u{a0}!");
    let lost: Vec<_> = read.lost.iter().map(|lost| lost.what.clone()).collect();
    assert!(read.lost.iter().all(|lost| lost.line == 15));
    for what in [
        What::Formatting,
        What::Image("sch%C3%A9ma.png".into()),
        What::File("guide.pdf".into()),
        What::Link("https://example.org/x".into()),
        What::PointsRounded("2.5000000".into()),
        What::Identifier("V-12".into()),
        What::Hint,
        What::ResultFeedback,
    ] {
        assert!(lost.contains(&what), "{what:?} in {lost:?}");
    }
}

#[test]
fn kinds_that_cannot_be_held_are_named_with_their_line() {
    let read = quiz(
        "<question type=\"description\"><name><text>x</text></name></question>\n<question type=\"cloze\"></question>\n\
         <question type=\"calculated\"/>\n<question type=\"ddwtos\"/>\n<question type=\"essay\"/>",
    );
    let refused: Vec<_> = read.refused.iter().map(|refused| (refused.line, refused.reason.clone())).collect();
    assert_eq!(
        refused,
        [
            (3, Reason::AsksNothing),
            (4, Reason::UnknownKind("cloze".into())),
            (5, Reason::UnknownKind("calculated".into())),
            (6, Reason::UnknownKind("ddwtos".into())),
            (7, Reason::Missing("questiontext".into())),
        ]
    );
}

#[test]
fn numbers_are_exact() {
    let read = of(
        "numerical",
        "<answer fraction=\"100\"><text>3,14</text><tolerance>0.005</tolerance></answer>\
         <answer fraction=\"50\"><text>-1.5E1</text><tolerance>0</tolerance></answer>\
         <answer fraction=\"0\"><text>*</text><feedback><text>Non</text></feedback></answer>\
         <units><unit><multiplier>1</multiplier><unit_name>°C</unit_name></unit></units><showunits>0</showunits>",
    );
    let Kind::Numeric { accepted, unit } = &read.questions[0].question.kind else { panic!() };
    assert_eq!((accepted[0].low.as_str(), accepted[0].high.as_str()), ("3.135", "3.145"));
    assert_eq!((accepted[1].low.as_str(), accepted[1].share), ("-15", share(1, 2)));
    assert_eq!(unit.fr, "°C");
    assert_eq!(read.lost.len(), 1);
    assert_eq!(read.lost[0].what, What::AnswerFeedback);
}

#[test]
fn orders_by_their_rules() {
    let steps = "<answer fraction=\"1.0\"><text>a</text></answer><answer fraction=\"2.0\"><text>b</text></answer>";
    for (rule, credit, lost) in [
        ("ALL_OR_NOTHING", OrderCredit::AllOrNothing, None),
        ("ABSOLUTE_POSITION", OrderCredit::Places, None),
        ("RELATIVE_NEXT_EXCLUDE_LAST", OrderCredit::Neighbours, None),
        ("LONGEST_ORDERED_SUBSET", OrderCredit::Neighbours, Some(What::ScoringRule("LONGEST_ORDERED_SUBSET".into()))),
    ] {
        let read = of("ordering", &format!("<selecttype>ALL</selecttype><gradingtype>{rule}</gradingtype>{steps}"));
        assert!(matches!(read.questions[0].question.kind, Kind::Ordering { credit: found, .. } if found == credit));
        assert_eq!(read.lost.first().map(|lost| lost.what.clone()), lost);
    }
}

#[test]
fn pairs_and_extras() {
    let part = |left: &str, right: &str| {
        format!("<subquestion format=\"html\"><text>{left}</text><answer><text>{right}</text></answer></subquestion>")
    };
    let read = of("matching", &[part("a", "1"), part("b", "2"), part("", "3")].concat());
    let Kind::Matching { pairs, extras, shuffle: true } = &read.questions[0].question.kind else { panic!() };
    assert_eq!((pairs.len(), extras[0].fr.as_str()), (2, "3"));
}

#[test]
fn truth_in_the_words_of_the_course() {
    let read = of(
        "truefalse",
        "<penalty>1.0000000</penalty><answer fraction=\"0\"><text>Vrai</text></answer><answer fraction=\"100\"><text>Faux</text></answer>",
    );
    assert!(matches!(read.questions[0].question.kind, Kind::TrueFalse { right: false, .. }));
    assert_eq!(read.lost, []);
}

#[test]
fn an_option_that_is_an_image_refuses_the_question() {
    let image = "<answer fraction=\"100\" format=\"html\"><text>&lt;img src=\"a.png\"&gt;</text></answer>";
    let read = of("multichoice", &image.repeat(2));
    assert_eq!(read.refused[0].reason, Reason::NeedsFile("a.png".into()));
}

#[test]
fn the_other_language_of_the_filter_is_named() {
    let text = "<span lang=\"en\" class=\"multilang\">Hello</span><span lang=\"fr\" class=\"multilang\">Bonjour</span>";
    let text = text.replace('<', "&lt;");
    let read = quiz(&format!(
        "<question type=\"essay\"><questiontext format=\"html\"><text>{text}</text></questiontext><defaultgrade>0</defaultgrade></question>"
    ));
    assert_eq!(read.questions[0].question.text.fr, "Bonjour");
    assert_eq!(read.lost[0].what, What::OtherLanguage(Language::En));
}

#[test]
fn what_was_whole_before_a_fault_is_kept() {
    let cut = &EXPORT[..EXPORT.len() - 40];
    let read =
        read(format!("{}<question type=\"essay\"><name>", EXPORT.trim_end_matches("</quiz>")).as_bytes(), Language::Fr);
    assert_eq!((read.questions.len(), read.refused.len()), (1, 1));
    let read = questions::formats::moodle_xml::read(cut.as_bytes(), Language::Fr);
    assert_eq!((read.questions.len(), read.refused.len()), (0, 1));
}

#[test]
fn entities_of_a_dtd_stay_as_they_are() {
    let bomb = "<!DOCTYPE quiz [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>\
        <quiz><question type=\"essay\"><questiontext format=\"plain_text\"><text>&b;&f;</text></questiontext></question></quiz>";
    let read = read(bomb.as_bytes(), Language::Fr);
    assert_eq!(read.questions[0].question.text.fr, "&b;&f;");
}

#[test]
fn depth_is_bounded() {
    let deep = format!("<quiz>{}", "<a>".repeat(1_000_000));
    assert!(read(deep.as_bytes(), Language::Fr).refused.iter().any(|refused| refused.reason == Reason::TooDeep));
}

#[test]
fn what_moodle_cannot_hold_is_named() {
    let text = Text { fr: "Q".into(), en: "Q en".into() };
    let question = |kind| Question {
        name: String::new(),
        text: text.clone(),
        points: 1,
        kind,
        feedback: Text::default(),
        tags: Vec::new(),
    };
    let option = |share| Choice { text: Text::said(Language::Fr, "o"), share, feedback: Text::default() };
    let questions = [
        question(Kind::Likert { scale: Vec::new() }),
        question(Kind::Multiple {
            options: vec![option(share(1, 1)), option(Share::nothing())],
            credit: Credit::AllOrNothing,
            shuffle: true,
        }),
        question(Kind::Single { options: vec![option(share(1, 1)), option(share(1, 13))], shuffle: true }),
    ];
    let written = write(&questions, Language::Fr);
    assert_eq!(written.refused[0].reason, Reason::KindNotHeld(KindName::Likert));
    let lost: Vec<_> = written.lost.iter().map(|lost| (lost.line, lost.what.clone())).collect();
    assert_eq!(
        lost,
        [
            (2, What::OtherLanguage(Language::En)),
            (2, What::CreditRule),
            (3, What::OtherLanguage(Language::En)),
            (3, What::ShareRounded("1/13".into())),
        ]
    );
    let file = String::from_utf8(written.bytes).unwrap();
    assert!(file.contains("fraction=\"-100\""));
    assert!(file.contains("<text><![CDATA[<p>Q</p>]]></text>"));
}
