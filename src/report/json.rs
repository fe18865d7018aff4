//! The report for programs, schema `planwacht.report/1`. These types are the schema; the model can change without it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use crate::cell::{Cell, Reading, a1, column_letters};
use crate::finding::{Finding, Location, Related, RuleCode, Severity, Version};
use crate::framework::{Level, PriorityRange};
use crate::plan::{Action, ActionPlan, Deadline, Precision, RowsSeen, Status, Table};
use crate::reconcile::{Change, ChangeKind, Evidence, FieldChange, MatchedBy};
use crate::report::{SCHEMA, words};
use crate::review::{FileId, PreviousReview, Review};
use crate::unread::{Unread, What};
use crate::wording::Lang;

/// Writes the report, pretty printed, with a newline at the end. It is written as it is made, because that of a large plan is
/// larger than the plan.
///
/// # Errors
/// Where `out` cannot be written; no text of a review can cause it.
pub fn json(review: &Review, mut out: impl Write) -> serde_json::Result<()> {
    serde_json::to_writer_pretty(&mut out, &report(review))?;
    out.write_all(b"\n").map_err(serde_json::Error::io)
}

/// A list that is made while it is written.
struct Each<F>(F);

impl<T: Serialize, I: Iterator<Item = T>, F: Fn() -> I> Serialize for Each<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

#[derive(Serialize)]
struct Report<'a, A: Serialize, C: Serialize> {
    schema: &'static str,
    run: Run<'a>,
    tables: Vec<TableV1<'a>>,
    actions: A,
    findings: Vec<FindingV1<'a>>,
    changes: C,
    summary: Summary,
    remarks: Vec<RemarkV1<'a>>,
    unreadable: Vec<UnreadV1<'a>>,
}

#[derive(Serialize)]
struct Run<'a> {
    version: &'static str,
    reference_date: String,
    language: &'static str,
    framework: FrameworkV1<'a>,
    current: FileV1<'a>,
    previous: Option<FileV1<'a>>,
    /// Only where the run did not apply all rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    rules: Option<SelectionV1<'a>>,
}

#[derive(Serialize)]
struct SelectionV1<'a> {
    select: &'a [String],
    ignore: &'a [String],
}

#[derive(Serialize)]
struct FrameworkV1<'a> {
    id: &'a str,
    title: &'a str,
    sha256: &'a str,
}

#[derive(Serialize)]
struct FileV1<'a> {
    file: &'a str,
    sha256: &'a str,
}

#[derive(Serialize)]
struct TableV1<'a> {
    sheet: &'a str,
    header_row: u64,
    columns: BTreeMap<&'static str, String>,
    /// Further columns of the same field, where the sheet has more than one.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    more_columns: BTreeMap<&'static str, Vec<String>>,
    /// Columns that nothing was read from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_read: Vec<ColumnV1<'a>>,
    rows: usize,
    rows_seen: RowsSeenV1,
}

#[derive(Serialize)]
struct ColumnV1<'a> {
    column: String,
    /// None where cells stand below no header.
    header: Option<&'a str>,
    /// The column of the same field that was read, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    instead: Option<InsteadV1>,
}

#[derive(Serialize)]
struct InsteadV1 {
    column: String,
    field: &'static str,
    because: &'static str,
}

/// Adds up to the rows of the sheet in which something stands: those between two tables count for the one above, those above all tables for
/// the first.
#[derive(Serialize)]
struct RowsSeenV1 {
    actions: usize,
    parts: usize,
    headings: usize,
    passed_over: BTreeMap<&'static str, usize>,
    unreadable: usize,
}

#[derive(Serialize)]
struct ActionV1<'a> {
    sheet: &'a str,
    row: u64,
    id: Option<&'a str>,
    municipalities: Vec<&'a str>,
    theme: Option<&'a str>,
    subtheme: Option<&'a str>,
    /// All of them, where the cell names several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    subthemes: Vec<&'a str>,
    level: Option<Level>,
    text: Cow<'a, str>,
    owners: Vec<String>,
    involved: Vec<String>,
    priority: Vec<&'a str>,
    framework_status: Option<&'a str>,
    progress: Option<&'a str>,
    /// None where the table has no such column.
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<DeadlineV1<'a>>,
    deadline: Option<DeadlineV1<'a>>,
    hidden: bool,
}

