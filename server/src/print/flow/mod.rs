//! From rows to pages: no heading at the foot, no lonely line, the head of a
//! table again on every page. For papers that are read from top to bottom.
//!
//! `row` is what pages are made of; `text` and `table` make rows.

pub mod row;
pub mod table;
pub mod text;

use super::canvas::{Area, Canvas, Ink};
use row::Row;
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
    let mut filling = Filling { pages: vec![Page::new()], y: 0.0, height };
    let mut start = 0;
    while start < rows.len() {
        let end = group_end(&rows, start, height);
        let group = &rows[start..end];
        let needed: f32 = group.iter().map(|row| row.before + row.height).sum();
        if filling.y > 0.0 && filling.y + needed > height {
            filling.turn();
        }
        for row in group {
            filling.place(row);
        }
        start = end;
    }
    filling.pages
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
            let area = Area { y: column.y + first.y - ABOVE, height, ..column };
            canvas.fill_under(area, Ink::TINT);
            canvas.fill_under(Area { width: 2.4, ..area }, Ink::GREEN);
        }
        rest = after;
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

struct Filling {
    pages: Vec<Page>,
    y: f32,
    height: f32,
}

impl Filling {
    fn turn(&mut self) {
        self.pages.push(Page::new());
        self.y = 0.0;
    }

    fn place(&mut self, row: &Rc<Row>) {
        if self.y > 0.0 && self.y + row.before + row.height > self.height {
            self.turn();
        }
        let is_first = self.y == 0.0;
        if is_first && let Some(head) = &row.head {
            self.push(&Rc::clone(head), 0.0, true);
        }
        self.push(row, if is_first { 0.0 } else { row.before }, false);
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
}
