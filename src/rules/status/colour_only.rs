//! STA003: the status is a colour and nothing else.

use crate::cell::Cell;
use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::plan::{Action, Status, StatusSource};
use crate::rules::Context;
use crate::rules::status::{colour_name, lone_colour, progress_names, shares_its_cell, shows_no_word};
use crate::rules::together::{self, Share};
use crate::wording::Wording;

/// A cell of a status column has no text, and a fill that means something. The colour is read all the same; the word belongs
/// beside it.
///
/// A colour behind a word is fine, and so is a colour that the framework gives no meaning. Where nearly a whole column has colours and
/// no word (as adopted plans do), that is one finding with its cells. A coloured circle counts as the fill of that colour.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::STA003,
    name: "status-colour-only",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Workbook,
    what: Wording::new("De status is alleen met een kleur aangegeven.", "The status is given by a colour alone."),
    why: Wording::new(
        "Kleuren gaan verloren bij kopiëren en printen, en niet iedereen kan ze zien (WCAG 1.4.1).",
        "Colours get lost when a sheet is copied or printed, and not everybody can see them (WCAG 1.4.1).",
    ),
    fix: Wording::new(
        "Zet een woord uit de lijst in de cel. De kleur mag blijven.",
        "Put a word from the list in the cell. The colour can stay.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Wijdemeren
| Nr | Actie | Trekker | Planning | Status |
| W-05 | Radicalisering vast op de agenda zetten | Burgemeester Wijdemeren | Q2 2026 | → {FFC000} |
| W-06 | Het protocol vaststellen | HR Wijdemeren | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Wijdemeren
| Nr | Actie | Trekker | Planning | Status |
| W-05 | Radicalisering vast op de agenda zetten | Burgemeester Wijdemeren | Q2 2026 | {FFC000} Loopt |
| W-06 | Het protocol vaststellen | HR Wijdemeren | Q2 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let (scales, mut found) = (ctx.scales(), Vec::new());
    for action in &ctx.plan.actions {
        for cell in cells(action) {
            found.extend(by_colour_alone(ctx, cell).map(|code| finding(ctx, action, cell, code)));
        }
        // The colour of a progress cell is not read where the table has a column of its own for those of the framework.
        if !shares_its_cell(action)
            && let Some(code) = lone_colour(ctx, action, scales)
        {
            found.push(without_word(ctx, action, &code));
        }
    }
    findings.extend(together::by_column(ctx, found, whole_column));
}

/// Of a progress cell with a colour of the framework and no word.
fn without_word(ctx: &Context, action: &Action, code: &str) -> Finding {
    let (name, choice) = (colour_name(ctx.framework, code), progress_names(ctx.framework));
    let message = Wording::new(
        format!("Deze cel heeft alleen een kleur ({name})."),
        format!("This cell has only a colour ({name})."),
    );
    ctx.on(action, &action.progress, &RULE, message).advise(Wording::new(
        format!("Zet er een woord bij dat zegt hoe ver de actie is: {choice}. De kleur mag blijven."),
        format!("Add a word that says how far the action is: {choice}. The colour can stay."),
    ))
}

/// The status cells of an action; one where both statuses were read from the same.
fn cells(action: &Action) -> impl Iterator<Item = &Cell<Status>> {
    let own = (!shares_its_cell(action)).then_some(&action.framework_status);
    // Of a cell that speaks on the scale of the framework alone, that is the status to tell of.
    let first = match shares_its_cell(action) && action.progress.known().is_none() {
        true => &action.framework_status,
        false => &action.progress,
    };
    std::iter::once(first).chain(own)
}

fn whole_column(share: Share) -> (Wording, Option<Wording>) {
    let message = share.said(
        "De status staat in deze kolom alleen als kleur.",
        "In this column the status is given by a colour alone.",
    );
    (message, None)
}

fn finding(ctx: &Context, action: &Action, cell: &Cell<Status>, code: &str) -> Finding {
    let of_framework = std::ptr::eq(cell, &action.framework_status);
    if of_framework && shares_its_cell(action) {
        return without_word(ctx, action, code);
    }
    let name = if of_framework {
        colour_name(ctx.framework, code)
    } else {
        ctx.framework.progress(code).map_or_else(|| code.to_owned(), |progress| progress.name.clone())
    };
    let (nl, en) = if of_framework { ("kaderstatus", "framework status") } else { ("status", "status") };
    let message = Wording::new(
        format!("De {nl} staat hier alleen als kleur ({name})."),
        format!("The {en} is given by a colour alone ({name})."),
    );
    let advice = Wording::new(
        format!("Zet het woord “{name}” in de cel. De kleur mag blijven."),
        format!("Put the word “{name}” in the cell. The colour can stay."),
    );
    ctx.on(action, cell, &RULE, message).advise(advice).suggest(Some(name))
}

