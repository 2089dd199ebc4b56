//! Charts, drawn by the server: lines and words that print, and that follow the
//! colours of the page. Each stands beside a table with its figures.

use leptos::prelude::*;

/// The height that a bar takes with its label.
const STEP: usize = 46;
/// The most letters of a label: a phone shows no more. The table has them all.
const LABEL: usize = 42;
/// From what share on the value stands on the bar itself; before it, behind it.
const WIDE: i32 = 25;

/// A bar from nought to a hundred.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What it is of.
    pub label: String,
    /// How long it is.
    pub percent: i32,
    /// The value as it is printed on it.
    pub said: String,
}

/// Bars one below the other, as wide as there is place. To those who do not see it,
/// it is one picture with its title and a description.
pub fn bars(id: &'static str, title: &'static str, description: String, bars: Vec<Bar>) -> impl IntoView {
    let height = (bars.len() * STEP).to_string();
    let (title_id, description_id) = (format!("{id}-chart-title"), format!("{id}-chart-description"));
    let named = format!("{title_id} {description_id}");
    let drawn = bars.into_iter().enumerate().map(|(place, bar)| drawn(place * STEP, bar)).collect_view();
    view! {
        <svg class="chart" role="img" aria-labelledby=named width="100%" height=height>
            <title id=title_id>{title}</title>
            <desc id=description_id>{description}</desc>
            {drawn}
        </svg>
    }
}

/// The height that two bars take with their label.
const PAIR_STEP: usize = 56;

/// Two bars that are compared: what was before, drawn as an outline, and what is after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// What they are of.
    pub label: String,
    /// Before and after, as far as there are any.
    pub bars: [Option<Bar>; 2],
}

/// Pairs of bars one below the other, told apart by their drawing and not by colour alone.
/// The legend names both.
pub fn pairs(
    id: &'static str,
    title: &'static str,
    description: String,
    legend: [&'static str; 2],
    pairs: Vec<Pair>,
) -> impl IntoView {
    let height = (pairs.len() * PAIR_STEP).to_string();
    let (title_id, description_id) = (format!("{id}-chart-title"), format!("{id}-chart-description"));
    let named = format!("{title_id} {description_id}");
    let drawn = pairs.into_iter().enumerate().map(|(place, pair)| pair_drawn(place * PAIR_STEP, pair)).collect_view();
    let [before, after] = legend;
    view! {
        <div>
        <p class="chart__legend"><span class="chart__swatch chart__swatch--before"></span>{before}<span class="chart__swatch"></span>{after}</p>
        <svg class="chart" role="img" aria-labelledby=named width="100%" height=height>
            <title id=title_id>{title}</title>
            <desc id=description_id>{description}</desc>
            {drawn}
        </svg>
        </div>
    }
}

fn pair_drawn(top: usize, pair: Pair) -> impl IntoView {
    let bars = pair.bars.into_iter().zip(["chart__bar chart__bar--before", "chart__bar"]).enumerate();
    let bars = bars.filter_map(|(place, (bar, class))| {
        let bar = bar?;
        let width = format!("{}%", bar.percent.clamp(0, 100));
        let top = top + 19 + place * 16;
        // Before the end of a long bar, behind that of a short one.
        let (text, anchor, aside) = if bar.percent > 80 {
            ("chart__small chart__small--on", "end", "-6")
        } else {
            ("chart__small", "start", "6")
        };
        let text = if place == 0 { "chart__small" } else { text };
        Some(view! {
            <rect class=class x="0" y=top.to_string() width=width.clone() height="14"></rect>
            <text class=text x=width y=(top + 11).to_string() dx=aside text-anchor=anchor>{bar.said}</text>
        })
    });
    view! { <text class="chart__label" x="0" y=(top + 14).to_string()>{shortened(&pair.label)}</text>{bars.collect_view()} }
}

/// The tones of a stack's parts, from light to dark.
const TONES: usize = 5;
/// From what part of a thousand on a count stands on its part.
const LEGIBLE: usize = 70;

/// A bar of the parts of a whole, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stack {
    /// What it is of.
    pub label: String,
    /// How many each part counts.
    pub parts: Vec<usize>,
}

