//! The findings, one row each, and what staff answered beside them.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::Links;
use super::draw::{Column, ColumnKind, Sheet, Show};
use super::look::Look;
use crate::report::digest::{Digest, Row};
use crate::report::words;
use crate::wording::Lang;

/// The header of the column in which staff answer.
pub fn reaction_header(lang: Lang) -> &'static str {
    lang.pick("Reactie", "Reaction")
}

/// The header of the hidden column by which an answer finds its finding again.
pub fn key_header(lang: Lang) -> &'static str {
    lang.pick("Sleutel", "Key")
}

/// The headers of the findings table that a later run reads back.
pub fn findings_headers(lang: Lang) -> [&'static str; 11] {
    match lang {
        Lang::Nl => {
            ["Nr", "Ernst", "Code", "Blad", "Cel", "Nummer", "Actie", "Melding", "Wat te doen", "Voorstel", "Status"]
        }
        Lang::En => [
            "No",
            "Severity",
            "Code",
            "Sheet",
            "Cell",
            "Number",
            "Action",
            "Message",
            "What to do",
            "Suggestion",
            "Status",
        ],
    }
}

/// What staff answered, beside the findings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// Headers of columns that staff added themselves.
    pub extra_headers: Vec<String>,
    /// For each finding of the digest.
    pub answers: Vec<Answer>,
    /// Answers to findings that are no longer there.
    pub resolved: Vec<Resolved>,
}

/// The answer to one finding.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// The finding's key.
    pub key: String,
    /// What stands under 'Reactie'.
    pub reaction: String,
    /// What stands in the columns that staff added.
    pub extras: Vec<String>,
    /// Whether it agrees and does not say why, so that it does nothing.
    pub lacks_reason: bool,
}

/// An answer whose finding is gone, with the row that it stood in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Resolved {
    /// The cells of [`findings_headers`], without number and status.
    pub cells: [String; 9],
    /// The answer.
    pub answer: Answer,
}

/// Draws the findings: one row each, with a filter. With answers there is a column for staff to answer in, and a hidden one
/// that keeps each answer with its finding when rows are sorted.
pub(crate) fn findings(
    sheet: &mut Worksheet,
    look: &Look,
    digest: &Digest,
    links: Links,
    answers: Option<&Answers>,
) -> Result<(), XlsxError> {
    let lang = digest.lang;
    let mut sheet = Sheet::new(sheet, look, lang)?;
    let subtitle = match answers {
        Some(_) => lang.pick(
            "Schrijf uw antwoord in de kolom Reactie; het blijft staan. Mag iets zo blijven? Schrijf dan akkoord: en de reden. Filteren en sorteren mag.",
            "Write your answer in the column Reaction; it is kept. Can something stay as it is? Write agreed: and the reason. You can filter and sort.",
        ),
        None => {
            lang.pick("Wat er is gevonden, op volgorde van blad en cel.", "What was found, in order of sheet and cell.")
        }
    };
    sheet.title(lang.pick("Bevindingen", "Findings"), subtitle)?;
    let mut rows: Vec<Vec<Show>> = Vec::new();
    for (i, row) in digest.findings.iter().enumerate() {
        let answer = answers.and_then(|answers| answers.answers.get(i));
        let mut cells = finding_cells(i + 1, row, lang, links, answer.is_some_and(|answer| answer.lacks_reason));
        if let Some(answers) = answers {
            cells.extend(answer_cells(answer, answers.extra_headers.len()));
        }
        rows.push(cells);
    }
    for resolved in answers.iter().flat_map(|answers| &answers.resolved) {
        let extras = answers.map(|answers| answers.extra_headers.len()).unwrap_or_default();
        rows.push(resolved_cells(rows.len() + 1, resolved, lang, extras));
    }
    if rows.is_empty() {
        return sheet.instead(lang.pick("Er zijn geen bevindingen.", "There are no findings."));
    }
    sheet.main_table("planwacht_findings", &finding_columns(lang, answers), rows.into_iter())
}

