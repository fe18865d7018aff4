//! Names of parts: how they compare, where a relationship's target leads, and which are free.

/// The name by which parts compare: without a leading slash, in one case.
pub(super) fn key_of(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// The folder of a part, without a slash at the end.
pub(super) fn folder_of(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The part that holds the relationships of `name`.
pub(super) fn rels_of(name: &str) -> String {
    match name.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("_rels/{name}.rels"),
    }
}

/// Where a target leads that stands in the rels of `from`.
pub(super) fn resolve(from: &str, target: &str) -> String {
    let target = target.trim().replace('\\', "/");
    let target = target.split('#').next().unwrap_or_default();
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder_of(from).split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}

/// A name with `%20` and its like read out.
pub(super) fn percent_decoded(name: &str) -> String {
    let mut out = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match hex.filter(|_| *first == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
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

/// The target to write in the rels of `from` so that it leads to `to`.
pub(super) fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = folder_of(from).split('/').filter(|step| !step.is_empty()).collect();
    let to: Vec<&str> = to.split('/').filter(|step| !step.is_empty()).collect();
    let folders = to.len().saturating_sub(1);
    let shared = from.iter().zip(to.iter().take(folders)).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - shared);
    up.chain(to.into_iter().skip(shared)).collect::<Vec<_>>().join("/")
}

/// The first of `<before>1<after>`, `<before>2<after>`… that is not taken.
pub(super) fn free_name(before: &str, after: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut number = 1u32;
    loop {
        let name = format!("{before}{number}{after}");
        if !taken(&name) || number == u32::MAX {
            return name;
        }
        number += 1;
    }
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
            ("xl/a.xml", "b.xml#Blad1", "xl/b.xml"),
        ] {
            assert_eq!(resolve(from, target), to);
        }
        assert_eq!(percent_decoded("xl/my%20sheet%zz.xml"), "xl/my sheet%zz.xml");
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
    fn names_are_found_free_and_compare_without_case() {
        assert_eq!(free_name("xl/comments", ".xml", |name| name == "xl/comments1.xml"), "xl/comments2.xml");
        assert_eq!(key_of("\\XL\\Sheet.xml"), "xl/sheet.xml");
        assert_eq!(rels_of("xl/workbook.xml"), "xl/_rels/workbook.xml.rels");
        assert_eq!(rels_of("workbook.xml"), "_rels/workbook.xml.rels");
    }
}
