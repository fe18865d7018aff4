//! The overview: what was checked, the counts, per municipality, and who must do what.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::draw::{Sheet, Show};
use super::look::Look;
use super::remarks;
use crate::finding::Severity;
use crate::report::digest::{Digest, Duty, Group};
use crate::report::words;
use crate::wording::Lang;

/// How many rules of one owner the overview names; the findings sheet has them all.
const TODO_LINES: usize = 15;
/// How many places such a line names.
const TODO_PLACES: usize = 6;

/// Draws the overview: what was checked, the counts, per municipality, and who must do what. `findings_sheet` is the name of
/// the sheet with the findings; `with_help` adds how staff work with the annotated workbook.
pub(crate) fn overview(
    sheet: &mut Worksheet,
    look: &Look,
    digest: &Digest,
    findings_sheet: &str,
    with_help: bool,
) -> Result<(), XlsxError> {
    let mut sheet = Sheet::new(sheet, look, digest.lang)?;
    sheet.widths([36.0, 84.0, 10.0, 13.0, 10.0, 17.0, 17.0, 14.0])?;
    let title = sheet.pick("Controle van het actieplan", "Check of the action plan");
    sheet.title(title, &digest.review.framework.title)?;
    facts(&mut sheet, digest)?;
    unread(&mut sheet, digest)?;
    counts(&mut sheet, digest)?;
    if with_help {
        help(&mut sheet, findings_sheet)?;
    }
    duties(&mut sheet, digest, findings_sheet)?;
    municipalities(&mut sheet, digest)?;
    if digest.review.previous.is_some() {
        tally(&mut sheet, digest)?;
    }
    if with_help {
        remarks(&mut sheet, digest)?;
    }
    Ok(())
}

fn facts(sheet: &mut Sheet, digest: &Digest) -> Result<(), XlsxError> {
    let review = digest.review;
    let lang = digest.lang;
    let previous = match &review.previous {
        Some(previous) => previous.file.name.clone(),
        None => lang
            .pick(
                "geen. Wilt u ook de wijzigingen zien? Gebruik --previous.",
                "none. To see what changed, use --previous.",
            )
            .to_owned(),
    };
    let facts = [
        (lang.pick("Gecontroleerd", "Checked"), review.file.name.clone()),
        (lang.pick("Vorige versie", "Previous version"), previous),
        (lang.pick("Beoordeeld op", "Judged as of"), words::date(review.today, lang)),
        (lang.pick("Kaderbestand", "Framework file"), format!("{} ({})", review.framework.title, review.framework.id)),
        (lang.pick("Gemaakt met", "Made with"), format!("planwacht {}", env!("CARGO_PKG_VERSION"))),
    ];
    for (label, value) in facts {
        sheet.cells(&[Show::Label(label.to_owned()), Show::Text(value)])?;
    }
    sheet.row += 1;
    Ok(())
}

fn unread(sheet: &mut Sheet, digest: &Digest) -> Result<(), XlsxError> {
    if digest.unread.is_empty() {
        return Ok(());
    }
    let lang = digest.lang;
    sheet.section(lang.pick("Niet gelezen", "Not read"))?;
    for sentence in &digest.unread {
        sheet.cells(&[Show::Severity(Severity::Error, lang), Show::Text(sentence.clone())])?;
    }
    sheet.cells(&[Show::Label(String::new()), Show::Text(digest.unread_note().to_owned())])?;
    sheet.row += 1;
    Ok(())
}

fn counts(sheet: &mut Sheet, digest: &Digest) -> Result<(), XlsxError> {
    let lang = digest.lang;
    let counts = digest.counts;
    sheet.section(lang.pick("In het kort", "In short"))?;
    let severity = |severity: Severity, meaning: &str, number: usize| {
        vec![Show::Severity(severity, lang), Show::Text(meaning.to_owned()), Show::Number(number)]
    };
    let rows = [
        severity(Severity::Error, lang.pick("Dit moet worden opgelost.", "This has to be fixed."), counts.errors),
        severity(
            Severity::Warning,
            lang.pick("Kijk hiernaar. Vaak is een aanpassing nodig.", "Look at this. It often needs a change."),
            counts.warnings,
        ),
        severity(Severity::Info, lang.pick("Goed om te weten.", "Good to know."), counts.infos),
        vec![
            Show::Label(format!("✓ {}", lang.pick("akkoord", "agreed"))),
            Show::Text(
                lang.pick("Een afwijking die zo mag blijven.", "An exception that can stay as it is.").to_owned(),
            ),
            Show::Number(counts.accepted),
        ],
    ];
    let headers = [
        lang.pick("Bevindingen", "Findings"),
        lang.pick("Wat betekent dit?", "What does this mean?"),
        lang.pick("Aantal", "Count"),
    ];
    sheet.small_table(&headers, &rows)
}