fn finding_columns(lang: Lang, answers: Option<&Answers>) -> Vec<Column> {
    let widths = [6.0, 17.0, 10.0, 17.0, 11.0, 11.0, 30.0, 40.0, 34.0, 18.0, 19.0];
    let mut columns: Vec<Column> =
        findings_headers(lang).iter().zip(widths).map(|(header, width)| Column::text(header, width)).collect();
    if let Some(first) = columns.first_mut() {
        first.kind = ColumnKind::Ordinal;
    }
    if let Some(answers) = answers {
        columns.push(Column { header: reaction_header(lang).to_owned(), width: 34.0, kind: ColumnKind::Input });
        let extras = answers.extra_headers.iter();
        columns.extend(extras.map(|header| Column { header: header.clone(), width: 22.0, kind: ColumnKind::Input }));
        columns.push(Column { header: key_header(lang).to_owned(), width: 12.0, kind: ColumnKind::Hidden });
    }
    columns
}

fn finding_cells(number: usize, row: &Row, lang: Lang, links: Links, lacks_reason: bool) -> Vec<Show> {
    let finding = row.finding;
    let spot = words::spots(finding, lang);
    let cell = match (links, row.cell()) {
        (Links::ToCells, Some(at)) => Show::Link(spot, at),
        _ => Show::Text(spot),
    };
    let text = |text: &str| Show::Text(text.to_owned());
    let status = match &finding.accepted {
        None if lacks_reason => Show::Text(
            lang.pick(
                "open – schrijf ook waarom, zoals: akkoord: zo vastgesteld",
                "open – add a reason, such as: agreed: adopted like this",
            )
            .to_owned(),
        ),
        None => Show::Text(lang.pick("open", "open").to_owned()),
        Some(reason) => Show::Quiet(format!("✓ {}: {reason}", lang.pick("akkoord", "agreed"))),
    };
    vec![
        Show::Ordinal(number),
        Show::Severity(finding.severity, lang),
        text(finding.rule.code.as_str()),
        text(finding.at.sheet.as_deref().unwrap_or(words::whole_plan(lang))),
        cell,
        text(row.id()),
        text(&row.action_text),
        text(row.message),
        text(row.fix),
        text(row.suggestion()),
        status,
    ]
}

fn answer_cells(answer: Option<&Answer>, extras: usize) -> Vec<Show> {
    let none = Answer::default();
    let answer = answer.unwrap_or(&none);
    let mut cells = vec![Show::Input(answer.reaction.clone())];
    cells.extend((0..extras).map(|i| Show::Input(answer.extras.get(i).cloned().unwrap_or_default())));
    cells.push(Show::Hidden(answer.key.clone()));
    cells
}

fn resolved_cells(number: usize, resolved: &Resolved, lang: Lang, extras: usize) -> Vec<Show> {
    let mut cells = vec![Show::Ordinal(number)];
    cells.extend(resolved.cells.iter().map(|cell| Show::Quiet(cell.clone())));
    cells.push(Show::Quiet(resolved_word(lang).to_owned()));
    cells.extend(answer_cells(Some(&resolved.answer), extras));
    cells
}

/// The status of an answer whose finding is gone.
pub fn resolved_word(lang: Lang) -> &'static str {
    lang.pick("✓ opgelost", "✓ resolved")
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Workbook;

    use super::*;
    use crate::report::sheets::part;
    use crate::report::testing;

    #[test]
    fn rows_grow_with_their_text_and_the_key_is_hidden() {
        let review = testing::review(Lang::Nl);
        let digest = Digest::new(&review);
        let mut workbook = Workbook::new();
        let answers = Answers::default();
        findings(workbook.add_worksheet(), &Look::new(), &digest, Links::ToCells, Some(&answers)).unwrap();
        let sheet = part(workbook, "xl/worksheets/sheet1.xml");
        assert!(sheet.contains(" ht=\"") && !sheet.contains("customHeight"));
        assert!(sheet.contains("hidden=\"1\""));
        assert!(sheet.contains("location=\"'Zandwijk'!C7\""), "{sheet}");
        assert!(sheet.contains("<tableParts"));
    }
}