#[derive(Serialize)]
struct DeadlineV1<'a> {
    raw: Cow<'a, str>,
    start: Option<String>,
    end: Option<String>,
    ongoing: bool,
    recurrence: Option<&'a str>,
    precision: Precision,
}

#[derive(Serialize)]
struct FindingV1<'a> {
    code: RuleCode,
    name: &'static str,
    severity: Severity,
    sheet: Option<&'a str>,
    cell: Option<String>,
    row: Option<u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cells: Vec<CellV1<'a>>,
    #[serde(skip_serializing_if = "is_current")]
    version: Version,
    action_id: Option<&'a str>,
    message: &'a str,
    suggestion: Option<Cow<'a, str>>,
    accepted: Option<&'a str>,
    help: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    subtheme: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    municipality: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<RelatedV1<'a>>,
}

#[derive(Serialize)]
struct CellV1<'a> {
    sheet: &'a str,
    cell: String,
}

#[derive(Serialize)]
#[serde(untagged)]
enum RelatedV1<'a> {
    Place {
        sheet: Option<&'a str>,
        cell: Option<String>,
        row: Option<u64>,
        #[serde(skip_serializing_if = "is_current")]
        version: Version,
    },
    Framework {
        framework_line: usize,
    },
}

#[derive(Serialize)]
struct ChangeV1<'a> {
    kind: ChangeKind,
    matched_by: MatchedBy,
    confidence: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Evidence>,
    previous: Vec<ActionAt<'a>>,
    current: Vec<ActionAt<'a>>,
    moved: bool,
    renumbered: bool,
    fields: Vec<FieldV1<'a>>,
}

#[derive(Serialize)]
struct ActionAt<'a> {
    sheet: &'a str,
    row: u64,
    id: Option<&'a str>,
}

#[derive(Serialize)]
struct FieldV1<'a> {
    field: &'static str,
    previous: Cow<'a, str>,
    current: Cow<'a, str>,
    previous_cell: Option<String>,
    current_cell: Option<String>,
}

#[derive(Serialize)]
struct Summary {
    actions: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    accepted: usize,
    added: usize,
    removed: usize,
    changed: usize,
    unchanged: usize,
    split: usize,
    merged: usize,
    unread: usize,
}

/// What is damaged and could not be read: a sheet, or a part of the file.
#[derive(Serialize)]
pub(super) struct UnreadV1<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'a str>,
    version: Version,
    reason: &'a str,
}

impl<'a> UnreadV1<'a> {
    pub(super) fn new(version: Version, unread: &'a Unread, lang: Lang) -> Self {
        let (sheet, part) = match &unread.what {
            What::Sheet(name) => (Some(&**name), None),
            What::Part(name) => (None, Some(&**name)),
        };
        Self { sheet, part, version, reason: unread.reason.get(lang) }
    }
}

#[derive(Serialize)]
struct RemarkV1<'a> {
    sheet: &'a str,
    cell: Option<String>,
    message: &'a str,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
fn is_current(version: &Version) -> bool {
    *version == Version::Current
}

/// A row as Excel shows it.
fn shown_row(row: u32) -> u64 {
    u64::from(row) + 1
}

fn iso(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

fn report(review: &Review) -> Report<'_, impl Serialize, impl Serialize> {
    let lang = review.lang;
    Report {
        schema: SCHEMA,
        run: Run::new(review),
        tables: review.plan.tables.iter().map(TableV1::new).collect(),
        actions: Each(|| review.plan.actions.iter().map(|action| ActionV1::new(action, review))),
        findings: review.findings.iter().map(|finding| FindingV1::new(finding, lang)).collect(),
        changes: Each(|| review.previous.iter().flat_map(|previous| changes(review, previous))),
        summary: Summary::new(review),
        remarks: remarks(&review.plan, lang),
        unreadable: review.unread().map(|(version, unread)| UnreadV1::new(version, unread, lang)).collect(),
    }
}

