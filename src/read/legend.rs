//! The legend of a sheet: what its coloured circles, or its words for colours, say of the progress ("🟢 = loopt op schema").
//!
//! Without one, a colour alone says nothing about the progress of an action.

use std::ops::Range;

use crate::cell::{CellRef, Grid, GridCell, Rgb};
use crate::framework::Code;
use crate::plan::Remark;
use crate::read::header::Rows;
use crate::read::progress::without_circles;
use crate::read::status::Scale;
use crate::wording::Wording;

/// One line alone is no legend.
const FEWEST: usize = 2;

/// What signs mean on one sheet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Legend {
    meanings: Vec<(Sign, Code)>,
    at: Option<CellRef>,
}

/// What a legend explains.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Sign {
    /// A coloured circle.
    Circle(Rgb),
    /// A colour of the framework, as a word.
    Colour(Code),
}

/// A row with its cells by column.
type Row<'g> = (u32, Vec<(u32, &'g GridCell)>);

/// The two scales by which a legend is read.
pub(crate) struct Scales<'s> {
    /// Its words are what the signs stand for.
    pub progress: &'s Scale,
    /// Its words and colours are the signs.
    pub maturity: &'s Scale,
}

impl Legend {
    /// The legend in these rows of a sheet; an empty one where there is none.
    pub(crate) fn of(grid: &Grid, rows: &Rows, range: Range<usize>, scales: &Scales) -> Self {
        let rows = rows.get(range).unwrap_or_default();
        let mut legend = Self::default();
        for (nth, (row, cells)) in rows.iter().enumerate() {
            for (col, cell) in cells.iter().filter(|(_, cell)| !cell.is_blank()) {
                let found = scales.entries(&cell.text(), || beside(rows, nth, *col));
                if !found.is_empty() && legend.at.is_none() {
                    legend.at = Some(CellRef::new(grid.sheet.clone(), *row, *col));
                }
                legend.meanings.extend(found);
            }
        }
        if legend.meanings.len() < FEWEST { Self::default() } else { legend }
    }

    /// What a status cell with nothing but such a sign says of the progress.
    pub(crate) fn meaning(&self, text: &str, scales: &Scales) -> Option<Code> {
        if self.meanings.is_empty() {
            return None;
        }
        let circle = match without_circles(text) {
            Some((rest, circle)) => Some(circle.filter(|_| rest.is_empty())?),
            None => None,
        };
        let colour = match circle {
            Some(circle) => scales.maturity.colours.meaning(circle),
            None => scales.maturity.words.find(text),
        };
        let is_it = |sign: &Sign| match sign {
            Sign::Circle(rgb) if circle.is_some() => circle == Some(*rgb),
            Sign::Circle(rgb) => colour.is_some() && scales.maturity.colours.meaning(*rgb) == colour,
            Sign::Colour(code) => colour == Some(code),
        };
        self.meanings.iter().find(|(sign, _)| is_it(sign)).map(|(_, code)| code.clone())
    }

    /// That it was read so.
    pub(crate) fn remark(&self, name: impl Fn(&Code) -> String) -> Option<Remark> {
        let at = self.at.clone()?;
        let mut names: Vec<String> = self.meanings.iter().map(|(_, code)| name(code)).collect();
        names.dedup();
        let names = names.join(", ");
        let message = Wording::of(
            format!("De legenda is gebruikt om de kleuren in de statuskolom te lezen: {names}."),
            format!("The legend was used to read the colours in the status column: {names}."),
        );
        Some(Remark { sheet: at.sheet.clone(), at: Some(at), message })
    }
}

