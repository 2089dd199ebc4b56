//! Teams and cohorts.

use chrono::Duration;

use super::{Broken, Check};

impl Check<'_> {
    pub(super) fn teams(&mut self) {
        for workshop in self.new.clone() {
            if workshop.lead == workshop.second {
                self.report(Broken::OneTrainer, &workshop.lead, &[workshop]);
            }
            for (key, leads) in [(&workshop.lead, true), (&workshop.second, false)] {
                let Some(trainer) = self.problem.trainers.iter().find(|trainer| trainer.key == *key) else {
                    self.report(Broken::Unknown, key, &[workshop]);
                    continue;
                };
                if !trainer.competent {
                    self.report(Broken::Competence, key, &[workshop]);
                }
                if leads && !trainer.can_lead {
                    self.report(Broken::Lead, key, &[workshop]);
                }
                let leaves = workshop.start - Duration::days(self.road(&trainer.home, &workshop.city));
                let returns = workshop.end + Duration::days(self.road(&workshop.city, &trainer.home));
                if trainer.away.iter().any(|away| away.first <= returns && leaves <= away.last) {
                    self.report(Broken::Away, key, &[workshop]);
                }
            }
        }
        for trainer in &self.problem.trainers {
            let teaches = |lead: &String, second: &String| *lead == trainer.key || *second == trainer.key;
            let all = self.plan.workshops.iter().filter(|one| teaches(&one.lead, &one.second)).count();
            let any_new = self.new.iter().any(|one| teaches(&one.lead, &one.second));
            if any_new && trainer.most_workshops.is_some_and(|most| all > most as usize) {
                self.report(Broken::TooManyWorkshops, &trainer.key, &[]);
            }
        }
    }

    pub(super) fn cohorts(&mut self) {
        for workshop in self.new.clone() {
            if !self.problem.cities.iter().any(|city| city.key == workshop.city) {
                self.report(Broken::Unknown, &workshop.city, &[workshop]);
            }
            if !(self.problem.cohort.least..=self.problem.cohort.most).contains(&workshop.people) {
                self.report(Broken::Cohort, &workshop.city, &[workshop]);
            }
        }
        for city in &self.problem.cities {
            let here = |key: &String| *key == city.key;
            let fixed: u32 = self.problem.fixed.iter().filter(|one| here(&one.city)).map(|one| one.people).sum();
            let new: u32 = self.new.iter().filter(|one| here(&one.city)).map(|one| one.people).sum();
            if fixed + new != city.people.max(fixed) {
                self.report(Broken::People, &city.key, &[]);
            }
        }
    }
}