impl<'a> Run<'a> {
    fn new(review: &'a Review) -> Self {
        let framework = &review.framework;
        Self {
            version: env!("CARGO_PKG_VERSION"),
            reference_date: iso(review.today),
            language: review.lang.code(),
            framework: FrameworkV1 { id: &framework.id, title: &framework.title, sha256: &framework.sha256 },
            current: FileV1::new(&review.file),
            previous: review.previous.as_ref().map(|previous| FileV1::new(&previous.file)),
            rules: (!review.selection.is_all())
                .then_some(SelectionV1 { select: &review.selection.select, ignore: &review.selection.ignore }),
        }
    }
}

impl<'a> FileV1<'a> {
    fn new(file: &'a FileId) -> Self {
        Self { file: &file.name, sha256: &file.sha256 }
    }
}

impl<'a> TableV1<'a> {
    fn new(table: &'a Table) -> Self {
        let mut columns = BTreeMap::new();
        let mut more_columns = BTreeMap::new();
        for (field, letters) in &table.columns {
            let mut letters = letters.iter().map(|col| column_letters(*col));
            if let Some(first) = letters.next() {
                columns.insert(field.code(), first);
            }
            let more: Vec<String> = letters.collect();
            if !more.is_empty() {
                more_columns.insert(field.code(), more);
            }
        }
        Self {
            sheet: &table.sheet,
            header_row: shown_row(table.header_row),
            columns,
            more_columns,
            not_read: table.unread.iter().map(|(col, header)| ColumnV1::new(table, *col, header)).collect(),
            rows: table.rows,
            rows_seen: RowsSeenV1::new(&table.seen),
        }
    }
}

impl<'a> ColumnV1<'a> {
    fn new(table: &Table, col: u32, header: &'a str) -> Self {
        let instead = table.doubled.iter().find(|doubled| doubled.others.contains(&col));
        Self {
            column: column_letters(col),
            header: (!header.is_empty()).then_some(header),
            instead: instead.map(|doubled| InsteadV1 {
                column: column_letters(doubled.read),
                field: doubled.field.code(),
                because: doubled.choice.code(),
            }),
        }
    }
}

impl RowsSeenV1 {
    fn new(seen: &RowsSeen) -> Self {
        Self {
            actions: seen.actions,
            parts: seen.parts,
            headings: seen.headings,
            passed_over: seen.passed_over.iter().map(|(reason, count)| (reason.code(), *count)).collect(),
            unreadable: seen.unreadable,
        }
    }
}

impl<'a> ActionV1<'a> {
    fn new(action: &'a Action, review: &'a Review) -> Self {
        let subthemes = codes(&action.subtheme);
        Self {
            sheet: &action.sheet,
            row: shown_row(action.row),
            id: action.id().map(words::quoted_id),
            municipalities: codes(&action.municipalities),
            theme: action.theme.known().map(|code| &**code),
            subtheme: subthemes.first().copied(),
            subthemes: if subthemes.len() > 1 { subthemes } else { Vec::new() },
            level: action.level.known().copied(),
            text: words::quoted(words::action_text(action)),
            owners: words::owners(action, &review.framework, review.lang),
            involved: words::involved(action, &review.framework, review.lang),
            priority: action.priority.known().map(priority).unwrap_or_default(),
            framework_status: status(&action.framework_status),
            progress: status(&action.progress),
            start: deadline(&action.start),
            deadline: deadline(&action.deadline),
            hidden: action.hidden,
        }
    }
}

fn codes(cell: &Cell<Vec<crate::framework::Code>>) -> Vec<&str> {
    cell.known().into_iter().flatten().map(|code| &**code).collect()
}

fn status(cell: &Cell<Status>) -> Option<&str> {
    cell.known().map(|status| &*status.code)
}

