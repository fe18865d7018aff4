//! The ground truth beside the samples: which row became which, and what a check must find.

use crate::edits::{Claim, Log, Spot, Strength};
use crate::layout::{Line, column_of, letter, lines};
use crate::model::{Book, Field, Light, Row, Sheet};
use serde_json::{Value as Json, json};

/// The ground truth of a pair of versions as JSON.
pub(crate) fn tell(previous: &Book, current: &Book, log: &Log) -> Json {
    let pair = Pair { previous, current };
    json!({
        "previous": {"file": previous.file, "date": iso(previous.date), "actions": places(previous).len()},
        "current": {"file": current.file, "date": iso(current.date), "actions": places(current).len()},
        "edits": log.claims.iter().map(|claim| pair.claim(claim)).collect::<Vec<_>>(),
        "changes": pair.changes(),
    })
}

fn iso((year, month, day): (u16, u8, u8)) -> String {
    format!("{year}-{month:02}-{day:02}")
}

/// Where a row stands in a book.
struct Place<'a> {
    sheet: &'a Sheet,
    row: &'a Row,
    /// As Excel counts, from one.
    number: u32,
}

impl Place<'_> {
    fn cell(&self, field: Field) -> Option<String> {
        Some(format!("{}{}", letter(column_of(self.sheet, field)?), self.number))
    }

    fn tell(&self) -> Json {
        json!({"sheet": self.sheet.name, "row": self.number, "id": self.row.get(Field::Nr).shown()})
    }

    fn tell_with(&self, field: Option<Field>) -> Json {
        let mut told = self.tell();
        if let Some(cell) = field.and_then(|field| self.cell(field)) {
            told["cell"] = json!(cell);
        }
        told
    }
}

fn find<'a>(book: &'a Book, key: &str) -> Option<Place<'a>> {
    places(book).into_iter().find(|place| place.row.key == key)
}

fn places(book: &Book) -> Vec<Place<'_>> {
    let mut places = Vec::new();
    for sheet in &book.sheets {
        for (at, line) in lines(sheet) {
            if let Line::Action(row) = line {
                places.push(Place { sheet, row, number: at + 1 });
            }
        }
    }
    places
}

struct Pair<'a> {
    previous: &'a Book,
    current: &'a Book,
}

