//! The explanation: how to read the workbook, what reading decided, and how to repeat the run.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::draw::{Sheet, Show};
use super::look::Look;
use super::{remarks, repeat};
use crate::report::digest::Digest;
use crate::wording::Lang;

/// Draws the explanation: how to read the workbook, what reading decided, and how to repeat the run.
pub(crate) fn explanation(sheet: &mut Worksheet, look: &Look, digest: &Digest) -> Result<(), XlsxError> {
    let lang = digest.lang;
    let review = digest.review;
    let mut sheet = Sheet::new(sheet, look, lang)?;
    sheet.widths([36.0, 110.0])?;
    sheet.title(
        lang.pick("Toelichting", "Explanation"),
        lang.pick("Hoe u deze werkmap leest.", "How to read this workbook."),
    )?;
    let how = match lang {
        Lang::Nl => [
            (
                "Bevindingen",
                "Elke rij is iets dat niet klopt, of dat u moet weten. “Cel” wijst naar de gecontroleerde werkmap.",
            ),
            (
                "Wijzigingen",
                "Elke rij is één verschil met de vorige versie. Een andere spelling, streepje of spatie telt niet als verschil.",
            ),
            (
                "Herkend aan",
                "Waaraan een actie uit de vorige versie is herkend, ook als de rij is verplaatst of een ander nummer heeft.",
            ),
            ("Zekerheid", "Hoe zeker dat is. Kijk “onzeker” altijd zelf na."),
            (
                "Akkoord",
                "Een afwijking die zo mag blijven. De reden staat erbij. De afwijking telt niet mee als fout of waarschuwing.",
            ),
        ],
        Lang::En => [
            (
                "Findings",
                "Each row is something that does not match the framework, or that you should know. “Cell” points into the checked workbook.",
            ),
            (
                "Changes",
                "Each row is one difference from the previous version. Another spelling, dash or space is no difference.",
            ),
            (
                "Matched by",
                "By what an action of the previous version was recognised, also when its row moved or its number changed.",
            ),
            ("Certainty", "How sure that is. Always check “uncertain” yourself."),
            (
                "Agreed",
                "An exception that can stay as it is, with the reason. It does not count as an error or a warning.",
            ),
        ],
    };
    let rows: Vec<Vec<Show>> = how
        .iter()
        .map(|(word, meaning)| vec![Show::Label((*word).to_owned()), Show::Text((*meaning).to_owned())])
        .collect();
    sheet.small_table(&[lang.pick("Woord", "Word"), lang.pick("Uitleg", "Meaning")], &rows)?;
    remarks(&mut sheet, digest)?;
    repeat(&mut sheet, review)
}
