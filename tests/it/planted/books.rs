//! The ten workbooks: a layout, who makes it, and the mistakes that are planted in it, one a line.
//!
//! A mistake is planted in an action by the number that it has in the plan, in a field, with the rules that may find it. Rules that are
//! not in the catalogue yet may be named: such a mistake is left out until its rule is there.

use std::collections::BTreeMap;

use super::drawing::Sheet;
use super::layouts;
use super::plan::Field::{Action, Colour, Notes, Nr, Owner, Planning, Priority, Status, Subtheme};
use super::plan::{Plan, Plant, Value};
use super::table::{Drawn, Place};

/// Who makes the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Maker {
    Ourselves,
    OpenPyxl,
    /// LibreOffice, which saves it as `xlsx` or `ods`.
    LibreOffice(&'static str),
}

pub(super) struct Book {
    /// The name of the file, without its ending.
    pub name: &'static str,
    pub maker: Maker,
    pub sheets: Vec<Sheet>,
    /// The version before it.
    pub previous: Option<Vec<Sheet>>,
    /// Where every action stands, and whether a mistake was planted in it.
    pub actions: Vec<(Place, bool)>,
    pub planted: Vec<Expected>,
}

/// A planted mistake.
#[derive(Debug, Clone)]
pub(super) struct Expected {
    /// The rules that may find it.
    pub codes: Vec<&'static str>,
    /// None for the plan as a whole.
    pub sheet: Option<String>,
    /// `C7`; none for the sheet as a whole.
    pub cell: Option<String>,
    pub what: &'static str,
}

type Layout = fn(&Plan) -> Drawn;

pub(super) fn all() -> Vec<Book> {
    use Maker::{LibreOffice, OpenPyxl, Ourselves};
    vec![
        book("01-zoals-vastgesteld", Ourselves, layouts::as_adopted, &as_adopted()),
        book("02-een-lijst", Ourselves, layouts::one_list, &one_list()),
        book("03-onder-elkaar", Ourselves, layouts::below_each_other, &below_each_other()),
        book("04-naast-elkaar", Ourselves, layouts::beside_each_other, &beside_each_other()),
        sorted("05-gesorteerd"),
        book("06-koppen-libreoffice", LibreOffice("xlsx"), layouts::grouped, &grouped()),
        book("07-gemeente-een-keer-libreoffice", LibreOffice("xlsx"), layouts::once, &once()),
        book("08-gewoon-libreoffice", LibreOffice("ods"), layouts::plain, &plain()),
        book("09-kleuren-openpyxl", OpenPyxl, layouts::coloured, &coloured()),
        book("10-verschoven-openpyxl", OpenPyxl, layouts::slipped, &slipped()),
    ]
}

fn as_adopted() -> Plan {
    let mut plan = Plan::new();
    plan.plant("W-02", Owner, "OOV Wijdemerem", &["OWN003"], "a slip of the pen")
        .plant("W-11", Owner, "", &["OWN001"], "emptied, below the footnotes")
        .plant("GM-03", Planning, "31-11-2025", &["DAT003", "DAT002"], "a day that is not there")
        .plant("GM-09", Status, "Lopent", &["STA002"], "a slip of the pen")
        .plant("GM-07", Nr, "GM-06", &["ID002"], "copied with its number")
        .plant("BL-01", Planning, "Q2 2025", &["DAT005"], "over since July")
        .plant(
            "BL-10",
            Notes,
            "Testnummer 123456782 staat in het dossier.",
            &["PRV001"],
            "a number that passes the test",
        )
        .plant("HI-02", Owner, "5.1.2.e", &["OWN008"], "from a published copy")
        .plant("HI-10", Status, "", &["STA001"], "emptied")
        .plant("HU-06", Subtheme, "Lokaal netwrk en scholen", &["COV004"], "no sub-theme of the framework")
        .plant("HU-09", Action, "", &["STR006"], "the text was deleted")
        .plant("D-05", Planning, "Doorlopend – Q2 2026", &["DAT009"], "ongoing, and an end")
        .plant("D-07", Planning, "", &["DAT001"], "emptied")
        .plant("D-02", Notes, Value::Error, &["FML001"], "a formula that fails");
    plan
}

fn one_list() -> Plan {
    let mut plan = Plan::new();
    plan.follows("W-02", Action, &["STR005"], "the layout hides this row and three more")
        .plant("W-03", Owner, "ZHVGV", &["OWN003"], "two letters changed places")
        .plant("W-06", Planning, "30-12-2014", &["DAT007"], "the year is wrong")
        .plant("GM-01", Status, "Afgerond?", &["STA002"], "a question mark")
        .plant("BL-08", Planning, "zodra het kan en uitkomt", &["DAT002", "DAT001", "DAT008"], "words")
        .plant("HI-04", Owner, "", &["OWN001"], "emptied")
        .plant("HI-07", Nr, "", &["ID001"], "emptied")
        .plant("HU-11", Nr, "HU-10", &["ID002"], "copied with its number")
        .plant("D-03", Owner, "ketenpartners", &["OWN005"], "nobody to ask")
        .plant("D-09", Notes, "Bel 06-12345678 voor de aanvraag.", &["PRV002"], "a telephone number")
        .plant("D-10", Planning, Value::Date(2025, 9, 1), &["DAT005"], "over");
    plan
}

