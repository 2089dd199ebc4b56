//! What tests say as a report, in words: what it covers, the answer first, then tables and
//! charts in the order of the page. It is drawn elsewhere.

mod parts;

use super::groups::LEAST;
use super::model::Findings;
use super::words;
use crate::i18n::Locale;
use crate::ui::chart::Pair;
use crate::ui::format::range;
use chrono::NaiveDate;
use leptos_i18n::td_string;

/// A workshop whose tests are told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Its title.
    pub title: String,
    /// Where it was held.
    pub place: String,
    /// First and last day.
    pub days: (NaiveDate, NaiveDate),
}

/// What a report is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The campaign.
    pub campaign: String,
    /// The curriculum whose tests they are.
    pub curriculum: String,
    /// The one workshop; nothing for all of the campaign.
    pub workshop: Option<Given>,
    /// The workshops in which a test was taken, by date.
    pub given: Vec<Given>,
}

/// A report, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What it is.
    pub title: String,
    /// The workshop or the campaign.
    pub about: String,
    /// What it covers: label and value.
    pub covers: Vec<(String, String)>,
    /// What is asked first of all.
    pub question: String,
    /// The answer, a sentence each.
    pub answer: Vec<String>,
    /// All the rest, in order.
    pub parts: Vec<Part>,
}

/// A part of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A heading; 0 for the higher, 1 for the lower.
    Heading(usize, String),
    /// A paragraph.
    Text(String),
    /// What somebody wrote, in Markdown.
    Written(String),
    /// Paragraphs that are counted out.
    Items(Vec<String>),
    /// Rows under heads.
    Table(Table),
    /// What is before and what is after as two bars.
    Bars(Pair),
    /// A distribution: columns in pairs over a scale.
    Columns(Columns),
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The heads.
    pub heads: Vec<Head>,
    /// The rows; the last cell of a shorter one takes what is left.
    pub rows: Vec<Vec<Cell>>,
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// What it says.
    pub text: String,
    /// What stands below.
    pub holds: Holds,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Words, as wide as there is place.
    Words,
    /// Figures: no wider than they are.
    Figures,
    /// Bars from nought to a hundred.
    Bars,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words or a figure.
    Text(String),
    /// Words with what is to be said of them below.
    Noted(String, Vec<String>),
    /// Before and after, as shares of a hundred.
    Bars([Option<i32>; 2]),
}

/// A distribution in pairs of columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// What the height of a column is.
    pub height: String,
    /// What stands below the columns.
    pub axis: String,
    /// What is before and what is after.
    pub legend: [&'static str; 2],
    /// The pairs.
    pub pairs: Vec<Pair>,
}

/// What tests say as a report.
#[must_use]
pub fn report(locale: Locale, subject: &Subject, found: &Findings) -> Report {
    let mut parts = parts::before_and_after(locale, found);
    parts.extend(parts::distribution(locale, &found.tests));
    parts.extend(parts::reliability(locale, &found.tests));
    parts.extend(parts::questions(locale, &found.tests));
    parts.extend(parts::groups(locale, found, subject.workshop.is_none()));
    parts.push(Part::Heading(0, td_string!(locale, findings.arithmetic).to_owned()));
    parts.push(Part::Items(words::arithmetic(locale).map(str::to_owned).to_vec()));
    let answer = match &found.change {
        Some(change) => words::answer(locale, change).to_vec(),
        None => vec![td_string!(locale, findings.no_pairs).to_owned()],
    };
    Report {
        title: td_string!(locale, findings.report_title).to_owned(),
        about: subject.workshop.as_ref().map_or(&subject.campaign, |one| &one.title).clone(),
        covers: covers(locale, subject, found),
        question: td_string!(locale, findings.report_answer).to_owned(),
        answer,
        parts,
    }
}

/// What changed of those who took both tests, and by group, to be told within another
/// report; nothing where they are fewer than [`LEAST`].
#[must_use]
pub fn change(locale: Locale, found: &Findings) -> Vec<Part> {
    let Some(change) = found.change.as_ref().filter(|change| change.pairs >= LEAST) else { return Vec::new() };
    let parts = parts::changed(locale, change).into_iter().chain(parts::groups(locale, found, false));
    // The other report has headings of its own above these.
    parts.filter(|part| !matches!(part, Part::Heading(0, _))).collect()
}

/// Of what, when, where, and of how many people.
fn covers(locale: Locale, subject: &Subject, found: &Findings) -> Vec<(String, String)> {
    let mut covers = vec![(td_string!(locale, findings.report_campaign), subject.campaign.clone())];
    if let Some(one) = &subject.workshop {
        covers.push((td_string!(locale, findings.report_workshop), one.title.clone()));
    } else {
        let many = words::count(locale, subject.given.len());
        let all = td_string!(locale, findings.report_all, count = many).to_string();
        covers.push((td_string!(locale, findings.report_workshops), all));
    }
    covers.push((td_string!(locale, findings.report_curriculum), subject.curriculum.clone()));
    let given = subject.workshop.as_slice().iter().chain(&subject.given);
    let (first, last) = (given.clone().map(|one| one.days.0).min(), given.clone().map(|one| one.days.1).max());
    if let Some((first, last)) = first.zip(last) {
        covers.push((td_string!(locale, findings.report_dates), range(locale, first, last)));
    }
    let mut places: Vec<&str> = Vec::new();
    for one in given {
        if !places.contains(&one.place.as_str()) {
            places.push(&one.place);
        }
    }
    covers.push((td_string!(locale, findings.report_place), places.join(" · ")));
    let people = words::count(locale, found.people);
    let people = match &found.change {
        Some(change) => {
            let both = words::count(locale, change.pairs);
            td_string!(locale, findings.report_took, people = people, both = both).to_string()
        }
        None => td_string!(locale, findings.report_took_one, people = people).to_string(),
    };
    covers.push((td_string!(locale, attendance.rates_people), people));
    covers.into_iter().map(|(label, value)| (label.to_owned(), value)).collect()
}
