//! What is said of questions and of files of them: kinds and rules by their names, what is
//! wrong, what is refused and what is lost, each with what can be done about it.
//!
//! Sentences about what is wrong, refused or lost stand behind the place that they speak
//! of, so they begin with a small letter.

use crate::i18n::Locale;
use crate::ui::format::number;
use leptos_i18n::td_string;
use questions::faults::{Fault, LONGEST_NAME, MOST_PARTS, MOST_POINTS};
use questions::formats::{KindName, Reason, What};
use questions::parts::Part;
use questions::question::{Credit, Language, OrderCredit};

/// What a kind of question is called.
#[must_use]
pub fn kind_name(locale: Locale, kind: KindName) -> &'static str {
    match kind {
        KindName::Single => td_string!(locale, bank.kind_single),
        KindName::Multiple => td_string!(locale, bank.kind_multiple),
        KindName::TrueFalse => td_string!(locale, bank.kind_true_false),
        KindName::Matching => td_string!(locale, bank.kind_matching),
        KindName::Ordering => td_string!(locale, bank.kind_ordering),
        KindName::Numeric => td_string!(locale, bank.kind_numeric),
        KindName::Short => td_string!(locale, bank.kind_short),
        KindName::Likert => td_string!(locale, bank.kind_likert),
        KindName::Open => td_string!(locale, bank.kind_open),
        KindName::Rubric => td_string!(locale, bank.kind_rubric),
    }
}

/// What a choice of several options is worth that is right in part.
#[must_use]
pub fn credit_name(locale: Locale, credit: Credit) -> &'static str {
    match credit {
        Credit::AllOrNothing => td_string!(locale, bank.credit_all_or_nothing),
        Credit::Shares => td_string!(locale, bank.credit_shares),
    }
}

/// What an order is worth that is right in part.
#[must_use]
pub fn order_credit_name(locale: Locale, credit: OrderCredit) -> &'static str {
    match credit {
        OrderCredit::AllOrNothing => td_string!(locale, bank.order_all_or_nothing),
        OrderCredit::Places => td_string!(locale, bank.order_places),
        OrderCredit::Neighbours => td_string!(locale, bank.order_neighbours),
    }
}

/// What is wrong with a question, and how to put it right.
#[must_use]
pub fn fault_words(locale: Locale, fault: &Fault) -> String {
    match *fault {
        Fault::Empty(part) => td_string!(locale, bank.wrong_empty, part = part_name(locale, part)).to_string(),
        Fault::TextTooLong { part, most } => {
            let (part, most) = (part_name(locale, part), count(locale, most));
            td_string!(locale, bank.wrong_text_long, part = part, most = most).to_string()
        }
        Fault::NameTooLong => td_string!(locale, bank.wrong_name_long, most = count(locale, LONGEST_NAME)).to_string(),
        Fault::Tag(index) => {
            td_string!(locale, bank.wrong_tag, number = nth(index), most = count(locale, LONGEST_NAME)).to_string()
        }
        Fault::TooManyTags => td_string!(locale, bank.wrong_tags, most = count(locale, MOST_PARTS)).to_string(),
        Fault::Points { most: 0, .. } => td_string!(locale, bank.wrong_points_given).to_owned(),
        Fault::Points { least, most } => {
            td_string!(locale, bank.wrong_points, least = least.to_string(), most = most.to_string()).to_string()
        }
        Fault::TooFew { least } => td_string!(locale, bank.wrong_least, least = count(locale, least)).to_string(),
        Fault::TooMany { most } => td_string!(locale, bank.wrong_most, most = count(locale, most)).to_string(),
        Fault::Levels { criterion } => {
            td_string!(locale, bank.wrong_levels, criterion = nth(criterion), most = count(locale, MOST_PARTS))
                .to_string()
        }
        Fault::LevelsNotAscending { criterion } => {
            td_string!(locale, bank.wrong_levels_order, criterion = nth(criterion)).to_string()
        }
        Fault::LevelPoints { criterion } => {
            td_string!(locale, bank.wrong_level_points, criterion = nth(criterion), most = MOST_POINTS.to_string())
                .to_string()
        }
        Fault::Same { first, part } => {
            let (first, part) = (part_name(locale, first), part_name(locale, part));
            td_string!(locale, bank.wrong_same, first = first, part = part).to_string()
        }
        Fault::NothingRight => td_string!(locale, bank.wrong_nothing_right).to_owned(),
        Fault::NothingWorthAll => td_string!(locale, bank.wrong_nothing_whole).to_owned(),
        Fault::SharesSum { above, below } => {
            let sum = if below == 1 { above.to_string() } else { format!("{above}/{below}") };
            td_string!(locale, bank.wrong_shares_sum, sum = sum).to_string()
        }
        Fault::SharesTooFine => td_string!(locale, bank.wrong_shares_fine).to_owned(),
        Fault::NotANumber(index) => td_string!(locale, bank.wrong_number, number = nth(index)).to_string(),
        Fault::UpsideDown(index) => td_string!(locale, bank.wrong_range, number = nth(index)).to_string(),
    }
}

