//! One sheet of the source, reworded for the staff's workbook.

use std::collections::HashMap;

use super::super::archive::parse;
use super::super::element::El;
use super::super::error::PackageError;
use super::super::splice::Splice;
use super::super::text::{Part, escape};
use super::{Context, bad, unread};
use crate::ooxml::namespaces::{MAIN, MAIN_STRICT, RELATION, RELATION_STRICT};

/// Days between the two ways in which Excel counts dates.
const DAYS_1904: f64 = 1462.0;
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/";
const DRAWING_STRICT: &str = "http://purl.oclc.org/ooxml/drawingml/";

/// The sheet's part with styles, texts, names and marks for its new place.
pub(super) fn reworded(
    name: &str,
    part: &Part,
    code_name: &str,
    context: &mut Context<'_>,
) -> Result<String, PackageError> {
    let tree = parse(name, part)?;
    let root = tree.root();
    let mut splice = Splice::default();
    mark_as_ours(root, code_name, context.macros, &mut splice);
    for view in root.child("sheetViews").into_iter().flat_map(|views| views.children()) {
        // Two selected tabs form a group, in which an edit to one sheet changes the other too.
        view.attr("tabSelected").into_iter().for_each(|selected| splice.replace(selected.value, "0"));
    }
    for el in root.descendants().filter(|el| el.is_main()) {
        match el.local() {
            "c" => cell(el, context, &mut splice)?,
            "row" => map_xf(el, "s", context, &mut splice)?,
            "col" => map_xf(el, "style", context, &mut splice)?,
            "cfRule" | "colorFilter" | "sortCondition" => map_dxfs(el, context, &mut splice)?,
            "f" | "formula" | "formula1" | "formula2" => formula(el, &context.renamed, &mut splice),
            _ => {}
        }
    }
    let text =
        splice.apply(&part.text).ok_or_else(|| bad("een blad spreekt zichzelf tegen", "a sheet contradicts itself"))?;
    Ok(if context.strict { strict(&text) } else { text })
}

/// The namespaces of a strict file in the place of the usual ones.
pub(super) fn strict(text: &str) -> String {
    text.replace(&format!("\"{MAIN}\""), &format!("\"{MAIN_STRICT}\""))
        .replace(&format!("\"{RELATION}\""), &format!("\"{RELATION_STRICT}\""))
        .replace(&format!("\"{DRAWING}"), &format!("\"{DRAWING_STRICT}"))
}

fn mark_as_ours(root: El<'_>, code_name: &str, macros: bool, splice: &mut Splice) {
    if macros {
        // A code name that the macros do not know could make Excel repair the file.
        splice.insert(root.open().start, crate::own::COMMENT);
        return;
    }
    match root.child("sheetPr") {
        Some(properties) if properties.attr("codeName").is_none() => {
            let at = properties.open().start + 1 + properties.written_name().len();
            splice.insert(at, format!(" codeName=\"{code_name}\""));
        }
        Some(_) => {}
        None => splice.insert(root.open().end, format!("<sheetPr codeName=\"{code_name}\"/>")),
    }
}

fn map_xf(el: El<'_>, attribute: &str, context: &mut Context<'_>, splice: &mut Splice) -> Result<(), PackageError> {
    if let (Some(style), Some(old)) = (el.attr(attribute), el.number(attribute)) {
        splice.replace(style.value, context.styles.xf(old)?.to_string());
    }
    Ok(())
}

/// Maps every attribute that numbers a format of a rule or a table.
pub(super) fn map_dxfs(el: El<'_>, context: &mut Context<'_>, splice: &mut Splice) -> Result<(), PackageError> {
    for attribute in el.attributes().filter(|attribute| attribute.name.to_ascii_lowercase().ends_with("dxfid")) {
        let old = attribute.raw.parse().map_err(unread)?;
        splice.replace(attribute.value, context.styles.dxf(old)?.to_string());
    }
    Ok(())
}

fn cell(el: El<'_>, context: &mut Context<'_>, splice: &mut Splice) -> Result<(), PackageError> {
    map_xf(el, "s", context, splice)?;
    let Some(value) = el.child("v") else { return Ok(()) };
    match el.attr("t") {
        Some(kind) if kind.raw == "s" => {
            let at: usize = value.text().trim().parse().map_err(unread)?;
            let text = context.strings.get(at).ok_or_else(|| bad("een tekst ontbreekt", "a text is missing"))?;
            splice.replace(kind.value, "inlineStr");
            splice.replace(value.outer(), format!("<is>{text}</is>"));
        }
        None if context.date1904 && context.styles.shows_date(el.number("s").unwrap_or(0)) => {
            let days: f64 = value.text().trim().parse().map_err(unread)?;
            splice.replace(value.inner(), (days - DAYS_1904).to_string());
        }
        _ => {}
    }
    Ok(())
}

/// Table names within a formula follow the tables.
pub(super) fn formula(el: El<'_>, renamed: &HashMap<String, String>, splice: &mut Splice) {
    if renamed.is_empty() {
        return;
    }
    let before = el.text();
    let after = renamed.iter().fold(before.clone(), |text, (old, new)| with_table_renamed(&text, old, new));
    if after != before {
        splice.replace(el.inner(), escape(&after));
    }
}

/// `Old[…]` becomes `New[…]`; a longer name that ends in `Old` stays.
fn with_table_renamed(formula: &str, old: &str, new: &str) -> String {
    let mut out = String::with_capacity(formula.len());
    let mut rest = formula;
    while let Some(at) = rest.find(old) {
        let (before, from) = rest.split_at(at);
        let after = from.get(old.len()..).unwrap_or_default();
        let begins = before.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '_' | '.' | '\\'));
        out.push_str(before);
        out.push_str(if begins && after.starts_with('[') { new } else { old });
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::with_table_renamed;

    #[test]
    fn only_whole_table_names_change() {
        assert_eq!(
            with_table_renamed("SUM(Tabel1[a])+MijnTabel1[b]+Tabel12[c]", "Tabel1", "T2"),
            "SUM(T2[a])+MijnTabel1[b]+Tabel12[c]"
        );
    }
}
