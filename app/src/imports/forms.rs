//! What people send about lists: the list itself, how to read it, what was
//! decided, and that it be taken or given back.

use super::model::{Column, Decision, Mapping, NameOrder, Outcome};
use super::pages::{RowsQuery, Typed, import_sheet, imports_sheet, reasons};
use super::sheet::{self, Correction, MAX_BYTES, MAX_COLUMNS, MAX_ROWS, Sheet, SheetError, SheetRow};
use super::store::{applying, deciding, uploads};
use crate::door::{Answer, Visit, refusals, see, workbook};
use crate::fields::{Fields, Problem, Refusal};
use crate::i18n::Locale;
use crate::ids::{ImportId, InstitutionId};
use crate::parts::Parts;
use crate::people::access::Act;
use crate::people::model::MAX_LINE;
use crate::people::store::places;
use crate::schema::error::UseError;
use axum::extract::{Multipart, Path};
use axum_extra::extract::Form;
use leptos_i18n::td_string;
use serde::Deserialize;
use std::collections::HashMap;

/// Takes a list in: a file, or cells pasted.
pub async fn upload(visit: Visit, sent: Multipart) -> Answer {
    let parts = Parts::read(sent, "file").await;
    let typed = Typed {
        campaign: parts.text("campaign").to_owned(),
        sender: parts.text("sender").to_owned(),
        pasted: parts.text("pasted").to_owned(),
    };
    if parts.cut_short {
        let refused = vec![Refusal::new("file", Problem::file_too_large(MAX_BYTES))];
        return imports_sheet(&visit, typed, refused).await;
    }
    let (file_name, bytes) = (parts.file_name.chars().take(120).collect::<String>(), parts.bytes);
    let mut fields = Fields::default();
    let campaign = fields.choice("campaign", &typed.campaign);
    let sender = fields.line("sender", &typed.sender, MAX_LINE);
    let read = if bytes.is_empty() { ("pasted", typed.pasted.as_bytes()) } else { ("file", bytes.as_slice()) };
    let list = match sheet::read(read.1) {
        Ok(list) => Some(list),
        Err(_) if read.1.is_empty() => {
            fields.refuse("file", Problem::Required);
            None
        }
        Err(error) => {
            fields.refuse(read.0, problem(error));
            None
        }
    };
    let result = match fields.accept(campaign.zip(list)) {
        Ok((campaign, list)) => refusals(uploads::upload(&visit.caller(), campaign, &sender, &file_name, list).await)?,
        Err(refused) => Err(refused),
    };
    match result {
        Ok(id) => Ok(see(&format!("/imports/{id}"))),
        Err(refused) => imports_sheet(&visit, typed, refused).await,
    }
}

/// Why a file is not read, as a field's problem.
#[must_use]
pub fn problem(error: SheetError) -> Problem {
    let number = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
    match error {
        SheetError::TooLarge => Problem::file_too_large(MAX_BYTES),
        SheetError::TooManyCells => Problem::ListTooLong { rows: number(MAX_ROWS), columns: number(MAX_COLUMNS) },
        SheetError::NotAList => Problem::NotAList,
        SheetError::SeveralLists => Problem::SeveralLists,
        SheetError::NoHeadings => Problem::NoHeadings,
    }
}

/// How a list is to be read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct MappingForm {
    column: Vec<String>,
    names: String,
    institution: String,
    job_title: String,
    region: String,
}

/// Reads a list otherwise.
pub async fn set_mapping(visit: Visit, Path(id): Path<ImportId>, Form(typed): Form<MappingForm>) -> Answer {
    let mapping = Mapping {
        columns: typed.column.iter().map(|name| name.parse().unwrap_or(Column::Ignored)).collect(),
        names: if typed.names == "given_first" { NameOrder::GivenFirst } else { NameOrder::FamilyFirst },
        institution: typed.institution,
        job_title: typed.job_title.chars().take(MAX_LINE as usize).collect(),
        region: typed.region,
    };
    deciding::set_mapping(&visit.caller(), id, &mapping).await?;
    Ok(see(&format!("/imports/{id}")))
}

/// What names of institutions mean: `name` and `meant` in pairs.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct InstitutionsForm {
    name: Vec<String>,
    meant: Vec<String>,
}

/// Says what names of institutions mean; adds those that are new.
pub async fn name_institutions(visit: Visit, Path(id): Path<ImportId>, Form(typed): Form<InstitutionsForm>) -> Answer {
    let caller = visit.caller();
    uploads::find(&caller, id).await?;
    let mut meant: Vec<(String, InstitutionId)> = Vec::new();
    for (name, choice) in typed.name.into_iter().zip(typed.meant) {
        let institution = match choice.strip_prefix("new:") {
            Some(category) => match refusals(places::add_institution(&caller, category, &name).await)? {
                Ok(id) => Some(id),
                Err(refused) => return import_sheet(&visit, id, &RowsQuery::default(), refused).await,
            },
            None => choice.parse().ok(),
        };
        meant.extend(institution.map(|institution| (name, institution)));
    }
    match refusals(deciding::name_institutions(&caller, id, &meant).await)? {
        Ok(()) => Ok(see(&format!("/imports/{id}"))),
        Err(refused) => import_sheet(&visit, id, &RowsQuery::default(), refused).await,
    }
}

