//! The parts of the report, in order: before and after, the distribution, how far the tests
//! can be trusted, each question, each group.

use super::{Cell, Columns, Head, Holds, Part, Table};
use crate::assessments::findings::model::{Change, Findings, TestFindings, Told};
use crate::assessments::findings::sides::{Asked, asked, bands};
use crate::assessments::findings::words;
use crate::assessments::model::Moment;
use crate::assessments::pages::{moment_name, percent_of, whole_percent};
use crate::i18n::Locale;
use crate::ui::chart::{Bar, Pair};
use crate::ui::format::decimal;
use leptos_i18n::td_string;

/// Each test in figures, then what changed of those who took both.
pub(super) fn before_and_after(locale: Locale, found: &Findings) -> Vec<Part> {
    let heads = [
        (td_string!(locale, findings.report_test), Holds::Words),
        (td_string!(locale, attendance.rates_people), Holds::Figures),
        (td_string!(locale, findings.report_mean), Holds::Figures),
        (td_string!(locale, findings.report_share), Holds::Figures),
        (td_string!(locale, findings.report_deviation), Holds::Figures),
        (td_string!(locale, findings.report_median), Holds::Figures),
        (td_string!(locale, findings.report_quartiles), Holds::Figures),
    ];
    let rows = found.tests.iter().map(|test| test_row(locale, test).into_iter().map(Cell::Text).collect());
    let mut parts = vec![
        Part::Heading(0, td_string!(locale, findings.report_change).to_owned()),
        Part::Table(Table { heads: headed(&heads), rows: rows.collect() }),
    ];
    if let Some(change) = &found.change {
        parts.extend(changed(locale, change));
    }
    parts
}

fn test_row(locale: Locale, test: &TestFindings) -> [String; 7] {
    let (totals, max) = (&test.totals, f64::from(test.test.max_points));
    let figure = |value: f64| decimal(locale, value, 1);
    let (points, max_points) = (figure(totals.mean), test.test.max_points.to_string());
    [
        moment_name(locale, test.test.moment).to_owned(),
        words::count(locale, totals.count),
        td_string!(locale, assessments.points_of_max, points = points, max = max_points).to_string(),
        whole_percent(locale, totals.mean / max),
        totals.sample_deviation.map_or_else(|| td_string!(locale, assessments.no_gain).to_owned(), figure),
        figure(totals.median),
        format!("{} – {}", figure(totals.lower_quartile), figure(totals.upper_quartile)),
    ]
}

/// What changed of those who took both.
pub(super) fn changed(locale: Locale, change: &Change) -> [Part; 4] {
    let means = [(Moment::Before, change.before), (Moment::After, change.after)];
    let facts = [
        (td_string!(locale, findings.both), words::count(locale, change.pairs)),
        (moment_name(locale, Moment::Before), whole_percent(locale, change.before)),
        (moment_name(locale, Moment::After), whole_percent(locale, change.after)),
        (td_string!(locale, findings.gain), words::gain_of(locale, change)),
        (td_string!(locale, findings.effect), words::effect_of(locale, change)),
    ];
    let heads = headed(&facts.each_ref().map(|(label, _)| (*label, Holds::Figures)));
    let row = facts.map(|(_, value)| Cell::Text(value)).to_vec();
    [
        Part::Heading(1, td_string!(locale, findings.report_both).to_owned()),
        Part::Bars(Pair {
            label: td_string!(locale, findings.report_share_said).to_owned(),
            bars: means.map(|(moment, share)| Some(bar(locale, moment, share))),
        }),
        Part::Table(Table { heads, rows: vec![row] }),
        Part::Text(words::tested(locale, change).join(" ")),
    ]
}

fn bar(locale: Locale, moment: Moment, share: f64) -> Bar {
    let label = moment_name(locale, moment).to_owned();
    Bar { label, percent: percent_of(share), said: whole_percent(locale, share) }
}

/// How many scored how much.
pub(super) fn distribution(locale: Locale, tests: &[TestFindings]) -> [Part; 4] {
    let names = Moment::ALL.map(|moment| moment_name(locale, moment));
    let bands = bands(tests);
    let pairs = bands.iter().map(|band| {
        let bar = |place: usize| {
            let counted = band.sides[place]?;
            let said = words::count(locale, counted.people);
            Some(Bar { label: names[place].to_owned(), percent: counted.percent, said })
        };
        Pair { label: band.label(), bars: [bar(0), bar(1)] }
    });
    let rows = bands.iter().map(|band| {
        let cells =
            band.sides.map(|side| Cell::Text(side.map_or_else(String::new, |side| words::counted(locale, side))));
        std::iter::once(Cell::Text(band.label())).chain(cells).collect()
    });
    let points = td_string!(locale, findings.points);
    let heads = headed(&[(points, Holds::Words), (names[0], Holds::Figures), (names[1], Holds::Figures)]);
    let columns = Columns {
        height: td_string!(locale, findings.report_height).to_owned(),
        axis: points.to_owned(),
        legend: names,
        pairs: pairs.collect(),
    };
    [
        Part::Heading(0, td_string!(locale, findings.distribution).to_owned()),
        Part::Text(td_string!(locale, findings.distribution_said).to_owned()),
        Part::Columns(columns),
        Part::Table(Table { heads, rows: rows.collect() }),
    ]
}

/// How far the scores of each test can be trusted.
pub(super) fn reliability(locale: Locale, tests: &[TestFindings]) -> Vec<Part> {
    let title = Part::Heading(0, td_string!(locale, findings.report_trust).to_owned());
    std::iter::once(title).chain(tests.iter().map(|test| Part::Text(trusted(locale, test)))).collect()
}

