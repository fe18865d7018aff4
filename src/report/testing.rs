//! A small invented review with something of everything, for the tests of the outputs.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::cell::{Cell, CellRef, Reading};
use crate::finding::{Example, Finding, Location, Needs, Related, Rule, RuleCode, Severity, Version};
use crate::framework::{Code, Field, Framework, PriorityRange};
use crate::plan::{
    Action, ActionPlan, BelongsTo, Deadline, Owner, OwnerKind, Precision, Remark, SheetReading, Status, StatusSource,
    Table,
};
use crate::privacy::{Privacy, Shown};
use crate::reconcile::{Change, ChangeKind, Evidence, FieldChange, MatchedBy, Reconciliation};
use crate::review::{FileId, OwnSheets, PreviousReview, Review};
use crate::wording::{Lang, Wording};

const FRAMEWORK: &str = r#"
id = "proef-2025"
title = "Veilig & Samen"
language = "nl"
period = { start = 2025-01-01, end = 2026-12-31 }
[district]
name = "Duinstreek"
[[municipalities]]
code = "ZA"
name = "Zandwijk"
[[municipalities]]
code = "DU"
name = "Duinmeer"
[[themes]]
code = "RV"
name = "Randvoorwaarden"
[[themes.subthemes]]
code = "RV-INF"
name = "Informatiepositie"
[[priorities]]
code = "high"
name = "Hoog"
rank = 3
[[priorities]]
code = "medium"
name = "Gemiddeld"
rank = 2
[[framework_statuses]]
code = "red"
name = "Rood"
colours = ["FF0000"]
rank = 0
[[progress]]
code = "in_progress"
name = "Loopt"
closed = false
needs_reason = false
next = ["done"]
[[progress]]
code = "done"
name = "Afgerond"
closed = true
needs_reason = false
next = []
[[parties]]
name = "Openbare Orde en Veiligheid"
short = "OOV"
kind = "unit"
[[parties]]
name = "Zorghuis Duinstreek"
kind = "organisation"
[columns]
action = ["Actie"]
owner = ["Trekker"]
deadline = ["Planning"]
progress = ["Status"]
"#;

const NO_EXAMPLE: Example = Example { previous: "", current: "" };

/// A rule with little more than its words.
macro_rules! rule {
    ($name:ident, $title:literal, $severity:expr, $nl:literal, $en:literal) => {
        pub(crate) static $name: Rule = Rule {
            code: RuleCode::$name,
            name: $title,
            severity: $severity,
            baseline: $severity,
            needs: Needs::Workbook,
            what: Wording::new($nl, $en),
            why: Wording::new($nl, $en),
            fix: Wording::new($nl, $en),
            fails: NO_EXAMPLE,
            passes: NO_EXAMPLE,
        };
    };
}

rule!(OWN001, "owner-missing", Severity::Error, "Vul een team of functie in.", "Fill in a team or a role.");
rule!(OWN003, "owner-unknown", Severity::Warning, "Kies een naam uit de lijst.", "Choose a name from the list.");
rule!(STA003, "status-colour-only", Severity::Warning, "Zet het woord in de cel.", "Put the word in the cell.");
rule!(STR008, "sheet-alias", Severity::Info, "U hoeft niets te doen.", "You need not do anything.");
rule!(TRN002, "deadline-slipped", Severity::Error, "Schrijf erbij waarom.", "Say why.");
rule!(TRN006, "action-vanished", Severity::Error, "Zet de actie terug.", "Put the action back.");
rule!(COV001, "red-without-action", Severity::Error, "Voeg een actie toe.", "Add an action.");

/// A day.
pub(crate) fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
}

/// Columns of the invented sheets: number, action, owner, deadline, status, notes.
const COLUMNS: [(Field, u32); 6] = [
    (Field::Id, 0),
    (Field::Action, 1),
    (Field::Owner, 2),
    (Field::Deadline, 3),
    (Field::Progress, 4),
    (Field::Notes, 5),
];

/// An action of the invented plan, in the words of its row.
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    pub sheet: &'a str,
    pub row: u32,
    pub id: &'a str,
    pub text: &'a str,
    pub owner: &'a str,
    pub until: &'a str,
    pub done: bool,
}

