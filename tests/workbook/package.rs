//! Packages zipped by hand, so that every oddity can be written as it stands.

use std::io::{Cursor, Write};

use planwacht::cell::Grid;
use planwacht::workbook::{Workbook, read};

pub(crate) const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
pub(crate) const DOC: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Zips parts under the names given.
pub(crate) fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of one sheet, with room for other parts.
pub(crate) struct Package {
    parts: Vec<(String, Vec<u8>)>,
    rels: String,
    sheets: String,
    extra: String,
    count: usize,
}

impl Package {
    pub(crate) fn new() -> Self {
        let root = format!(
            "<Relationships><Relationship Id='rId1' Type='{DOC}/officeDocument' Target='xl/workbook.xml'/></Relationships>"
        );
        Self {
            parts: vec![("_rels/.rels".into(), root.into_bytes())],
            rels: String::new(),
            sheets: String::new(),
            extra: String::new(),
            count: 0,
        }
    }

    /// A part that nothing points at yet.
    pub(crate) fn part(mut self, name: &str, text: impl Into<Vec<u8>>) -> Self {
        self.parts.push((name.to_owned(), text.into()));
        self
    }

    /// A relationship of the workbook.
    pub(crate) fn rel(mut self, kind: &str, target: &str) -> Self {
        self.count += 1;
        let id = self.count;
        self.rels.push_str(&format!("<Relationship Id='rId{id}' Type='{DOC}/{kind}' Target='{target}'/>"));
        self
    }

    /// A tab that points at a part elsewhere.
    pub(crate) fn tab(mut self, name: &str, kind: &str, target: &str, attrs: &str) -> Self {
        self = self.rel(kind, target);
        let id = self.count;
        self.sheets.push_str(&format!("<sheet name='{name}' sheetId='{id}' r:id='rId{id}' {attrs}/>"));
        self
    }

    /// A worksheet with these rows.
    pub(crate) fn sheet(self, name: &str, rows: &str) -> Self {
        let inner = format!("<sheetData>{rows}</sheetData>");
        self.sheet_xml(name, &format!("<worksheet xmlns='{MAIN}' xmlns:r='{DOC}'>{inner}</worksheet>"))
    }

    /// A worksheet part as it stands.
    pub(crate) fn sheet_xml(self, name: &str, xml: &str) -> Self {
        let target = format!("worksheets/sheet{}.xml", self.count + 1);
        let path = format!("xl/{target}");
        self.tab(name, "worksheet", &target, "").part(&path, xml)
    }

    pub(crate) fn strings(self, items: &str) -> Self {
        self.rel("sharedStrings", "sharedStrings.xml")
            .part("xl/sharedStrings.xml", format!("<sst xmlns='{MAIN}'>{items}</sst>"))
    }

    pub(crate) fn styles(self, inner: &str) -> Self {
        self.rel("styles", "styles.xml")
            .part("xl/styles.xml", format!("<styleSheet xmlns='{MAIN}'>{inner}</styleSheet>"))
    }

    /// Elements of the workbook part beside its sheets.
    pub(crate) fn extra(mut self, xml: &str) -> Self {
        self.extra.push_str(xml);
        self
    }

    pub(crate) fn bytes(mut self) -> Vec<u8> {
        let (extra, sheets) = (&self.extra, &self.sheets);
        let main = format!("<workbook xmlns='{MAIN}' xmlns:r='{DOC}'>{extra}<sheets>{sheets}</sheets></workbook>");
        self.parts.push(("xl/workbook.xml".into(), main.into_bytes()));
        let rels = format!("<Relationships>{}</Relationships>", self.rels);
        self.parts.push(("xl/_rels/workbook.xml.rels".into(), rels.into_bytes()));
        zipped(&self.parts)
    }

    pub(crate) fn read(self) -> Workbook {
        read(&self.bytes(), "proef.xlsx").unwrap()
    }

    pub(crate) fn grid(self) -> Grid {
        self.read().sheets.remove(0)
    }
}