/// The code of a status that was read from the fill of a cell without text.
fn by_colour_alone<'a>(ctx: &Context, cell: &'a Cell<Status>) -> Option<&'a str> {
    let status = cell.known()?;
    let circle = !cell.raw.trim().is_empty() && shows_no_word(&cell.raw);
    let blank = circle || cell.raw.trim().is_empty() && ctx.shows_no_text(&cell.at);
    (matches!(status.source, StatusSource::Fill(_)) && blank).then_some(&*status.code)
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::{findings, messages};
    use crate::rules::status::advised;

    #[test]
    fn the_colour_is_named_by_its_status() {
        let sheet = "# Wijdemeren\n| Nr | Actie | Kaderstatus | Trekker | Planning | Status |\n\
                     | W-05 | Scholen bezoeken | {FF0000} | OOV Wijdemeren | Q2 2026 | Loopt |\n\
                     | W-06 | Ouders bijpraten | {92D050} Groen | OOV Wijdemeren | Q2 2026 | Loopt |";
        let found = advised("STA003", sheet);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("kaderstatus") && found[0].contains("“Rood”"), "{}", found[0]);
    }

    #[test]
    fn a_column_of_colours_is_told_of_once() {
        let sheet = |count: usize, last: &str| {
            let rows: String = (0..count)
                .map(|n| format!("| W-{n} | Actie nummer {n} | OOV Wijdemeren | Q2 2026 | {{FF0000}} |\n"))
                .collect();
            format!(
                "# Wijdemeren\n| Nr | Actie | Trekker | Planning | Status |\n{rows}| W-99 | Ouders bijpraten | OOV | Q2 2026 | {last} |"
            )
        };
        let places = |sheet: &str| -> Vec<String> {
            findings("STA003", "", sheet)
                .iter()
                .filter_map(|found| found.at.cell_ref())
                .map(|at| at.to_string())
                .collect()
        };
        assert_eq!(places(&sheet(5, "{FFC000}")), ["Wijdemeren!E2"]);
        assert!(messages("STA003", "", &sheet(6, "{FFC000}"))[0].contains("7 acties"));
        assert_eq!(places(&sheet(6, "")), ["Wijdemeren!E2"], "an empty cell is no word");
        assert_eq!(places(&sheet(3, "{FFC000}")).len(), 4, "a few are told of one by one");
        let mixed = sheet(6, "Loopt") + "\n| W-98 | Folder maken | OOV | Q2 2026 | Loopt |";
        assert_eq!(places(&mixed).len(), 6, "so are those beside words");
    }

    #[test]
    fn a_colour_in_the_progress_column_beside_that_of_the_framework_and_a_circle_are_colours_alone() {
        let sheet = |status: &str| {
            format!(
                "# Wijdemeren\n| Nr | Actie | Kaderstatus | Trekker | Planning | Status |\n\
                 | W-05 | Scholen bezoeken | Rood | OOV Wijdemeren | Q2 2026 | {status} |\n\
                 | W-06 | Ouders bijpraten | Oranje | OOV Wijdemeren | Q2 2026 | Loopt |"
            )
        };
        for status in ["{92D050}", "🟢", " 🟢 "] {
            let found = advised("STA003", &sheet(status));
            assert!(found.len() == 1 && found[0].starts_with("Deze cel heeft alleen een kleur (Groen)."), "{found:?}");
            let others = ["STA001", "STA002", "STA005"].map(|code| messages(code, "", &sheet(status)).len());
            assert_eq!(others, [0, 0, 0], "{status}");
        }
        let without = sheet("🔴").replace(" Kaderstatus |", "").replace(" Rood |", "").replace(" Oranje |", "");
        assert!(advised("STA003", &without)[0].contains("(Rood)"), "{:?}", advised("STA003", &without));
        assert_eq!((messages("STA001", "", &sheet("⚪")).len(), messages("STA003", "", &sheet("⚪")).len()), (1, 0));
    }

    #[test]
    fn a_marker_pen_colour_without_meaning_is_fine() {
        let sheet = "# Wijdemeren\n| Nr | Actie | Trekker | Planning | Status |\n\
                     | W-05 | Scholen bezoeken | OOV Wijdemeren | Q2 2026 | {4472C4} |\n\
                     | W-06 | Ouders bijpraten | OOV Wijdemeren | Q2 2026 | Loopt |";
        assert!(messages("STA003", "", sheet).is_empty());
        assert_eq!(messages("STA001", "", sheet).len(), 1);
    }
}
