//! A rubric as people write it: a block for each criterion, its levels a line each, least
//! first, as `points | description in French | description in English`. No I/O.

use super::model::{criteria, most};
use crate::fields::{Fields, Problem, Refusal};
use questions::faults::{Fault, LONGEST_PART, MOST_PARTS, MOST_POINTS, faults};
use questions::parts::Part;
use questions::question::{Criterion, Kind, Level, Question, Text};

/// How many empty blocks stand behind those that are filled.
const SPARE: usize = 5;

/// A criterion as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// Its name in French.
    pub fr: String,
    /// Its name in English.
    pub en: String,
    /// Its levels, a line each.
    pub levels: String,
}

impl Block {
    fn is_empty(&self) -> bool {
        [&self.fr, &self.en, &self.levels].into_iter().all(|text| text.trim().is_empty())
    }
}

/// A rubric as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Its title in French.
    pub fr: String,
    /// Its title in English.
    pub en: String,
    /// Its criteria; empty blocks are none.
    pub blocks: Vec<Block>,
}

/// The name of a field of a block.
#[must_use]
pub fn field(block: usize, part: &str) -> String {
    format!("c{}_{part}", block + 1)
}

impl Draft {
    /// A rubric that stands, to be written anew. A bar within a text, which would part it,
    /// is written broken.
    #[must_use]
    pub fn of(question: &Question) -> Self {
        let one_line = |text: &str| single(text).replace('|', "¦");
        let line = |level: &Level| {
            let (fr, en) = (one_line(&level.text.fr), one_line(&level.text.en));
            format!("{} | {fr} | {en}", level.points).trim_end_matches([' ', '|']).to_owned()
        };
        let block = |criterion: &Criterion| Block {
            fr: one_line(&criterion.text.fr),
            en: one_line(&criterion.text.en),
            levels: criterion.levels.iter().map(line).collect::<Vec<_>>().join("\n"),
        };
        Self {
            fr: one_line(&question.text.fr),
            en: one_line(&question.text.en),
            blocks: criteria(question).iter().map(block).collect(),
        }
    }

    /// As it was sent.
    #[must_use]
    pub fn typed(form: &[(String, String)]) -> Self {
        let value = |name: &str| {
            form.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str()).to_owned()
        };
        let block = |place| Block {
            fr: value(&field(place, "fr")),
            en: value(&field(place, "en")),
            levels: value(&field(place, "levels")),
        };
        let mut blocks: Vec<Block> = (0..MOST_PARTS).map(block).collect();
        let last = blocks.iter().rposition(|block| !block.is_empty()).map_or(0, |last| last + 1);
        blocks.truncate(last);
        Self { fr: value("title_fr"), en: value("title_en"), blocks }
    }

    /// With empty blocks at the end, to write more criteria.
    #[must_use]
    pub fn with_room(mut self) -> Self {
        let blocks = (self.blocks.len() + SPARE).min(MOST_PARTS);
        self.blocks.resize(blocks, Block::default());
        self
    }

    /// The rubric; what the form does not ask for stays as in the one that stands. A point
    /// of a level is a point of the question, as far as a question can have so many.
    ///
    /// # Errors
    /// What is wrong, each with its field.
    pub fn read(&self, standing: Option<&Question>) -> Result<Question, Vec<Refusal>> {
        let mut fields = Fields::default();
        let text = text(&mut fields, ["title_fr", "title_en"], [&self.fr, &self.en]);
        let filled: Vec<usize> = (0..self.blocks.len()).filter(|place| !self.blocks[*place].is_empty()).collect();
        let criteria: Vec<Criterion> =
            filled.iter().map(|place| criterion(&mut fields, *place, &self.blocks[*place])).collect();
        let points: u32 = criteria.iter().map(|criterion| u32::from(most(criterion))).sum();
        let question = Question {
            text,
            points: u16::try_from(points).unwrap_or(u16::MAX).min(MOST_POINTS),
            kind: Kind::Rubric { criteria },
            name: standing.map(|standing| standing.name.clone()).unwrap_or_default(),
            feedback: standing.map(|standing| standing.feedback.clone()).unwrap_or_default(),
            tags: standing.map(|standing| standing.tags.clone()).unwrap_or_default(),
        };
        for fault in faults(&question) {
            if let Some((name, problem)) = told(fault, &filled) {
                fields.refuse(&name, problem);
            }
        }
        fields.accept(Some(question))
    }
}

