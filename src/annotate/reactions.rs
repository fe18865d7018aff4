//! What staff answered on the findings sheet of an earlier run.
//!
//! Staff sort, filter, insert columns and delete rows. So the columns are found by their headers, and each answer by the key
//! in a hidden column that moves along with its row. The key is made of what stays the same when rows move: the rule, the
//! action's number, its text, the field and the sheet. Where one of these changed, the others still find the answer; where
//! it cannot be told which finding is meant, the answer is kept at the end rather than put in a wrong place.

mod agreement;
mod keys;
mod matching;

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::cell::{Grid, column_letters};
use crate::language::Language;
use crate::report::digest::Digest;
use crate::report::sheets::{Answer, Answers, Resolved, findings_headers, key_header, reaction_header};
use crate::review::Review;
use crate::wording::{Lang, key};
use agreement::{Agreement, agrees};
use keys::{Keyed, keys};
use matching::Matching;

/// Rows at the top of a sheet in which its header is looked for.
const HEADER_ROWS: u32 = 200;
/// Columns that staff may have added; more is no table that people work in.
const EXTRA_COLUMNS: usize = 50;

/// The answers of an earlier run's sheets.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reactions {
    /// Headers of columns that staff added.
    pub extra_headers: Vec<String>,
    /// In the order of the sheet.
    pub reactions: Vec<Reaction>,
}

/// One row in which staff wrote something.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reaction {
    /// The finding's key; empty where the hidden column was removed.
    pub key: String,
    /// The row's cells: severity, code, sheet, cell, number, action, message, what to do, suggestion.
    pub cells: [String; 9],
    /// What stands under 'Reactie'.
    pub reaction: String,
    /// What stands in the columns that staff added.
    pub extras: Vec<String>,
}

/// Places in [`Reaction::cells`].
const CODE: usize = 1;
const SHEET: usize = 2;
const CELL: usize = 3;
const ID: usize = 4;
const ACTION: usize = 5;

/// Reads the answers from planwacht's own sheets of an earlier run; other sheets hold none.
pub fn reactions(own_sheets: &[Grid]) -> Reactions {
    let mut read = Reactions::default();
    for grid in own_sheets {
        if let Some(columns) = Columns::find(grid) {
            columns.read(grid, &mut read);
        }
    }
    read
}

/// Where the columns stand now.
struct Columns {
    header_row: u32,
    own: [Option<u32>; 9],
    reaction: Option<u32>,
    key: Option<u32>,
    extras: Vec<(u32, Arc<str>)>,
}

impl Columns {
    /// The row that names a code and either an answer or a key.
    fn find(grid: &Grid) -> Option<Self> {
        let last = grid.last_row()?.min(HEADER_ROWS);
        (0..=last).find_map(|row| Self::at(grid, row))
    }

    fn at(grid: &Grid, header_row: u32) -> Option<Self> {
        let mut columns = Self { header_row, own: [None; 9], reaction: None, key: None, extras: Vec::new() };
        let mut unknown: BTreeMap<u32, Arc<str>> = BTreeMap::new();
        for (col, cell) in grid.row(header_row) {
            let text = cell.text();
            match Meaning::of(&text) {
                Some(meaning) if columns.place(meaning, col) => {}
                _ => {
                    unknown.insert(col, text);
                }
            }
        }
        columns.own[CODE]?;
        columns.reaction.or(columns.key)?;
        columns.add_extras(grid, unknown);
        Some(columns)
    }

    /// Takes the column; a second one with the same header is not ours.
    fn place(&mut self, meaning: Meaning, col: u32) -> bool {
        let slot = match meaning {
            Meaning::Ignored => return true,
            Meaning::Own(i) => self.own.get_mut(i),
            Meaning::Reaction => Some(&mut self.reaction),
            Meaning::Key => Some(&mut self.key),
        };
        match slot {
            Some(slot @ None) => {
                *slot = Some(col);
                true
            }
            _ => false,
        }
    }

