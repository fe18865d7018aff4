//! Why something was left to a person, or what has to be said of what was taken.

use crate::package::{CellReason, LeftOutReason};
use crate::wording::Wording;

/// A reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The cell of the base is covered by a merged range.
    Covered,
    /// The cell takes more or fewer rows in the copy.
    MergedDifferently,
    /// The copy has a formula where the base has a value.
    FormulaInCopy,
    /// Both have a formula, and it is another one.
    FormulaChanged,
    /// The base had a formula, the copy a value: taken.
    FormulaReplaced,
    /// The copy shows an error.
    ErrorInCopy,
    /// Text is struck through in one of them.
    Struck,
    /// Blacked out in one of them.
    Redacted,
    /// It is not sure that the two rows are one action.
    Unsure,
    /// One action of the base is several in the copy.
    Split,
    /// Several actions of the base are one in the copy.
    Combined,
    /// The copy does not have the action any more.
    Missing,
    /// The action is on another sheet in the copy.
    Moved,
    /// The copy has other numbers all through.
    Renumbered,
    /// The text goes on in rows below, and is different there.
    MoreRows,
    /// A new action for which the base has no table.
    NoTable,
    /// A new action for which there is no free row below the table.
    NoRoom,
    /// A new action that would be read differently at that place.
    ReadsDifferently,
    /// All of the text of a new action is struck through.
    AllStruck,
    /// The number of a new action belongs to another one too: taken.
    NumberTwice,
    /// The base has no such column.
    ExtraColumn,
    /// The copy has no such column.
    MissingColumn,
    /// Text outside the actions.
    Outside,
    /// A sheet that the base does not have.
    ExtraSheet,
    /// The note is gone in the copy.
    NoteGone,
    /// The note is a conversation.
    Conversation,
    /// A note that stands on no cell that both have.
    NoteElsewhere,
    /// The copy has no action of the base.
    OtherPlan,
    /// The copy is damaged; with what could not be read of it.
    Damaged(Wording),
    /// Answers to findings on the sheets of an earlier check.
    Reactions,
    /// One copy changed the word, another the colour.
    WordAndColour,
    /// The package does not let the cell be written.
    Cell(CellReason),
    /// The package does not let the note be written.
    Note(LeftOutReason),
}