/// A text in both languages, as far as it was written.
fn text(fields: &mut Fields, names: [&str; 2], typed: [&str; 2]) -> Text {
    let longest = u32::try_from(LONGEST_PART).unwrap_or(u32::MAX);
    let [fr, en] = [0, 1].map(|which| fields.optional_line(names[which], typed[which], longest).unwrap_or_default());
    Text { fr, en }
}

fn criterion(fields: &mut Fields, place: usize, block: &Block) -> Criterion {
    let [fr, en, name] = ["fr", "en", "levels"].map(|part| field(place, part));
    let text = text(fields, [&fr, &en], [&block.fr, &block.en]);
    let mut levels = Vec::new();
    for (number, line) in (1..).zip(block.levels.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        match level(line) {
            Some(level) => levels.push(level),
            None => fields.refuse(&name, Problem::NotALevel { line: number }),
        }
    }
    Criterion { text, levels }
}

/// White space made single; spaces at which no line breaks stay as they are.
fn single(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// `points | French | English`; one of the two may be missing.
fn level(line: &str) -> Option<Level> {
    if line.chars().any(|character| character.is_control() && character != '\t') {
        return None;
    }
    let mut parts = line.splitn(3, '|').map(single);
    let points = parts.next()?.parse().ok()?;
    let (fr, en) = (parts.next()?, parts.next().unwrap_or_default());
    let text = Text { fr, en };
    (!text.is_empty()).then_some(Level { text, points })
}

/// What is wrong, at the field where it is put right; `filled` says in which block each
/// criterion stands.
fn told(fault: Fault, filled: &[usize]) -> Option<(String, Problem)> {
    let of = |criterion: usize, part| field(filled.get(criterion).copied().unwrap_or_default(), part);
    let place = |part: Part| match part {
        Part::Criterion(criterion) => of(criterion, "fr"),
        Part::Level { criterion, .. } => of(criterion, "levels"),
        _ => "title_fr".to_owned(),
    };
    Some(match fault {
        Fault::Empty(part) => (place(part), Problem::Required),
        Fault::TextTooLong { part, most } => {
            (place(part), Problem::TooLong { max: u32::try_from(most).unwrap_or(u32::MAX) })
        }
        Fault::TooFew { .. } => (field(0, "fr"), Problem::Required),
        Fault::Levels { criterion } => (of(criterion, "levels"), Problem::TooFewLevels),
        Fault::LevelsNotAscending { criterion } => (of(criterion, "levels"), Problem::LevelsNotAscending),
        Fault::LevelPoints { criterion } => {
            (of(criterion, "levels"), Problem::OutOfRange { min: 0, max: i32::from(MOST_POINTS) })
        }
        Fault::Same { part, .. } => (place(part), Problem::SaidTwice),
        Fault::NothingRight => (of(0, "levels"), Problem::NoPoints),
        // The form gives the points itself, and writes neither name nor tags.
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::starting::rubric;
    use super::*;
    use proptest::prelude::*;

    fn refused(draft: &Draft) -> Vec<Refusal> {
        draft.read(None).expect_err("something is wrong")
    }

    fn block(fr: &str, levels: &str) -> Block {
        Block { fr: fr.to_owned(), en: String::new(), levels: levels.to_owned() }
    }

    fn draft(blocks: Vec<Block>) -> Draft {
        Draft { fr: "Grille".to_owned(), en: String::new(), blocks }
    }

    #[test]
    fn a_rubric_is_written_and_read_as_it_was() {
        let mut standing = rubric();
        standing.tags = vec!["andragogie".to_owned()];
        assert_eq!(Draft::of(&standing).read(Some(&standing)), Ok(standing.clone()));
        assert_eq!(Draft::of(&standing).with_room().read(Some(&standing)), Ok(standing));
    }

    #[test]
    fn a_level_may_be_said_in_one_language() {
        let text = |fr: &str, en: &str| Text { fr: fr.to_owned(), en: en.to_owned() };
        for (line, expected) in [
            ("2 | bien | well", Some((2, text("bien", "well")))),
            ("0|  peu   clair ", Some((0, text("peu clair", "")))),
            ("3 || well", Some((3, text("", "well")))),
            ("1 | a | b | c", Some((1, text("a", "b | c")))),
            ("bien", None),
            ("2", None),
            ("2 |", None),
            ("-1 | mal", None),
            ("1,5 | mal", None),
        ] {
            assert_eq!(level(line), expected.map(|(points, text)| Level { text, points }), "{line}");
        }
    }

    #[test]
    fn what_is_wrong_stands_at_its_field() {
        let at = |name: &str, problem| vec![Refusal::new(name, problem)];
        let good = "0 | non\n1 | oui";
        assert_eq!(
            refused(&Draft::default()),
            vec![Refusal::new("title_fr", Problem::Required), Refusal::new("c1_fr", Problem::Required)]
        );
        // A block that is left empty in between keeps its number.
        let gap = draft(vec![block("Un", good), Block::default(), block("Deux", "0 | non\noui")]);
        assert_eq!(refused(&gap), at("c3_levels", Problem::NotALevel { line: 2 }));
        assert_eq!(refused(&draft(vec![block("", good)])), at("c1_fr", Problem::Required));
        assert_eq!(refused(&draft(vec![block("Un", "1 | oui")])), at("c1_levels", Problem::TooFewLevels));
        assert_eq!(
            refused(&draft(vec![block("Un", "1 | oui\n0 | non")])),
            at("c1_levels", Problem::LevelsNotAscending)
        );
        assert_eq!(refused(&draft(vec![block("Un", "0 | non\n0 | oui")])), at("c1_levels", Problem::NoPoints));
        assert_eq!(refused(&draft(vec![block("Un", "0 | oui\n1 | oui")])), at("c1_levels", Problem::SaidTwice));
        assert_eq!(refused(&draft(vec![block("Un", good), block("Un", good)])), at("c2_fr", Problem::SaidTwice));
        assert_eq!(
            refused(&draft(vec![block("Un", "0 | non\n101 | oui")])),
            at("c1_levels", Problem::OutOfRange { min: 0, max: 100 })
        );
    }

    #[test]
    fn the_most_points_are_those_of_the_levels_up_to_a_hundred() {
        let points = |levels: &[&str]| {
            let blocks = levels.iter().enumerate().map(|(place, levels)| block(&format!("Critère {place}"), levels));
            draft(blocks.collect()).read(None).expect("in order").points
        };
        assert_eq!((points(&["0 | a\n3 | b", "1 | a\n4 | b"]), points(&["0 | a\n80 | b", "0 | a\n80 | b"])), (7, 100));
    }

    proptest! {
        #[test]
        fn what_was_read_is_written_so_that_it_reads_the_same(
            names in prop::collection::btree_set("[a-z]{1,8}( [a-z]{1,5})?", 1..5),
            points in prop::collection::vec(0..50_u16, 2..5),
        ) {
            let mut points = points;
            points.sort_unstable();
            points.push(60);
            let lines: Vec<String> =
                points.iter().enumerate().map(|(place, points)| format!("{points} | niveau {place} | level {place}")).collect();
            let blocks: Vec<Block> = names.iter().map(|name| block(name, &lines.join("\n"))).collect();
            let read = draft(blocks).read(None).expect("in order");
            prop_assert_eq!(Draft::of(&read).read(Some(&read)), Ok(read));
        }
    }
}
