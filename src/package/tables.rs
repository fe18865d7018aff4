//! Tables of Excel on a sheet: what they keep for themselves, and how one grows when a row is put right below it.

use std::collections::BTreeMap;

use super::CellEdit;
use super::archive::{Archive, parse};
use super::element::El;
use super::error::{CellReason, PackageError};
use super::rels::{Rels, save_spliced};
use super::splice::Splice;
use super::styles::set_attribute;
use crate::cell::Span;

/// The parts of one kind that a sheet leads to.
fn parts_of(archive: &mut Archive<'_>, sheet: &str, kind: &str) -> Result<Vec<String>, PackageError> {
    let rels = Rels::load(archive, sheet)?;
    let targets = rels.list.iter().filter(|rel| rel.kind == kind).filter_map(|rel| rels.target(archive, rel));
    Ok(targets.filter(|name| archive.has(name)).collect())
}

/// The cells of a sheet that must not be written: the headers and totals of tables, whose texts stand in the table's part too, and
/// what a pivot table fills.
pub(super) fn kept(archive: &mut Archive<'_>, sheet: &str) -> Result<Vec<(Span, CellReason)>, PackageError> {
    let mut kept = Vec::new();
    for name in parts_of(archive, sheet, "table")? {
        let part = archive.part(&name)?;
        let tree = parse(&name, &part)?;
        let Some(span) = tree.root().value("ref").as_deref().and_then(Span::parse) else { continue };
        let headers = tree.root().number("headerRowCount").unwrap_or(1);
        let totals = tree.root().number("totalsRowCount").unwrap_or(0);
        if headers > 0 {
            kept.push((Span { bottom: span.top.saturating_add(headers - 1), ..span }, CellReason::TableEdge));
        }
        if totals > 0 {
            kept.push((Span { top: span.bottom.saturating_sub(totals - 1), ..span }, CellReason::TableEdge));
        }
    }
    for name in parts_of(archive, sheet, "pivotTable")? {
        let part = archive.part(&name)?;
        let tree = parse(&name, &part)?;
        let location = tree.root().child("location").and_then(|el| el.value("ref"));
        kept.extend(location.as_deref().and_then(Span::parse).map(|span| (span, CellReason::PivotTable)));
    }
    Ok(kept)
}

/// Lets a table take in the rows that were written right below it. One that is filled from outside, or has a row of totals, stays.
pub(super) fn grow(
    archive: &mut Archive<'_>,
    sheet: &str,
    by_row: &BTreeMap<u32, BTreeMap<u32, &CellEdit>>,
) -> Result<(), PackageError> {
    let names = parts_of(archive, sheet, "table")?;
    let mut spans = Vec::new();
    for name in &names {
        let part = archive.part(name)?;
        spans.push(parse(name, &part)?.root().value("ref").as_deref().and_then(Span::parse));
    }
    for (at, name) in names.iter().enumerate() {
        let part = archive.part(name)?;
        let tree = parse(name, &part)?;
        let root = tree.root();
        let Some(Some(span)) = spans.get(at).copied() else { continue };
        let fixed = root.number("totalsRowCount").unwrap_or(0) > 0
            || root.value("tableType").is_some_and(|kind| kind != "worksheet");
        let is_below =
            |row: u32| by_row.get(&row).is_some_and(|cols| cols.range(span.left..=span.right).next().is_some());
        let bottom = (span.bottom.saturating_add(1)..).take_while(|row| is_below(*row)).last().unwrap_or(span.bottom);
        let grown = Span { bottom, ..span };
        let meets = |other: &Span| {
            other.left <= grown.right
                && grown.left <= other.right
                && other.top <= grown.bottom
                && grown.top <= other.bottom
        };
        let others = spans.iter().enumerate().filter(|(other, _)| *other != at).filter_map(|(_, span)| span.as_ref());
        if fixed || bottom == span.bottom || others.into_iter().any(meets) {
            continue;
        }
        let mut splice = Splice::default();
        set_attribute(root, "ref", &grown.to_string(), &mut splice);
        if let Some(filter) = root.child("autoFilter") {
            grow_filter(filter, span, bottom, &mut splice);
        }
        save_spliced(archive, name, &part, splice)?;
    }
    Ok(())
}

/// A table's filter spans the table.
fn grow_filter(filter: El<'_>, table: Span, bottom: u32, splice: &mut Splice) {
    let have = filter.value("ref").as_deref().and_then(Span::parse);
    if let Some(have) = have.filter(|have| have.bottom == table.bottom) {
        set_attribute(filter, "ref", &Span { bottom, ..have }.to_string(), splice);
    }
}
