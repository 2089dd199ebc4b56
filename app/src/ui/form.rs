//! Forms: label above, hint below it, the error beside the field, and a summary
//! of all errors first. They work without script.

use super::problems::sentence;
use crate::fields::Refusal;
use crate::i18n::Locale;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// What is echoed of a text that was refused for its length, in characters.
const ECHO: usize = 2_000;
/// The same of several lines: a list pasted from a spreadsheet is not typed twice.
const ECHO_LINES: usize = 200_000;

/// A form being shown: in which language, and with which errors.
#[derive(Clone, Debug, Default)]
pub struct FormView {
    /// The reader's language.
    pub locale: Locale,
    /// What was refused at the last attempt.
    pub refusals: Vec<Refusal>,
}

/// How a one-line field behaves.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// Its name in the form.
    pub name: &'static str,
    /// The input's type: text, date, number, tel, email, password, search.
    pub kind: &'static str,
    /// What browsers may fill in.
    pub autocomplete: &'static str,
    /// Whether something must stand there.
    pub required: bool,
    /// An explanation below the label.
    pub hint: Option<&'static str>,
    /// Identifier of a list of suggestions.
    pub list: Option<&'static str>,
}

impl Line {
    /// A required line of text.
    #[must_use]
    pub fn text(name: &'static str) -> Self {
        Self { name, kind: "text", autocomplete: "off", required: true, hint: None, list: None }
    }

    /// The same of another kind.
    #[must_use]
    pub fn kind(self, kind: &'static str) -> Self {
        Self { kind, ..self }
    }

    /// The same, but it may stay empty.
    #[must_use]
    pub fn optional(self) -> Self {
        Self { required: false, ..self }
    }

    /// The same with an explanation.
    #[must_use]
    pub fn hint(self, hint: &'static str) -> Self {
        Self { hint: Some(hint), ..self }
    }

    /// The same, filled in by the browser.
    #[must_use]
    pub fn autocomplete(self, autocomplete: &'static str) -> Self {
        Self { autocomplete, ..self }
    }

    /// The same with suggestions.
    #[must_use]
    pub fn list(self, list: &'static str) -> Self {
        Self { list: Some(list), ..self }
    }
}

impl FormView {
    /// A form without errors.
    #[must_use]
    pub fn new(locale: Locale, refusals: Vec<Refusal>) -> Self {
        Self { locale, refusals }
    }

    fn error(&self, name: &str) -> Option<String> {
        self.refusals
            .iter()
            .find(|refusal| refusal.field == name)
            .map(|refusal| sentence(self.locale, &refusal.problem))
    }

    /// The summary of errors that stands first; `label` names a field.
    pub fn summary<L: Fn(&str) -> String>(&self, label: L) -> impl IntoView + use<L> {
        let locale = self.locale;
        let lines: Vec<_> = self
            .refusals
            .iter()
            .map(|refusal| {
                let target = format!("#{}", refusal.field);
                let text = format!("{} : {}", label(&refusal.field), sentence(locale, &refusal.problem));
                view! { <li><a href=target>{text}</a></li> }
            })
            .collect();
        (!lines.is_empty()).then(|| {
            view! {
                <div class="error-summary" role="alert">
                    <h2 class="error-summary__title">{td_string!(locale, fields.summary)}</h2>
                    <ul>{lines}</ul>
                </div>
            }
        })
    }

    /// Label, hint and error around a control with this identifier.
    fn around(
        &self,
        name: &str,
        label: &str,
        hint: Option<&str>,
        required: bool,
        control: impl IntoView + 'static,
    ) -> AnyView {
        let optional = (!required)
            .then(|| view! { <span class="field__optional">" ("{td_string!(self.locale, fields.optional)}")"</span> });
        let hint = hint.map(|hint| view! { <p class="field__hint" id=format!("{name}-hint")>{hint.to_owned()}</p> });
        let error = self.error(name);
        let class = if error.is_some() { "field field--error" } else { "field" };
        let error = error.map(|text| view! { <p class="field__error" id=format!("{name}-error")>{text}</p> });
        view! {
            <div class=class>
                <label class="field__label" for=name.to_owned()>{label.to_owned()}{optional}</label>
                {hint}
                {control}
                {error}
            </div>
        }
        .into_any()
    }

    /// The elements that describe a control, for `aria-describedby`.
    fn described_by(&self, name: &str, hint: bool) -> Option<String> {
        let mut parts = Vec::new();
        if hint {
            parts.push(format!("{name}-hint"));
        }
        if self.error(name).is_some() {
            parts.push(format!("{name}-error"));
        }
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    fn invalid(&self, name: &str) -> Option<&'static str> {
        self.error(name).map(|_| "true")
    }

    /// A one-line field.
    pub fn line(&self, line: Line, label: &str, value: &str) -> AnyView {
        let value: String = value.chars().take(ECHO).collect();
        let inputmode = (line.kind == "number").then_some("numeric");
        // A number's own type would hide what was typed wrongly; the rule is ours.
        let kind = if line.kind == "number" { "text" } else { line.kind };
        let value = (kind != "password").then_some(value);
        let control = view! {
            <input
                class="field__control"
                id=line.name
                name=line.name
                type=kind
                inputmode=inputmode
                value=value
                autocomplete=line.autocomplete
                list=line.list
                required=line.required
                aria-invalid=self.invalid(line.name)
                aria-describedby=self.described_by(line.name, line.hint.is_some())
            />
        };
        self.around(line.name, label, line.hint, line.required, control)
    }