/// One code, or the two ends of an interval.
fn priority(range: &PriorityRange) -> Vec<&str> {
    if range.from == range.to { vec![&range.from] } else { vec![&range.from, &range.to] }
}

/// None where the table has no such column.
fn deadline(cell: &Cell<Deadline>) -> Option<DeadlineV1<'_>> {
    let empty = |precision| DeadlineV1 {
        raw: words::quoted_short(cell.raw.trim()),
        start: None,
        end: None,
        ongoing: false,
        recurrence: None,
        precision,
    };
    match &cell.value {
        Reading::Absent => None,
        Reading::Blank => Some(empty(Precision::Blank)),
        Reading::Unreadable => Some(empty(Precision::Unreadable)),
        Reading::Known(deadline) => Some(DeadlineV1 {
            raw: words::quoted_short(cell.raw.trim()),
            start: deadline.start.map(iso),
            end: deadline.end.map(iso),
            ongoing: deadline.ongoing,
            recurrence: deadline.recurrence.as_deref(),
            precision: deadline.precision,
        }),
    }
}

/// The cell within its sheet, where the place is one.
fn cell_of(at: &Location) -> Option<String> {
    Some(a1(at.row?, at.col?))
}

impl<'a> FindingV1<'a> {
    fn new(finding: &'a Finding, lang: Lang) -> Self {
        let at = &finding.at;
        Self {
            code: finding.rule.code,
            name: finding.rule.name,
            severity: finding.severity,
            sheet: at.sheet.as_deref(),
            cell: cell_of(at),
            row: at.row.map(shown_row),
            cells: finding.cells.iter().map(|at| CellV1 { sheet: &at.sheet, cell: at.a1() }).collect(),
            version: at.version,
            action_id: finding.action_id.as_deref().map(words::quoted_id),
            message: finding.message.get(lang),
            suggestion: finding.suggestion.as_deref().map(words::quoted_short),
            accepted: finding.accepted.as_deref(),
            help: finding.what_to_do(lang),
            subtheme: finding.subtheme.as_deref(),
            municipality: finding.municipality.as_deref(),
            related: finding.related.iter().map(related).collect(),
        }
    }
}

fn related(related: &Related) -> RelatedV1<'_> {
    match related {
        Related::Place(at) => RelatedV1::Place {
            sheet: at.sheet.as_deref(),
            cell: cell_of(at),
            row: at.row.map(shown_row),
            version: at.version,
        },
        Related::FrameworkLine(line) => RelatedV1::Framework { framework_line: *line },
    }
}

fn changes<'a>(review: &'a Review, previous: &'a PreviousReview) -> impl Iterator<Item = ChangeV1<'a>> {
    previous.reconciliation.changes.iter().map(|change| ChangeV1::new(change, &review.plan, &previous.plan))
}

/// Three decimals say enough, and print the same everywhere.
pub(super) fn three_decimals(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

impl<'a> ChangeV1<'a> {
    fn new(change: &'a Change, current: &'a ActionPlan, previous: &'a ActionPlan) -> Self {
        Self {
            kind: change.kind,
            matched_by: change.matched_by,
            confidence: three_decimals(change.confidence),
            evidence: (change.evidence != Evidence::default())
                .then(|| Evidence { text: three_decimals(change.evidence.text), ..change.evidence }),
            previous: actions_at(&change.previous, previous),
            current: actions_at(&change.current, current),
            moved: change.moved,
            renumbered: change.renumbered,
            fields: change.fields.iter().map(FieldV1::new).collect(),
        }
    }
}

fn actions_at<'a>(indices: &[usize], plan: &'a ActionPlan) -> Vec<ActionAt<'a>> {
    let actions = indices.iter().filter_map(|i| plan.actions.get(*i));
    actions
        .map(|action| ActionAt {
            sheet: &action.sheet,
            row: shown_row(action.row),
            id: action.id().map(words::quoted_id),
        })
        .collect()
}