/// Notes what was decided of rows: `row-N` with what.
pub async fn decide(visit: Visit, Path(id): Path<ImportId>, Form(typed): Form<HashMap<String, String>>) -> Answer {
    let decided: Vec<(i32, Option<Decision>)> = typed
        .iter()
        .filter_map(|(name, choice)| Some((name.strip_prefix("row-")?.parse().ok()?, choice.parse().ok())))
        .collect();
    match refusals(deciding::decide(&visit.caller(), id, &decided).await)? {
        Ok(()) => Ok(see(&format!("/imports/{id}?outcome=duplicate"))),
        Err(refused) => import_sheet(&visit, id, &RowsQuery::default(), refused).await,
    }
}

/// All of a list, or what is in order.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ApplyForm {
    which: String,
}

/// Takes a list into the register.
pub async fn apply(visit: Visit, Path(id): Path<ImportId>, Form(typed): Form<ApplyForm>) -> Answer {
    let result = applying::apply(&visit.caller(), id, typed.which == "in_order").await;
    carried_out(&visit, id, result).await
}

/// Undoes a list.
pub async fn undo(visit: Visit, Path(id): Path<ImportId>) -> Answer {
    let result = applying::undo(&visit.caller(), id).await;
    carried_out(&visit, id, result).await
}

async fn carried_out(visit: &Visit, id: ImportId, result: Result<(), UseError>) -> Answer {
    match refusals(result)? {
        Ok(()) => Ok(see(&format!("/imports/{id}"))),
        Err(refused) => import_sheet(visit, id, &RowsQuery::default(), refused).await,
    }
}

/// The list as it was sent, with a column of errors.
pub async fn corrections(visit: Visit, Path(id): Path<ImportId>) -> Answer {
    let caller = visit.caller();
    let import = uploads::find(&caller, id).await?;
    let rows = uploads::rows(&caller, id, None, 0, u64::from(u32::MAX)).await?;
    let locale = visit.locale;
    let corrections: Vec<Correction> = rows
        .into_iter()
        .map(|row| {
            let told = matches!(row.outcome, Outcome::Refused | Outcome::Duplicate);
            let errors = if told { reasons(locale, &import, &row).join("\n") } else { String::new() };
            Correction { row: SheetRow { number: row.number, cells: row.cells }, errors }
        })
        .collect();
    let title = td_string!(locale, imports.errors);
    workbook("corrections.xlsx", sheet::corrections(title, &import.headings, &corrections))
}

/// A list to fill in.
pub async fn template(visit: Visit) -> Answer {
    let caller = visit.caller();
    caller.allow(Act::Work)?;
    let regions: Vec<String> = places::regions(&caller).await?.into_iter().map(|(_, name)| name).collect();
    let institution = places::institutions(&caller).await?.into_iter().next().map(|(_, name)| name).unwrap_or_default();
    let (headings, example, sexes, agrees): ([&str; 13], [&str; 13], [&str; 2], [&str; 2]) = match visit.locale {
        Locale::fr => (
            [
                "Nom",
                "Prénoms",
                "Sexe",
                "Structure",
                "Fonction",
                "Région",
                "Téléphone",
                "Courriel",
                "Année de naissance",
                "Cercle ou commune",
                "Langues parlées",
                "Besoins pour participer",
                "Accord de la personne",
            ],
            [
                "Exemple",
                "Aminata",
                "F",
                &institution,
                "Assistante sociale",
                "",
                "76 12 34 56",
                "",
                "vers 1985",
                "",
                "français, bambara",
                "",
                "oui",
            ],
            ["F", "H"],
            ["oui", "non"],
        ),
        Locale::en => (
            [
                "Family name",
                "Given names",
                "Sex",
                "Institution",
                "Function",
                "Region",
                "Phone",
                "Email",
                "Birth year",
                "Cercle or commune",
                "Languages spoken",
                "Needs in order to take part",
                "Consent of the person",
            ],
            [
                "Example",
                "Aminata",
                "F",
                &institution,
                "Social worker",
                "",
                "76 12 34 56",
                "",
                "about 1985",
                "",
                "French, Bambara",
                "",
                "yes",
            ],
            ["F", "M"],
            ["yes", "no"],
        ),
    };
    let mut example = example.map(str::to_owned).to_vec();
    example[5] = regions.first().cloned().unwrap_or_default();
    let list =
        Sheet { headings: headings.map(str::to_owned).to_vec(), rows: vec![SheetRow { number: 2, cells: example }] };
    let regions: Vec<&str> = regions.iter().map(String::as_str).collect();
    let choices = [(Column::Sex, &sexes[..]), (Column::Region, &regions), (Column::Consent, &agrees)];
    workbook("relais.xlsx", sheet::template(&list, &choices))
}
