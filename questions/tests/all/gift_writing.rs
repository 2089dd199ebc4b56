use crate::some::{asking, choice, fr};
use questions::formats::{Format, What, write};
use questions::question::{AcceptedNumber, Kind, Language, Text};

#[test]
fn reads_like_an_export_of_moodle() {
    let mut single = asking(
        1,
        Kind::Single {
            options: vec![choice("Oui : {vraiment}", 1, 1), choice("Non", -1, 3), choice("%50% peut-être", 0, 1)],
            shuffle: true,
        },
    );
    single.name = "Q1".to_owned();
    single.tags = vec!["module [1]".to_owned()];
    single.text = fr("Ligne 1\nLigne 2 ?");
    single.feedback = fr("Voir p. 3");
    let accepted = vec![
        AcceptedNumber {
            low: "3.0".to_owned(),
            high: "3".to_owned(),
            share: crate::some::part(1, 1),
            feedback: fr("Oui"),
        },
        AcceptedNumber {
            low: "-1".to_owned(),
            high: "4,5".to_owned(),
            share: crate::some::part(1, 2),
            feedback: Text::default(),
        },
    ];
    let mut numeric = asking(1, Kind::Numeric { accepted, unit: Text::default() });
    numeric.text = fr("Combien si a < b ?");
    let truth = asking(1, Kind::TrueFalse { right: false, if_true: Text::default(), if_false: fr("Bien") });
    let written = write(Format::Gift, &[single, numeric, truth, asking(0, Kind::Open)], Language::Fr);
    assert_eq!((written.refused, written.lost), (vec![], vec![]));
    let expected = "// [tag:module [1\\]]
::Q1::Ligne 1\\nLigne 2 ? {
\t=Oui \\: \\{vraiment\\}
\t~%-33.33333%Non
\t~[plain]%50% peut-être
\t####Voir p. 3
}

[plain]Combien si a < b ? {#
\t=%100%3#Oui
\t=%50%-1..4.5
}

Que faire ? {FALSE##Bien}

Que faire ? {}

";
    assert_eq!(String::from_utf8(written.bytes).unwrap(), expected);
}

#[test]
fn a_share_that_five_digits_do_not_tell_is_named() {
    let options = vec![choice("a", 1_000_003, 3_000_007), choice("b", 0, 1)];
    let kind = Kind::Multiple { options, credit: questions::question::Credit::Shares, shuffle: true };
    let written = write(Format::Gift, &[asking(1, kind)], Language::Fr);
    assert_eq!(written.lost[0].what, What::ShareRounded("1000003/3000007".to_owned()));
}
