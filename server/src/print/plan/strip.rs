//! Cities over weeks: a bar for each workshop, as long as its days.

use super::{BOTTOM, LEFT, Plan, WIDTH, Workshop};
use crate::print::PrintError;
use crate::print::canvas::{Area, Canvas, Ink, mm};
use crate::print::fonts::Face;
use crate::print::text::{Style, cut, single};
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Where the names of the cities stand.
const NAMES: f32 = mm(30.0);
const HEAD: f32 = mm(7.0);
const ROW: f32 = mm(7.0);

/// Days laid out from left to right.
struct Scale {
    first: NaiveDate,
    day: f32,
}

impl Scale {
    fn of((first, last): (NaiveDate, NaiveDate)) -> Self {
        let days = u16::try_from((last - first).num_days() + 1).unwrap_or(u16::MAX).max(1);
        Self { first, day: (WIDTH - NAMES) / f32::from(days) }
    }

    /// The left edge of a day.
    fn x(&self, day: NaiveDate) -> f32 {
        let days = i16::try_from((day - self.first).num_days()).unwrap_or(i16::MAX);
        LEFT + NAMES + self.day * f32::from(days)
    }
}

/// Draws the strip; returns where it ends. Many cities make lower rows.
pub fn draw(canvas: &mut Canvas, plan: &Plan, top: f32) -> Result<f32, PrintError> {
    let cities = cities(plan);
    let scale = Scale::of(plan.window);
    let count = u16::try_from(cities.len()).unwrap_or(u16::MAX).max(1);
    let row = ROW.min((BOTTOM - top - HEAD) / f32::from(count));
    let bottom = top + HEAD + row * f32::from(count);
    days_off(canvas, plan, &scale, (top + HEAD, bottom));
    weeks(canvas, plan, &scale, (top, bottom))?;
    let mut y = top + HEAD;
    for city in cities {
        let name = cut(city, Style::new(Face::SansBold, 8.6_f32.min(row * 0.6)), NAMES - mm(2.0))?;
        canvas.text(&name, LEFT, y + row * 0.66);
        for workshop in plan.workshops.iter().filter(|one| one.city == city) {
            bar(canvas, workshop, &scale, (y, row))?;
        }
        y += row;
        canvas.rule((LEFT, y), (LEFT + WIDTH, y), 0.4, Ink::RULE);
    }
    Ok(y)
}

/// Cities in the order in which they are visited first.
fn cities(plan: &Plan) -> Vec<&str> {
    let mut cities: Vec<&str> = Vec::new();
    for workshop in &plan.workshops {
        if !cities.contains(&workshop.city.as_str()) {
            cities.push(&workshop.city);
        }
    }
    cities
}

/// Weekends and holidays, behind all else.
fn days_off(canvas: &mut Canvas, plan: &Plan, scale: &Scale, (top, bottom): (f32, f32)) {
    let off = |day: &NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun) || plan.holidays.contains(day);
    for day in plan.window.0.iter_days().take_while(|day| *day <= plan.window.1).filter(off) {
        let area = Area { x: scale.x(day), y: top, width: scale.day, height: bottom - top };
        canvas.fill_under(area, Ink::TINT);
    }
}

/// A line at each Monday, with its date where there is room.
fn weeks(canvas: &mut Canvas, plan: &Plan, scale: &Scale, (top, bottom): (f32, f32)) -> Result<(), PrintError> {
    let style = Style::new(Face::Sans, 7.2).ink(Ink::GREY);
    let mut free_from = 0.0;
    canvas.rule((LEFT, top + HEAD), (LEFT + WIDTH, top + HEAD), 0.9, Ink::BLACK);
    for day in plan.window.0.iter_days().take_while(|day| *day <= plan.window.1) {
        if day != plan.window.0 && day.weekday() != Weekday::Mon {
            continue;
        }
        let x = scale.x(day);
        canvas.rule((x, top + HEAD - mm(1.5)), (x, bottom), 0.3, Ink::RULE);
        let label = single(&format!("{:02}/{:02}", day.day(), day.month()), style)?;
        if x >= free_from && x + label.width <= LEFT + WIDTH {
            canvas.text(&label, x, top + HEAD - mm(2.2));
            free_from = x + label.width + mm(1.0);
        }
    }
    Ok(())
}

fn bar(canvas: &mut Canvas, one: &Workshop, scale: &Scale, (y, height): (f32, f32)) -> Result<(), PrintError> {
    let (x, end) = (scale.x(one.from), scale.x(one.to + Days::new(1)));
    let area = Area { x, y: y + height * 0.15, width: end - x, height: height * 0.7 };
    canvas.fill(area, Ink::GREEN);
    let style = Style::new(Face::SansBold, (height * 0.34).min(7.0)).ink(Ink(255, 255, 255));
    let days = single(&format!("{}–{}", one.from.day(), one.to.day()), style)?;
    if days.width + 2.0 <= area.width {
        canvas.text_centred(&days, x + area.width / 2.0, y + height * 0.62);
    }
    Ok(())
}
