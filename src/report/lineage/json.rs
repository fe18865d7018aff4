//! The lineage for programs, schema `planwacht.lineage/1`. These types are the schema; the model can change without it.

use serde::Serialize;

use super::{SCHEMA, View};
use crate::cell::CellRef;
use crate::finding::Version;
use crate::framework::Field;
use crate::lineage::{Difference, Differences, Life, Moment, Turn};
use crate::reconcile::MatchedBy;
use crate::report::json::{UnreadV1, three_decimals};
use crate::report::{ReportError, words};
use crate::review::lineage::{LineageReview, VersionReview};

/// The lineage, pretty printed, with a newline at the end. Rows and versions count from 1.
///
/// # Errors
/// Only where serialising fails, which no text of a review can cause.
pub fn json(view: &View) -> Result<Vec<u8>, ReportError> {
    let mut bytes = serde_json::to_vec_pretty(&report(view))?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    run: Run<'a>,
    versions: Vec<VersionV1<'a>>,
    lives: Vec<LifeV1<'a>>,
}

#[derive(Serialize)]
struct Run<'a> {
    version: &'static str,
    language: &'static str,
    framework: FrameworkV1<'a>,
}

#[derive(Serialize)]
struct FrameworkV1<'a> {
    id: &'a str,
    sha256: &'a str,
}

#[derive(Serialize)]
struct VersionV1<'a> {
    number: usize,
    file: &'a str,
    sha256: &'a str,
    actions: usize,
    /// In how many actions the owner is redacted, where it is a redacted copy.
    #[serde(skip_serializing_if = "Option::is_none")]
    redacted_owners: Option<usize>,
    /// What is damaged and could not be read, a sentence each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unreadable: Vec<UnreadV1<'a>>,
}

#[derive(Serialize)]
struct LifeV1<'a> {
    number: usize,
    rows: Vec<RowV1<'a>>,
    slipped: SlippedV1,
    moments: Vec<MomentV1>,
}

#[derive(Serialize)]
struct RowV1<'a> {
    version: usize,
    sheet: &'a str,
    row: u64,
    id: Option<&'a str>,
}

#[derive(Serialize)]
struct SlippedV1 {
    times: usize,
    days: i64,
}

#[derive(Serialize)]
struct MomentV1 {
    version: usize,
    kind: &'static str,
    matched_by: MatchedBy,
    confidence: f64,
    /// Where the action was last seen before, when it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<usize>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    moved: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    renumbered: bool,
    /// The numbers of the lives that it came from or went to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lives: Vec<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<FieldV1>,
}

#[derive(Serialize)]
struct FieldV1 {
    field: Field,
    previous: String,
    current: String,
    /// The version that last told what stood there before.
    since: usize,
    previous_cell: Option<String>,
    current_cell: Option<String>,
}

fn report<'a>(view: &View<'a>) -> Report<'a> {
    let review = view.review;
    let framework = &review.framework;
    Report {
        schema: SCHEMA,
        run: Run {
            version: env!("CARGO_PKG_VERSION"),
            language: review.lang.code(),
            framework: FrameworkV1 { id: &framework.id, sha256: &framework.sha256 },
        },
        versions: versions(review),
        lives: review.lineage.lives.iter().enumerate().map(|(at, life)| life_v1(review, at, life)).collect(),
    }
}

fn versions<'a>(review: &'a LineageReview) -> Vec<VersionV1<'a>> {
    let redacted = review.lineage.redacted.iter().copied().chain(std::iter::repeat(None));
    let version = |((number, version), redacted_owners): ((usize, &'a VersionReview), Option<usize>)| VersionV1 {
        number,
        file: &version.file.name,
        sha256: &version.file.sha256,
        actions: version.plan.actions.len(),
        redacted_owners,
        unreadable: version
            .plan
            .unread
            .iter()
            .map(|unread| UnreadV1::new(Version::Current, unread, review.lang))
            .collect(),
    };
    (1..).zip(&review.versions).zip(redacted).map(version).collect()
}

fn life_v1<'a>(review: &'a LineageReview, at: usize, life: &Life) -> LifeV1<'a> {
    let action = |version: usize, row: usize| review.versions.get(version)?.plan.actions.get(row);
    let row = |(version, row): (usize, &Option<usize>)| {
        let action = action(version, (*row)?)?;
        Some(RowV1 {
            version: version + 1,
            sheet: &action.sheet,
            row: u64::from(action.row) + 1,
            id: action.id().map(words::quoted_id),
        })
    };
    let slippage = life.slippage(&review.plans());
    LifeV1 {
        number: at + 1,
        rows: life.rows.iter().enumerate().filter_map(row).collect(),
        slipped: SlippedV1 { times: slippage.times, days: slippage.days },
        moments: life.moments.iter().map(moment_v1).collect(),
    }
}

fn moment_v1(moment: &Moment) -> MomentV1 {
    let (kind, found, lives): (_, Option<&Differences>, &[usize]) = match &moment.turn {
        Turn::Appeared => ("appeared", None, &[]),
        Turn::Found => ("found", None, &[]),
        Turn::Changed(found) => ("changed", Some(found), &[]),
        Turn::Returned(found) => ("returned", Some(found), &[]),
        Turn::Vanished => ("vanished", None, &[]),
        Turn::SplitInto(lives) => ("split_into", None, lives),
        Turn::SplitFrom(life) => ("split_from", None, std::slice::from_ref(life)),
        Turn::MergedInto(life) => ("merged_into", None, std::slice::from_ref(life)),
        Turn::MergedFrom(lives) => ("merged_from", None, lives),
    };
    MomentV1 {
        version: moment.version + 1,
        kind,
        matched_by: moment.matched_by,
        confidence: three_decimals(moment.confidence),
        since: found.map(|found| found.since + 1),
        moved: found.is_some_and(|found| found.moved),
        renumbered: found.is_some_and(|found| found.renumbered),
        lives: lives.iter().map(|life| life + 1).collect(),
        fields: found.map(fields_v1).unwrap_or_default(),
    }
}

fn fields_v1(found: &Differences) -> Vec<FieldV1> {
    let field = |difference: &Difference| {
        let change = &difference.change;
        let cell = |at: &Option<CellRef>| at.as_ref().map(CellRef::to_string);
        FieldV1 {
            field: change.field,
            previous: words::quoted_field(change.field, &change.previous).into_owned(),
            current: words::quoted_field(change.field, &change.current).into_owned(),
            since: difference.since + 1,
            previous_cell: cell(&change.previous_at),
            current_cell: cell(&change.current_at),
        }
    };
    found.fields.iter().map(field).collect()
}
