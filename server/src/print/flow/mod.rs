//! From rows to pages: no heading at the foot, no lonely line, the head of a
//! table again on every page. For papers that are read from top to bottom.
//!
//! `row` is what pages are made of; `text` and `table` make rows.

pub mod row;
pub mod table;
pub mod text;

use super::canvas::{Area, Canvas, Ink};
use row::{Drawn, Row, Tone};
use std::collections::VecDeque;
use std::rc::Rc;

/// A row in its place.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The row.
    pub row: Rc<Row>,
    /// Its upper edge, from the top of the text.
    pub y: f32,
    /// Whether it is a head that was drawn on a page before: nobody hears it twice.
    pub is_repeated: bool,
}

/// A page's rows.
pub type Page = Vec<Placed>;

/// Fills pages of a height.
pub fn paginate(rows: Vec<Row>, height: f32) -> Vec<Page> {
    let rows: Vec<Rc<Row>> = rows.into_iter().map(Rc::new).collect();
    let mut filling = Filling::new(height);
    let mut start = 0;
    while start < rows.len() {
        let end = group_end(&rows, start, height);
        let group = &rows[start..end];
        let needed: f32 = group.iter().map(|row| row.before + row.height).sum();
        let feet = filling.needed_by(group.iter().flat_map(|row| &row.feet));
        if filling.y > 0.0 && filling.y + needed + filling.foot_height + feet > height {
            filling.turn();
        }
        for row in group {
            filling.place(row);
        }
        start = end;
    }
    filling.finish()
}

/// Draws a page's rows in a column from its upper left corner. Rows in a style that
/// belongs to a link have it among `links`.
pub fn draw(canvas: &mut Canvas, page: &[Placed], corner: (f32, f32), width: f32, links: &[String]) {
    let (left, top) = corner;
    quotations(canvas, page, Area { x: left, y: top, width, height: 0.0 });
    for placed in page {
        let draw = |canvas: &mut Canvas| placed.row.draw(canvas, top + placed.y, links);
        if placed.is_repeated { canvas.ornament(draw) } else { draw(canvas) }
    }
}

/// A bar and a tint beside rows of the same quotation, gaps included.
fn quotations(canvas: &mut Canvas, page: &[Placed], column: Area) {
    const ABOVE: f32 = 4.0;
    let mut rest = page;
    while let Some(first) = rest.first() {
        let quote = first.row.quote;
        let count = rest.iter().take_while(|placed| placed.row.quote == quote).count();
        let (group, after) = rest.split_at(count);
        if quote.is_some()
            && let Some(last) = group.last()
        {
            let height = last.y + last.row.height - first.y + 2.0 * ABOVE;
            set_apart(canvas, first.row.tone, Area { y: column.y + first.y - ABOVE, height, ..column });
        }
        rest = after;
    }
}

fn set_apart(canvas: &mut Canvas, tone: Tone, area: Area) {
    match tone {
        Tone::Tinted => {
            canvas.fill_under(area, Ink::TINT);
            canvas.fill_under(Area { width: 2.4, ..area }, Ink::GREEN);
        }
        Tone::Warning => {
            canvas.fill_under(area, Ink::TINT);
            canvas.fill_under(Area { width: 4.2, ..area }, Ink::BLACK);
        }
        Tone::Quoted => canvas.fill_under(Area { width: 1.2, ..area }, Ink::RULE),
        Tone::Framed => {
            canvas.frame(area.inset(0.4), 0.8, Ink::GREEN);
            canvas.fill_under(Area { width: 4.2, ..area }, Ink::GREEN);
        }
    }
}

/// Rows that are kept together, unless they would fill a page.
fn group_end(rows: &[Rc<Row>], start: usize, height: f32) -> usize {
    let mut end = start;
    let mut total = 0.0;
    while end < rows.len() {
        total += rows[end].before + rows[end].height;
        if end > start && total > height * 0.9 {
            return end;
        }
        end += 1;
        if !rows[end - 1].keep {
            return end;
        }
    }
    end
}

/// From the text to the rule above the footnotes, and from there to the first.
const NOTES: f32 = 16.0;
/// Of a page, what footnotes of the page before may take.
const CARRIED: f32 = 0.6;

struct Filling {
    pages: Vec<Page>,
    y: f32,
    height: f32,
    /// Footnotes of the page in hand, their height with the rule above.
    foot: Vec<Rc<Row>>,
    foot_height: f32,
    /// What had no room on the page that called it.
    carried: VecDeque<Rc<Row>>,
}

impl Filling {
    fn new(height: f32) -> Self {
        Self { pages: vec![Page::new()], y: 0.0, height, foot: Vec::new(), foot_height: 0.0, carried: VecDeque::new() }
    }

