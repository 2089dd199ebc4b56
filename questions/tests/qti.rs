//! QTI of the versions 2.1 and 3.0, in the shapes that programs write.

#![cfg(feature = "formats")]
#![allow(clippy::unwrap_used)]

use questions::exact::{Exact, Share};
use questions::formats::qti::{Version, read, write, write_version};
use questions::formats::{Read, Reason, What};
use questions::question::{Choice, Credit, Kind, Language, OrderCredit, Question, Text};
use std::io::{Cursor, Write};

fn v2(declaration: &str, body: &str, rest: &str) -> Read {
    let item = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- one -->\n<assessmentItem xmlns=\"http://www.imsglobal.org/xsd/imsqti_v2p1\" identifier=\"i\" title=\"Titre\" adaptive=\"false\" timeDependent=\"false\" xml:lang=\"fr-FR\">\n{declaration}\n<outcomeDeclaration identifier=\"SCORE\" cardinality=\"single\" baseType=\"float\"/>\n<itemBody>{body}</itemBody>{rest}</assessmentItem>"
    );
    read(item.as_bytes(), Language::En)
}

fn only(read: &Read) -> &Question {
    assert_eq!(read.refused, []);
    assert_eq!(read.questions.len(), 1);
    &read.questions[0].question
}

fn lost(read: &Read) -> Vec<What> {
    read.lost.iter().map(|lost| lost.what.clone()).collect()
}

fn share(part: i64, whole: i64) -> Share {
    Share::new(Exact::new(part, whole)).unwrap()
}

const CORRECT: &str =
    "<responseProcessing template=\"http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct\"/>";
const MAPPED: &str =
    "<responseProcessing template=\"http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response\"/>";

#[test]
fn one_choice() {
    let read = v2(
        "<responseDeclaration identifier=\"RESPONSE\" cardinality=\"single\" baseType=\"identifier\"><correctResponse><value>B</value></correctResponse></responseDeclaration>",
        "<p>Regardez le panneau&#160;:</p><p><img src=\"images/panneau.png\" alt=\"Panneau\"/></p><choiceInteraction responseIdentifier=\"RESPONSE\" shuffle=\"true\" maxChoices=\"1\"><prompt>Que dit-il ?</prompt><simpleChoice identifier=\"A\" fixed=\"true\">Stop</simpleChoice><simpleChoice identifier=\"B\">Ne pas <em>laisser</em> de bagages<feedbackInline outcomeIdentifier=\"FEEDBACK\" identifier=\"B\" showHide=\"show\">Oui.</feedbackInline></simpleChoice></choiceInteraction>",
        CORRECT,
    );
    let question = only(&read);
    assert_eq!(read.questions[0].line, 3);
    assert_eq!((question.name.as_str(), question.points), ("Titre", 1));
    assert_eq!(question.text.fr, "Regardez le panneau\u{a0}:\n\nQue dit-il ?");
    let Kind::Single { options, shuffle: true } = &question.kind else { panic!() };
    assert_eq!(options[1].text.fr, "Ne pas laisser de bagages");
    assert_eq!(options[1].feedback.fr, "Oui.");
    assert_eq!((options[0].share, options[1].share), (Share::nothing(), Share::whole()));
    assert_eq!(lost(&read), [What::Image("images/panneau.png".into()), What::Shuffle, What::Formatting]);
}

