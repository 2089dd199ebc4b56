//! What may be written about a campaign. No I/O.

use crate::fields::{Fields, Problem, Refusal};
use crate::people::model::MAX_LINE;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Longest text of several lines: authorities, partners.
const MAX_LINES: u32 = 1000;

/// A share in whole percent, 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Percent(pub i32);

impl Percent {
    /// Whether `part` of `whole` reaches this share; in whole numbers, so that
    /// eight of ten is exactly 80 %. Nothing of nothing reaches only 0 %.
    #[must_use]
    pub fn reached_by(self, part: i32, whole: i32) -> bool {
        if whole <= 0 {
            return self.0 <= 0;
        }
        i64::from(part) * 100 >= i64::from(self.0) * i64::from(whole)
    }
}

/// The fields of the form for a campaign, as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CampaignForm {
    /// Name of the programme; a new one is made if there is none of that name.
    pub programme: String,
    /// Partners in protocol order, one a line.
    pub partners: String,
    /// Title of the campaign.
    pub title: String,
    /// State, motto, ministry; one a line.
    pub authority: String,
    /// First day.
    pub starts_on: String,
    /// Last day.
    pub ends_on: String,
    /// Required share of half-days, in percent.
    pub required_attendance: String,
    /// Required share of the post-test's points, in percent.
    pub required_post_test: String,
}

impl Default for CampaignForm {
    fn default() -> Self {
        Self {
            programme: String::new(),
            partners: String::new(),
            title: String::new(),
            authority: String::new(),
            starts_on: String::new(),
            ends_on: String::new(),
            required_attendance: "80".to_owned(),
            required_post_test: "60".to_owned(),
        }
    }
}

/// A campaign whose fields are in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCampaign {
    /// Name of the programme.
    pub programme: String,
    /// Partners, one a line.
    pub partners: String,
    /// Title of the campaign.
    pub title: String,
    /// Heading of papers, one a line.
    pub authority: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// Share of the half-days that one must have attended, to begin with; nought asks nothing.
    pub attendance: Percent,
    /// Share of the points that one must have at the post-test, to begin with.
    pub post_test: Percent,
}

impl CampaignForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that is not in order.
    pub fn read(&self) -> Result<NewCampaign, Vec<Refusal>> {
        let mut fields = Fields::default();
        let programme = fields.line("programme", &self.programme, MAX_LINE);
        let partners = fields.lines("partners", &self.partners, MAX_LINES);
        let title = fields.line("title", &self.title, 200);
        let authority = fields.lines("authority", &self.authority, MAX_LINES);
        let starts_on = fields.date("starts_on", &self.starts_on);
        let ends_on = fields.date("ends_on", &self.ends_on);
        let attendance = fields.number("required_attendance", &self.required_attendance, 0, 100);
        let post_test = fields.number("required_post_test", &self.required_post_test, 0, 100);
        if starts_on.zip(ends_on).is_some_and(|(start, end)| end < start) {
            fields.refuse("ends_on", Problem::EndsBeforeStart);
        }
        fields.accept(starts_on.zip(ends_on).map(|(starts_on, ends_on)| NewCampaign {
            programme,
            partners,
            title,
            authority,
            starts_on,
            ends_on,
            attendance: Percent(attendance),
            post_test: Percent(post_test),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn eight_of_ten_is_eighty_percent() {
        assert!(Percent(80).reached_by(8, 10));
        assert!(!Percent(80).reached_by(7, 10));
        assert!(!Percent(80).reached_by(6, 8));
        assert!(Percent(75).reached_by(6, 8));
        assert!(!Percent(1).reached_by(0, 0));
        assert!(Percent(0).reached_by(0, 0));
    }

    #[test]
    fn a_campaign_ends_after_it_starts() {
        let form = CampaignForm {
            programme: "COMPASS".into(),
            title: "MRN".into(),
            starts_on: "2022-11-22".into(),
            ends_on: "14/09/2022".into(),
            ..CampaignForm::default()
        };
        assert_eq!(form.read(), Err(vec![Refusal::new("ends_on", Problem::EndsBeforeStart)]));
    }

    proptest! {
        #[test]
        fn one_more_never_harms(percent in 0..=100, part in 0..1000, whole in 1..1000) {
            if Percent(percent).reached_by(part, whole) {
                prop_assert!(Percent(percent).reached_by(part + 1, whole));
            }
            prop_assert!(Percent(percent).reached_by(whole, whole));
        }
    }
}
