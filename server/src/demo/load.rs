//! Loading the demonstration.

use super::attendance::attend;
use super::cast::{CastMember, SEED, cast};
use super::conduct::answers;
use super::curriculum::{Curriculum, Question, Test};
use super::frame::{City, Frame, Workshop};
use super::{DemoError, RUNNING};
use app::assessments::bank::store::{Filter, shelf, take};
use app::assessments::composing::model::Wanted;
use app::assessments::model::Moment;
use app::assessments::store::results::release;
use app::assessments::store::{AnswerSheet, record_answers};
use app::attendance::room::store::allow as allow_room_code;
use app::campaigns::model::{NewCampaign, Percent};
use app::campaigns::store::{self as campaigns, NewCurriculum, NewModule};
use app::fields::Problem;
use app::ids::{AccountId, CampaignId, CurriculumId, EnrolmentId, InstitutionId, LocalityId, ModuleId, RegionId};
use app::people::access::Actor;
use app::people::caller::Caller;
use app::people::model::{Age, NewAccount, NewPerson, PersonName};
use app::people::secrets::Token;
use app::people::store::accounts::{self, Granted};
use app::people::store::finding::search;
use app::people::store::merging::{keep_apart, merge};
use app::people::store::places::{self, Gazetteer};
use app::people::store::register::add;
use app::people::store::sealing::seal;
use app::people::store::sign_in::load_actor;
use app::schema::error::UseError;
use app::workshops::model::WorkshopForm;
use app::workshops::store::calendar::make_link;
use app::workshops::store::enrolment::enrol_new;
use app::workshops::store::planning::create;
use chrono::{Datelike, NaiveDate, TimeDelta};
use std::collections::HashMap;

/// Logins and names of the demonstration's team, the trainers last.
pub(super) const ADMINISTRATOR: (&str, &str) = ("admin.demo", "Administratrice (démonstration)");
pub(super) const ORGANISER: (&str, &str) = ("organisateur.demo", "Organisateur (démonstration)");
pub(super) const TRAINERS: [(&str, &str); 4] = [
    ("formatrice.demo", "Kadiatou Formatrice (démonstration)"),
    ("formateur2.demo", "Boubacar Formateur (démonstration)"),
    ("formateur3.demo", "Oumou Formatrice (démonstration)"),
    ("formateur4.demo", "Ibrahima Formateur (démonstration)"),
];

/// Whether the demonstration is there.
///
/// # Errors
/// [`DemoError::NotEmpty`] if other campaigns are there instead.
pub async fn is_loaded(system: &Caller) -> Result<bool, DemoError> {
    let title = Frame::read()?.campaign.title;
    let campaigns = campaigns::list(system).await?;
    if campaigns.iter().any(|campaign| campaign.title == title) {
        return Ok(true);
    }
    if campaigns.is_empty() && accounts::list(system).await?.is_empty() { Ok(false) } else { Err(DemoError::NotEmpty) }
}

/// Loads the demonstration; with its dates moved so that a workshop runs today,
/// or as they were in 2022.
///
/// # Errors
/// If a use refuses, which the files of the demonstration should give no reason for.
pub async fn load(system: &Caller, as_in_2022: bool) -> Result<(), DemoError> {
    let frame = Frame::read()?;
    let shift = if as_in_2022 { TimeDelta::zero() } else { shift(&frame, system.today()) };
    places::load(system, gazetteer(&frame)).await?;
    add_venues(system, &frame).await?;
    let campaign = campaigns::add(system, new_campaign(&frame, shift)).await?;
    add_account(system, ADMINISTRATOR, Granted::Administrator).await?;
    let organiser = add_account(system, ORGANISER, Granted::Organiser(campaign)).await?;
    let mut trainers = Vec::new();
    for trainer in TRAINERS {
        trainers.push(add_account(system, trainer, Granted::Trainer(campaign)).await?);
    }
    let organiser = acting(system, organiser).await?;
    let curriculum = publish(&organiser, campaign).await?;
    super::templates::load(&organiser, campaign).await?;
    let stage = Stage { organiser, trainers, campaign, curriculum, shift, lists: Lists::read(system).await? };
    let members = cast(SEED, &frame);
    for (place, workshop) in frame.workshops.iter().enumerate() {
        let taking_part: Vec<&CastMember<'_>> = members.iter().filter(|member| member.workshop == place).collect();
        stage.play(&frame, place, workshop, &taking_part).await?;
    }
    stage.tidy(&frame, &members).await?;
    super::conditions::load(&stage.organiser, campaign, shift, (stage.trainers[0], curriculum)).await?;
    super::qualification::load(&frame, &stage.organiser, campaign).await?;
    super::lists::load(&stage.organiser, campaign).await?;
    super::nominations::load(&stage.organiser, campaign).await?;
    // A trainer and a participant keep their workshops in the calendar of their telephone.
    make_link(&acting(system, stage.trainers[0]).await?, "fr").await?;
    if let Some(someone) = search(&stage.organiser, "", None, 1).await?.lines.first() {
        let participant = Caller { actor: Actor::Participant(someone.id), ..system.clone() };
        make_link(&participant, "fr").await?;
    }
    super::evaluations::load(&stage.organiser, campaign).await?;
    super::sheets::load(&acting(system, stage.trainers[0]).await?, &stage.organiser, campaign).await?;
    super::rights::load(&stage.organiser, campaign).await?;
    seal(system).await?;
    Ok(())
}