    /// Columns with content that are not ours, with or without a header.
    fn add_extras(&mut self, grid: &Grid, mut unknown: BTreeMap<u32, Arc<str>>) {
        let known: HashSet<u32> = self.own.iter().flatten().copied().chain(self.reaction).chain(self.key).collect();
        let ignored: HashSet<u32> = grid
            .row(self.header_row)
            .filter(|(_, cell)| matches!(Meaning::of(&cell.text()), Some(Meaning::Ignored)))
            .map(|(col, _)| col)
            .collect();
        for ((row, col), cell) in &grid.cells {
            if *row > self.header_row && !known.contains(col) && !ignored.contains(col) && !cell.is_blank() {
                unknown.entry(*col).or_default();
            }
        }
        self.extras = unknown.into_iter().take(EXTRA_COLUMNS).collect();
    }

    fn read(&self, grid: &Grid, into: &mut Reactions) {
        let first_extra = into.extra_headers.len();
        into.extra_headers.extend(self.extras.iter().map(|(col, header)| {
            if header.trim().is_empty() { column_letters(*col) } else { header.trim().to_owned() }
        }));
        let text =
            |row: u32, col: Option<u32>| col.map(|col| grid.text(row, col).trim().to_owned()).unwrap_or_default();
        let rows: HashSet<u32> = grid.cells.keys().map(|(row, _)| *row).filter(|row| *row > self.header_row).collect();
        let mut rows: Vec<u32> = rows.into_iter().collect();
        rows.sort_unstable();
        for row in rows {
            let mut extras = vec![String::new(); first_extra];
            extras.extend(self.extras.iter().map(|(col, _)| text(row, Some(*col))));
            let reaction = text(row, self.reaction);
            if reaction.is_empty() && extras.iter().all(String::is_empty) {
                continue;
            }
            let cells = self.own.map(|col| text(row, col));
            into.reactions.push(Reaction { key: text(row, self.key), cells, reaction, extras });
        }
    }
}

/// What a header says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    /// Place in [`Reaction::cells`].
    Own(usize),
    Reaction,
    Key,
    /// Number and status: made anew each time.
    Ignored,
}

impl Meaning {
    fn of(header: &str) -> Option<Self> {
        let header = key(header);
        [Lang::Nl, Lang::En].into_iter().find_map(|lang| {
            if header == key(reaction_header(lang)) {
                return Some(Self::Reaction);
            }
            if header == key(key_header(lang)) {
                return Some(Self::Key);
            }
            let headers = findings_headers(lang);
            let place = headers.iter().position(|own| key(own) == header)?;
            // The first column is the number, the last one the status.
            Some(if place == 0 || place + 1 == headers.len() { Self::Ignored } else { Self::Own(place - 1) })
        })
    }
}

impl Reactions {
    /// The answers beside the findings of this run; those whose finding is gone stand apart.
    pub(crate) fn answers(&self, digest: &Digest) -> Answers {
        let keys = keys(digest);
        let taken = Matching::new(self, &keys, digest).run();
        let language = &digest.review.framework.language;
        let mut answers: Vec<Answer> =
            keys.iter().map(|keyed| Answer { key: keyed.show(), ..Answer::default() }).collect();
        let mut resolved = Vec::new();
        for (reaction, finding) in self.reactions.iter().zip(taken) {
            let place = finding.and_then(|finding| Some((answers.get_mut(finding)?, keys.get(finding)?)));
            let Some((answer, keyed)) = place else {
                resolved.push(resolve(reaction));
                continue;
            };
            let agreement = reaction.agreement(language);
            answer.lacks_reason = agreement.is_none() && agrees(&reaction.reaction, language);
            answer.reaction = match agreement {
                Some(_) if !reaction.is_about(keyed) => format!("{} {}", lapsed(digest.lang), reaction.reaction),
                _ => reaction.reaction.clone(),
            };
            answer.extras.clone_from(&reaction.extras);
        }
        Answers { extra_headers: self.extra_headers.clone(), answers, resolved }
    }
}