    /// How much more of the page these footnotes take.
    fn needed_by<'a>(&self, feet: impl Iterator<Item = &'a Rc<Row>>) -> f32 {
        let height: f32 = feet.map(|foot| foot.before + foot.height).sum();
        if height > 0.0 && self.foot.is_empty() { height + NOTES } else { height }
    }

    fn turn(&mut self) {
        self.set_foot();
        self.pages.push(Page::new());
        self.y = 0.0;
        while let Some(next) = self.carried.front() {
            let total = self.foot_height + self.needed_by([next].into_iter());
            if !self.foot.is_empty() && total > self.height * CARRIED {
                break;
            }
            if let Some(next) = self.carried.pop_front() {
                self.add_foot(next);
            }
        }
    }

    fn add_foot(&mut self, foot: Rc<Row>) {
        self.foot_height += self.needed_by([&foot].into_iter());
        self.foot.push(foot);
    }

    /// Sets the footnotes of the page in hand to its foot.
    fn set_foot(&mut self) {
        let foot = std::mem::take(&mut self.foot);
        let top = self.height - std::mem::take(&mut self.foot_height);
        let Some(page) = self.pages.last_mut().filter(|_| !foot.is_empty()) else { return };
        let left = foot.iter().find_map(|row| row.left()).unwrap_or_default();
        let rule = Drawn::Strokes(vec![((left, 10.0), (left + 90.0, 10.0), 0.5)]);
        page.push(Placed { row: Rc::new(Row::new(NOTES, rule)), y: top, is_repeated: false });
        let mut y = top + NOTES;
        for row in foot {
            y += row.before;
            let height = row.height;
            page.push(Placed { row, y, is_repeated: false });
            y += height;
        }
    }

    fn finish(mut self) -> Vec<Page> {
        while !self.carried.is_empty() {
            self.turn();
        }
        self.set_foot();
        self.pages
    }

    fn place(&mut self, row: &Rc<Row>) {
        let feet = self.needed_by(row.feet.iter());
        if self.y > 0.0 && self.y + row.before + row.height + self.foot_height + feet > self.height {
            self.turn();
        }
        let is_first = self.y == 0.0;
        if is_first && let Some(head) = &row.head {
            self.push(&Rc::clone(head), 0.0, true);
        }
        self.push(row, if is_first { 0.0 } else { row.before }, false);
        for foot in &row.feet {
            let fits = self.y + self.foot_height + self.needed_by([foot].into_iter()) <= self.height;
            if fits && self.carried.is_empty() {
                self.add_foot(Rc::clone(foot));
            } else {
                self.carried.push_back(Rc::clone(foot));
            }
        }
    }

    fn push(&mut self, row: &Rc<Row>, before: f32, is_repeated: bool) {
        let y = self.y + before;
        self.y = y + row.height;
        // There is always a page: `turn` only adds.
        if let Some(page) = self.pages.last_mut() {
            page.push(Placed { row: Rc::clone(row), y, is_repeated });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::row::Drawn;
    use super::*;

    fn row(height: f32, keep: bool) -> Row {
        Row { keep, ..Row::new(height, Drawn::Text(Vec::new())) }
    }

    fn heights(pages: &[Page]) -> Vec<Vec<f32>> {
        pages.iter().map(|page| page.iter().map(|placed| placed.row.height).collect()).collect()
    }

    #[test]
    fn a_heading_goes_with_what_it_heads() {
        let pages = paginate(vec![row(80.0, false), row(10.0, true), row(30.0, false)], 100.0);
        assert_eq!(heights(&pages), [vec![80.0], vec![10.0, 30.0]]);
    }

    #[test]
    fn endless_company_is_parted() {
        let pages = paginate((0..50).map(|_| row(10.0, true)).collect(), 100.0);
        assert!(pages.iter().all(|page| page.iter().map(|p| p.row.height).sum::<f32>() <= 100.0));
    }

    #[test]
    fn heads_of_tables_are_repeated() {
        let head = Rc::new(row(7.0, true));
        let mut rows = vec![row(7.0, true)];
        rows.extend((0..15).map(|_| Row { head: Some(Rc::clone(&head)), ..row(20.0, false) }));
        for page in paginate(rows, 100.0) {
            assert!((page[0].row.height - 7.0).abs() < 0.1);
        }
    }

    #[test]
    fn a_footnote_stands_at_the_foot_of_the_page_that_calls_it() {
        let note = |height| Rc::new(row(height, false));
        let calls = Row { feet: vec![note(8.0)], ..row(20.0, false) };
        let pages = paginate(vec![row(40.0, false), calls, row(30.0, false)], 100.0);
        // The third row would run into the note: it stands on the next page.
        assert_eq!(heights(&pages), [vec![40.0, 20.0, NOTES, 8.0], vec![30.0]]);
        let last = pages[0].last().expect("the note");
        assert!((last.y + last.row.height - 100.0).abs() < 0.01);
    }

    #[test]
    fn a_row_goes_over_with_its_footnote_and_a_long_one_goes_on() {
        let note = |height| Rc::new(row(height, false));
        let pages = paginate(vec![row(70.0, false), Row { feet: vec![note(20.0)], ..row(10.0, false) }], 100.0);
        assert_eq!(heights(&pages), [vec![70.0], vec![10.0, NOTES, 20.0]]);
        let endless = Row { feet: (0..30).map(|_| note(10.0)).collect(), ..row(10.0, false) };
        let pages = paginate(vec![endless, row(10.0, false)], 100.0);
        let notes = pages.iter().flatten().filter(|placed| (placed.row.height - 10.0).abs() < 0.01).count();
        assert_eq!(notes, 32, "two rows and thirty notes");
        for page in &pages {
            assert!(page.iter().all(|placed| placed.y + placed.row.height <= 100.01));
        }
    }
}