fn at(line: &Line, col: u32) -> CellRef {
    CellRef::new(line.sheet, line.row, col)
}

fn cell<T: ?Sized>(at: CellRef, raw: &str, value: impl Into<Arc<T>>) -> Cell<T> {
    let value = if raw.is_empty() { Reading::Blank } else { Reading::Known(value.into()) };
    Cell { at, raw: raw.into(), value }
}

fn absent<T>(line: &Line) -> Cell<T> {
    Cell { at: at(line, 1), raw: Arc::default(), value: Reading::Absent }
}

fn owners(line: &Line) -> Vec<Owner> {
    let kind = |raw: &str| match raw {
        "OOV Zandwijk" => OwnerKind::Party { party: 0, municipality: Some("ZA".into()) },
        "Zorghuis" => OwnerKind::Party { party: 1, municipality: None },
        "Duinmeer" => OwnerKind::Municipality("DU".into()),
        "n.t.b." => OwnerKind::Placeholder,
        "J. Voorbeeld" => OwnerKind::Person,
        _ => OwnerKind::Unknown { suggestion: None },
    };
    line.owner.split(';').map(|raw| Owner { raw: raw.to_owned(), kind: kind(raw) }).collect()
}

/// The action of a line.
pub(crate) fn action(line: Line, table: usize) -> Action {
    let end = (!line.until.is_empty()).then(|| day(line.until));
    let deadline = Deadline { end, precision: Precision::Day, ..Deadline::default() };
    let code: Arc<str> = if line.done { "done".into() } else { "in_progress".into() };
    let word = if line.done { "Afgerond" } else { "Loopt" };
    Action {
        sheet: line.sheet.into(),
        row: line.row,
        table,
        hidden: false,
        id: cell(at(&line, 0), line.id, line.id),
        theme: cell(at(&line, 1), "Randvoorwaarden", Code::from("RV")),
        subtheme: cell(at(&line, 1), "Informatiepositie", vec![Code::from("RV-INF")]),
        topic_inherited: false,
        municipalities: absent(&line),
        level: absent(&line),
        text: cell(at(&line, 1), line.text, line.text),
        owners: cell(at(&line, 2), line.owner, owners(&line)),
        involved: absent(&line),
        partners: Default::default(),
        priority: cell(at(&line, 1), "Gemiddeld tot hoog", PriorityRange { from: "medium".into(), to: "high".into() }),
        deadline: cell(at(&line, 3), line.until, deadline),
        framework_status: absent(&line),
        progress: cell(at(&line, 4), word, Status { code, source: StatusSource::Word }),
        notes: vec![cell(at(&line, 5), "", "")],
        percent: absent(&line),
        start: absent(&line),
        completed_on: absent(&line),
        updated_on: absent(&line),
        depends_on: absent(&line),
    }
}

/// The plan of these lines, with a table for each sheet.
pub(crate) fn plan(lines: &[Line]) -> ActionPlan {
    let belongs = |sheet: &str| match sheet {
        "Duin meer" => BelongsTo::Municipality("DU".into()),
        "District" => BelongsTo::District,
        _ => BelongsTo::Municipality("ZA".into()),
    };
    let mut plan = ActionPlan::default();
    for line in lines {
        let known = plan.tables.iter().position(|table| &*table.sheet == line.sheet);
        let table = known.unwrap_or_else(|| {
            let columns: BTreeMap<Field, Vec<u32>> = COLUMNS.iter().map(|(field, col)| (*field, vec![*col])).collect();
            plan.tables.push(Table {
                sheet: line.sheet.into(),
                header_row: 4,
                columns,
                headers: BTreeMap::new(),
                dates: BTreeMap::new(),
                ..Table::default()
            });
            plan.sheets.push(SheetReading {
                sheet: line.sheet.into(),
                hidden: false,
                belongs_to: belongs(line.sheet),
                has_table: true,
                canonical_name: None,
            });
            plan.tables.len() - 1
        });
        plan.tables[table].rows += 1;
        plan.actions.push(action(*line, table));
    }
    plan
}

const ZA: &str = "Zandwijk";
const DU: &str = "Duin meer";

