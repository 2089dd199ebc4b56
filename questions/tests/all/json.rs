use questions::formats::{Format, Lost, Reason, What, read};
use questions::question::{Kind, Language};

fn refused(file: &str) -> Vec<(usize, Reason)> {
    let read = read(Format::Json, file.as_bytes(), Language::Fr);
    read.refused.into_iter().map(|refused| (refused.line, refused.reason)).collect()
}

#[test]
fn reads_by_line_and_names_what_it_does_not_know() {
    let file = r#"{
  "format": "relais-questions",
  "version": 1,
  "questions": [
    {"text": {"fr": "Oui ?", "de": "Ja?"}, "points": 1, "kind": "true_false", "right": true, "colour": "red", "feedback": {}},
    {"text": {"fr": "Et ?"}, "points": 1, "kind": "dance"},

    {"text": {"en": "Well?"}, "points": 0, "kind": "open"}
  ]
}"#;
    let read = read(Format::Json, file.as_bytes(), Language::Fr);
    assert_eq!(read.questions.iter().map(|found| found.line).collect::<Vec<_>>(), [5, 8]);
    assert_eq!(read.questions[1].question.kind, Kind::Open);
    assert_eq!((read.refused.len(), read.refused[0].line), (1, 6));
    let other = |name: &str| Lost { line: 5, what: What::Other(name.to_owned()) };
    assert_eq!(read.lost, [other("colour"), other("de")]);
}

#[test]
fn refuses_what_is_something_else() {
    assert_eq!(
        refused(r#"{"format": "relais-questions", "version": 2, "questions": [{"new": 1}]}"#),
        [(1, Reason::UnknownVersion("2".to_owned()))]
    );
    assert_eq!(refused(r#"{"format": "other", "version": 1, "questions": []}"#), [(1, Reason::NotThisFormat)]);
    assert_eq!(refused("[]"), [(1, Reason::NotThisFormat)]);
    assert!(matches!(refused("{\n\"format\":").as_slice(), [(2, Reason::Malformed(_))]));
    assert_eq!(refused(&"[".repeat(100_000)).len(), 1);
    let deep = format!(
        r#"{{"format": "relais-questions", "version": 1, "questions": [{}1{}]}}"#,
        "[".repeat(500),
        "]".repeat(500)
    );
    assert_eq!(refused(&deep).len(), 1);
    let share = r#"{"format":"relais-questions","version":1,"questions":[{"text":{},"points":1,"kind":"single","shuffle":true,"options":[{"text":{},"share":"1/-9223372036854775808"}]}]}"#;
    assert_eq!(refused(share).len(), 1);
}
