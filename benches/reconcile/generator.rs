//! Two versions of a list of actions on six sheets, in the built-in framework, and what truly became of every row.

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Result, ensure};
use planwacht::framework::{Framework, PartyKind};

use crate::dice::Dice;
use crate::language::{Draft, MONTHS, PARTIES, capital};
use crate::rewording::{reworded, touched};
use crate::score::{Places, Truth};
use crate::sheets::{self, Day, Deadline, Order, Row};

/// Fewer rows have no room for one of each kind of change.
pub(crate) const LEAST: usize = 100;

/// Writes `v1` and `v2` as xlsx and csv, and `truth.json`.
pub(crate) fn generate(dir: &Path, rows: usize, seed: u64) -> Result<()> {
    ensure!(rows >= LEAST, "fewer than {LEAST} rows say nothing");
    let mut maker = Maker { dice: Dice::new(seed), framework: Framework::embedded(), known: HashSet::new() };
    let first = maker.first(rows);
    let fates = Fates::draw(&mut maker.dice, &first);
    let second = maker.second(&first, &fates);
    let places = Places {
        previous: sheets::write(dir, "v1", &first.rows, &first.orders, false)?,
        current: sheets::write(dir, "v2", &second.rows, &second.orders, true)?,
    };
    let truth = fates.truth(&first, &second, places);
    std::fs::write(dir.join("truth.json"), serde_json::to_vec(&truth)?)?;
    Ok(())
}

struct Version {
    /// One sheet after the other.
    rows: Vec<Row>,
    /// Of each sheet.
    orders: Vec<Order>,
}

struct Maker {
    dice: Dice,
    framework: &'static Framework,
    /// The texts of each sheet, so that no two actions of a sheet say the same.
    known: HashSet<(usize, String)>,
}

/// What becomes of the rows of the first version, by their indices; all others stay.
struct Fates {
    removed: HashSet<usize>,
    reworded: HashSet<usize>,
    split: HashSet<usize>,
    /// Each becomes one with the row below it.
    merged: HashSet<usize>,
    moved: HashSet<usize>,
}

impl Fates {
    fn draw(dice: &mut Dice, first: &Version) -> Self {
        let count = first.rows.len();
        let mut free: Vec<usize> = (0..count).collect();
        dice.shuffle(&mut free);
        let mut merged = HashSet::new();
        let mut used = HashSet::new();
        for at in &free {
            let pair = first.rows.get(*at).zip(first.rows.get(at + 1));
            let beside = pair.is_some_and(|(one, next)| one.sheet == next.sheet && one.subtheme == next.subtheme);
            if merged.len() < (count / 100).max(1) && beside && !used.contains(at) && !used.contains(&(at + 1)) {
                merged.insert(*at);
                used.extend([*at, at + 1]);
            }
        }
        free.retain(|at| !used.contains(at));
        let double: Vec<usize> = free
            .iter()
            .copied()
            .filter(|at| first.rows[*at].draft.second.is_some())
            .take((count / 100).max(1))
            .collect();
        let split: HashSet<usize> = double.into_iter().collect();
        free.retain(|at| !split.contains(at));
        let mut take = |share: usize| free.drain(..(count * share / 200).max(1)).collect();
        Self { removed: take(4), reworded: take(14), moved: take(3), split, merged }
    }

    fn truth(&self, first: &Version, second: &Version, places: Places) -> Truth {
        let sorted = |rows: &HashSet<usize>| {
            let mut rows: Vec<usize> = rows.iter().copied().collect();
            rows.sort_unstable();
            rows
        };
        let current = || second.rows.iter().enumerate();
        Truth {
            n1: first.rows.len(),
            n2: second.rows.len(),
            pairs: current().flat_map(|(at, row)| row.origin.iter().map(move |origin| (*origin, at))).collect(),
            removed: sorted(&self.removed),
            added: current().filter(|(_, row)| row.origin.is_empty()).map(|(at, _)| at).collect(),
            reworded: sorted(&self.reworded),
            renumbered_and_reworded: Vec::new(),
            splits: sorted(&self.split),
            merges: sorted(&self.merged).into_iter().map(|at| vec![at, at + 1]).collect(),
            moved: sorted(&self.moved),
            places: Some(places),
        }
    }
}