impl Scales<'_> {
    /// What a cell of a legend explains, line by line; `beside` gives the texts that may hold the words of a sign alone.
    fn entries(&self, text: &str, beside: impl Fn() -> Vec<String>) -> Vec<(Sign, Code)> {
        let lines = text.split(['\n', ';', '|']).map(str::trim).filter(|line| !line.is_empty());
        lines
            .filter_map(|line| {
                let (sign, words) = self.sign(line)?;
                if !words.is_empty() {
                    return Some((sign, self.state(&words)?));
                }
                let code = beside().iter().find_map(|words| self.state(words))?;
                Some((sign, code))
            })
            .collect()
    }

    /// The sign of a line with the words behind or before it.
    fn sign(&self, line: &str) -> Option<(Sign, String)> {
        const BETWEEN: [char; 8] = ['=', ':', '-', '\u{2013}', '\u{2014}', '\u{2192}', '>', ' '];
        if let Some((words, circle)) = without_circles(line) {
            return Some((Sign::Circle(circle?), words.trim_matches(BETWEEN).to_owned()));
        }
        let colour = |word: &str| self.maturity.words.find(word.trim()).cloned().map(Sign::Colour);
        let (word, words) = match line.find(['=', ':', '\u{2013}', '\u{2192}']).or_else(|| line.find(" - ")) {
            Some(at) => line.split_at(at),
            None => (line, ""),
        };
        Some((colour(word)?, words.trim_matches(BETWEEN).to_owned()))
    }

    /// The state that words name, without a remark in brackets behind them.
    fn state(&self, words: &str) -> Option<Code> {
        // The words behind a sign in the cell beside it begin with what joins them, too.
        let words = words.trim_matches(['=', ':', '-', ' ']);
        self.progress.find(words.split('(').next().unwrap_or_default().trim())
    }
}

/// The texts to the right of a cell and below it.
fn beside(rows: &[Row], nth: usize, col: u32) -> Vec<String> {
    let (row, cells) = match rows.get(nth) {
        Some((row, cells)) => (*row, cells.as_slice()),
        None => return Vec::new(),
    };
    let right = cells.iter().find(|(other, cell)| *other > col && !cell.is_blank()).map(|(_, cell)| *cell);
    let next = rows.get(nth + 1).filter(|(next, _)| *next == row + 1);
    let below = next.and_then(|(_, cells)| cells.iter().find(|(other, _)| *other == col)).map(|(_, cell)| *cell);
    [right, below].into_iter().flatten().map(|cell| cell.text().to_string()).collect()
}

#[cfg(test)]
mod tests {
    use crate::cell::Reading;
    use crate::framework::Framework;
    use crate::read::read;
    use crate::read::tests::grid;

    /// The states of the actions below a legend, and how many remarks tell of it.
    fn states(legend: &str, cells: &[&str]) -> (Vec<String>, usize) {
        let rows: Vec<String> =
            cells.iter().enumerate().map(|(nr, cell)| format!("{nr} | Actie {nr} | OOV | Q1 2026 | {cell}")).collect();
        let sheet = format!("{legend}\nNr | Actie | Trekker | Planning | Status\n{}", rows.join("\n"));
        let plan = read(&[grid("Huizen", &sheet)], Framework::embedded());
        let state = |action: &crate::plan::Action| match &action.progress.value {
            Reading::Known(status) => status.code.to_string(),
            _ => "-".to_owned(),
        };
        let told = plan.remarks.iter().filter(|remark| remark.message.nl.contains("legenda")).count();
        (plan.actions.iter().map(state).collect(), told)
    }

    #[test]
    fn a_legend_above_the_table_gives_colours_their_meaning() {
        let cells = ["🟢", "🟠", "⚪"];
        let wanted = ["in_progress", "delayed", "not_started"].map(str::to_owned).to_vec();
        for legend in [
            "🟢 = loopt op schema\n🟠 = vertraagd (met toelichting)\n⚪ = nog niet gestart",
            "Legenda | | 🟢 = loopt\n | | 🟠 = vertraagd\n | | ⚪ = niet gestart",
            "🟢 | loopt\n🟠 | vertraagd\n⚪ | niet gestart",
            "🟢 = loopt | 🟠 = vertraagd | ⚪ = niet gestart",
            "🟢: loopt; 🟠: vertraagd; ⚪: niet gestart",
            "loopt = 🟢\nvertraagd = 🟠\nniet gestart = ⚪",
        ] {
            assert_eq!(states(legend, &cells), (wanted.clone(), 1), "{legend}");
        }
        let legend = "Groen: loopt\nOranje: vertraagd\nRood: ligt stil";
        let wanted = ["in_progress", "delayed", "on_hold", "in_progress", "delayed"].map(str::to_owned).to_vec();
        assert_eq!(states(legend, &["Groen", "oranje", "Rood", "🟢", "🟠"]), (wanted, 1));
    }

    #[test]
    fn without_a_legend_a_colour_is_a_colour() {
        for above in ["Actielijst Huizen", "🟢 = loopt", "🟢 = beleid vastgesteld\n🔴 = geen beleid"] {
            assert_eq!(
                states(above, &["🟢", "Groen", "🟢 loopt"]),
                (vec!["-".into(), "-".into(), "in_progress".into()], 0)
            );
        }
    }
}