#[test]
fn several_choices_with_a_mapping() {
    let read = v2(
        "<responseDeclaration identifier=\"RESPONSE\" cardinality=\"multiple\" baseType=\"identifier\"><correctResponse><value>H</value><value>O</value></correctResponse><mapping lowerBound=\"0\" upperBound=\"2\" defaultValue=\"-2\"><mapEntry mapKey=\"H\" mappedValue=\"1\"/><mapEntry mapKey=\"O\" mappedValue=\"1\"/><mapEntry mapKey=\"Cl\" mappedValue=\"-1\"/></mapping></responseDeclaration>",
        "<choiceInteraction responseIdentifier=\"RESPONSE\" shuffle=\"false\" maxChoices=\"0\"><prompt>L’eau ?</prompt><simpleChoice identifier=\"H\">Hydrogène</simpleChoice><simpleChoice identifier=\"O\">Oxygène</simpleChoice><simpleChoice identifier=\"Cl\">Chlore</simpleChoice><simpleChoice identifier=\"N\">Azote</simpleChoice></choiceInteraction>",
        MAPPED,
    );
    let question = only(&read);
    assert_eq!(question.points, 2);
    let Kind::Multiple { options, credit: Credit::Shares, shuffle: false } = &question.kind else { panic!() };
    let shares: Vec<Share> = options.iter().map(|option| option.share).collect();
    assert_eq!(shares, [share(1, 2), share(1, 2), share(-1, 2), share(-1, 1)]);
    assert_eq!(read.lost, []);
}

#[test]
fn three_of_qti_3() {
    let item = "<qti-assessment-item xmlns=\"http://www.imsglobal.org/xsd/imsqtiasi_v3p0\" identifier=\"i\" title=\"Order\" xml:lang=\"en\" adaptive=\"false\" time-dependent=\"false\">\
        <qti-response-declaration identifier=\"RESPONSE\" cardinality=\"ordered\" base-type=\"identifier\"><qti-correct-response><qti-value>b</qti-value><qti-value>a</qti-value></qti-correct-response></qti-response-declaration>\
        <qti-item-body><qti-order-interaction response-identifier=\"RESPONSE\" shuffle=\"true\"><qti-prompt>Order &eacute; them</qti-prompt><qti-simple-choice identifier=\"a\">2</qti-simple-choice><qti-simple-choice identifier=\"b\">1</qti-simple-choice></qti-order-interaction></qti-item-body>\
        <qti-response-processing template=\"https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct\"/></qti-assessment-item>";
    let read = read(item.as_bytes(), Language::Fr);
    let question = only(&read);
    assert_eq!(question.text, Text::said(Language::En, "Order é them"));
    let Kind::Ordering { steps, credit: OrderCredit::AllOrNothing } = &question.kind else { panic!() };
    assert_eq!((steps[0].en.as_str(), steps[1].en.as_str()), ("1", "2"));
}

#[test]
fn pairs() {
    let read = v2(
        "<responseDeclaration identifier=\"RESPONSE\" cardinality=\"multiple\" baseType=\"directedPair\"><mapping defaultValue=\"0\"><mapEntry mapKey=\"C R\" mappedValue=\"0.5\"/><mapEntry mapKey=\"P M\" mappedValue=\"0.5\"/></mapping></responseDeclaration>",
        "<matchInteraction responseIdentifier=\"RESPONSE\" shuffle=\"true\" maxAssociations=\"2\"><prompt>Qui ?</prompt><simpleMatchSet><simpleAssociableChoice identifier=\"C\" matchMax=\"1\">Capulet</simpleAssociableChoice><simpleAssociableChoice identifier=\"P\" matchMax=\"1\">Prospero</simpleAssociableChoice></simpleMatchSet><simpleMatchSet><simpleAssociableChoice identifier=\"R\" matchMax=\"4\">Roméo</simpleAssociableChoice><simpleAssociableChoice identifier=\"M\" matchMax=\"4\">Tempête</simpleAssociableChoice><simpleAssociableChoice identifier=\"X\" matchMax=\"4\">Songe</simpleAssociableChoice></simpleMatchSet></matchInteraction>",
        MAPPED,
    );
    let Kind::Matching { pairs, extras, shuffle: true } = &only(&read).kind else { panic!() };
    assert_eq!((pairs[1].right.fr.as_str(), extras[0].fr.as_str()), ("Tempête", "Songe"));
}

