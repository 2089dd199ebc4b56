//! Where marks of many phones are kept together.
//!
//! A kept mark is on the disk before it is answered for, and a disk takes its time
//! for that, however little it is given. So whoever comes while others are being
//! kept waits, and then keeps all that came meanwhile, in one transaction.

use super::recording::{Answers, Book, record};
use crate::attendance::model::Mark;
use crate::ids::WorkshopId;
use crate::people::caller::Caller;
use crate::schema::error::UseError;
use sea_orm::DbErr;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use tokio::sync::oneshot::{self, error::TryRecvError};

/// The most batches that are kept in one transaction, so that nobody waits long.
const TOGETHER: usize = 64;

/// A batch that waits, and where its answer goes.
struct Batch {
    caller: Caller,
    workshop: WorkshopId,
    marks: Vec<Mark>,
    answer: oneshot::Sender<Result<Answers, UseError>>,
}

/// Takes batches of marks. One serves the whole process.
#[derive(Default)]
pub struct Desk {
    waiting: Mutex<Vec<Batch>>,
    /// Held by whoever is keeping.
    keeping: tokio::sync::Mutex<()>,
}

impl Desk {
    /// Keeps a batch as [`record`] does, perhaps together with others.
    ///
    /// # Errors
    /// As [`record`].
    pub async fn record(&self, caller: Caller, workshop: WorkshopId, marks: Vec<Mark>) -> Result<Answers, UseError> {
        let (answer, mut answered) = oneshot::channel();
        self.line().push(Batch { caller, workshop, marks, answer });
        loop {
            let turn = self.keeping.lock().await;
            // Whoever had the turn before may have kept this batch too.
            match answered.try_recv() {
                Ok(answer) => return answer,
                Err(TryRecvError::Closed) => return Err(DbErr::Custom("a batch was dropped".to_owned()).into()),
                Err(TryRecvError::Empty) => {}
            }
            let batches = {
                let mut line = self.line();
                let some = line.len().min(TOGETHER);
                line.drain(..some).collect::<Vec<_>>()
            };
            // On its own: whoever sent the first of them may hang up, the others wait on.
            let kept = tokio::spawn(keep(batches)).await;
            drop(turn);
            kept.map_err(|error| DbErr::Custom(error.to_string()))?;
        }
    }

    fn line(&self) -> std::sync::MutexGuard<'_, Vec<Batch>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps batches in one transaction; if that fails, each in its own, so that one
/// cannot keep the others from being kept.
async fn keep(batches: Vec<Batch>) {
    match keep_together(&batches).await {
        Ok(answers) => {
            for (batch, answer) in batches.into_iter().zip(answers) {
                // Whoever has left does not hear it.
                let _ = batch.answer.send(answer);
            }
        }
        Err(_) => {
            for batch in batches {
                let answer = record(&batch.caller, batch.workshop, &batch.marks).await;
                let _ = batch.answer.send(answer);
            }
        }
    }
}

async fn keep_together(batches: &[Batch]) -> Result<Vec<Result<Answers, UseError>>, UseError> {
    let Some(first) = batches.first() else { return Ok(Vec::new()) };
    let tx = first.caller.db.begin().await?;
    let mut by_workshop: BTreeMap<WorkshopId, Vec<&Mark>> = BTreeMap::new();
    for batch in batches {
        by_workshop.entry(batch.workshop).or_default().extend(&batch.marks);
    }
    let mut books = BTreeMap::new();
    for (workshop, marks) in by_workshop {
        match Book::open(&tx, workshop, &marks).await {
            Ok(book) => drop(books.insert(workshop, book)),
            // Only who asked for it is told.
            Err(UseError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    let mut answers = Vec::with_capacity(batches.len());
    for batch in batches {
        let book = books.get_mut(&batch.workshop).ok_or(UseError::NotFound);
        answers.push(book.and_then(|book| book.take(&batch.caller, &batch.marks)));
    }
    for book in books.into_values() {
        book.write(&tx).await?;
    }
    tx.commit().await?;
    Ok(answers)
}