impl Maker {
    fn first(&mut self, count: usize) -> Version {
        let mut rows = Vec::with_capacity(count);
        while rows.len() < count {
            let mut row = self.row();
            if row.sheet > 0 && self.dice.percent(10) {
                self.repeat(&mut row, &mut rows, count);
            } else if self.is_new(&row) {
                rows.push(row);
            }
        }
        rows.sort_by_key(|row| (row.sheet, row.subtheme));
        for (at, row) in rows.iter_mut().enumerate() {
            row.origin = vec![at];
        }
        let orders = vec![Order::Grouped; self.sheets()];
        self.number(&mut rows);
        Version { rows, orders }
    }

    /// The same action for several municipalities, each with its own owner and planning.
    fn repeat(&mut self, row: &mut Row, rows: &mut Vec<Row>, count: usize) {
        let mut municipalities: Vec<usize> = (1..self.sheets()).collect();
        self.dice.shuffle(&mut municipalities);
        municipalities.truncate(self.dice.between(2, municipalities.len()).min(count - rows.len()));
        for sheet in municipalities {
            row.sheet = sheet;
            row.owner = self.owner();
            row.deadline = self.deadline();
            row.progress = self.progress();
            if self.is_new(row) {
                rows.push(row.clone());
            }
        }
    }

    fn second(&mut self, first: &Version, fates: &Fates) -> Version {
        let mut rows = Vec::with_capacity(first.rows.len());
        for (at, row) in first.rows.iter().enumerate() {
            let is_second_of_merge = at > 0 && fates.merged.contains(&(at - 1));
            if fates.removed.contains(&at) || is_second_of_merge {
                continue;
            }
            let mut row = row.clone();
            self.work_on(&mut row);
            if fates.reworded.contains(&at) {
                row.text = reworded(&mut self.dice, &row.draft);
            } else if fates.moved.contains(&at) {
                row.sheet = self.other_sheet(&row);
            } else if let Some(next) = first.rows.get(at + 1).filter(|_| fates.merged.contains(&at)) {
                row.text = self.merged(&row.text, &next.text);
                row.origin.push(at + 1);
            } else if let Some((one, other)) =
                fates.split.contains(&at).then(|| row.draft.split(&mut self.dice)).flatten()
            {
                rows.push(Row { text: self.perhaps_touched(other.text()), ..row.clone() });
                row.text = one.text();
            }
            if row.sheet != first.rows[at].sheet || fates.split.contains(&at) || fates.merged.contains(&at) {
                row.text = self.perhaps_touched(row.text);
            }
            rows.push(row);
        }
        for _ in 0..(first.rows.len() / 50).max(1) {
            let row = self.added(first);
            rows.push(row);
        }
        let orders = self.arrange(&mut rows);
        self.number(&mut rows);
        Version { rows, orders }
    }

    /// Every third time with one or two small changes.
    fn perhaps_touched(&mut self, text: String) -> String {
        let times = if self.dice.percent(33) { self.dice.between(1, 2) } else { 0 };
        touched(&mut self.dice, text, times)
    }

    /// A new action; every third is for the same people and reason as one that is already there.
    fn added(&mut self, first: &Version) -> Row {
        loop {
            let mut row = self.row();
            if self.dice.percent(33) {
                let model = self.dice.pick(&first.rows);
                let draft = model.draft.sibling(&mut self.dice);
                row = Row { sheet: model.sheet, subtheme: model.subtheme, text: draft.text(), draft, ..row };
            }
            if self.is_new(&row) {
                return row;
            }
        }
    }

    /// Sorts every sheet in a way of its own.
    fn arrange(&mut self, rows: &mut [Row]) -> Vec<Order> {
        self.dice.shuffle(rows);
        let orders: Vec<Order> = (0..self.sheets())
            .map(|_| *self.dice.pick(&[Order::Grouped, Order::Grouped, Order::Owner, Order::Planning]))
            .collect();
        rows.sort_by_cached_key(|row| {
            // Most rows of a sheet that nobody sorted still stand in their old order.
            let old = row.origin.first().copied().filter(|_| !self.dice.percent(15)).unwrap_or(usize::MAX);
            let sorted = match orders.get(row.sheet) {
                Some(Order::Owner) => row.owner.clone(),
                Some(Order::Planning) => row.deadline.text(),
                _ => format!("{:3}", row.subtheme),
            };
            (row.sheet, sorted, old)
        });
        orders
    }

    /// Numbers every sheet from one, in the order of its rows.
    fn number(&self, rows: &mut [Row]) {
        let mut last = vec![0; self.sheets()];
        for row in rows {
            if let Some(last) = last.get_mut(row.sheet) {
                *last += 1;
                row.number = format!("{}-{last:02}", self.prefix(row.sheet));
            }
        }
    }