/// By how many days the campaign moves so that its running workshop runs today.
fn shift(frame: &Frame, today: NaiveDate) -> TimeDelta {
    let days: Vec<NaiveDate> = frame
        .workshops
        .get(RUNNING)
        .map(|running| running.starts_on.iter_days().take_while(|day| *day <= running.ends_on).collect())
        .unwrap_or_default();
    // Whole weeks keep the days of the week, where today is one on which it is held.
    let same_weekday = days.iter().find(|day| day.weekday() == today.weekday());
    let second = days.get(1).or(days.first()).copied().unwrap_or(today);
    today - same_weekday.copied().unwrap_or(second)
}

fn gazetteer(frame: &Frame) -> Gazetteer {
    Gazetteer {
        regions: frame.regions.iter().map(|region| (region.pcode.clone(), region.name.clone())).collect(),
        cities: frame.cities.iter().map(|city| (city.region.clone(), city.pcode.clone(), city.name.clone())).collect(),
        localities: frame.cities.iter().filter_map(locality).collect(),
        categories: frame
            .categories
            .iter()
            .map(|category| (category.code.clone(), category.name_fr.clone(), category.name_en.clone()))
            .collect(),
        institutions: frame
            .institutions
            .iter()
            .map(|institution| (institution.category.clone(), institution.name.clone()))
            .collect(),
    }
}

/// The cercle that a city is the seat of: region, P-code, name.
fn locality(city: &City) -> Option<(String, String, String)> {
    Some((city.region.clone(), city.pcode.clone()?, city.name.clone()))
}

async fn add_venues(system: &Caller, frame: &Frame) -> Result<(), DemoError> {
    let cities: HashMap<String, _> = places::cities(system).await?.into_iter().map(|(id, name)| (name, id)).collect();
    let venues = frame
        .cities
        .iter()
        .filter_map(|city| Some((cities.get(&city.name)?, &city.venues)))
        .flat_map(|(city, venues)| venues.iter().map(|venue| (*city, venue.name.clone(), venue.capacity)))
        .collect();
    Ok(campaigns::add_venues(system, venues).await?)
}

fn new_campaign(frame: &Frame, shift: TimeDelta) -> NewCampaign {
    NewCampaign {
        programme: frame.programme.name.clone(),
        partners: frame.programme.partners.join("\n"),
        title: frame.campaign.title.clone(),
        authority: frame.campaign.authority.join("\n"),
        starts_on: frame.campaign.starts_on + shift,
        ends_on: frame.campaign.ends_on + shift,
        attendance: Percent(frame.campaign.required_attendance),
        post_test: Percent(frame.campaign.required_post_test),
    }
}

/// Adds an account with a password that nobody knows until fresh accesses are made.
async fn add_account(system: &Caller, (login, name): (&str, &str), granted: Granted) -> Result<AccountId, DemoError> {
    let password = Token::fresh().reveal().to_owned();
    let new = NewAccount { login: login.to_owned(), display_name: name.to_owned(), password };
    Ok(accounts::add(system, new, granted).await?)
}