/// What a part of a question is called.
fn part_name(locale: Locale, part: Part) -> String {
    match part {
        Part::Text => td_string!(locale, bank.part_text).to_owned(),
        Part::Feedback => td_string!(locale, bank.part_feedback).to_owned(),
        Part::Option(index) => td_string!(locale, bank.part_option, number = nth(index)).to_string(),
        Part::OptionFeedback(index) => td_string!(locale, bank.part_option_feedback, number = nth(index)).to_string(),
        Part::IfTrue => td_string!(locale, bank.part_if_true).to_owned(),
        Part::IfFalse => td_string!(locale, bank.part_if_false).to_owned(),
        Part::Left(index) => td_string!(locale, bank.part_left, number = nth(index)).to_string(),
        Part::Right(index) => td_string!(locale, bank.part_right, number = nth(index)).to_string(),
        Part::Extra(index) => td_string!(locale, bank.part_extra, number = nth(index)).to_string(),
        Part::Step(index) => td_string!(locale, bank.part_step, number = nth(index)).to_string(),
        Part::Accepted(index) => td_string!(locale, bank.part_accepted, number = nth(index)).to_string(),
        Part::AcceptedFeedback(index) => {
            td_string!(locale, bank.part_accepted_feedback, number = nth(index)).to_string()
        }
        Part::Unit => td_string!(locale, bank.part_unit).to_owned(),
        Part::ScalePoint(index) => td_string!(locale, bank.part_scale_point, number = nth(index)).to_string(),
        Part::Criterion(index) => td_string!(locale, bank.part_criterion, number = nth(index)).to_string(),
        Part::Level { criterion, level } => {
            td_string!(locale, bank.part_level, criterion = nth(criterion), level = nth(level)).to_string()
        }
    }
}

/// Why a question or a file is refused, and what can be done.
#[must_use]
pub fn refused_words(locale: Locale, reason: &Reason) -> String {
    match reason {
        Reason::TooLarge { most } => td_string!(locale, bank.refused_large, max = megabytes(*most)).to_string(),
        Reason::TooMany { most } => td_string!(locale, bank.refused_most, most = count(locale, *most)).to_string(),
        Reason::TooDeep => td_string!(locale, bank.refused_deep).to_owned(),
        Reason::NotThisFormat => td_string!(locale, bank.refused_format).to_owned(),
        Reason::UnknownVersion(version) => {
            td_string!(locale, bank.refused_version, version = version.clone()).to_string()
        }
        Reason::Malformed(near) => td_string!(locale, bank.refused_malformed, near = near.clone()).to_string(),
        Reason::Unbalanced(sign) => td_string!(locale, bank.refused_unbalanced, sign = sign.to_string()).to_string(),
        Reason::Missing(name) => td_string!(locale, bank.refused_missing, name = name.clone()).to_string(),
        Reason::AsksNothing => td_string!(locale, bank.refused_asks_nothing).to_owned(),
        Reason::NoText => td_string!(locale, bank.refused_no_text).to_owned(),
        Reason::TooFew { least } => td_string!(locale, bank.refused_least, least = count(locale, *least)).to_string(),
        Reason::NothingRight => td_string!(locale, bank.refused_nothing_right).to_owned(),
        Reason::NotOffered(answer) => td_string!(locale, bank.refused_not_offered, answer = answer.clone()).to_string(),
        Reason::UnknownKind(kind) => td_string!(locale, bank.refused_unknown_kind, kind = kind.clone()).to_string(),
        Reason::MixedKinds => td_string!(locale, bank.refused_mixed).to_owned(),
        Reason::NotANumber(text) => td_string!(locale, bank.refused_number, text = text.clone()).to_string(),
        Reason::NotAShare(text) => td_string!(locale, bank.refused_share, text = text.clone()).to_string(),
        Reason::NeedsFile(file) => td_string!(locale, bank.refused_needs_file, file = file.clone()).to_string(),
        Reason::KindNotHeld(kind) => {
            td_string!(locale, bank.refused_kind_not_held, kind = kind_name(locale, *kind).to_owned()).to_string()
        }
        Reason::NotHeld(what) => td_string!(locale, bank.refused_not_held, what = lost_words(locale, what)).to_string(),
        Reason::InFile { file, reason } => {
            td_string!(locale, bank.in_file, file = file.clone(), words = refused_words(locale, reason)).to_string()
        }
        Reason::InColumn { column, reason } => {
            td_string!(locale, bank.in_column, column = column.clone(), words = refused_words(locale, reason))
                .to_string()
        }
        Reason::UnpacksTooLarge { most } => {
            td_string!(locale, bank.refused_unpacks_large, max = megabytes(*most)).to_string()
        }
    }
}