fn below_each_other() -> Plan {
    let mut plan = Plan::new();
    plan.plant("W-01", Planning, "", &["DAT001"], "emptied")
        .plant("W-09", Owner, "Polite", &["OWN003"], "a slip of the pen")
        .plant("GM-02", Status, "Roed", &["STA005", "STA002"], "a colour, misspelt")
        .plant("GM-10", Planning, "9 5.1.2.e 2025", &["DAT002"], "redacted")
        .plant("BL-03", Nr, "BL-02", &["ID002"], "copied with its number")
        .plant("BL-07", Subtheme, "Sportverenigingen", &["COV004"], "no sub-theme of the framework")
        .plant("HI-09", Owner, "", &["OWN001"], "emptied")
        .plant("HU-02", Status, "", &["STA001"], "emptied")
        .plant("HU-07", Notes, "Zie 111222333 in de lijst.", &["PRV001"], "a number that passes the test")
        .plant("D-06", Planning, "Q3 2025", &["DAT005"], "over since October");
    plan
}

fn beside_each_other() -> Plan {
    let mut plan = Plan::new();
    plan.plant("D-01", Owner, "", &["OWN001"], "emptied, in the table on the left")
        .plant("W-06", Nr, "W-O6", &["ID003"], "a letter for a digit, in the table on the right")
        .plant("W-08", Owner, "OOV Wijdmeeren", &["OWN003"], "a slip of the pen")
        .plant("GM-04", Planning, "Q5 2026", &["DAT003", "DAT002"], "a quarter that is not there")
        .plant("BL-02", Status, "Bijna af", &["STA002"], "no status")
        .plant("BL-06", Planning, Value::Date(2013, 5, 1), &["DAT007", "DAT005"], "the year is wrong")
        .plant("HI-01", Planning, "15 oktober 2025", &["DAT005"], "over")
        .plant("HI-08", Status, "", &["STA001"], "emptied")
        .plant("HU-03", Owner, "5.1.2.e", &["OWN008"], "from a published copy")
        .plant("HU-10", Subtheme, "Onlien dingen", &["COV004"], "no sub-theme of the framework");
    plan
}

/// The plan before it was sorted, and after it.
fn sorted(name: &'static str) -> Book {
    let before = Plan::new();
    let mut after = Plan::new();
    after
        .plant("W-05", Status, "Loopt", &["TRN001"], "done, and at work again")
        .follows("W-05", Planning, &["DAT005"], "its planning is over")
        .plant("GM-01", Planning, Value::Date(2026, 12, 1), &["TRN002"], "later without a reason")
        .plant("BL-02", Owner, "", &["TRN004", "OWN001"], "an owner was removed")
        .plant("HI-06", Status, "Niet gestart", &["TRN007"], "back to the start")
        .plant("HU-02", Nr, "HU-01", &["ID002"], "two with one number")
        .plant("D-02", Owner, "alle gemeenten", &["OWN005"], "nobody to ask")
        .plant("D-08", Planning, "Q1 2025", &["DAT005"], "over")
        .plant("HI-12", Status, "Lopend/vertraagd", &["STA002"], "two at once")
        .remove("GM-08", &["TRN006"], "an action is gone");
    let previous = layouts::plain(&before);
    let mut book = book(name, Maker::Ourselves, layouts::sorted, &after);
    for (key, codes, what) in &after.removed {
        // It has no cell any more, so it is told of its sheet.
        let sheet = Some(previous.places[key].sheet.clone());
        book.planted.push(Expected { codes: codes.clone(), sheet, cell: None, what });
    }
    book.previous = Some(previous.sheets);
    book
}

fn grouped() -> Plan {
    let mut plan = Plan::new();
    plan.plant("W-04", Owner, "Jeugdconsulnt", &["OWN003"], "a slip of the pen")
        .plant("GM-07", Planning, "", &["DAT001"], "emptied")
        .plant("GM-11", Status, "Groeiend", &["STA002"], "no status")
        .plant("BL-06", Nr, "BL-04", &["ID002"], "copied with its number")
        .plant("BL-09", Planning, "Q1 2025", &["DAT005"], "over since April")
        .plant("HI-03", Owner, "", &["OWN001"], "emptied")
        .plant("HI-06", Action, "", &["STR006"], "the text was deleted")
        .plant("HU-08", Status, "", &["STA001"], "emptied")
        .plant("D-03", Notes, "Nummer 123456782 hoort hier niet.", &["PRV001"], "a number that passes the test");
    plan
}

