//! Names of parts: how they are written, how they compare, where a target leads, and which one leads to a part.

/// The part that says what every part is.
pub(crate) const CONTENT_TYPES: &str = "[Content_Types].xml";
/// The workbook part, where no relationship names it.
pub(crate) const WORKBOOK: &str = "xl/workbook.xml";

/// A name with forward slashes and without one at its start, in the case in which it is written.
pub(crate) fn spelled(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_owned()
}

/// The name by which parts compare: one spelling, in one case.
pub(crate) fn key_of(name: &str) -> String {
    spelled(name).to_lowercase()
}

/// The folder of a part, without a slash at the end.
pub(crate) fn folder_of(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The part that holds the relationships of `name`; those of the package itself for an empty name.
pub(crate) fn rels_of(name: &str) -> String {
    match name.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("_rels/{name}.rels"),
    }
}

/// The name to which a target leads that stands in the relationships of `from`.
pub(crate) fn resolve(from: &str, target: &str) -> String {
    let target = target.trim().replace('\\', "/");
    let target = target.split('#').next().unwrap_or_default();
    let base = if target.starts_with('/') { "" } else { folder_of(from) };
    let mut steps: Vec<&str> = Vec::new();
    for step in base.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The target to write in the rels of `from` so that it leads to `to`.
pub(crate) fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = folder_of(from).split('/').filter(|step| !step.is_empty()).collect();
    let to: Vec<&str> = to.split('/').filter(|step| !step.is_empty()).collect();
    let folders = to.len().saturating_sub(1);
    let shared = from.iter().zip(to.iter().take(folders)).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - shared);
    up.chain(to.into_iter().skip(shared)).collect::<Vec<_>>().join("/")
}

/// A name with `%20` and its like read out; as it is where that gives no text.
pub(crate) fn percent_decoded(name: &str) -> String {
    let mut out = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        match after.get(..2).filter(|_| *first == b'%').and_then(hex_pair) {
            Some(byte) => {
                out.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                out.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| name.to_owned())
}

/// The byte that two hexadecimal digits stand for. A sign is no digit, though number parsers take one.
fn hex_pair(two: &[u8]) -> Option<u8> {
    let text = std::str::from_utf8(two).ok().filter(|_| two.iter().all(u8::is_ascii_hexdigit))?;
    u8::from_str_radix(text, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_lead_where_excel_takes_them() {
        for (from, target, to) in [
            ("xl/workbook.xml", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/workbook.xml", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/worksheets/sheet1.xml", "..\\comments1.xml", "xl/comments1.xml"),
            ("xl/worksheets/sheet1.xml", "../../../x.xml", "x.xml"),
            ("", "xl/./workbook.xml", "xl/workbook.xml"),
            ("", "../../x.xml", "x.xml"),
            ("xl/a.xml", " b.xml#Blad1", "xl/b.xml"),
        ] {
            assert_eq!(resolve(from, target), to);
        }
    }

    #[test]
    fn relative_targets_lead_back() {
        for (from, to, target) in [
            ("xl/worksheets/sheet1.xml", "xl/comments1.xml", "../comments1.xml"),
            ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "worksheets/sheet1.xml"),
            ("workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("a/b/c.xml", "x.xml", "../../x.xml"),
        ] {
            assert_eq!(relative(from, to), target);
            assert_eq!(resolve(from, target), to);
        }
    }

    #[test]
    fn percent_codes_are_read_out_where_they_are_codes() {
        assert_eq!(percent_decoded("xl/my%20sheet%zz.xml"), "xl/my sheet%zz.xml");
        assert_eq!(percent_decoded("a%20b%2"), "a b%2");
        assert_eq!(percent_decoded("a%C3%A9%+1"), "aé%+1");
        assert_eq!(percent_decoded("a%FF"), "a%FF");
    }

    #[test]
    fn names_compare_without_case_slash_or_backslash() {
        assert_eq!(key_of("\\XL\\Sheet.xml"), "xl/sheet.xml");
        assert_eq!(spelled("/XL\\Sheet.xml"), "XL/Sheet.xml");
    }

    #[test]
    fn every_part_has_a_place_for_its_relationships() {
        for (owner, rels) in [
            ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"),
            ("workbook.xml", "_rels/workbook.xml.rels"),
            ("", "_rels/.rels"),
        ] {
            assert_eq!(rels_of(owner), rels);
        }
    }
}