/// Stacks one below the other, all of the same length: their parts go from light to dark,
/// each with an outline, so that they are told apart without colours. The legend names
/// the parts.
pub fn stacks(
    id: &'static str,
    title: &'static str,
    description: String,
    legend: Vec<String>,
    stacks: &[Stack],
) -> impl IntoView + use<> {
    let height = (stacks.len() * STEP).to_string();
    let (title_id, description_id) = (format!("{id}-chart-title"), format!("{id}-chart-description"));
    let named = format!("{title_id} {description_id}");
    let drawn = stacks.iter().enumerate().map(|(place, stack)| stack_drawn(place * STEP, stack)).collect_view();
    let parts = legend.len();
    let legend = legend.into_iter().enumerate().map(|(place, name)| {
        let class = format!("chart__part chart__part--{}", tone(place, parts));
        view! { <span class="chart__key"><svg aria-hidden="true" width="18" height="12"><rect class=class width="18" height="12"></rect></svg>{name}</span>" " }
    });
    view! {
        <div>
        <p class="chart__legend">{legend.collect_view()}</p>
        <svg class="chart" role="img" aria-labelledby=named width="100%" height=height>
            <title id=title_id>{title}</title>
            <desc id=description_id>{description}</desc>
            {drawn}
        </svg>
        </div>
    }
}

/// The tone of a part of so many: the first is the lightest, the last the darkest.
fn tone(place: usize, parts: usize) -> usize {
    (place * (TONES - 1)).checked_div(parts.saturating_sub(1)).unwrap_or(0).min(TONES - 1)
}

fn stack_drawn(top: usize, stack: &Stack) -> impl IntoView + use<> {
    let shares = shares(&stack.parts);
    let parts = stack.parts.iter().zip(shares).enumerate().filter(|(_, (part, _))| **part > 0);
    let parts = parts.map(|(place, (part, (from, wide)))| {
        let tone = tone(place, stack.parts.len());
        let text = if tone >= 3 { "chart__small chart__small--on" } else { "chart__small" };
        let said = (wide >= LEGIBLE).then(|| {
            view! { <text class=text x=percent_of(from + wide / 2) y=(top + 36).to_string() text-anchor="middle">{part.to_string()}</text> }
        });
        view! {
            <rect class=format!("chart__part chart__part--{tone}") x=percent_of(from) y=(top + 21).to_string() width=percent_of(wide) height="20"></rect>
            {said}
        }
    });
    view! { <text class="chart__label" x="0" y=(top + 15).to_string()>{shortened(&stack.label)}</text>{parts.collect_view()} }
}

/// Where each part begins and how wide it is, in thousandths of the whole: they touch,
/// and end where the whole does.
fn shares(parts: &[usize]) -> Vec<(usize, usize)> {
    let whole: usize = parts.iter().sum::<usize>().max(1);
    let at = |before: usize| (before * 1_000 + whole / 2) / whole;
    let mut before = 0;
    let share = |part: &usize| {
        let from = at(before);
        before += part;
        (from, at(before) - from)
    };
    parts.iter().map(share).collect()
}

/// Thousandths as percent.
fn percent_of(thousandths: usize) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

fn drawn(top: usize, bar: Bar) -> impl IntoView {
    let Bar { label, percent, said } = bar;
    let share = percent.clamp(0, 100);
    let width = format!("{share}%");
    let (class, anchor, aside) =
        if share >= WIDE { ("chart__value chart__value--on", "end", "-8") } else { ("chart__value", "start", "8") };
    view! {
        <text class="chart__label" x="0" y=(top + 15).to_string()>{shortened(&label)}</text>
        <rect class="chart__track" x="0" y=(top + 21).to_string() width="100%" height="20"></rect>
        <rect class="chart__bar" x="0" y=(top + 21).to_string() width=width.clone() height="20"></rect>
        <text class=class x=width y=(top + 36).to_string() dx=aside text-anchor=anchor>{said}</text>
    }
}

fn shortened(label: &str) -> String {
    if label.chars().count() <= LABEL {
        return label.to_owned();
    }
    let kept: String = label.chars().take(LABEL - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{percent_of, shares, shortened, tone};

    #[test]
    fn parts_touch_and_make_the_whole() {
        assert_eq!(shares(&[1, 0, 2]), [(0, 333), (333, 0), (333, 667)]);
        assert_eq!(shares(&[0, 0]), [(0, 0), (0, 0)]);
        assert_eq!((percent_of(333), percent_of(1_000)), ("33.3%".to_owned(), "100.0%".to_owned()));
    }

    #[test]
    fn the_first_part_is_the_lightest_and_the_last_the_darkest() {
        let tones = |parts| (0..parts).map(|place| tone(place, parts)).collect::<Vec<_>>();
        assert_eq!((tones(5), tones(3), tones(1)), (vec![0, 1, 2, 3, 4], vec![0, 2, 4], vec![0]));
    }

    #[test]
    fn long_labels_end_where_a_phone_does() {
        assert_eq!(shortened("Kayes"), "Kayes");
        let long = "Direction régionale de la promotion de la femme, de l’enfant et de la famille";
        assert_eq!(shortened(long), "Direction régionale de la promotion de la…");
        assert!(shortened(long).chars().count() <= 42);
    }
}