fn once() -> Plan {
    let mut plan = Plan::new();
    plan.plant("W-10", Planning, Value::Date(2025, 10, 31), &["DAT005"], "over")
        .plant("GM-04", Owner, "OOV Gooise Mern", &["OWN003"], "a slip of the pen")
        .plant("BL-03", Status, "", &["STA001"], "emptied")
        .plant("BL-11", Subtheme, "Re-integratie en kunst", &["COV004"], "no sub-theme of the framework")
        .follows_in_plan(&["COV001"], "so that sub-theme is red without an action")
        .plant("HI-02", Nr, "", &["ID001"], "emptied")
        .plant("HI-09", Planning, "32-1-2026", &["DAT003", "DAT002"], "a day that is not there")
        .plant("HU-04", Owner, "", &["OWN001"], "emptied")
        .plant("HU-12", Status, "Hoog", &["STA002"], "a priority")
        .plant("D-06", Owner, "gemeenten", &["OWN005"], "nobody to ask");
    plan
}

fn plain() -> Plan {
    let mut plan = Plan::new();
    plan.plant("W-07", Planning, "Doorlopend – Q3 2026", &["DAT009"], "ongoing, and an end")
        .plant("GM-02", Owner, "", &["OWN001"], "emptied")
        .plant("GM-09", Nr, "GM-08", &["ID002"], "copied with its number")
        .plant("BL-10", Status, "Lopnd", &["STA002"], "a slip of the pen")
        .plant("HI-01", Planning, "Q2 2025", &["DAT005"], "over since July")
        .plant("HI-11", Owner, "Burgerzakn", &["OWN003"], "a slip of the pen")
        .plant("HU-03", Planning, "", &["DAT001"], "emptied")
        .plant("HU-09", Subtheme, "Preventie van vandalisme", &["COV004"], "no sub-theme of the framework")
        .plant("D-05", Notes, "Het gaat om 123456782.", &["PRV001"], "a number that passes the test")
        .plant("D-07", Priority, "Heel hoog", &["PRI001"], "no priority");
    plan
}

fn coloured() -> Plan {
    let mut plan = Plan::new();
    plan.colour()
        .plant("W-01", Colour, Value::Fill(0x92D050, "Rood".to_owned()), &["STA004"], "the fill says green")
        .plant("GM-06", Owner, "Jongerenwrk", &["OWN003"], "a slip of the pen")
        .plant("GM-12", Planning, "volgende maandje", &["DAT008"], "words")
        .plant("BL-05", Nr, "BL-04", &["ID002"], "copied with its number")
        .plant("BL-08", Status, Value::Fill(0xFFC000, String::new()), &["STA001", "STA003"], "a colour for a word")
        .plant("HI-07", Planning, Value::Date(2025, 6, 30), &["DAT005"], "over")
        .plant("HI-10", Owner, "", &["OWN001"], "emptied")
        .plant("HU-02", Status, "mee bezg", &["STA002"], "a slip of the pen")
        .plant("HU-11", Notes, Value::Error, &["FML001"], "a formula that failed")
        .plant("D-04", Planning, "", &["DAT001"], "emptied");
    plan
}

fn slipped() -> Plan {
    let mut plan = Plan::new();
    plan.plant("W-02", Status, "Klaarrr", &["STA002"], "a slip of the pen")
        .plant("W-12", Planning, Value::Date(2035, 1, 1), &["DAT007"], "the year is wrong")
        .plant("GM-05", Nr, "GM-04", &["ID002"], "copied with its number")
        .plant("BL-07", Owner, "", &["OWN001"], "emptied")
        .plant("HI-04", Action, "", &["STR006"], "the text was deleted")
        .plant("HI-08", Owner, "Sociaal Domien", &["OWN003"], "two letters changed places")
        .plant("HU-06", Planning, "Q3 2025", &["DAT005"], "over since October")
        .plant("HU-10", Status, "", &["STA001"], "emptied")
        .plant("D-08", Owner, "5.1.2.e", &["OWN008"], "from a published copy")
        .plant("D-10", Subtheme, "Landelijke dingen", &["COV004"], "no sub-theme of the framework");
    plan
}

fn book(name: &'static str, maker: Maker, layout: Layout, plan: &Plan) -> Book {
    let drawn = layout(plan);
    let planted = plan.plants.iter().map(|plant| expected(plant, &drawn.places)).collect();
    let touched = |key: &str| plan.plants.iter().any(|plant| plant.key == key);
    let actions = drawn.places.into_iter().map(|(key, place)| (place, touched(&key))).collect();
    Book { name, maker, previous: None, actions, planted, sheets: drawn.sheets }
}

fn expected(plant: &Plant, places: &BTreeMap<String, Place>) -> Expected {
    let Plant { key, field, codes, what } = plant;
    let place = places.get(key);
    let cell = place.map(|place| {
        let col = *place.cols.get(field).unwrap_or_else(|| panic!("{}: no column {field:?}", place.sheet));
        format!("{}{}", rust_xlsxwriter::utility::column_number_to_name(col), place.row + 1)
    });
    Expected { codes: codes.clone(), sheet: place.map(|place| place.sheet.clone()), cell, what }
}