/// What is lost of a question, what remains of it, and what can be done.
#[must_use]
pub fn lost_words(locale: Locale, what: &What) -> String {
    match what {
        What::Image(name) => td_string!(locale, bank.lost_image, name = name.clone()).to_string(),
        What::File(name) => td_string!(locale, bank.lost_file, name = name.clone()).to_string(),
        What::Link(address) => td_string!(locale, bank.lost_link, address = address.clone()).to_string(),
        What::Formatting => td_string!(locale, bank.lost_formatting).to_owned(),
        What::Formula => td_string!(locale, bank.lost_formula).to_owned(),
        What::OtherLanguage(Language::Fr) => td_string!(locale, bank.lost_french).to_owned(),
        What::OtherLanguage(Language::En) => td_string!(locale, bank.lost_english).to_owned(),
        What::Penalty => td_string!(locale, bank.lost_penalty).to_owned(),
        What::Hint => td_string!(locale, bank.lost_hint).to_owned(),
        What::GeneralFeedback => td_string!(locale, bank.lost_general_feedback).to_owned(),
        What::AnswerFeedback => td_string!(locale, bank.lost_answer_feedback).to_owned(),
        What::ResultFeedback => td_string!(locale, bank.lost_result_feedback).to_owned(),
        What::RaterNotes => td_string!(locale, bank.lost_rater_notes).to_owned(),
        What::Template => td_string!(locale, bank.lost_template).to_owned(),
        What::AnswerForm => td_string!(locale, bank.lost_answer_form).to_owned(),
        What::Name => td_string!(locale, bank.lost_name).to_owned(),
        What::Lines => td_string!(locale, bank.lost_lines).to_owned(),
        What::Tags => td_string!(locale, bank.lost_tags).to_owned(),
        What::Identifier(identifier) => {
            td_string!(locale, bank.lost_identifier, identifier = identifier.clone()).to_string()
        }
        What::Hidden => td_string!(locale, bank.lost_hidden).to_owned(),
        What::Points => td_string!(locale, bank.lost_points).to_owned(),
        What::PointsRounded(points) => {
            td_string!(locale, bank.lost_points_rounded, points = points.clone()).to_string()
        }
        What::ShareRounded(share) => td_string!(locale, bank.lost_share_rounded, share = share.clone()).to_string(),
        What::Shares => td_string!(locale, bank.lost_shares).to_owned(),
        What::CreditRule => td_string!(locale, bank.lost_credit_rule).to_owned(),
        What::Shuffle => td_string!(locale, bank.lost_shuffle).to_owned(),
        What::Layout => td_string!(locale, bank.lost_layout).to_owned(),
        What::CaseSensitivity => td_string!(locale, bank.lost_case).to_owned(),
        What::Unit => td_string!(locale, bank.lost_unit).to_owned(),
        What::UnitRules => td_string!(locale, bank.lost_unit_rules).to_owned(),
        What::Extras => td_string!(locale, bank.lost_extras).to_owned(),
        What::ScoringRule(rule) => td_string!(locale, bank.lost_scoring_rule, rule = rule.clone()).to_string(),
        What::Aside(text) => td_string!(locale, bank.lost_aside, text = text.clone()).to_string(),
        What::InFile { file, what } => {
            td_string!(locale, bank.in_file, file = file.clone(), words = lost_words(locale, what)).to_string()
        }
        What::InColumn { column, what } => {
            td_string!(locale, bank.in_column, column = column.clone(), words = lost_words(locale, what)).to_string()
        }
        // Where more is lost than is named one by one.
        What::Other(name) if name == "…" => td_string!(locale, bank.lost_more).to_owned(),
        What::MoreOptions => td_string!(locale, bank.lost_options).to_owned(),
        What::MoreRight => td_string!(locale, bank.lost_rights).to_owned(),
        What::Other(name) => td_string!(locale, bank.lost_named, name = name.clone()).to_string(),
    }
}

/// The number that people give to what has this index.
fn nth(index: usize) -> String {
    index.saturating_add(1).to_string()
}

fn count(locale: Locale, count: usize) -> String {
    number(locale, i64::try_from(count).unwrap_or(i64::MAX))
}

/// Whole megabytes, of 2^20 bytes as everywhere.
fn megabytes(bytes: usize) -> String {
    (bytes >> 20).to_string()
}
