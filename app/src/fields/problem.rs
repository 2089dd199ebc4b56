//! What can be wrong with a field, as data; `ui::problems` says it in words.

use crate::clash::Clash;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Why the text of a field was not accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum Problem {
    /// Nothing was given.
    Required,
    /// More than `max` characters.
    TooLong {
        /// The most that is accepted.
        max: u32,
    },
    /// Fewer than `min` characters.
    TooShort {
        /// The fewest accepted.
        min: u32,
    },
    /// Control characters, or letters where a number is asked.
    NotText,
    /// Not a whole number from `min` to `max`.
    OutOfRange {
        /// Smallest accepted.
        min: i32,
        /// Largest accepted.
        max: i32,
    },
    /// Not a date of the calendar.
    NotADate,
    /// Not a time of day, as 14:30.
    NotATime,
    /// A day that is over.
    Over,
    /// The end comes before the start.
    EndsBeforeStart,
    /// More days than a workshop may last.
    TooManyDays {
        /// The most that is accepted.
        max: i32,
    },
    /// No room is known of which somebody has counted the seats.
    NoRoom,
    /// People who cannot be divided into workshops within the bounds.
    NoCohorts {
        /// In this city.
        city: String,
        /// So many.
        people: i32,
    },
    /// What it was made for has changed since.
    Outdated,
    /// The half-day has not come.
    NotYet,
    /// The half-day is closed.
    Closed,
    /// Not the queue of a phone.
    NotAQueue,
    /// No row of headings with people and half-days, or nothing below it.
    NoMarks,
    /// Steps of which two have the same place, or some have none.
    NotAnOrder,
    /// A test of which no answer is taken any more.
    TestClosed,
    /// A test that was handed in already.
    HandedIn,
    /// A certificate was issued: nothing is decided against it.
    CertificateIssued,
    /// A text with a letter that no font draws.
    NotDrawn {
        /// The text, as somebody's name.
        text: String,
        /// The letter.
        letter: char,
    },
    /// A certificate that somebody has not earned.
    NotEarned,
    /// A certificate that was revoked before.
    AlreadyRevoked,
    /// Answers that were saved from elsewhere since the sender last knew of them.
    SavedElsewhere,
    /// A test whose questions, or what people did at it, changed since they were shown.
    TestChanged,
    /// A test that is open somewhere, while parts of its questions would change their places.
    TestOpen,
    /// Totals without answers that are over what the whole test would be worth.
    TotalsOver {
        /// What it would be worth.
        max: i32,
    },
    /// An evaluation of which nothing was answered.
    NothingAnswered,
    /// An evaluation that somebody has answered already.
    Answered,
    /// An evaluation that was closed: it is not opened again.
    EvaluationClosed,
    /// Something that is not to be done before this day.
    NotBefore {
        /// The first day on which it may.
        day: NaiveDate,
    },
    /// More lines than `max`.
    TooManyLines {
        /// The most that is accepted.
        max: i32,
    },
    /// No question was asked for, or more than the bank holds.
    NotInBank,
    /// No file of questions that is known.
    NotQuestions,
    /// A criterion at which no level was chosen.
    NotJudged,
    /// A line that does not say points and a level.
    NotALevel {
        /// Its number.
        line: u32,
    },
    /// A criterion with fewer than two levels, or more than are taken.
    TooFewLevels,
    /// Levels of which one gives fewer points than that before it.
    LevelsNotAscending,
    /// What says the same as what stands before it.
    SaidTwice,
    /// Levels of which none gives a point.
    NoPoints,
    /// A rubric that is not, or no longer, that by which people are judged.
    RubricChanged,
    /// A text that somebody else has written anew since it was shown.
    TextChanged,
    /// A spreadsheet without headings of questions.
    NoQuestionHeadings,
    /// Not a room's code: a slip in typing.
    NotARoomCode,
    /// A room's code that no longer holds, or is of another room.
    CodeOver,
    /// A trainer said otherwise: it is for them to change it.
    AskTrainer,
    /// People whose half-day nobody has marked.
    Unmarked {
        /// How many.
        people: u32,
    },
    /// People whose half-day is in dispute.
    Disputed {
        /// How many.
        people: u32,
    },
    /// The workshop is cancelled.
    Cancelled,
    /// Outside the campaign's window.
    OutsideCampaign {
        /// First day of the campaign.
        starts_on: NaiveDate,
        /// Last day of the campaign.
        ends_on: NaiveDate,
    },
    /// Names something that is not there, or not to be chosen here.
    Unknown,
    /// Another one has it already.
    Taken,
    /// Something else stands there already.
    Clash(Clash),
    /// Larger than the room.
    OverVenueCapacity {
        /// How many the venue holds.
        max: i32,
    },
    /// A wording that does not say how to open the personal page, or with
    /// something in braces that stands for nothing.
    Blank,
    /// Something in braces that stands for nothing.
    UnknownField {
        /// As it was typed.
        name: String,
    },
    /// A brace without its other half.
    LoneBrace,
    /// Two asterisks that begin an emphasis which nothing ends.
    OpenEmphasis,
    /// A character that no font of the papers draws.
    NoGlyph {
        /// Which.
        character: char,
    },
    /// A text or an image without room where it is to be printed.
    DoesNotFit,
    /// A template that somebody saved since it was shown.
    TemplateChanged {
        /// Who.
        by: String,
    },
    /// An image that certificates show.
    ImageInUse,
    /// As many images as a campaign keeps.
    TooManyImages {
        /// The most.
        max: i32,
    },
    /// No seat is left.
    Full {
        /// The workshop's capacity.
        capacity: i32,
    },
    /// Not a telephone number: Malian eight digits, or + and the country code.
    NotAPhone,
    /// Not an e-mail address.
    NotAnEmail,
    /// Not a code: a slip in typing.
    NotACode,
    /// Login and password do not belong together, or the code is not in force.
    NotAccepted,
    /// Too many attempts: wait a little.
    TooMany,
    /// The two passwords differ.
    NotTheSame,
    /// Not the family name of the person on the page.
    NotThisPerson,
    /// Nothing differs from what is there already.
    NothingChanged,
    /// A number that a spreadsheet has rounded, such as 6,5E+07.
    Rounded,
    /// Neither yes nor no nor a day since the wording in force was there.
    NotAConsent {
        /// The wording's version.
        wording: String,
    },
    /// An error of a spreadsheet, such as #REF!.
    SheetError,
    /// The same person as in another row of the list.
    SameAsRow {
        /// Its number as the spreadsheet counts.
        row: i32,
    },
    /// Rows that are refused or not decided keep the list from being taken.
    NotDecided {
        /// How many.
        rows: i32,
    },
    /// Not a picture that can be read.
    NotAPhoto,
    /// A letter of a text that no font of ours draws.
    NoLetter {
        /// The line in which it stands.
        line: u32,
        /// The letter.
        letter: char,
    },
    /// A formula that cannot be set.
    NotAFormula {
        /// The line in which it stands.
        line: u32,
        /// The formula, shortened.
        formula: String,
    },
    /// A picture that is no figure of the curriculum.
    NoFigure {
        /// The line in which it stands.
        line: u32,
        /// What the text calls it.
        name: String,
    },
    /// A figure of which a text does not say what it shows.
    NoDescription {
        /// The line in which it stands.
        line: u32,
        /// Its name.
        name: String,
    },
    /// A mark of a call-out that is not known, or not where a quotation begins.
    NotAMark {
        /// The line in which it stands.
        line: u32,
        /// The mark.
        mark: String,
    },
    /// Of a text, what runs off a page: a table, or a step of a diagram.
    OffThePage {
        /// The line in which it begins.
        line: u32,
        /// The most columns of a table.
        columns: usize,
        /// The most letters of a step.
        letters: usize,
    },
    /// Not a name of small letters, digits and hyphens.
    NotAName,
    /// Neither a PDF nor a picture that can be kept as a signed sheet.
    NotASheet,
    /// A file that is too large.
    FileTooLarge {
        /// The most in megabytes.
        max: i32,
    },
    /// A list longer or wider than is read.
    ListTooLong {
        /// The most rows.
        rows: i32,
        /// The most columns.
        columns: i32,
    },
    /// Not a list that can be read.
    NotAList,
    /// Several lists in one file.
    SeveralLists,
    /// No headings that are recognised, or nothing below them.
    NoHeadings,
    /// Something happened since to people whom the list had brought.
    UsedSince {
        /// How many.
        people: i32,
    },
    /// Both are participants of this workshop: two people.
    BothEnrolled {
        /// The workshop's title.
        workshop: String,
    },
    /// The one was withdrawn from this workshop, the other takes part in it.
    KeepTheOther {
        /// The workshop's title.
        workshop: String,
    },
    /// A day that is past, or on which the workshop has begun already.
    NotBeforeWorkshop {
        /// The workshop's first day.
        starts_on: NaiveDate,
    },
    /// A training day that has not come yet cannot be certified.
    NotOver {
        /// The workshop's last day.
        ends_on: NaiveDate,
    },
}

impl Problem {
    /// A file of more bytes than are taken.
    #[must_use]
    pub fn file_too_large(most: usize) -> Self {
        Self::FileTooLarge { max: i32::try_from(most >> 20).unwrap_or(i32::MAX) }
    }
}