#[test]
fn a_word_in_a_text() {
    let read = v2(
        "<responseDeclaration identifier=\"RESPONSE\" cardinality=\"single\" baseType=\"string\"><correctResponse><value>York</value></correctResponse><mapping defaultValue=\"0\"><mapEntry mapKey=\"York\" mappedValue=\"1\"/><mapEntry mapKey=\"york*\" mappedValue=\"0.33333\"/></mapping></responseDeclaration>",
        "<p>Now is the winter<br/>by this sun of <textEntryInteraction responseIdentifier=\"RESPONSE\" expectedLength=\"15\"/>;</p>",
        MAPPED,
    );
    let question = only(&read);
    assert_eq!(question.text.fr, "Now is the winter\nby this sun of _____;");
    let Kind::Short { accepted, case_sensitive: true } = &question.kind else { panic!() };
    assert_eq!((accepted[1].pattern.fr.as_str(), accepted[1].share), ("york\\*", share(1, 3)));
}

#[test]
fn a_number_with_a_tolerance() {
    let read = v2(
        "<responseDeclaration identifier=\"RESPONSE\" cardinality=\"single\" baseType=\"float\"><correctResponse><value>42.5</value></correctResponse></responseDeclaration>",
        "<p>Combien ?</p><p><textEntryInteraction responseIdentifier=\"RESPONSE\"/></p>",
        "<responseProcessing><responseCondition><responseIf><equal toleranceMode=\"relative\" tolerance=\"10 10\"><variable identifier=\"RESPONSE\"/><correct identifier=\"RESPONSE\"/></equal><setOutcomeValue identifier=\"SCORE\"><baseValue baseType=\"float\">3</baseValue></setOutcomeValue></responseIf><responseElse><setOutcomeValue identifier=\"SCORE\"><baseValue baseType=\"float\">0</baseValue></setOutcomeValue></responseElse></responseCondition></responseProcessing>",
    );
    let question = only(&read);
    assert_eq!((question.text.fr.as_str(), question.points), ("Combien ?", 3));
    let Kind::Numeric { accepted, .. } = &question.kind else { panic!() };
    assert_eq!((accepted[0].low.as_str(), accepted[0].high.as_str(), accepted.len()), ("38.25", "46.75", 1));
    assert_eq!(read.lost, []);
}

#[test]
fn what_cannot_be_held() {
    let body = |name: &str| format!("<p>Q</p><{name} responseIdentifier=\"RESPONSE\"/>");
    for (name, reason) in [
        ("hotspotInteraction", Reason::UnknownKind("hotspotInteraction".into())),
        ("gapMatchInteraction", Reason::UnknownKind("gapMatchInteraction".into())),
        ("span", Reason::AsksNothing),
    ] {
        assert_eq!(v2("", &body(name), "").refused[0].reason, reason);
    }
    let old = read(b"<questestinterop/>", Language::Fr);
    assert_eq!(old.refused[0].reason, Reason::UnknownVersion("1".into()));
}