/// What stands before an agreement that no longer holds, because staff changed the cell that it was about.
fn lapsed(lang: Lang) -> &'static str {
    lang.pick("Geldt niet meer, want de cel is veranderd:", "No longer valid because the cell changed:")
}

impl Reaction {
    /// What staff agreed to leave as it is, and why.
    fn agreement(&self, language: &Language) -> Option<Agreement> {
        Agreement::parse(&self.reaction, language)
    }

    /// Whether the cell still says what it said when the answer was given.
    fn is_about(&self, keyed: &Keyed) -> bool {
        Keyed::parse(&self.key).is_none_or(|given| given.value.is_empty() || given.value == keyed.value)
    }
}

/// Takes the findings that staff agreed to leave as they are, with a reason, for accepted: those of the review's own sheets
/// of an earlier run. An agreement holds until its date, and as long as the cell says what it said.
pub fn accept(review: &mut Review) {
    let reactions = reactions(review.own_sheets.to_put_back());
    let language = review.framework.language.clone();
    if !reactions.reactions.iter().any(|reaction| reaction.agreement(&language).is_some()) {
        return;
    }
    let digest = Digest::new(review);
    let keys = keys(&digest);
    let taken = Matching::new(&reactions, &keys, &digest).run();
    let holds = |reaction: &Reaction, finding: usize| {
        let agreement = reaction.agreement(&language).filter(|agreement| agreement.holds_on(review.today))?;
        keys.get(finding).filter(|keyed| reaction.is_about(keyed))?;
        Some((finding, agreement.words(review.lang)))
    };
    let pairs = reactions.reactions.iter().zip(taken);
    let accepted: Vec<(usize, String)> = pairs.filter_map(|(reaction, finding)| holds(reaction, finding?)).collect();
    for (finding, reason) in accepted {
        review.accept(finding, reason);
    }
}