impl Pair<'_> {
    fn claim(&self, claim: &Claim) -> Json {
        let mut rows = Vec::new();
        for (key, field) in &claim.rows {
            rows.push(json!({
                "previous": find(self.previous, key).map(|place| place.tell_with(*field)),
                "current": find(self.current, key).map(|place| place.tell_with(*field)),
            }));
        }
        let select = |strength: Strength| -> Vec<Json> {
            let chosen = claim.findings.iter().filter(|expected| expected.strength == strength);
            chosen.map(|expected| self.expectation(&expected.codes, &expected.spot)).collect()
        };
        json!({
            "number": claim.number,
            "what": claim.what,
            "other_file": claim.other_file.map(|(file, role)| json!({"file": file, "role": role})),
            "rows": rows,
            "must": select(Strength::Must),
            "may": select(Strength::May),
            "never": select(Strength::Never),
        })
    }

    fn expectation(&self, codes: &[&str], spot: &Spot) -> Json {
        match spot {
            Spot::Cell(key, field) => {
                let place = find(self.current, key).unwrap_or_else(|| panic!("no row {key} in the current version"));
                let cell = place.cell(*field).unwrap_or_else(|| panic!("{key} has no such column"));
                json!({"codes": codes, "sheet": place.sheet.name, "row": place.number, "cell": cell})
            }
            Spot::Row(key) => match find(self.current, key) {
                Some(place) => json!({"codes": codes, "sheet": place.sheet.name, "row": place.number}),
                None => {
                    let place = find(self.previous, key).unwrap_or_else(|| panic!("no row {key} in either version"));
                    json!({"codes": codes, "sheet": place.sheet.name, "row": place.number, "version": "previous"})
                }
            },
            Spot::Coverage(municipality, subtheme) => {
                json!({"codes": codes, "municipality": municipality, "subtheme": subtheme})
            }
            Spot::Book => json!({"codes": codes}),
            Spot::Sheet(code) => {
                let sheet = self.current.sheets.iter().find(|sheet| sheet.code == *code);
                json!({"codes": codes, "sheet": sheet.map(|sheet| sheet.name.as_str())})
            }
        }
    }

    /// Every action of both versions in exactly one change.
    fn changes(&self) -> Vec<Json> {
        let before = places(self.previous);
        let after = places(self.current);
        let mut changes = Vec::new();
        for old in &before {
            let new: Vec<&Place> = after.iter().filter(|place| place.row.sources.contains(&old.row.key)).collect();
            match new[..] {
                [] => changes.push(json!({"kind": "removed", "previous": [old.tell()], "current": []})),
                [one] if one.row.sources.len() == 1 => changes.push(kept(old, one)),
                [one] => {
                    if one.row.sources.first() == Some(&old.row.key) {
                        let sources: Vec<Json> = before
                            .iter()
                            .filter(|place| one.row.sources.contains(&place.row.key))
                            .map(Place::tell)
                            .collect();
                        changes.push(json!({"kind": "merged", "previous": sources, "current": [one.tell()]}));
                    }
                }
                _ => {
                    let parts: Vec<Json> = new.iter().map(|place| place.tell()).collect();
                    changes.push(json!({"kind": "split", "previous": [old.tell()], "current": parts}));
                }
            }
        }
        for new in after.iter().filter(|place| place.row.sources.is_empty()) {
            changes.push(json!({"kind": "added", "previous": [], "current": [new.tell()]}));
        }
        changes
    }
}

fn kept(old: &Place, new: &Place) -> Json {
    let mut fields = Vec::new();
    for (field, name) in [
        (Field::Subtheme, "subtheme"),
        (Field::Action, "action"),
        (Field::Priority, "priority"),
        (Field::Level, "level"),
        (Field::Municipalities, "municipality"),
        (Field::Owner, "owner"),
        (Field::Involved, "involved"),
        (Field::Planning, "deadline"),
        (Field::Status, "progress"),
        (Field::Standing, "notes"),
        (Field::Remarks, "notes"),
    ] {
        let (was, is) = (old.row.get(field).shown(), new.row.get(field).shown());
        // Case and white space are no change; nor is a sub-theme that lost its text when merged cells were torn apart.
        let same = was.trim().to_lowercase() == is.trim().to_lowercase();
        let torn = field == Field::Subtheme && is.is_empty();
        if !same && !torn && !new.row.spelling_only.contains(&field) {
            // The word of the other traffic light can be read as either, and a sheet's own municipality as a field.
            let certain = !matches!(is.as_str(), "Geel" | "Groen") && field != Field::Municipalities;
            let (was, is) = (old.cell(field), new.cell(field));
            fields.push(json!({"field": name, "previous_cell": was, "current_cell": is, "certain": certain}));
        }
    }
    let light = |row: &Row| row.fill.map(|fill| fill.light).map(Light::code);
    if light(old.row) != light(new.row) {
        let (was, is) = (old.cell(Field::Status), new.cell(Field::Status));
        fields.push(json!({"field": "framework_status", "previous_cell": was, "current_cell": is, "certain": true}));
    } else if matches!(new.row.get(Field::Status).shown().as_str(), "Geel" | "Groen") {
        // The word of the framework status over the fill that was there.
        let (was, is) = (old.cell(Field::Status), new.cell(Field::Status));
        fields.push(json!({"field": "framework_status", "previous_cell": was, "current_cell": is, "certain": false}));
    }
    json!({
        "kind": "kept",
        "previous": [old.tell()],
        "current": [new.tell()],
        "moved": old.sheet.code != new.sheet.code,
        "renumbered": old.row.get(Field::Nr) != new.row.get(Field::Nr),
        "fields": fields,
    })
}