pub(super) async fn acting(system: &Caller, account: AccountId) -> Result<Caller, DemoError> {
    Ok(Caller { actor: load_actor(&system.db, account).await?, ..system.clone() })
}

async fn modules_of(organiser: &Caller, curriculum: CurriculumId) -> Result<Vec<ModuleId>, DemoError> {
    let shelf = shelf(organiser, curriculum, Filter::default()).await?;
    Ok(shelf.modules.into_iter().map(|(id, _)| id).collect())
}

async fn publish(organiser: &Caller, campaign: CampaignId) -> Result<CurriculumId, DemoError> {
    let text = Curriculum::read()?;
    let place = |code: &String| text.modules.iter().position(|module| module.code == *code);
    let modules = text.modules.iter().map(|module| NewModule {
        title: module.title.clone(),
        minutes: module.minutes,
        body: module.body.to_owned(),
        method: module.method,
        prefers: module.prefers,
        needs: module.needs.iter().filter_map(place).collect(),
    });
    let new = NewCurriculum {
        campaign,
        title: text.title.clone(),
        version: text.version.clone(),
        language: text.language.clone(),
        modules: modules.collect(),
    };
    let curriculum = campaigns::publish(organiser, new).await?;
    let bank = Test::read()?.questions;
    let numbers = modules_of(organiser, curriculum).await?;
    let mut plan: Vec<Wanted> = Vec::new();
    for (number, module) in numbers.iter().enumerate() {
        let of_module: Vec<_> =
            bank.iter().filter(|question| question.module == number + 1).map(Question::kept).collect();
        if !of_module.is_empty() {
            take(organiser, curriculum, Some(*module), &of_module).await?;
            plan.push(Wanted { module: Some(*module), count: of_module.len() });
        }
    }
    super::instruments::make(organiser, curriculum, &plan).await?;
    super::practice::propose(organiser, curriculum).await?;
    super::figure::load(organiser, curriculum).await?;
    Ok(curriculum)
}

/// The identifiers of the lists, by name.
struct Lists {
    cities: HashMap<String, String>,
    institutions: HashMap<String, InstitutionId>,
    regions: HashMap<String, RegionId>,
    localities: HashMap<String, LocalityId>,
}

impl Lists {
    async fn read(system: &Caller) -> Result<Self, DemoError> {
        Ok(Self {
            cities: places::cities(system).await?.into_iter().map(|(id, name)| (name, id.to_string())).collect(),
            institutions: places::institutions(system).await?.into_iter().map(|(id, name)| (name, id)).collect(),
            localities: places::localities(system).await?.into_iter().map(|(_, id, pcode, _)| (pcode, id)).collect(),
            regions: places::regions(system).await?.into_iter().map(|(id, name)| (name, id)).collect(),
        })
    }
}

/// What every workshop of the demonstration is played on.
struct Stage {
    organiser: Caller,
    trainers: Vec<AccountId>,
    campaign: CampaignId,
    curriculum: CurriculumId,
    shift: TimeDelta,
    lists: Lists,
}