fn line<'a>(
    sheet: &'a str,
    row: u32,
    id: &'a str,
    text: &'a str,
    owner: &'a str,
    until: &'a str,
    done: bool,
) -> Line<'a> {
    Line { sheet, row, id, text, owner, until, done }
}

fn current() -> Vec<Line<'static>> {
    vec![
        line("District", 5, "D-01", "Een gezamenlijk meldpunt inrichten", "Zorghuis", "2026-06-30", false),
        line(
            ZA,
            5,
            "ZA-01",
            "=HYPERLINK(\"x\") | *wijkteams* <b>trainen</b>\n- eerste groep",
            "OOV Zandwijk",
            "2025-12-31",
            true,
        ),
        line(
            ZA,
            6,
            "ZA-03",
            "Scholen bezoeken en voorlichting geven over de risico's van online ronselen, samen met de jongerenwerkers in de wijken",
            "",
            "2026-06-30",
            false,
        ),
        line(ZA, 7, "", "Protocol vaststellen", "Zorghius", "2026-03-31", false),
        line(DU, 5, "DU-01", "Fase 1 van de campagne", "Duinmeer;OOV Zandwijk", "2026-01-31", false),
        line(DU, 6, "DU-02", "Fase 2 van de campagne", "J. Voorbeeld", "", false),
    ]
}

fn before() -> Vec<Line<'static>> {
    vec![
        line("District", 5, "D-01", "Een gezamenlijk meldpunt inrichten", "Zorghuis", "2026-06-30", false),
        line(
            ZA,
            5,
            "ZA-01",
            "=HYPERLINK(\"x\") | *wijkteams* <b>trainen</b>\n- eerste groep",
            "OOV Zandwijk",
            "2025-12-31",
            false,
        ),
        line(
            ZA,
            6,
            "ZA-02",
            "Scholen bezoeken en voorlichting geven over de risico's van online ronselen, samen met de jongerenwerkers in de wijken",
            "OOV Zandwijk",
            "2025-12-31",
            false,
        ),
        line(ZA, 7, "ZA-09", "Een oude afspraak nakomen", "", "", false),
        line(DU, 5, "DU-01", "De campagne", "Duinmeer", "2026-01-31", false),
    ]
}

fn field(field: Field, col: u32, at: (&str, u32), previous: &str, current: &str) -> FieldChange {
    let cell = CellRef::new(at.0, at.1, col);
    FieldChange {
        field,
        previous: previous.to_owned(),
        current: current.to_owned(),
        previous_at: Some(cell.clone()),
        current_at: Some(cell),
    }
}

fn change(kind: ChangeKind, matched_by: MatchedBy, confidence: f64, previous: &[usize], current: &[usize]) -> Change {
    Change {
        kind,
        matched_by,
        confidence,
        evidence: Evidence::default(),
        previous: previous.to_vec(),
        current: current.to_vec(),
        moved: false,
        renumbered: false,
        fields: Vec::new(),
    }
}

fn changes() -> Vec<Change> {
    vec![
        change(ChangeKind::Kept, MatchedBy::IdAndText, 1.0, &[0], &[0]),
        Change {
            fields: vec![field(Field::Progress, 4, (ZA, 5), "Loopt", "Afgerond")],
            ..change(ChangeKind::Kept, MatchedBy::IdAndText, 1.0, &[1], &[1])
        },
        Change {
            renumbered: true,
            fields: vec![
                field(Field::Id, 0, (ZA, 6), "ZA-02", "ZA-03"),
                field(Field::Owner, 2, (ZA, 6), "OOV Zandwijk", ""),
                field(Field::Deadline, 3, (ZA, 6), "Q4 2025", "Q2 2026"),
            ],
            ..change(ChangeKind::Kept, MatchedBy::Text, 0.93, &[2], &[2])
        },
        change(ChangeKind::Added, MatchedBy::Nothing, 1.0, &[], &[3]),
        change(ChangeKind::Removed, MatchedBy::Nothing, 1.0, &[3], &[]),
        change(ChangeKind::Split, MatchedBy::Similarity, 0.66, &[4], &[4, 5]),
    ]
}

fn cell_at(sheet: &str, row: u32, col: u32) -> Location {
    Location::cell(&CellRef::new(sheet, row, col))
}

