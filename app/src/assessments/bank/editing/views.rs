//! The fields of a question, by its kind.

use super::typed::{EXTRAS, Typed, credit_key, lines_of, order_credit_key};
use crate::assessments::bank::words::{credit_name, order_credit_name};
use crate::i18n::Locale;
use crate::ui::form::within_textarea;
use leptos::prelude::*;
use leptos_i18n::td_string;
use questions::faults::MOST_PARTS;
use questions::formats::KindName;
use questions::question::{Credit, OrderCredit};

/// A form being shown: what is typed, and the sentence beside each field that is wrong.
pub struct Board<'t> {
    /// The reader's language.
    pub locale: Locale,
    /// What is typed.
    pub typed: &'t Typed,
    /// What is wrong, by field.
    pub wrong: &'t [(String, String)],
}

impl Board<'_> {
    /// All fields of a kind of question, without those of what it counts and where it stands.
    pub fn fields(&self, kind: KindName) -> AnyView {
        let lines = self.lines(kind);
        view! {
            {self.both("text", td_string!(self.locale, bank.part_text_label), 3)}
            {self.before(kind)}
            {lines}
            {self.after(kind)}
        }
        .into_any()
    }

    fn before(&self, kind: KindName) -> AnyView {
        match kind {
            KindName::TrueFalse => {
                let choices = [
                    ("true", td_string!(self.locale, bank.is_true)),
                    ("false", td_string!(self.locale, bank.is_false)),
                ];
                let feedback = view! {
                    {self.both("if_true", td_string!(self.locale, bank.if_true), 2)}
                    {self.both("if_false", td_string!(self.locale, bank.if_false), 2)}
                };
                let is_open = ["if_true", "if_false"].iter().any(|stem| self.is_told(stem));
                view! {
                    {self.select("right", td_string!(self.locale, bank.is_right), &choices, "")}
                    {folded(td_string!(self.locale, bank.feedback_each), is_open, feedback.into_any())}
                }
                .into_any()
            }
            KindName::Numeric => self.both("unit", td_string!(self.locale, bank.unit), 1),
            _ => ().into_any(),
        }
    }

    fn after(&self, kind: KindName) -> AnyView {
        let shuffle = || self.tick("shuffle", td_string!(self.locale, bank.shuffle));
        match kind {
            KindName::Single | KindName::Matching => shuffle(),
            KindName::Multiple => {
                let credits = [Credit::AllOrNothing, Credit::Shares]
                    .map(|credit| (credit_key(credit), credit_name(self.locale, credit)));
                let usual = credit_key(Credit::AllOrNothing);
                view! {
                    {self.select("credit", td_string!(self.locale, bank.partly), &credits, usual)}
                    {shuffle()}
                }
                .into_any()
            }
            KindName::Ordering => {
                let credits = [OrderCredit::Places, OrderCredit::Neighbours, OrderCredit::AllOrNothing]
                    .map(|credit| (order_credit_key(credit), order_credit_name(self.locale, credit)));
                let usual = order_credit_key(OrderCredit::Places);
                self.select("credit", td_string!(self.locale, bank.partly), &credits, usual)
            }
            KindName::Short => self.tick("capitals", td_string!(self.locale, bank.capitals)),
            _ => ().into_any(),
        }
    }

    /// The lines of options, pairs, steps and so on, each a group of fields.
    fn lines(&self, kind: KindName) -> Option<AnyView> {
        let (stem, first, most) = lines_of(kind)?;
        let count = self.typed.shown(stem, first, most);
        let lines = (1..=count).map(|line| self.line(kind, &format!("{stem}-{line}"), line)).collect_view();
        let extras = (kind == KindName::Matching).then(|| {
            let count = self.typed.shown("extra", EXTRAS, MOST_PARTS);
            let lines = (1..=count).map(|line| {
                let legend = td_string!(self.locale, bank.part_extra, number = line.to_string()).to_string();
                self.both(&format!("extra-{line}"), &legend, 1)
            });
            view! {
                <input type="hidden" name="extra-lines" value=count.to_string()/>
                {lines.collect_view()}
            }
        });
        let error = self.error("lines");
        let class = if error.is_some() { "field editing__lines field--error" } else { "field editing__lines" };
        Some(
            view! {
                <fieldset class=class id="lines" aria-describedby=self.told("lines").1>
                    <legend class="field__label">{self.legend(kind)}</legend>
                    <p class="field__hint">{self.hint(kind)}</p>
                    {error}
                    <input type="hidden" name=format!("{stem}-lines") value=count.to_string()/>
                    {lines}
                    {extras}
                </fieldset>
            }
            .into_any(),
        )
    }

    fn line(&self, kind: KindName, name: &str, number: usize) -> AnyView {
        let number = number.to_string();
        let feedback = || {
            let stem = format!("{name}-feedback");
            let field = self.both(&stem, td_string!(self.locale, bank.feedback_this), 2);
            folded(td_string!(self.locale, bank.feedback_this), self.is_told(&stem), field)
        };
        let (legend, fields) = match kind {
            KindName::Single | KindName::Multiple => {
                let label = td_string!(self.locale, bank.text_of_option);
                let fields = view! { {self.both(name, label, 1)}{self.worth(name, "wrong")}{feedback()} };
                (td_string!(self.locale, bank.part_option, number = number).to_string(), fields.into_any())
            }
            KindName::Matching => {
                let left = self.both(&format!("{name}-left"), td_string!(self.locale, bank.left_side), 1);
                let right = self.both(&format!("{name}-right"), td_string!(self.locale, bank.right_side), 1);
                (td_string!(self.locale, bank.pair, number = number).to_string(), view! { {left}{right} }.into_any())
            }
            KindName::Numeric => {
                let low = self.input(&format!("{name}-low"), td_string!(self.locale, bank.number_low));
                let high = self.input(&format!("{name}-high"), td_string!(self.locale, bank.number_high));
                let fields = view! {
                    <div class="form__row">{low}{high}</div>
                    {self.worth(name, "right")}
                    {feedback()}
                };
                (td_string!(self.locale, bank.part_accepted, number = number).to_string(), fields.into_any())
            }
            KindName::Short => {
                let words = self.both(name, td_string!(self.locale, bank.accepted_words), 1);
                let fields = view! { {words}{self.worth(name, "right")}{feedback()} };
                (td_string!(self.locale, bank.part_accepted, number = number).to_string(), fields.into_any())
            }
            _ => {
                let legend = if kind == KindName::Likert {
                    td_string!(self.locale, bank.part_scale_point, number = number).to_string()
                } else {
                    td_string!(self.locale, bank.part_step, number = number).to_string()
                };
                return self.both(name, &legend, 1);
            }
        };
        view! { <fieldset class="editing__line"><legend>{legend}</legend>{fields}</fieldset> }.into_any()
    }

    fn legend(&self, kind: KindName) -> &'static str {
        match kind {
            KindName::Single | KindName::Multiple => td_string!(self.locale, bank.lines_options),
            KindName::Matching => td_string!(self.locale, bank.lines_pairs),
            KindName::Ordering => td_string!(self.locale, bank.lines_steps),
            KindName::Likert => td_string!(self.locale, bank.lines_scale),
            _ => td_string!(self.locale, bank.lines_accepted),
        }
    }

    fn hint(&self, kind: KindName) -> &'static str {
        match kind {
            KindName::Single => td_string!(self.locale, bank.hint_single),
            KindName::Multiple => td_string!(self.locale, bank.hint_multiple),
            KindName::Matching => td_string!(self.locale, bank.hint_matching),
            KindName::Ordering => td_string!(self.locale, bank.hint_ordering),
            KindName::Numeric => td_string!(self.locale, bank.hint_numeric),
            KindName::Short => td_string!(self.locale, bank.hint_short),
            _ => td_string!(self.locale, bank.hint_scale),
        }
    }

    /// Whether a line is right or wrong, and its share if it is neither.
    fn worth(&self, name: &str, usual: &'static str) -> AnyView {
        let choices = [
            ("wrong", td_string!(self.locale, bank.worth_wrong)),
            ("right", td_string!(self.locale, bank.worth_right)),
        ];
        view! {
            <div class="form__row">
                {self.select(&format!("{name}-worth"), td_string!(self.locale, bank.worth), &choices, usual)}
                {self.input(&format!("{name}-percent"), td_string!(self.locale, bank.percent))}
            </div>
        }
        .into_any()
    }

    /// A text in French and in English, side by side where there is room.
    pub fn both(&self, stem: &str, label: &str, rows: usize) -> AnyView {
        let in_language =
            |language: &str, words: &str| self.area(&format!("{stem}-{language}"), &format!("{label} ({words})"), rows);
        view! {
            <div class="form__row">
                {in_language("fr", td_string!(self.locale, bank.in_french))}
                {in_language("en", td_string!(self.locale, bank.in_english))}
            </div>
        }
        .into_any()
    }

    /// Whether anything stands in either field of a text, or is wrong with it.
    fn is_told(&self, stem: &str) -> bool {
        ["fr", "en"]
            .iter()
            .map(|language| format!("{stem}-{language}"))
            .any(|name| self.typed.has(&name) || self.wrong.iter().any(|(field, _)| *field == name))
    }

    fn error(&self, name: &str) -> Option<AnyView> {
        let id = format!("{name}-error");
        let words = self.wrong.iter().find(|(field, _)| field == name).map(|(_, words)| words.clone())?;
        Some(view! { <p class="field__error" id=id>{words}</p> }.into_any())
    }

    fn around(&self, name: &str, label: &str, control: AnyView) -> AnyView {
        let error = self.error(name);
        let class = if error.is_some() { "field field--error" } else { "field" };
        view! {
            <div class=class>
                <label class="field__label" for=name.to_owned()>{label.to_owned()}</label>
                {control}
                {error}
            </div>
        }
        .into_any()
    }

    // For a control that is wrong: that it is, and by which element that is told.
    fn told(&self, name: &str) -> (Option<&'static str>, Option<String>) {
        let is_wrong = self.wrong.iter().any(|(field, _)| field == name);
        (is_wrong.then_some("true"), is_wrong.then(|| format!("{name}-error")))
    }

    fn area(&self, name: &str, label: &str, rows: usize) -> AnyView {
        let (invalid, told) = self.told(name);
        let (id, value) = (name.to_owned(), within_textarea(self.typed.value(name)));
        let control = view! {
            <textarea class="field__control" id=id.clone() name=id rows=rows.to_string() aria-invalid=invalid aria-describedby=told>{value}</textarea>
        };
        self.around(name, label, control.into_any())
    }

    /// A line of text.
    pub fn input(&self, name: &str, label: &str) -> AnyView {
        let (invalid, told) = self.told(name);
        let (id, value) = (name.to_owned(), self.typed.value(name).to_owned());
        let control = view! {
            <input class="field__control" id=id.clone() name=id value=value autocomplete="off" aria-invalid=invalid aria-describedby=told/>
        };
        self.around(name, label, control.into_any())
    }

    fn select(&self, name: &str, label: &str, choices: &[(&'static str, &'static str)], usual: &str) -> AnyView {
        let choices: Vec<(String, String)> =
            choices.iter().map(|(value, words)| ((*value).to_owned(), (*words).to_owned())).collect();
        self.choose(name, label, &choices, usual)
    }

    /// A choice from values and labels; where `usual` is empty it may be left open.
    pub fn choose(&self, name: &str, label: &str, choices: &[(String, String)], usual: &str) -> AnyView {
        let (invalid, told) = self.told(name);
        let typed = self.typed.value(name);
        let chosen = if typed.is_empty() { usual } else { typed };
        let open =
            usual.is_empty().then(|| view! { <option value="">{td_string!(self.locale, fields.choose)}</option> });
        let options = choices
            .iter()
            .map(|(value, words)| {
                view! { <option value=value.clone() selected=*value == chosen>{words.clone()}</option> }
            })
            .collect_view();
        let id = name.to_owned();
        let control = view! {
            <select class="field__control" id=id.clone() name=id aria-invalid=invalid aria-describedby=told>{open}{options}</select>
        };
        self.around(name, label, control.into_any())
    }

    fn tick(&self, name: &'static str, label: &'static str) -> AnyView {
        let checked = self.typed.has(name);
        view! {
            <div class="choices">
                <label class="choice"><input type="checkbox" name=name value="yes" checked=checked/><span>{label}</span></label>
            </div>
        }
        .into_any()
    }
}

fn folded(summary: &'static str, is_open: bool, fields: AnyView) -> AnyView {
    view! { <details class="more" open=is_open><summary>{summary}</summary>{fields}</details> }.into_any()
}
