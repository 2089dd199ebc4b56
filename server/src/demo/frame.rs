//! The frame of the demonstration, as `assets/demo/frame.toml` says it: the
//! programme, its campaign, places, institutions and workshops. No people here.

use chrono::NaiveDate;
use serde::Deserialize;

const SOURCE: &str = include_str!("../../assets/demo/frame.toml");

/// All that surrounds the people of the demonstration.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// The programme.
    pub programme: Programme,
    /// Its campaign.
    pub campaign: Campaign,
    /// Regions, by P-code.
    pub regions: Vec<Region>,
    /// Cities where workshops are held.
    pub cities: Vec<City>,
    /// Categories of actors, in the order of tables.
    pub categories: Vec<Category>,
    /// Institutions that send people.
    pub institutions: Vec<Institution>,
    /// Workshops in order of date.
    pub workshops: Vec<Workshop>,
}

/// A programme and who stands behind it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Name.
    pub name: String,
    /// Partners in protocol order.
    pub partners: Vec<String>,
}

/// A campaign of the programme.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Campaign {
    /// Title.
    pub title: String,
    /// State, motto, ministry.
    pub authority: Vec<String>,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// Share of half-days to attend, in percent.
    pub required_attendance: i32,
    /// Share of points to reach at the post-test, in percent.
    pub required_post_test: i32,
}

/// A region.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// OCHA P-code, first level.
    pub pcode: String,
    /// Name.
    pub name: String,
}

/// A city with its venues.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct City {
    /// Name, unique in the frame.
    pub name: String,
    /// P-code of its region.
    pub region: String,
    /// P-code of its cercle, second level.
    pub pcode: Option<String>,
    /// Degrees north, approximate.
    pub latitude: f64,
    /// Degrees east, approximate.
    pub longitude: f64,
    /// Halls.
    pub venues: Vec<Venue>,
}

/// A hall.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Venue {
    /// Name.
    pub name: String,
    /// How many it holds, if someone has counted.
    pub capacity: Option<i32>,
}

/// A category of actors.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Code, as [`Institution::category`] names it.
    pub code: String,
    /// Name in French.
    pub name_fr: String,
    /// Name in English.
    pub name_en: String,
    /// Share among those trained, in percent.
    pub share: u32,
}

/// An institution.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Institution {
    /// P-code of its region.
    pub region: String,
    /// Code of its category.
    pub category: String,
    /// Name, unique in the frame.
    pub name: String,
}

/// A workshop.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workshop {
    /// Title.
    pub title: String,
    /// Name of its city.
    pub city: String,
    /// Name of its venue in that city.
    pub venue: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// Places.
    pub capacity: i32,
    /// How many people of the cast it gets.
    pub participants: usize,
    /// P-codes of the regions they come from, home first.
    pub draws_from: Vec<String>,
}

impl Frame {
    /// Reads the frame that the program carries.
    ///
    /// # Errors
    /// If the file is not as this module says, which a test rules out.
    pub fn read() -> Result<Self, toml::de::Error> {
        toml::from_str(SOURCE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Datelike, Weekday};
    use std::collections::HashSet;

    fn frame() -> Frame {
        Frame::read().expect("the frame is well formed")
    }

    #[test]
    fn every_name_is_unique_and_every_reference_is_kept() {
        let frame = frame();
        let regions: HashSet<_> = frame.regions.iter().map(|region| &region.pcode).collect();
        let categories: HashSet<_> = frame.categories.iter().map(|category| &category.code).collect();
        let names: HashSet<_> = frame.institutions.iter().map(|institution| &institution.name).collect();
        assert_eq!((regions.len(), categories.len()), (9, 13));
        assert_eq!(names.len(), frame.institutions.len());
        assert_eq!(frame.categories.iter().map(|category| category.share).sum::<u32>(), 100);
        for institution in &frame.institutions {
            assert!(regions.contains(&institution.region) && categories.contains(&institution.category));
        }
        for city in &frame.cities {
            assert!(city.pcode.as_ref().is_none_or(|pcode| pcode.starts_with(&city.region)));
        }
        for workshop in &frame.workshops {
            let city = frame.cities.iter().find(|city| city.name == workshop.city).expect("known city");
            assert!(city.venues.iter().any(|venue| venue.name == workshop.venue), "{}", workshop.title);
            assert_eq!(workshop.draws_from.first(), Some(&city.region));
            assert!(workshop.draws_from.iter().all(|region| regions.contains(region)));
        }
    }

    #[test]
    fn workshops_train_220_people_in_eight_cities_one_after_the_other() {
        let frame = frame();
        let cities: HashSet<_> = frame.workshops.iter().map(|workshop| &workshop.city).collect();
        assert_eq!((frame.cities.len(), cities.len()), (8, 8));
        assert_eq!(frame.workshops.iter().map(|workshop| workshop.participants).sum::<usize>(), 220);
        for pair in frame.workshops.windows(2) {
            assert!(pair[0].ends_on < pair[1].starts_on);
        }
        for workshop in &frame.workshops {
            let days = (workshop.ends_on - workshop.starts_on).num_days() + 1;
            assert!((3..=5).contains(&days), "{}", workshop.title);
            assert!(workshop.starts_on >= frame.campaign.starts_on && workshop.ends_on <= frame.campaign.ends_on);
            assert!((20..=35).contains(&workshop.participants));
            assert!(usize::try_from(workshop.capacity).is_ok_and(|places| places >= workshop.participants));
        }
    }

    #[test]
    fn no_workshop_meets_on_a_weekend_or_a_holiday() {
        // Independence; Maouloud and the Prophet's baptism, which the moon decides.
        let holidays = [(9, 22), (10, 8), (10, 15)].map(|(month, day)| NaiveDate::from_ymd_opt(2022, month, day));
        for workshop in frame().workshops {
            for day in workshop.starts_on.iter_days().take_while(|day| *day <= workshop.ends_on) {
                assert!(!matches!(day.weekday(), Weekday::Sat | Weekday::Sun), "{day}");
                assert!(!holidays.contains(&Some(day)), "{day}");
            }
        }
    }
}
