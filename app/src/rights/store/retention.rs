//! What goes away by itself: each rule in a transaction of its own.

use crate::imports::store::uploads::wipe_old_in;
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::note;
use crate::people::store::forgetting::{anonymise_in, forget_in, forget_merges_in};
use crate::rights::model::{NAMING, Rule};
use crate::schema::error::UseError;
use crate::schema::{
    access_code, data_request, message, nomination, person, person_merge, setup_link, sheet_scan, sign_in,
};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

/// Lets go what has been kept long enough, and answers with how much by each rule;
/// `dry` only counts.
///
/// # Errors
/// If the asker does not administer, or the database fails: rules before the one
/// that failed have been carried out.
pub async fn run(caller: &Caller, dry: bool) -> Result<Vec<(Rule, u64)>, UseError> {
    caller.allow(Act::Administer)?;
    let mut gone = Vec::new();
    if dry {
        // All in one, as what goes by one rule lets more go by the next; dropped
        // without a commit, nothing has happened.
        let tx = caller.db.begin().await?;
        for rule in Rule::ALL {
            gone.push((rule, carry_out(&tx, caller, rule).await?));
        }
        return Ok(gone);
    }
    for rule in Rule::ALL {
        let tx = caller.db.begin().await?;
        let rows = carry_out(&tx, caller, rule).await?;
        gone.push((rule, rows));
        if rows > 0 {
            note(
                &tx,
                caller,
                "retention.run",
                "retention",
                Uuid::nil(),
                json!({ "rule": rule.as_str(), "rows": rows }),
            )
            .await?;
            tx.commit().await?;
        }
    }
    caller.db.settle().await?;
    Ok(gone)
}

async fn carry_out(tx: &DatabaseTransaction, caller: &Caller, rule: Rule) -> Result<u64, UseError> {
    let before = caller.now - rule.after();
    let done = match rule {
        Rule::ImportRows => return wipe_old_in(tx, caller).await,
        Rule::NeverEnrolled => return forget_never_enrolled(tx, caller).await,
        Rule::Merges => return let_merges_stand(tx, caller).await,
        Rule::SignIns => {
            let over =
                Condition::any().add(sign_in::COLUMN.ended_at.lt(before)).add(sign_in::COLUMN.expires_at.lt(before));
            sign_in::Entity::delete_many().filter(over).exec(tx).await?
        }
        Rule::AccessCodes => {
            access_code::Entity::delete_many().filter(access_code::COLUMN.revoked_at.lt(before)).exec(tx).await?
        }
        Rule::SetupLinks => {
            let over = Condition::any()
                .add(setup_link::COLUMN.used_at.lt(before))
                .add(setup_link::COLUMN.expires_at.lt(before));
            setup_link::Entity::delete_many().filter(over).exec(tx).await?
        }
        Rule::Messages => message::Entity::delete_many().filter(message::COLUMN.settled_at.lt(before)).exec(tx).await?,
        Rule::Nominations => {
            nomination::Entity::delete_many().filter(nomination::COLUMN.nominated_at.lt(before)).exec(tx).await?
        }
        Rule::SignedSheets => {
            sheet_scan::Entity::delete_many().filter(sheet_scan::COLUMN.received_at.lt(before)).exec(tx).await?
        }
        Rule::Requests => {
            data_request::Entity::delete_many().filter(data_request::COLUMN.closed_at.lt(before)).exec(tx).await?
        }
    };
    Ok(done.rows_affected)
}

/// Merges that nobody undid: the merged entries say nothing any more.
async fn let_merges_stand(tx: &DatabaseTransaction, caller: &Caller) -> Result<u64, UseError> {
    let before = caller.now - Rule::Merges.after();
    let old = person_merge::Entity::find().filter(person_merge::COLUMN.merged_at.lt(before)).all(tx).await?;
    let merged: Vec<Uuid> = old.iter().filter(|row| row.undone_at.is_none()).map(|row| row.merged_id).collect();
    let gone = forget_merges_in(tx, Condition::all().add(person_merge::Column::MergedAt.lt(before))).await?;
    anonymise_in(tx, caller, &merged).await?;
    Ok(gone)
}

/// Entries with which nothing ever came to be done: no row names them but those
/// that belong to the entry itself.
async fn forget_never_enrolled(tx: &DatabaseTransaction, caller: &Caller) -> Result<u64, UseError> {
    let own = ["consent", "person_campaign", "person_distinct", "person_word"];
    let mut unused = Condition::all()
        .add(person::Column::UpdatedAt.lt(caller.now - Rule::NeverEnrolled.after()))
        .add(person::Column::ErasedAt.is_null())
        .add(person::Column::MergedIntoId.is_null());
    for (table, column, ..) in NAMING.into_iter().filter(|(table, ..)| !own.contains(table)) {
        let mut naming = Query::select();
        let other = Alias::new("naming");
        naming
            .expr(Expr::val(1))
            .from_as(Alias::new(table), other.clone())
            .and_where(Expr::col((other, Alias::new(column))).equals((person::Entity, person::Column::Id)));
        unused = unused.add(Expr::exists(naming).not());
    }
    let people = person::Entity::find().filter(unused).all(tx).await?;
    let ids: Vec<Uuid> = people.into_iter().map(|row| row.id).collect();
    forget_in(tx, caller, &ids).await?;
    Ok(ids.len() as u64)
}
