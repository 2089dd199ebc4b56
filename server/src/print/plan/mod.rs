//! The plan of a campaign (*plan de la campagne*): its cities over its weeks at a
//! glance, then every workshop with its days, room and team.

mod strip;
mod table;
mod words;

use super::canvas::{A4_LONG, A4_SHORT, Area, Canvas, Ink, mm};
use super::finish::{About, finish};
use super::fonts::Face;
use super::structure::Role;
use super::text::{Place, Style, fit, single};
use super::{Heading, Locale, PrintError, foot, heading, typography};
use chrono::NaiveDate;

const LEFT: f32 = mm(10.0);
const WIDTH: f32 = mm(277.0);
const TOP: f32 = mm(9.0);
/// The lowest that anything may reach; below stands the page number.
const BOTTOM: f32 = A4_SHORT - mm(13.0);

/// A workshop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workshop {
    /// Where.
    pub city: String,
    /// In which room.
    pub venue: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// How many seats.
    pub seats: i32,
    /// Who trains, the lead first.
    pub trainers: Vec<String>,
}

/// The plan of a campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The language of everything that is not given.
    pub language: Locale,
    /// Who holds the campaign.
    pub heading: Heading,
    /// The campaign.
    pub campaign: String,
    /// Its first and last day.
    pub window: (NaiveDate, NaiveDate),
    /// Days on which nothing is held.
    pub holidays: Vec<NaiveDate>,
    /// The workshops, by date.
    pub workshops: Vec<Workshop>,
    /// The day of the plan: it may change.
    pub dated: NaiveDate,
}

/// Prints the plan.
///
/// # Errors
///
/// [`PrintError::MissingGlyph`], [`PrintError::TooLong`] for a title that does not
/// fit, [`PrintError::Nothing`] if there are no workshops.
pub fn render(plan: &Plan) -> Result<Vec<u8>, PrintError> {
    if plan.workshops.is_empty() {
        return Err(PrintError::Nothing("the campaign has no workshops"));
    }
    let mut canvas = Canvas::new(A4_LONG, A4_SHORT);
    let y = title(&mut canvas, plan)?;
    let strip = Role::Figure(words::words(plan.language).strip.to_owned());
    let y = canvas.within(strip, |canvas| strip::draw(canvas, plan, y))?;
    let mut canvases = vec![canvas];
    table::draw(&mut canvases, plan, y + mm(6.0))?;
    let count = canvases.len();
    let mut pages = Vec::with_capacity(count);
    for (index, mut canvas) in canvases.into_iter().enumerate() {
        canvas.ornament(|canvas| foot(canvas, plan, index + 1, count))?;
        pages.push(canvas.into_page());
    }
    let about = About {
        title: format!("{} – {}", words::words(plan.language).title, plan.campaign),
        subject: &plan.campaign,
        language: plan.language,
        dated: plan.dated,
    };
    finish(&about, pages, &[])
}

/// Who issues it, what it is, of which campaign; returns where it ends.
fn title(canvas: &mut Canvas, plan: &Plan) -> Result<f32, PrintError> {
    let language = plan.language;
    let area = Area { x: LEFT, y: TOP, width: WIDTH, height: 0.0 };
    let mut y = heading::draw(canvas, &plan.heading, language, area, 7.6)? + mm(2.5);
    let title = words::words(language).title.to_uppercase();
    let campaign = typography::spaced(&plan.campaign, None, language);
    let window = typography::date_range(plan.window.0, plan.window.1, language);
    let lines = [
        (title.as_str(), Style::new(Face::SansBold, 13.0).tracked(30.0).ink(Ink::GREEN), 15.5),
        (&campaign, Style::new(Face::SansBold, 10.0), 13.5),
        (&window, Style::new(Face::Sans, 9.0), 12.5),
    ];
    for (index, (text, style, height)) in lines.into_iter().enumerate() {
        y += height;
        let place = Place { what: "title", width: WIDTH, lines: 1, smallest: 5.0 };
        let role = if index == 0 { Role::Heading(1) } else { Role::Paragraph };
        let lines = fit(text, style, place)?.1;
        canvas.within(role, |canvas| lines.iter().for_each(|line| canvas.text(line, LEFT, y)));
    }
    Ok(y + mm(4.0))
}

/// As of when it is, and which page.
fn foot(canvas: &mut Canvas, plan: &Plan, page: usize, pages: usize) -> Result<(), PrintError> {
    let style = Style::new(Face::Sans, 8.0).ink(Ink::GREY);
    let y = A4_SHORT - mm(7.5);
    canvas.text(&single(&foot::as_of(plan.dated, plan.language), style)?, LEFT, y);
    canvas.text_right(&single(&foot::page_of(page, pages, plan.language), style)?, LEFT + WIDTH, y);
    Ok(())
}

#[cfg(test)]
mod tests;