fn help(sheet: &mut Sheet, findings_sheet: &str) -> Result<(), XlsxError> {
    let lang = sheet.lang;
    sheet.section(lang.pick("Zo gebruikt u dit", "How to use this"))?;
    let steps = match lang {
        Lang::Nl => [
            format!("Alle bevindingen staan op het blad “{findings_sheet}”. Klik daar op een cel om er direct heen te gaan."),
            "Een cel met een rand en een notitie vraagt om aandacht. In de notitie staat wat er mis is en wat u kunt doen.".to_owned(),
            "Pas de cel aan.".to_owned(),
            "Mag de cel zo blijven? Schrijf bij Reactie: akkoord: en dan de reden. Voorbeeld: akkoord: zo vastgesteld. Is het tijdelijk? Voorbeeld: akkoord tot 1-3-2026: wacht op het overleg. De bevinding telt dan niet meer mee, tot de cel verandert.".to_owned(),
            "Uw eigen notities blijven staan, en ook uw reacties. Alleen de notities en randen van planwacht en deze drie bladen worden bij de volgende controle vervangen.".to_owned(),
        ],
        Lang::En => [
            format!("All findings are on the sheet “{findings_sheet}”. Click a cell there to go straight to it."),
            "A cell with a border and a note needs attention. The note says what is wrong and what you can do.".to_owned(),
            "Change the cell.".to_owned(),
            "Can it stay as it is? Write under Reaction: agreed: and the reason. Example: agreed: adopted like this. For a while? Example: agreed until 1 March 2026: waiting for the meeting. The finding then no longer counts, until the cell changes.".to_owned(),
            "Your own notes stay, and so do your replies. The next check replaces only planwacht's notes and borders and these three sheets.".to_owned(),
        ],
    };
    for (number, step) in (1usize..).zip(steps) {
        sheet.cells(&[Show::Label(format!("{} {number}", lang.pick("Stap", "Step"))), Show::Text(step)])?;
    }
    sheet.row += 1;
    Ok(())
}

fn duties(sheet: &mut Sheet, digest: &Digest, findings_sheet: &str) -> Result<(), XlsxError> {
    let lang = digest.lang;
    sheet.section(lang.pick("Wie moet wat doen", "Who must do what"))?;
    let rows: Vec<Vec<Show>> = digest.owners.iter().map(|duty| duty_cells(duty, lang, findings_sheet)).collect();
    if rows.is_empty() {
        sheet
            .cells(&[Show::Text(lang.pick("Niemand hoeft iets te doen.", "Nobody has to do anything.").to_owned())])?;
        sheet.row += 1;
        return Ok(());
    }
    let headers = match lang {
        Lang::Nl => ["Trekker", "Wat te doen", "Acties", "Open acties", "Fouten", "Waarschuwingen", "Ter informatie"],
        Lang::En => ["Owner", "What to do", "Actions", "Open actions", "Errors", "Warnings", "For information"],
    };
    sheet.small_table(&headers, &rows)
}

fn duty_cells(duty: &Duty, lang: Lang, findings_sheet: &str) -> Vec<Show> {
    let weights = duty.weights;
    let mut lines: Vec<String> = duty
        .todo
        .iter()
        .take(TODO_LINES)
        .map(|todo| format!("{} {} ({})", todo.code, todo.fix, todo.places_line(TODO_PLACES, lang)))
        .collect();
    if duty.todo.len() > TODO_LINES {
        lines.push(format!("{} “{findings_sheet}”.", lang.pick("Meer op het blad", "More on the sheet")));
    }
    let mut cells = vec![Show::Label(duty.owner.clone()), Show::Text(lines.join("\n"))];
    let numbers = [duty.actions, duty.open, weights.errors, weights.warnings, weights.infos];
    cells.extend(numbers.map(Show::Number));
    cells
}

fn municipalities(sheet: &mut Sheet, digest: &Digest) -> Result<(), XlsxError> {
    let lang = digest.lang;
    sheet.section(lang.pick("Per gemeente", "Per municipality"))?;
    let headers = match lang {
        Lang::Nl => [
            "Gemeente",
            "Wijzigingen",
            "Acties",
            "Open acties",
            "Fouten",
            "Waarschuwingen",
            "Ter informatie",
            "Akkoord",
        ],
        Lang::En => {
            ["Municipality", "Changes", "Actions", "Open actions", "Errors", "Warnings", "For information", "Agreed"]
        }
    };
    let cells = |group: &Group| {
        let Group { name, actions, open, weights, .. } = group;
        let mut cells = vec![Show::Label(name.clone()), Show::Text(group.events_line(lang))];
        let numbers = [*actions, *open, weights.errors, weights.warnings, weights.infos, weights.accepted];
        cells.extend(numbers.map(Show::Number));
        if digest.is_uncounted(group) {
            let counts = cells.iter_mut().skip(2).take(2);
            counts.for_each(|cell| *cell = Show::Text(words::not_read(lang).to_owned()));
        }
        cells
    };
    let rows: Vec<Vec<Show>> = digest.municipalities.iter().map(cells).collect();
    sheet.small_table(&headers, &rows)
}

fn tally(sheet: &mut Sheet, digest: &Digest) -> Result<(), XlsxError> {
    let lang = digest.lang;
    sheet.section(lang.pick("Wijzigingen sinds de vorige versie", "Changes since the previous version"))?;
    let headers = [
        lang.pick("Wat", "What"),
        lang.pick("Wat betekent dit?", "What does this mean?"),
        lang.pick("Acties", "Actions"),
    ];
    let rows: Vec<Vec<Show>> = digest
        .tally_lines()
        .into_iter()
        .map(|line| vec![Show::Label(line.word), Show::Text(line.meaning.to_owned()), Show::Number(line.actions)])
        .collect();
    sheet.small_table(&headers, &rows)
}