fn findings() -> Vec<Finding> {
    let words = |nl: &str, en: &str| Wording::new(nl.to_owned(), en.to_owned());
    let about = |id: &str, finding: Finding| Finding { action_id: Some(id.to_owned()), ..finding };
    vec![
        about(
            "D-01",
            Finding {
                accepted: Some("Zo besloten op 1 mei".to_owned()),
                ..Finding::new(
                    &STA003,
                    cell_at("District", 5, 4),
                    words("De status is alleen een kleur (rood).", "The status is a colour alone (red)."),
                )
            },
        ),
        about(
            "ZA-03",
            Finding::new(&OWN001, cell_at(ZA, 6, 2), words("ZA-03 heeft geen trekker.", "ZA-03 has no owner.")),
        )
        .relate([Related::FrameworkLine(12)]),
        about(
            "ZA-03",
            Finding::new(
                &TRN002,
                cell_at(ZA, 6, 3),
                words(
                    "De planning is verschoven van Q4 2025 naar Q2 2026.",
                    "The deadline moved from Q4 2025 to Q2 2026.",
                ),
            ),
        ),
        Finding::new(
            &OWN003,
            cell_at(ZA, 7, 2),
            words("Trekker \"Zorghius\" | is @onbekend.", "Owner \"Zorghius\" | is @unknown."),
        )
        .suggest(Some("Zorghuis Duinstreek")),
        Finding::new(
            &STA003,
            Location::row(Version::Current, &ZA.into(), 7),
            words("-De status ontbreekt in deze rij.", "-This row has no status."),
        ),
        about(
            "ZA-09",
            Finding::new(
                &TRN006,
                Location::row(Version::Previous, &ZA.into(), 7),
                words("Actie ZA-09 is weg.", "Action ZA-09 is gone."),
            ),
        ),
        Finding::new(
            &STR008,
            Location::sheet(&DU.into()),
            words("Blad 'Duin meer' is gelezen als Duinmeer.", "Sheet 'Duin meer' was read as Duinmeer."),
        ),
        Finding {
            municipality: Some("DU".into()),
            subtheme: Some("RV-INF".into()),
            ..Finding::new(
                &COV001,
                Location::plan(),
                words(
                    "Duinmeer: Informatiepositie is rood maar heeft geen actie.",
                    "Duinmeer: Informatiepositie is red and has no action.",
                ),
            )
        },
    ]
}

/// The review, with a previous version.
pub(crate) fn review(lang: Lang) -> Review {
    let mut plan_now = plan(&current());
    plan_now.remarks.push(Remark {
        sheet: ZA.into(),
        at: Some(CellRef::new(ZA, 4, 4)),
        message: Wording::new(
            "De kolom 'Status' is gelezen als voortgang.".to_owned(),
            "The column 'Status' was read as progress.".to_owned(),
        ),
    });
    let shown = Shown::invented;
    let file = |name: &str, digit: &str| Shown::invented(FileId { name: name.to_owned(), sha256: digit.repeat(32) });
    Review {
        lang,
        today: day("2025-11-24"),
        file: file("plan_v2.xlsx", "ab"),
        framework: framework(),
        plan: shown(plan_now),
        findings: findings().into_iter().map(Shown::invented).collect(),
        previous: Some(PreviousReview {
            file: file("plan_v1.xlsx", "cd"),
            plan: shown(plan(&before())),
            reconciliation: Shown::invented(Reconciliation { changes: changes() }),
        }),
        own_sheets: OwnSheets::default(),
        tabs: BTreeMap::new(),
        privacy: Privacy::new(&framework()),
        selection: Default::default(),
        judged: true,
        fingerprint: "0123456789abcdef".to_owned(),
    }
}

/// The same without a previous version, and without the findings that need one.
pub(crate) fn first_version(lang: Lang) -> Review {
    let mut review = review(lang);
    review.previous = None;
    review.findings.retain(|finding| !finding.rule.code.as_str().starts_with("TRN"));
    review
}

/// The invented framework.
pub(crate) fn framework() -> Framework {
    Framework { sha256: "ef".repeat(32), ..Framework::parse(FRAMEWORK, "proef.toml").unwrap() }
}