impl<'a> FieldV1<'a> {
    fn new(change: &'a FieldChange) -> Self {
        Self {
            field: change.field.code(),
            previous: words::quoted_field(change.field, &change.previous),
            current: words::quoted_field(change.field, &change.current),
            previous_cell: change.previous_at.as_ref().map(crate::cell::CellRef::a1),
            current_cell: change.current_at.as_ref().map(crate::cell::CellRef::a1),
        }
    }
}

impl Summary {
    fn new(review: &Review) -> Self {
        let counts = review.counts();
        Self {
            actions: counts.actions,
            errors: counts.errors,
            warnings: counts.warnings,
            infos: counts.infos,
            accepted: counts.accepted,
            added: counts.added,
            removed: counts.removed,
            changed: counts.changed,
            unchanged: counts.unchanged,
            split: counts.split,
            merged: counts.merged,
            unread: counts.unread,
        }
    }
}

fn remarks(plan: &ActionPlan, lang: Lang) -> Vec<RemarkV1<'_>> {
    let remarks = plan.remarks.iter();
    remarks
        .map(|remark| RemarkV1 {
            sheet: &remark.sheet,
            cell: remark.at.as_ref().map(crate::cell::CellRef::a1),
            message: remark.message.get(lang),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::CellRef;
    use crate::report::testing;

    fn written(review: &Review) -> Vec<u8> {
        let mut bytes = Vec::new();
        json(review, &mut bytes).unwrap();
        bytes
    }

    #[test]
    fn the_report_follows_its_schema() {
        let report = String::from_utf8(written(&testing::review(Lang::Nl))).unwrap();
        insta::assert_snapshot!(report.replace(env!("CARGO_PKG_VERSION"), "[version]"));
    }

    #[test]
    fn a_finding_for_several_cells_names_them() {
        let mut review = testing::review(Lang::Nl);
        let cells = [CellRef::new("Zandwijk", 6, 4), CellRef::new("Zandwijk", 7, 4)];
        let finding = review.findings[3].clone().into_inner();
        review.findings = vec![crate::privacy::Shown::invented(finding.for_cells(cells.to_vec()))];
        let report: serde_json::Value = serde_json::from_slice(&written(&review)).unwrap();
        let expected = serde_json::json!([{"sheet": "Zandwijk", "cell": "E7"}, {"sheet": "Zandwijk", "cell": "E8"}]);
        assert_eq!(report["findings"][0]["cells"], expected);
    }

    #[test]
    fn without_a_previous_version_there_are_no_changes() {
        let bytes = written(&testing::first_version(Lang::En));
        let report: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(report["run"]["previous"], serde_json::Value::Null);
        assert_eq!(report["changes"], serde_json::json!([]));
        assert_eq!(report["summary"]["unchanged"], 0);
        assert_eq!(report["findings"][1]["message"], "ZA-03 has no owner.");
        assert!(bytes.ends_with(b"}\n"));
    }

    #[test]
    fn every_action_of_both_versions_stands_in_one_change() {
        let report: serde_json::Value = serde_json::from_slice(&written(&testing::review(Lang::Nl))).unwrap();
        for (version, actions) in [("previous", 5), ("current", 6)] {
            let changes = report["changes"].as_array().unwrap();
            let rows: Vec<String> = changes
                .iter()
                .flat_map(|change| change[version].as_array().unwrap())
                .map(ToString::to_string)
                .collect();
            let distinct: std::collections::BTreeSet<&String> = rows.iter().collect();
            assert_eq!((rows.len(), distinct.len()), (actions, actions), "{version}");
        }
    }

    #[test]
    fn columns_beyond_the_first_are_listed_apart() {
        let mut review = testing::review(Lang::Nl);
        review.plan.tables[0].columns.insert(crate::framework::Field::Notes, vec![10, 26]);
        let report: serde_json::Value = serde_json::from_slice(&written(&review)).unwrap();
        assert_eq!(report["tables"][0]["columns"]["notes"], "K");
        assert_eq!(report["tables"][0]["more_columns"]["notes"], serde_json::json!(["AA"]));
    }
}