    /// A field of several lines.
    pub fn area(&self, name: &'static str, label: &str, value: &str, hint: Option<&'static str>) -> AnyView {
        let value = within_textarea(&value.chars().take(ECHO_LINES).collect::<String>());
        let control = view! {
            <textarea
                class="field__control"
                id=name
                name=name
                rows="4"
                aria-invalid=self.invalid(name)
                aria-describedby=self.described_by(name, hint.is_some())
            >{value}</textarea>
        };
        self.around(name, label, hint, false, control)
    }

    /// A file to send.
    pub fn file(
        &self,
        name: &'static str,
        label: &str,
        accept: &'static str,
        hint: &'static str,
        required: bool,
    ) -> AnyView {
        let control = view! {
            <input
                class="field__control"
                id=name
                name=name
                type="file"
                accept=accept
                required=required
                aria-invalid=self.invalid(name)
                aria-describedby=self.described_by(name, true)
            />
        };
        self.around(name, label, Some(hint), required, control)
    }

    /// A choice from a list of values and labels. With one choice only, it is made.
    pub fn select(&self, name: &'static str, label: &str, value: &str, options: &[(String, String)]) -> AnyView {
        self.choose(name, label, value, options, true)
    }

    /// A choice from a list that may be left open.
    pub fn optional_select(
        &self,
        name: &'static str,
        label: &str,
        value: &str,
        options: &[(String, String)],
    ) -> AnyView {
        self.choose(name, label, value, options, false)
    }

    /// A choice from lists of values and labels, each list under its name.
    pub fn grouped_select(
        &self,
        name: &'static str,
        label: &str,
        value: &str,
        groups: &[(&'static str, Vec<(String, String)>)],
    ) -> AnyView {
        let groups = groups
            .iter()
            .map(|(label, options)| {
                view! { <optgroup label=*label>{option_views(options, value)}</optgroup> }
            })
            .collect_view();
        let choose = view! { <option value="">{td_string!(self.locale, fields.choose)}</option> };
        self.around_select(name, label, true, view! { {choose}{groups} }.into_any())
    }

    fn choose(
        &self,
        name: &'static str,
        label: &str,
        value: &str,
        options: &[(String, String)],
        required: bool,
    ) -> AnyView {
        let only = required && options.len() == 1;
        let value = if only { options[0].0.as_str() } else { value };
        let choose = (!only).then(|| view! { <option value="">{td_string!(self.locale, fields.choose)}</option> });
        let options = view! { {choose}{option_views(options, value)} };
        self.around_select(name, label, required, options.into_any())
    }

    fn around_select(&self, name: &'static str, label: &str, required: bool, options: AnyView) -> AnyView {
        let control = view! {
            <select
                class="field__control"
                id=name
                name=name
                required=required
                aria-invalid=self.invalid(name)
                aria-describedby=self.described_by(name, false)
            >
                {options}
            </select>
        };
        self.around(name, label, None, required, control)
    }

    /// What was wrong with a group of choices, if anything.
    pub fn choice_error(&self, name: &str) -> Option<impl IntoView + use<>> {
        let id = format!("{name}-error");
        self.error(name).map(|text| view! { <p class="field__error" id=id>{text}</p> })
    }

    /// Any number of choices from a list of values and labels.
    pub fn checkboxes(
        &self,
        name: &'static str,
        label: &str,
        values: &[String],
        options: &[(String, String)],
    ) -> AnyView {
        let boxes = options
            .iter()
            .map(|(key, label)| {
                let checked = values.contains(key);
                view! {
                    <label class="choice">
                        <input type="checkbox" name=name value=key.clone() checked=checked/>
                        <span>{label.clone()}</span>
                    </label>
                }
            })
            .collect_view();
        let error = self.choice_error(name);
        let class = if error.is_some() { "field field--choices field--error" } else { "field field--choices" };
        view! {
            <fieldset class=class id=name aria-describedby=self.described_by(name, false)>
                <legend class="field__label">{label.to_owned()}</legend>
                <div class="choices">{boxes}</div>
                {error}
            </fieldset>
        }
        .into_any()
    }

    /// One choice of a few, as large buttons.
    pub fn radios(&self, name: &'static str, label: &str, value: &str, options: &[(&'static str, String)]) -> AnyView {
        let buttons = options
            .iter()
            .map(|(key, label)| {
                let checked = *key == value;
                view! {
                    <label class="choice">
                        <input type="radio" name=name value=*key checked=checked required=true/>
                        <span>{label.clone()}</span>
                    </label>
                }
            })
            .collect_view();
        let error = self.choice_error(name);
        let class = if error.is_some() { "field field--choices field--error" } else { "field field--choices" };
        view! {
            <fieldset class=class id=name aria-describedby=self.described_by(name, false)>
                <legend class="field__label">{label.to_owned()}</legend>
                <div class="choices">{buttons}</div>
                {error}
            </fieldset>
        }
        .into_any()
    }
}

fn option_views(options: &[(String, String)], value: &str) -> Vec<AnyView> {
    let option = |(key, label): &(String, String)| {
        view! { <option value=key.clone() selected=key == value>{label.clone()}</option> }.into_any()
    };
    options.iter().map(option).collect()
}

/// A text as it stands between the tags of a `textarea`, where Leptos writes what it is
/// given as it is. Browsers drop the line break in front, and would drop one of the text's.
#[must_use]
pub fn within_textarea(text: &str) -> String {
    format!("\n{}", text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
}

/// What a select offers, from what a store lists.
pub fn choices<Id: ToString>(list: Vec<(Id, String)>) -> Vec<(String, String)> {
    list.into_iter().map(|(id, name)| (id.to_string(), name)).collect()
}

/// Suggestions for a text field.
pub fn suggestions(id: &'static str, values: &[String]) -> AnyView {
    let options = values.iter().map(|value| view! { <option value=value.clone()></option> }).collect_view();
    view! { <datalist id=id>{options}</datalist> }.into_any()
}