#[test]
fn rules_that_are_not_known_are_named() {
    let read = v2(
        "<responseDeclaration identifier=\"RESPONSE\" cardinality=\"single\" baseType=\"identifier\"><correctResponse><value>A</value></correctResponse></responseDeclaration>",
        "<p>Q</p><choiceInteraction responseIdentifier=\"RESPONSE\" maxChoices=\"1\"><simpleChoice identifier=\"A\">a</simpleChoice><simpleChoice identifier=\"B\">b</simpleChoice></choiceInteraction>",
        "<responseProcessing><responseCondition><responseIf><lt><variable identifier=\"numAttempts\"/><baseValue baseType=\"integer\">2</baseValue></lt><setOutcomeValue identifier=\"SCORE\"><baseValue baseType=\"float\">1</baseValue></setOutcomeValue></responseIf></responseCondition></responseProcessing><modalFeedback outcomeIdentifier=\"FEEDBACK\" identifier=\"correct\" showHide=\"show\">Bravo</modalFeedback>",
    );
    only(&read);
    assert_eq!(lost(&read), [What::ScoringRule("lt".into()), What::ResultFeedback]);
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        archive.start_file(*name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn manifest(href: &str) -> String {
    format!(
        "<manifest><resources><resource identifier=\"t\" type=\"imsqti_test_xmlv2p1\" href=\"t.xml\"/><resource identifier=\"r\" type=\"imsqti_item_xmlv2p1\" href=\"{href}\"><metadata><imsmd:lom xmlns:imsmd=\"x\"><imsmd:general><imsmd:keyword><imsmd:langstring xml:lang=\"fr\">santé</imsmd:langstring></imsmd:keyword></imsmd:general></imsmd:lom></metadata><file href=\"{href}\"/></resource></resources></manifest>"
    )
}

#[test]
fn a_package() {
    let item = "<assessmentItem title=\"x\"><itemBody><p>Dites</p><extendedTextInteraction responseIdentifier=\"RESPONSE\"/></itemBody></assessmentItem>";
    let manifest = manifest("items/une%20question.xml");
    let bytes = zip(&[("p/imsmanifest.xml", manifest.as_bytes()), ("p/items/une question.xml", item.as_bytes())]);
    let read = read(&bytes, Language::Fr);
    let question = only(&read);
    assert_eq!((question.tags.as_slice(), question.points), (&["santé".to_owned()][..], 0));
    assert!(matches!(&lost(&read)[..], [What::InFile { .. }]));
}

#[test]
fn names_in_archives_lead_nowhere() {
    let bytes = zip(&[("imsmanifest.xml", manifest("../../../etc/passwd").as_bytes())]);
    assert_eq!(read(&bytes, Language::Fr).refused[0].reason, Reason::Missing("etc/passwd".into()));
}

#[test]
fn what_unpacks_to_much_is_refused() {
    let large = vec![b' '; 65 * 1024 * 1024];
    let mut bytes = zip(&[("imsmanifest.xml", manifest("i.xml").as_bytes()), ("i.xml", &large)]);
    assert!(bytes.len() < 1_000_000);
    let read = |bytes: &[u8]| read(bytes, Language::Fr);
    let refused = read(&bytes).refused;
    assert!(
        matches!(&refused[0].reason, Reason::InFile { reason, .. } if matches!(**reason, Reason::UnpacksTooLarge { .. }))
    );
    // It claims to be small.
    let size = u32::try_from(large.len()).unwrap().to_le_bytes();
    let places: Vec<usize> = (0..bytes.len() - 4).filter(|&at| bytes[at..at + 4] == size).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    let read = read(&bytes);
    assert!(!read.refused.is_empty() && read.questions.is_empty());
}

#[test]
fn the_same_questions_give_the_same_bytes() {
    let option = |text: &str, share| Choice {
        text: Text::said(Language::Fr, text),
        share,
        feedback: Text::said(Language::Fr, "dit"),
    };
    let question = Question {
        name: "Nom".into(),
        text: Text::said(Language::Fr, "Une ligne\net  une autre < & »"),
        points: 3,
        kind: Kind::Single { options: vec![option("a", share(1, 1)), option("b", share(-1, 7))], shuffle: true },
        feedback: Text::said(Language::Fr, "Pour tous"),
        tags: vec!["santé".into()],
    };
    for version in [Version::V2_1, Version::V3_0] {
        let written = write_version(std::slice::from_ref(&question), Language::Fr, version);
        assert_eq!((written.lost, written.refused), (Vec::new(), Vec::new()));
        assert_eq!(written.bytes, write_version(std::slice::from_ref(&question), Language::Fr, version).bytes);
        let read = read(&written.bytes, Language::En);
        assert_eq!(*only(&read), question);
        assert_eq!(read.lost, []);
    }
    assert_eq!(
        write(std::slice::from_ref(&question), Language::Fr).bytes,
        write_version(&[question], Language::Fr, Version::V3_0).bytes
    );
}
