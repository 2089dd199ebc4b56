//! Squares of grids, which printpdf writes corner by corner, become rectangles: a QR code
//! takes a third of the room.

use lopdf::{Document, Object, ObjectId};
use std::fmt::Write as _;

/// Rewrites what the pages draw; what it looks like stays.
pub fn shorten(file: &mut Document, pages: &[ObjectId]) {
    for page in pages {
        let content = file.get_dictionary(*page).and_then(|page| page.get(b"Contents")).and_then(Object::as_reference);
        let Ok(stream) = content.and_then(|id| file.get_object_mut(id)).and_then(Object::as_stream_mut) else {
            continue;
        };
        if let Some(short) = std::str::from_utf8(&stream.content).ok().and_then(shortened) {
            stream.set_content(short.into_bytes());
        }
    }
}

/// The same with a rectangle for each four corners in whole numbers of a path that is filled;
/// nothing if there is none.
fn shortened(content: &str) -> Option<String> {
    let lines: Vec<&str> = content.lines().collect();
    let mut short = String::with_capacity(content.len());
    let (mut at, mut found) = (0, false);
    while at < lines.len() {
        let ends = lines.get(at + 4).is_some_and(|next| next.ends_with(" m") || ["f", "h"].contains(next));
        let corners = lines.get(at..at + 4).filter(|_| ends);
        if let Some((x, y, width, height)) = corners.and_then(rectangle) {
            // A String takes whatever is written to it.
            let _ = writeln!(short, "{x} {y} {width} {height} re");
            found = true;
            at += 4;
        } else {
            short.push_str(lines[at]);
            short.push('\n');
            at += 1;
        }
    }
    found.then_some(short)
}

/// Where it begins, its width and its height.
fn rectangle(lines: &[&str]) -> Option<(u16, u16, u16, u16)> {
    let [first, second, third, fourth] = lines else { return None };
    let begins = corner(first, " m")?;
    let (beside, across, below) = (corner(second, " l")?, corner(third, " l")?, corner(fourth, " l")?);
    let is_straight = beside.1 == begins.1 && across.0 == beside.0 && below == (begins.0, across.1);
    let width = beside.0.checked_sub(begins.0)?;
    let height = across.1.checked_sub(begins.1)?;
    is_straight.then_some((begins.0, begins.1, width, height))
}

fn corner(line: &str, ending: &str) -> Option<(u16, u16)> {
    let (x, y) = line.strip_suffix(ending)?.split_once(' ')?;
    Some((x.parse().ok()?, y.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_become_rectangles_where_a_path_of_whole_numbers_is_filled() {
        let square = "0 g\n2 3 m\n5 3 l\n5 4 l\n2 4 l\n9 9 m\n10 9 l\n10 10 l\n9 10 l\nh\nf\n";
        assert_eq!(shortened(square).as_deref(), Some("0 g\n2 3 3 1 re\n9 9 1 1 re\nh\nf\n"));
        for other in [
            "2.5 3 m\n5 3 l\n5 4 l\n2.5 4 l\nf\n",
            "2 3 m\n5 3 l\n5 4 l\n2 4 l\nS\n",
            "2 3 m\n5 3 l\n6 4 l\n2 4 l\nf\n",
            "2 3 m\n5 3 l\n5 4 l\n2 4 l\n1 1 l\nf\n",
            "",
        ] {
            assert_eq!(shortened(other), None, "{other}");
        }
    }
}