impl Stage {
    /// Plans a workshop and enrols its people; marks, tests and certifies as far
    /// as it has come.
    async fn play(
        &self,
        frame: &Frame,
        place: usize,
        workshop: &Workshop,
        members: &[&CastMember<'_>],
    ) -> Result<(), DemoError> {
        let lead = self.trainers[place % self.trainers.len()];
        let second = self.trainers[(place + 1) % self.trainers.len()];
        // Everybody sees the trainer of the demonstration in the room of today.
        let (lead, second) = if place == RUNNING { (self.trainers[0], self.trainers[1]) } else { (lead, second) };
        let id = create(&self.organiser, self.campaign, &self.form(workshop, lead, second)).await?;
        let mut enrolled = Vec::new();
        for member in members {
            let person = self.person(frame, member)?;
            enrolled.push((enrol_new(&self.organiser, id, person).await?, *member));
        }
        if place > RUNNING {
            return Ok(());
        }
        if place == RUNNING {
            allow_room_code(&self.organiser, id).await?;
            super::instruments::begin(&acting(&self.organiser, lead).await?, id).await?;
        }
        let trainer = acting(&self.organiser, lead).await?;
        attend(&trainer, id, &enrolled).await?;
        let moments = if place < RUNNING { &Moment::ALL[..] } else { &Moment::ALL[..1] };
        let sheets: Vec<AnswerSheet> =
            enrolled.iter().flat_map(|(enrolment, member)| sheets(*enrolment, member, moments)).collect();
        record_answers(&trainer, id, &sheets).await?;
        super::practice::judge(&self.organiser, [lead, second], id, &enrolled, place == RUNNING).await?;
        if place < RUNNING {
            super::certificates::issue_all(&self.organiser, id).await?;
            if place + 1 == RUNNING {
                super::certificates::correct(&self.organiser, id).await?;
            }
            release(&self.organiser, id, true).await?;
            super::reports::report(&trainer, id).await?;
        }
        Ok(())
    }

    /// Someone was written a second time, by ear, and found out; two who sound
    /// alike were looked at and are two.
    async fn tidy(&self, frame: &Frame, members: &[CastMember<'_>]) -> Result<(), DemoError> {
        let found = search(&self.organiser, "coulibaly", None, 2).await?.lines;
        if let [one, other] = found.as_slice() {
            let mut again = match members.first() {
                Some(member) => self.person(frame, member)?,
                None => return Ok(()),
            };
            again.name = PersonName { family: "KULIBALI".to_owned(), given: one.name.given.clone() };
            let again = add(&self.organiser, self.campaign, again).await?;
            merge(&self.organiser, one.id, again, &[]).await?;
            keep_apart(&self.organiser, one.id, other.id).await?;
        }
        Ok(())
    }

    fn form(&self, workshop: &Workshop, lead: AccountId, second: AccountId) -> WorkshopForm {
        WorkshopForm {
            title: workshop.title.clone(),
            city: self.lists.cities.get(&workshop.city).cloned().unwrap_or_default(),
            venue: workshop.venue.clone(),
            starts_on: (workshop.starts_on + self.shift).to_string(),
            ends_on: (workshop.ends_on + self.shift).to_string(),
            curriculum: self.curriculum.to_string(),
            capacity: workshop.capacity.to_string(),
            lead: lead.to_string(),
            trainers: vec![second.to_string()],
        }
    }

    fn person(&self, frame: &Frame, member: &CastMember<'_>) -> Result<NewPerson, DemoError> {
        let unknown = |field: &str| UseError::refused(field, Problem::Unknown);
        let institution = frame
            .institutions
            .get(member.institution)
            .and_then(|institution| self.lists.institutions.get(&institution.name))
            .ok_or_else(|| unknown("institution"))?;
        let region = frame
            .regions
            .iter()
            .find(|region| region.pcode == member.region)
            .and_then(|region| self.lists.regions.get(&region.name))
            .ok_or_else(|| unknown("region"))?;
        let seat = frame.cities.iter().filter(|city| city.region == member.region).find_map(|city| city.pcode.clone());
        Ok(NewPerson {
            name: PersonName { family: member.family_name.to_owned(), given: member.given_names.to_owned() },
            sex: member.sex,
            age: member.birth_year.map(|year| Age::Born { year, about: false }),
            institution: *institution,
            job_title: member.function.to_owned(),
            region: *region,
            phone: member.phone.clone(),
            email: member.email.clone(),
            locality: seat.and_then(|pcode| self.lists.localities.get(&pcode)).copied(),
            languages: vec!["fr"],
            accessibility: String::new(),
            consents: true,
        })
    }
}

fn sheets(enrolment: EnrolmentId, member: &CastMember<'_>, moments: &[Moment]) -> Vec<AnswerSheet> {
    let questions = Test::read().map(|test| test.questions.len()).unwrap_or_default();
    moments
        .iter()
        .map(|moment| AnswerSheet {
            enrolment,
            moment: *moment,
            right: answers(member, questions, *moment == Moment::After),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Weekday;

    #[test]
    fn whatever_the_day_the_running_workshop_runs() {
        let frame = Frame::read().expect("in order");
        let running = &frame.workshops[RUNNING];
        for offset in 0..400 {
            let today = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a date") + TimeDelta::days(offset);
            let shift = shift(&frame, today);
            let (from, to) = (running.starts_on + shift, running.ends_on + shift);
            assert!((from..=to).contains(&today), "{today}");
            if today.weekday() != Weekday::Sun && today.weekday() != Weekday::Sat {
                assert_eq!(from.weekday(), running.starts_on.weekday(), "{today}");
            }
        }
    }
}
