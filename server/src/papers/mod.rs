//! From what the uses answer to what the printer draws: a file for each paper.

mod attendance_sheet;
mod badges;
mod certificate;
mod certificates_list;
mod handout;
mod letter;
mod plan;
mod results;
mod workshop_report;

pub use attendance_sheet::attendance_sheet;
pub use badges::{badges, table_signs};
pub use certificate::{Trial, certificate, certificates, sealed_certificate, trial};
pub use certificates_list::certificates_list;
pub use handout::handout;
pub use letter::{Desk, letters};
pub use plan::plan;
pub use results::results;
pub use workshop_report::workshop_report;

use crate::print::Heading;
use app::campaigns::store::Campaign;

/// The heading of a campaign's papers: State, motto, ministry; partners after.
#[must_use]
pub fn heading(campaign: &Campaign) -> Heading {
    let mut authority = campaign.authority.iter().cloned();
    Heading {
        state: authority.next().unwrap_or_default(),
        motto: authority.next().unwrap_or_default(),
        ministry: authority.collect(),
        partners: campaign.partners.clone(),
    }
}