/// The same of one, or why that is not told.
fn trusted(locale: Locale, test: &TestFindings) -> String {
    let name = moment_name(locale, test.test.moment);
    match (words::trust(locale, test), &test.items) {
        (Some(said), _) => said,
        (None, Some(_)) => td_string!(locale, findings.report_no_alpha, test = name).to_string(),
        (None, None) => td_string!(locale, findings.report_totals_only, test = name).to_string(),
    }
}

/// Each question, what it is worth, and what to do about it.
pub(super) fn questions(locale: Locale, tests: &[TestFindings]) -> Vec<Part> {
    let asked = asked(tests);
    let mut parts = vec![Part::Heading(0, td_string!(locale, findings.questions).to_owned())];
    if asked.is_empty() {
        parts.push(Part::Text(td_string!(locale, findings.no_answers).to_owned()));
        return parts;
    }
    let flagged = asked.iter().filter(|one| one.last().is_some_and(|item| !item.flags.is_empty())).count();
    let (flagged, all) = (words::count(locale, flagged), words::count(locale, asked.len()));
    let lead = td_string!(locale, findings.questions_lead);
    let flagged = td_string!(locale, findings.report_flagged, count = flagged, of = all).to_string();
    parts.push(Part::Text(format!("{lead} {flagged}")));
    let heads = headed(&[
        (td_string!(locale, findings.report_question), Holds::Words),
        (td_string!(locale, findings.right_before), Holds::Figures),
        (td_string!(locale, findings.right_after), Holds::Figures),
        (td_string!(locale, findings.report_chart), Holds::Bars),
        (td_string!(locale, findings.discrimination), Holds::Figures),
        ("D", Holds::Figures),
    ]);
    let rows = asked.iter().map(|one| question_row(locale, one)).collect();
    parts.push(Part::Table(Table { heads, rows }));
    parts
}

fn question_row(locale: Locale, asked: &Asked<'_>) -> Vec<Cell> {
    let last = asked.last();
    let none = || td_string!(locale, assessments.no_gain).to_owned();
    let figure = |value: Option<f64>| Cell::Text(value.map_or_else(none, |value| decimal(locale, value, 2)));
    let [before, after] = asked
        .sides
        .map(|side| Cell::Text(side.map_or_else(String::new, |item| whole_percent(locale, item.difficulty))));
    let flags = last.map(|item| words::flags(locale, item)).unwrap_or_default();
    vec![
        Cell::Noted(format!("{}. {}", asked.number, asked.wording()), flags.into_iter().map(str::to_owned).collect()),
        before,
        after,
        Cell::Bars(asked.sides.map(|side| side.map(|item| percent_of(item.difficulty)))),
        figure(last.and_then(|item| item.item_rest)),
        figure(last.and_then(|item| item.discrimination)),
    ]
}

/// What changed by workshop, by sex, by institution; nothing where no gain can be told.
pub(super) fn groups(locale: Locale, found: &Findings, by_workshop: bool) -> Vec<Part> {
    if found.change.is_none() {
        return Vec::new();
    }
    let told = |told| named(words::group(locale, told), told);
    let mut tables = Vec::new();
    if by_workshop {
        let rows = found.by_workshop.iter().map(told).collect();
        tables.push((td_string!(locale, attendance.rates_workshops), rows));
    }
    let sexes = found.by_sex.iter().map(|one| named(words::sex_group(locale, one), &one.1)).collect();
    tables.push((td_string!(locale, attendance.rates_sexes), sexes));
    tables.push((td_string!(locale, attendance.rates_institutions), found.by_institution.iter().map(told).collect()));
    let tables = tables
        .into_iter()
        .flat_map(|(title, rows)| [Part::Heading(1, title.to_owned()), Part::Table(group_table(locale, rows))]);
    std::iter::once(Part::Heading(0, td_string!(locale, findings.report_groups).to_owned())).chain(tables).collect()
}

fn named(name: String, told: &Told) -> (String, Option<&Change>) {
    (name, told.change.as_ref())
}

fn group_table(locale: Locale, rows: Vec<(String, Option<&Change>)>) -> Table {
    let heads = headed(&[
        (td_string!(locale, findings.group), Holds::Words),
        (td_string!(locale, attendance.rates_people), Holds::Figures),
        (moment_name(locale, Moment::Before), Holds::Figures),
        (moment_name(locale, Moment::After), Holds::Figures),
        (td_string!(locale, findings.report_chart), Holds::Bars),
        (td_string!(locale, findings.report_gain), Holds::Figures),
    ]);
    let rows = rows.into_iter().map(|(name, change)| {
        let Some(change) = change else {
            return vec![Cell::Text(name), Cell::Text(td_string!(locale, attendance.rates_too_few).to_owned())];
        };
        let gain = change.gains.gain_of_averages;
        let gain =
            gain.map_or_else(|| td_string!(locale, assessments.no_gain).to_owned(), |gain| decimal(locale, gain, 2));
        vec![
            Cell::Text(name),
            Cell::Text(words::count(locale, change.pairs)),
            Cell::Text(whole_percent(locale, change.before)),
            Cell::Text(whole_percent(locale, change.after)),
            Cell::Bars([change.before, change.after].map(|share| Some(percent_of(share)))),
            Cell::Text(gain),
        ]
    });
    Table { heads, rows: rows.collect() }
}

fn headed(heads: &[(&str, Holds)]) -> Vec<Head> {
    heads.iter().map(|(text, holds)| Head { text: (*text).to_owned(), holds: *holds }).collect()
}