fn resolve(reaction: &Reaction) -> Resolved {
    let answer = Answer {
        key: reaction.key.clone(),
        reaction: reaction.reaction.clone(),
        extras: reaction.extras.clone(),
        ..Answer::default()
    };
    Resolved { cells: reaction.cells.clone(), answer }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{SheetNames, edits};
    use crate::cell::{CellValue, GridCell};
    use crate::finding::Finding;
    use crate::package::SheetRoom;
    use crate::privacy::Shown;
    use crate::report::testing;
    use crate::review::{OwnSheets, Review};

    /// The findings sheet of a run on this review, as the next run reads it.
    fn sheet(review: &Review, reactions: &Reactions) -> Grid {
        let room = SheetRoom { names: Vec::new(), structure_locked: false };
        let names = SheetNames::of_room(room, review.lang);
        let bytes = edits(&Digest::new(review), &names, reactions).unwrap().sheets.unwrap();
        let workbook = crate::workbook::read(&bytes.workbook, "own.xlsx").unwrap();
        workbook.sheets.into_iter().find(|grid| *grid.sheet == *names.findings).unwrap()
    }

    fn column(grid: &Grid, header: &str) -> u32 {
        *grid.cells.keys().find(|(row, col)| *grid.text(*row, *col) == *header).map(|(_, col)| col).unwrap()
    }

    fn row_of(grid: &Grid, code: &str) -> u32 {
        *grid.cells.keys().find(|(row, col)| *grid.text(*row, *col) == *code).map(|(row, _)| row).unwrap()
    }

    fn put(grid: &mut Grid, row: u32, col: u32, text: &str) {
        grid.cells.insert((row, col), GridCell { value: CellValue::Text(text.into()), ..GridCell::default() });
    }

    /// The sheet with an answer to some rules' first finding.
    fn answered(review: &Review, answers: &[(&str, &str)]) -> Grid {
        let mut grid = sheet(review, &Reactions::default());
        let column = column(&grid, reaction_header(review.lang));
        for (code, answer) in answers {
            let row = row_of(&grid, code);
            put(&mut grid, row, column, answer);
        }
        grid
    }

    /// Code, status and reaction of a row.
    type Answered = (Arc<str>, Arc<str>, Arc<str>);

    /// What stands under 'Reactie' after the next run, with the code and the status of its row.
    fn next(review: &Review, grid: &Grid) -> Vec<Answered> {
        let read = reactions(std::slice::from_ref(grid));
        let sheet = sheet(review, &read);
        let headers = findings_headers(review.lang);
        let (code, status) = (column(&sheet, headers[CODE + 1]), column(&sheet, headers[10]));
        let reaction = column(&sheet, reaction_header(review.lang));
        let rows: std::collections::BTreeSet<u32> =
            sheet.cells.keys().map(|(row, _)| *row).filter(|row| *row > 3).collect();
        rows.into_iter()
            .map(|row| (sheet.text(row, code), sheet.text(row, status), sheet.text(row, reaction)))
            .filter(|(_, _, reaction)| !reaction.is_empty())
            .collect()
    }

    fn expect(found: Vec<Answered>, expected: &[(&str, &str, &str)]) {
        let expected: Vec<Answered> =
            expected.iter().map(|(a, b, c)| ((*a).into(), (*b).into(), (*c).into())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn answers_stand_at_their_findings_again() {
        const LACKS: &str = "open – schrijf ook waarom, zoals: akkoord: zo vastgesteld";
        let review = testing::review(Lang::Nl);
        let grid = answered(&review, &[("OWN001", "=doen we\nin mei"), ("COV001", "akkoord"), ("STR008", "ok")]);
        expect(
            next(&review, &grid),
            &[("OWN001", "open", "=doen we\nin mei"), ("STR008", "open", "ok"), ("COV001", LACKS, "akkoord")],
        );
    }

    /// The reasons for which findings of this rule are accepted, with this sheet of an earlier run.
    fn accepted(mut review: Review, grid: &Grid, code: &str) -> Vec<Option<String>> {
        review.own_sheets = OwnSheets::new(vec![grid.clone()]);
        accept(&mut review);
        let of_rule = review.findings.into_iter().filter(|finding| finding.rule.code.as_str() == code);
        of_rule.map(|finding| finding.into_inner().accepted).collect()
    }

    #[test]
    fn staff_may_leave_a_finding_as_it_is_with_a_reason() {
        let review = testing::review(Lang::Nl);
        let grid = answered(&review, &[("OWN001", "Akkoord: staat zo in het plan"), ("STR008", "akkoord")]);
        let reason = "staat zo in het plan (reactie in de werkmap)".to_owned();
        assert_eq!(accepted(testing::review(Lang::Nl), &grid, "OWN001"), [Some(reason)]);
        assert_eq!(accepted(testing::review(Lang::Nl), &grid, "STR008"), [None], "no reason, no agreement");
        let until = answered(&review, &[("OWN001", "akkoord t/m 23-11-2025: tot het DVC")]);
        assert!(review.today > "2025-11-23".parse().unwrap());
        assert_eq!(accepted(testing::review(Lang::Nl), &until, "OWN001"), [None], "the day has passed");
        let personal = answered(&review, &[("OWN001", "akkoord: bel 06-12345678")]);
        let told = accepted(testing::review(Lang::Nl), &personal, "OWN001").remove(0).unwrap();
        assert!(!told.contains("12345678"), "{told}");
        let mut names = crate::privacy::Names::default();
        names.add("Wilhelmina Klaasveld", review.privacy.known());
        let named = Review { privacy: review.privacy.clone().with_names(&names), ..testing::review(Lang::Nl) };
        let by_name = answered(&review, &[("OWN001", "akkoord: Wilhelmina regelt het")]);
        let told = accepted(named, &by_name, "OWN001").remove(0).unwrap();
        assert!(told.starts_with("••• regelt het"), "a name that the workbook gave away is hidden: {told}");
    }

    #[test]
    fn an_agreement_ends_when_the_cell_changes_and_may_be_given_again() {
        let review = testing::review(Lang::Nl);
        let code = "OWN003";
        let grid = answered(&review, &[(code, "akkoord: zo afgesproken")]);
        assert!(accepted(testing::review(Lang::Nl), &grid, code)[0].is_some());
        let changed = || {
            let mut review = testing::review(Lang::Nl);
            let at = review.findings.iter().find(|finding| finding.rule.code.as_str() == code).unwrap().at.clone();
            let action = review
                .plan
                .actions
                .iter_mut()
                .find(|action| Some(action.row) == at.row && Some(&action.sheet) == at.sheet.as_ref());
            action.unwrap().owners.raw = "Iemand anders".into();
            review
        };
        assert_eq!(accepted(changed(), &grid, code), [None]);
        let lapsed = "Geldt niet meer, want de cel is veranderd: akkoord: zo afgesproken";
        expect(next(&changed(), &grid), &[(code, "open", lapsed)]);
        // The run after that sees the new value beside the old words: they no longer agree to anything.
        let mut after = sheet(&changed(), &reactions(std::slice::from_ref(&grid)));
        assert_eq!(accepted(changed(), &after, code), [None]);
        let (row, col) = (row_of(&after, code), column(&after, reaction_header(Lang::Nl)));
        put(&mut after, row, col, "akkoord: ook dit is zo afgesproken");
        assert!(accepted(changed(), &after, code)[0].is_some());
    }

    #[test]
    fn sorted_rows_inserted_columns_and_moved_headers_change_nothing() {
        let review = testing::review(Lang::Nl);
        let grid = answered(&review, &[("OWN001", "een"), ("COV001", "twee")]);
        // Rows upside down, two rows and one column put in before.
        let last = grid.last_row().unwrap();
        let moved = |(row, col): (u32, u32)| (if row > 3 { last + 6 - row } else { row + 2 }, col + 1);
        let cells = grid.cells.iter().map(|(at, cell)| (moved(*at), cell.clone())).collect();
        let grid = Grid { cells, ..grid };
        expect(next(&review, &grid), &[("OWN001", "open", "een"), ("COV001", "open", "twee")]);
    }

    #[test]
    fn an_answer_follows_an_action_that_moved_was_renumbered_or_edited() {
        let review = testing::review(Lang::Nl);
        let grid = answered(&review, &[("OWN001", "blijft")]);
        let kept = [("OWN001", "open", "blijft")];
        let edit = |change: &dyn Fn(&mut crate::plan::Action, &mut Finding)| {
            let mut review = testing::review(Lang::Nl);
            change(&mut review.plan.actions[2], &mut review.findings[1]);
            review
        };
        let moved = edit(&|action, finding| {
            action.row = 40;
            finding.at.row = Some(40);
        });
        expect(next(&moved, &grid), &kept);
        let renumbered = edit(&|_, finding| finding.action_id = Some("ZA-77".to_owned()));
        expect(next(&renumbered, &grid), &kept);
        let edited = edit(&|action, _| {
            action.text.value = crate::cell::Reading::Known(action.text.raw.replace("wijken", "buurten").into());
        });
        expect(next(&edited, &grid), &kept);
        let elsewhere = edit(&|action, finding| {
            action.sheet = "Duin meer".into();
            action.row = 30;
            finding.at.sheet = Some("Duin meer".into());
            finding.at.row = Some(30);
        });
        expect(next(&elsewhere, &grid), &kept);
        // The number was given to another action: the answer does not follow it.
        let reused =
            edit(&|action, _| action.text.value = crate::cell::Reading::Known("Iets heel anders regelen".into()));
        expect(next(&reused, &grid), &[("OWN001", "✓ opgelost", "blijft")]);
    }

    #[test]
    fn an_answer_to_a_finding_that_is_gone_is_kept_and_comes_back_with_it() {
        let review = testing::review(Lang::Nl);
        let grid = answered(&review, &[("OWN001", "geregeld")]);
        let mut solved = testing::review(Lang::Nl);
        solved.findings.remove(1);
        expect(next(&solved, &grid), &[("OWN001", "✓ opgelost", "geregeld")]);
        let after = sheet(&solved, &reactions(&[grid]));
        let gone = after.row(after.last_row().unwrap()).map(|(_, cell)| cell.text()).collect::<Vec<_>>();
        assert!(gone.contains(&"ZA-03 heeft geen trekker.".into()), "{gone:?}");
        expect(next(&review, &after), &[("OWN001", "open", "geregeld")]);
    }

    #[test]
    fn equal_texts_on_two_sheets_keep_their_own_answers() {
        let mut review = testing::review(Lang::Nl);
        for (i, sheet) in ["Zandwijk", "Duin meer"].into_iter().enumerate() {
            let line = testing::Line { sheet, row: 20, id: "", text: "Fase 1", owner: "", until: "", done: false };
            review.plan.actions.push(testing::action(line, i + 1));
            let at = crate::finding::Location::cell(&crate::cell::CellRef::new(sheet, 20, 2));
            let finding = Finding { at, action_id: None, ..review.findings[1].clone().into_inner() };
            review.findings.push(Shown::invented(finding));
        }
        review.findings.remove(1);
        let mut grid = sheet(&review, &Reactions::default());
        let (code, reaction, sheets) = (column(&grid, "Code"), column(&grid, "Reactie"), column(&grid, "Blad"));
        let rows: Vec<u32> =
            grid.cells.keys().filter(|at| at.1 == code && &*grid.text(at.0, at.1) == "OWN001").map(|at| at.0).collect();
        assert_eq!(rows.len(), 2);
        for row in rows {
            let name = grid.text(row, sheets);
            put(&mut grid, row, reaction, &name);
        }
        // The first of them is solved: the second answer must not move to it, nor the first to the second.
        let solved = review.findings.iter().position(|finding| finding.rule.code.as_str() == "OWN001").unwrap();
        review.findings.remove(solved);
        expect(next(&review, &grid), &[("OWN001", "open", "Duin meer"), ("OWN001", "✓ opgelost", "Zandwijk")]);
    }

    #[test]
    fn without_the_hidden_column_the_row_itself_tells_the_finding() {
        let review = testing::review(Lang::Nl);
        let mut grid = answered(&review, &[("OWN003", "klopt"), ("STR008", "gezien"), ("COV001", "later")]);
        let key = column(&grid, "Sleutel");
        grid.cells.retain(|(_, col), _| *col != key);
        expect(
            next(&review, &grid),
            &[("OWN003", "open", "klopt"), ("STR008", "open", "gezien"), ("COV001", "open", "later")],
        );
    }

    #[test]
    fn columns_that_staff_added_are_kept_with_their_rows() {
        let review = testing::review(Lang::Nl);
        let mut grid = answered(&review, &[]);
        let header = row_of(&grid, "Code");
        let row = row_of(&grid, "OWN001");
        put(&mut grid, header, 30, "Wie pakt dit op");
        put(&mut grid, row, 30, "afdeling");
        put(&mut grid, row, 31, "zonder kop");
        let read = reactions(&[grid]);
        assert_eq!(read.extra_headers, ["Wie pakt dit op", "AF"]);
        let again = sheet(&review, &read);
        let row = row_of(&again, "OWN001");
        assert_eq!(&*again.text(row, column(&again, "Wie pakt dit op")), "afdeling");
        assert_eq!(&*again.text(row, column(&again, "AF")), "zonder kop");
        assert_eq!(reactions(&[again]), read);
    }

    #[test]
    fn another_language_reads_the_same_answers() {
        let grid = answered(&testing::review(Lang::Nl), &[("OWN001", "ja")]);
        expect(next(&testing::review(Lang::En), &grid), &[("OWN001", "open", "ja")]);
    }

    #[test]
    fn sheets_without_answers_give_none() {
        assert_eq!(reactions(&[Grid::default()]), Reactions::default());
        let mut grid = Grid::default();
        put(&mut grid, 0, 0, "Reactie");
        put(&mut grid, 1, 0, "los");
        assert_eq!(reactions(&[grid]), Reactions::default());
    }
}
