//! The ten layouts.

use super::drawing::Sheet;
use super::plan::{DISTRICT, Field, PLACES, Plan, Row, Value};
use super::table::{Drawn, Style};

use Field::{
    Action, Colour, Involved, Level, Notes, Nr, Other, Owner, Place, Planning, Priority, Status, Subtheme, Theme,
    Updated,
};

const FOOTNOTES: [&str; 2] = [
    "* Hoog – Deze actie is nodig omdat er nog (vrijwel) niets is geregeld.",
    "W = Wijdemeren · GM = Gooise Meren · B/L = Blaricum en Laren · Hi = Hilversum · Hu = Huizen",
];
const STANDARD: &[(Field, &str)] = &[
    (Nr, "Nr"),
    (Theme, "Thema"),
    (Subtheme, "Sub-thema"),
    (Action, "Actie"),
    (Priority, "Prioriteit"),
    (Level, "Niveau"),
    (Owner, "Trekker"),
    (Involved, "Betrokken partijen"),
    (Planning, "Planning"),
    (Status, "Status"),
    (Notes, "Stand van zaken"),
    (Updated, "Laatst bijgewerkt"),
];
const GROUPED: &[(Field, &str)] = &[
    (Nr, "Nr."),
    (Subtheme, "Sub thema's"),
    (Action, "Actie/maatregel"),
    (Owner, "Trekker"),
    (Involved, "Betrokkenen"),
    (Planning, "Planning/Deadline"),
    (Status, "Voortgang"),
    (Notes, "Toelichting"),
];
const LIST: &[(Field, &str)] = &[
    (Place, "Gemeente"),
    (Nr, "Actienummer"),
    (Updated, "Bijgewerkt op"),
    (Subtheme, "Subthema"),
    (Action, "Maatregel"),
    (Other, "Kosten"),
    (Owner, "Actiehouder"),
    (Level, "Districtelijk of lokaal"),
    (Planning, "Wanneer"),
    (Status, "Voortgang"),
    (Notes, "Opmerkingen secretariaat"),
];
const ONCE: &[(Field, &str)] = &[
    (Nr, "Nummer"),
    (Place, "Gemeente"),
    (Level, "Niveau"),
    (Subtheme, "Onderdeel"),
    (Action, "Activiteit"),
    (Owner, "Eerste verantwoordelijke"),
    (Planning, "Einddatum"),
    (Status, "Stand"),
    (Notes, "Bijzonderheden"),
];
const SHORT: &[(Field, &str)] = &[
    (Nr, "Nr"),
    (Subtheme, "Sub-thema"),
    (Action, "Actie"),
    (Owner, "Trekker"),
    (Planning, "Deadline"),
    (Status, "Status"),
    (Notes, "Toelichting"),
];
const COLOURED: &[(Field, &str)] = &[
    (Other, "Bijlage"),
    (Nr, "ID"),
    (Priority, "Prio"),
    (Theme, "Thema"),
    (Subtheme, "Sub-thema"),
    (Action, "Wat"),
    (Owner, "Wie"),
    (Planning, "Termijn"),
    (Colour, "Kaderstatus"),
    (Status, "Status actie"),
    (Notes, "Opmerking"),
];

fn tabs() -> impl Iterator<Item = super::plan::Place> {
    std::iter::once(DISTRICT).chain(PLACES)
}

fn footnotes(sheet: &mut Sheet, row: u32) -> u32 {
    for (row, text) in (row..).zip(FOOTNOTES) {
        sheet.put(row, 0, text);
    }
    row + FOOTNOTES.len() as u32
}

/// As the plan was adopted: a tab for each municipality, a title, headings, merged topics, footnotes, and the last two actions below
/// them.
pub(super) fn as_adopted(plan: &Plan) -> Drawn {
    let mut drawn = Drawn::default();
    let guide = drawn.sheet("Leeswijzer");
    guide.put(0, 0, "De Basis op Orde – actieoverzicht implementatieplan");
    guide.line(2, 0, &["Status", "De voortgang van de actie."]);
    drawn.assessment(0);
    let style = Style { columns: STANDARD, headings: true, merged: true, ..Style::default() };
    for (code, name, _) in tabs() {
        let rows = plan.of(code);
        drawn.sheet(name).put(0, 0, format!("Acties {name}").as_str());
        let (table, below) = rows.split_at(rows.len() - 2);
        let next = drawn.table(table, (4, 0), &style);
        let next = footnotes(drawn.last(), next + 1);
        let bare = Style { headings: false, merged: false, ..style };
        drawn.rows(below, (next + 1, 0), &bare);
    }
    let lists = drawn.sheet("Lijsten");
    lists.hidden = true;
    lists.line(0, 0, &["Status", "Prioriteit"]);
    lists.line(1, 0, &["Loopt", "Hoog"]);
    lists.line(2, 0, &["Afgerond", "Laag"]);
    drawn
}

/// One list of all municipalities with other headers, a column that nobody knows, and filtered rows.
pub(super) fn one_list(plan: &Plan) -> Drawn {
    let mut drawn = Drawn::default();
    drawn.sheet("Acties");
    let rows: Vec<&Row> = plan.rows.iter().collect();
    drawn.table(&rows, (0, 0), &Style { columns: LIST, ..Style::default() });
    drawn.last().hidden_rows.extend([12, 13, 14, 40]);
    drawn
}