    fn prefix(&self, sheet: usize) -> String {
        let municipality = sheet.checked_sub(1).and_then(|at| self.framework.municipalities.get(at));
        municipality.map_or("D".into(), |municipality| municipality.code.to_uppercase().replace('/', ""))
    }

    /// The district, then each municipality.
    fn sheets(&self) -> usize {
        self.framework.municipalities.len() + 1
    }

    fn is_new(&mut self, row: &Row) -> bool {
        self.known.insert((row.sheet, row.text.clone()))
    }

    fn other_sheet(&mut self, row: &Row) -> usize {
        let others: Vec<usize> = (0..self.sheets())
            .filter(|sheet| *sheet != row.sheet && !self.known.contains(&(*sheet, row.text.clone())))
            .collect();
        if others.is_empty() { row.sheet } else { *self.dice.pick(&others) }
    }

    fn row(&mut self) -> Row {
        let draft = Draft::draw(&mut self.dice);
        Row {
            sheet: if self.dice.percent(25) { 0 } else { self.dice.between(1, self.sheets() - 1) },
            subtheme: self.dice.below(self.framework.subthemes().count()),
            number: String::new(),
            text: draft.text(),
            draft,
            priority: &self.dice.pick(&self.framework.priorities).name,
            owner: self.owner(),
            involved: self.involved(),
            deadline: self.deadline(),
            progress: self.progress(),
            colour: self.dice.below(3),
            state: self.note(30),
            remark: self.note(10),
            origin: Vec::new(),
        }
    }

    /// What changes in a row beside its text.
    fn work_on(&mut self, row: &mut Row) {
        if self.dice.percent(6) {
            row.owner = self.owner();
        }
        if self.dice.percent(4) {
            row.involved = self.involved();
        }
        if self.dice.percent(8) {
            row.deadline = self.deadline();
        }
        if self.dice.percent(20) {
            row.progress = self.progress();
            row.state = self.note(80);
        }
        if self.dice.percent(2) {
            row.priority = &self.dice.pick(&self.framework.priorities).name;
        }
    }

    fn owner(&mut self) -> String {
        if self.dice.percent(10) {
            return String::new();
        }
        let parties: Vec<&str> = self
            .framework
            .parties
            .iter()
            .filter(|party| party.kind != PartyKind::Collective)
            .map(|party| &*party.name)
            .collect();
        (*self.dice.pick(&parties)).to_owned()
    }

    fn involved(&mut self) -> String {
        let count = self.dice.below(4);
        let parties: Vec<&str> = (0..count).map(|_| *self.dice.pick(&PARTIES)).collect();
        parties.join(", ")
    }

    fn deadline(&mut self) -> Deadline {
        let quarter = self.dice.between(1, 4);
        match self.dice.below(8) {
            0 | 1 => Deadline::Day(Day { year: 2026, month: self.dice.between(1, 12), day: self.dice.between(1, 28) }),
            2 | 3 => Deadline::Words(format!("Q{quarter} 2026")),
            4 => Deadline::Words(format!("{} 2026", self.dice.pick(&MONTHS))),
            5 => Deadline::Words("doorlopend".into()),
            6 => Deadline::Words("voor de zomer".into()),
            _ => Deadline::Words(String::new()),
        }
    }

    fn progress(&mut self) -> &'static str {
        &self.dice.pick(&self.framework.progress).name
    }

    /// A remark with a day in it, so many times out of a hundred.
    fn note(&mut self, percent: usize) -> String {
        if !self.dice.percent(percent) {
            return String::new();
        }
        let day = format!("{}-{}", self.dice.between(1, 28), self.dice.between(1, 12));
        let said = *self.dice.pick(&[
            "besproken in de werkgroep",
            "wacht op akkoord",
            "gesprek gepland",
            "concept rondgestuurd",
        ]);
        format!("{day}: {said}, met {}", self.dice.pick(&PARTIES))
    }

    /// Two texts in one cell.
    fn merged(&mut self, one: &str, other: &str) -> String {
        match self.dice.below(4) {
            0 => format!("{}; {other}", one.trim_end_matches('.')),
            1 => format!("{one}\n{other}"),
            2 => format!("{one}\n\n{}", capital(other)),
            _ => format!("1. {one}\n2. {other}"),
        }
    }
}