impl Reason {
    /// The reason as a sentence, with what to do where somebody has to do something.
    pub fn words(&self) -> Wording {
        let (nl, en) = match self {
            Self::Covered => (
                "De cel is in uw werkmap samengevoegd met andere cellen. Kijk voor welke rijen de nieuwe tekst geldt.",
                "The cell is merged with others in your workbook. See which rows the new text is for.",
            ),
            Self::MergedDifferently => (
                "De cel is in de kopie anders samengevoegd. Kijk voor welke rijen de tekst geldt.",
                "The cell is merged differently in the copy. See which rows the text is for.",
            ),
            Self::FormulaInCopy => (
                "In de kopie staat een formule. Neem de uitkomst of de formule zelf over.",
                "The copy has a formula here. Take over its outcome or the formula yourself.",
            ),
            Self::FormulaChanged => (
                "De formule is in de kopie anders. Pas die zelf aan als dat klopt.",
                "The formula is different in the copy. Change it yourself if that is right.",
            ),
            Self::FormulaReplaced => (
                "Hier stond een formule; nu staat er een vaste waarde.",
                "There was a formula here; now it is a fixed value.",
            ),
            Self::ErrorInCopy => (
                "In de kopie staat een fout van Excel. Vraag wat er moet staan.",
                "The copy shows an Excel error. Ask what the value should be.",
            ),
            Self::Struck => (
                "In de cel is tekst doorgehaald. Neem over wat nog geldt.",
                "Text in the cell is struck through. Take over what still applies.",
            ),
            Self::Redacted => (
                "In een van de twee is de tekst zwartgelakt. Gebruik een kopie die niet gelakt is.",
                "In one of the two the text is blacked out. Use a copy that is not redacted.",
            ),
            Self::Unsure => (
                "Het is niet zeker dat dit dezelfde actie is. Vergelijk de twee rijen.",
                "It is not certain that this is the same action. Compare the two rows.",
            ),
            Self::Split => (
                "In de kopie is deze actie gesplitst. Neem de delen zelf over als dat klopt.",
                "The copy splits this action. Take over the parts yourself if that is right.",
            ),
            Self::Combined => (
                "In de kopie zijn deze acties één actie. Voeg ze zelf samen als dat klopt.",
                "The copy makes one action of these. Combine them yourself if that is right.",
            ),
            Self::Missing => (
                "De actie staat niet meer in de kopie. De actie blijft staan. Haal die zelf weg als dat de bedoeling is.",
                "The copy no longer has the action. The action stays. Remove it yourself if that is intended.",
            ),
            Self::Moved => (
                "De actie staat in de kopie op een ander blad. Verplaats die zelf als dat klopt.",
                "The action is on another sheet in the copy. Move it yourself if that is right.",
            ),
            Self::Renumbered => (
                "In de kopie zijn de acties opnieuw genummerd. De nummers van uw werkmap blijven staan.",
                "The actions are renumbered in the copy. The numbers in your workbook stay.",
            ),
            Self::MoreRows => (
                "De tekst loopt door in de rijen eronder en is daar anders. Vergelijk de rijen.",
                "The text goes on in the rows below and is different there. Compare the rows.",
            ),
            Self::NoTable => (
                "Nieuwe actie, maar in uw werkmap staat geen tabel waar die in hoort. Zet de actie zelf op de goede plek.",
                "A new action, but your workbook has no table for it. Put it in the right place yourself.",
            ),
            Self::NoRoom => (
                "Nieuwe actie, maar onder de tabel is geen lege rij. Voeg zelf een rij in.",
                "A new action, but there is no empty row below the table. Insert a row yourself.",
            ),
            Self::ReadsDifferently => (
                "Nieuwe actie, maar onder deze tabel hoort die bij een ander thema of een andere gemeente. Zet de actie zelf op de goede plek.",
                "A new action, but below this table it belongs to another theme or municipality. Put it in the right place yourself.",
            ),
            Self::AllStruck => (
                "Nieuwe actie waarvan alle tekst is doorgehaald. Kijk of de actie nog telt.",
                "A new action whose whole text is struck through. See whether it still counts.",
            ),
            Self::NumberTwice => (
                "Dit nummer heeft ook een andere actie. Geef een van de twee een nieuw nummer.",
                "Another action has this number too. Give one of the two a new number.",
            ),
            Self::ExtraColumn => (
                "Deze kolom staat niet in uw werkmap. Voeg de kolom zelf toe als die nodig is.",
                "Your workbook does not have this column. Add it yourself if it is needed.",
            ),
            Self::MissingColumn => (
                "Deze kolom staat niet in de kopie. In uw werkmap verandert de kolom niet.",
                "The copy does not have this column. It does not change in your workbook.",
            ),
            Self::Outside => (
                "Tekst buiten de acties die niet in uw werkmap staat. Neem de tekst zelf over als die nodig is.",
                "Text outside the actions that your workbook does not have. Take it over yourself if it is needed.",
            ),
            Self::ExtraSheet => (
                "Dit blad staat niet in uw werkmap. Kopieer het zelf als het nodig is.",
                "Your workbook does not have this sheet. Copy it yourself if it is needed.",
            ),
            Self::NoteGone => (
                "De notitie staat niet in de kopie. De notitie blijft staan. Haal die zelf weg als dat de bedoeling is.",
                "The copy does not have the note. The note stays. Remove it yourself if that is intended.",
            ),
            Self::Conversation => (
                "Op de cel staat een gesprek (opmerking met antwoorden). Neem het zelf over.",
                "The cell holds a conversation (threaded comment). Take it over yourself.",
            ),
            Self::NoteElsewhere => (
                "Een notitie op een cel die niet bij een actie hoort. Neem de notitie zelf over als die nodig is.",
                "A note on a cell that belongs to no action. Take it over yourself if it is needed.",
            ),
            Self::OtherPlan => (
                "Uit deze kopie is niets overgenomen: geen enkele actie van uw werkmap staat erin. Kijk of dit de goede werkmap is.",
                "Nothing was taken from this copy: it has none of the actions in your workbook. Check that this is the right workbook.",
            ),
            Self::Reactions => (
                "In deze kopie staan reacties op bevindingen die niet in uw werkmap staan. Neem ze zelf over.",
                "This copy holds replies to findings that your workbook does not have. Take them over yourself.",
            ),
            Self::WordAndColour => (
                "De ene kopie wijzigde het woord, de andere de kleur. Kies wat klopt.",
                "One copy changed the word, another the colour. Choose what is right.",
            ),
            Self::Damaged(Wording { nl, en }) => {
                return Wording::of(
                    format!(
                        "Uit deze kopie is niets overgenomen, want het bestand is beschadigd. {nl} Laat Excel het herstellen, of vraag de kopie opnieuw op."
                    ),
                    format!(
                        "Nothing was taken from this copy, because the file is damaged. {en} Let Excel repair it, or ask for the copy again."
                    ),
                );
            }
            Self::Cell(reason) => {
                let Wording { nl, en } = reason.words();
                return Wording::of(
                    format!("Niet overgenomen, want {nl}. Pas de cel zelf aan."),
                    format!("Not taken, because {en}. Change the cell yourself."),
                );
            }
            Self::Note(reason) => {
                return Wording::of(
                    format!("Niet overgenomen, want {reason}. Neem de notitie zelf over."),
                    format!("Not taken, because {}. Take the note over yourself.", reason.english()),
                );
            }
        };
        Wording::of(nl, en)
    }
}