/// A table for each municipality below the other, with its name above it; long actions over two rows.
pub(super) fn below_each_other(plan: &Plan) -> Drawn {
    let mut drawn = Drawn::default();
    drawn.sheet("Blad1").put(0, 0, "Overzicht van alle acties, november 2025");
    let style = Style { columns: GROUPED, wrapped: true, ..Style::default() };
    let mut next = 3;
    for (code, name, _) in tabs() {
        let caption = if code == DISTRICT.0 { "Districtelijk".to_owned() } else { format!("Acties gemeente {name}") };
        drawn.last().put(next, 0, caption.as_str());
        next = drawn.table(&plan.of(code), (next + 1, 0), &style) + 2;
    }
    footnotes(drawn.last(), next);
    drawn
}

/// Two tables beside each other on a sheet, away from its corner.
pub(super) fn beside_each_other(plan: &Plan) -> Drawn {
    let mut drawn = Drawn::default();
    let style = Style { columns: SHORT, ..Style::default() };
    let tabs: Vec<_> = tabs().collect();
    for (nth, pair) in tabs.chunks(2).enumerate() {
        drawn.sheet(&format!("Overzicht {}", nth + 1));
        for (left, (code, name, _)) in [1, 9].into_iter().zip(pair) {
            let caption = if *code == DISTRICT.0 { "Districtelijk" } else { name };
            drawn.last().put(5, left, caption);
            drawn.table(&plan.of(code), (6, left), &style);
        }
    }
    drawn
}

/// Sorted by owner and planning, after which only the first action of a theme kept it; two rows of header.
pub(super) fn sorted(plan: &Plan) -> Drawn {
    let mut drawn = Drawn::default();
    let style = Style { columns: STANDARD, double_header: true, once: true, ..Style::default() };
    for (code, name, _) in tabs() {
        drawn.sheet(name);
        let rows = plan.of(code);
        drawn.table(&rows, (2, 0), &style);
        let places: Vec<u32> = rows.iter().map(|row| drawn.places[&row.key].row).collect();
        // The same rows, each where another one stood.
        let turned: std::collections::BTreeMap<u32, u32> =
            places.iter().copied().zip(places.iter().copied().cycle().skip(5)).collect();
        let sheet = drawn.last();
        for cell in &mut sheet.cells {
            cell.row = turned.get(&cell.row).copied().unwrap_or(cell.row);
        }
        for row in &rows {
            let place = drawn.places.get_mut(&row.key).expect("it was drawn");
            place.row = turned[&place.row];
        }
    }
    drawn
}

/// Tabs with the names that people use, headings per theme, the header again on each page.
pub(super) fn grouped(plan: &Plan) -> Drawn {
    let mut drawn = Drawn::default();
    let style = Style { columns: GROUPED, headings: true, page: 5, ..Style::default() };
    for ((code, ..), tab) in
        tabs().zip(["Districtelijk", "Wijdmeren", "3. Gooise Meren", "BEL", "Acties Hilversum", "Huizen 2025"])
    {
        drawn.sheet(tab);
        let next = drawn.table(&plan.of(code), (1, 0), &style);
        footnotes(drawn.last(), next + 2);
    }
    drawn
}

/// One list in which a municipality stands at the first of its actions alone.
pub(super) fn once(plan: &Plan) -> Drawn {
    let mut drawn = Drawn::default();
    drawn.sheet("Actielijst");
    let rows: Vec<&Row> = plan.rows.iter().collect();
    let next = drawn.table(&rows, (3, 1), &Style { columns: ONCE, once: true, ..Style::default() });
    drawn.last().put(next, 1, "Totaal");
    drawn.last().put(next, 5, Value::Number(plan.rows.len() as f64));
    drawn
}

/// A plain tab for each municipality.
pub(super) fn plain(plan: &Plan) -> Drawn {
    let mut drawn = Drawn::default();
    for (code, name, _) in tabs() {
        drawn.sheet(name);
        drawn.table(&plan.of(code), (0, 0), &Style { columns: STANDARD, ..Style::default() });
    }
    drawn
}

/// Columns inserted and in another order, with the framework's colour beside each action.
pub(super) fn coloured(plan: &Plan) -> Drawn {
    let mut drawn = Drawn::default();
    drawn.assessment(0);
    let style = Style { columns: COLOURED, merged: true, ..Style::default() };
    for (code, name, _) in tabs() {
        drawn.sheet(name);
        drawn.table(&plan.of(code), (3, 2), &style);
    }
    drawn
}

/// The theme merged, the header over two rows, and a framework whose colours slipped one column to the left.
pub(super) fn slipped(plan: &Plan) -> Drawn {
    let mut drawn = Drawn::default();
    let style = Style { columns: STANDARD, double_header: true, merged: true, ..Style::default() };
    for (code, name, _) in tabs() {
        drawn.sheet(name);
        let next = drawn.table(&plan.of(code), (2, 1), &style);
        drawn.last().put(next + 1, 1, "Opgesteld door: secretariaat");
    }
    drawn.assessment(1);
    drawn
}
