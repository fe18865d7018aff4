//! Styles that are not there, elsewhere, empty, or in another language.

use planwacht::package::{Edits, PackageError, apply};

use super::judge;
use crate::files::*;

const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";

/// Gives the workbook a styles part with these children.
pub(super) fn add_styles(parts: &mut Parts, children: &str) {
    add(parts, "xl/styles.xml", KIND, format!("<styleSheet xmlns=\"{MAIN}\">{children}</styleSheet>"));
    add_rel(parts, "xl/_rels/workbook.xml.rels", ("rId8", "styles", "styles.xml"));
}

#[test]
fn missing_styles_are_made_where_excel_looks_for_them() {
    let bytes = judge(&parts(&sheet(DATA)));
    assert!(
        text(&bytes, "xl/_rels/workbook.xml.rels").contains(&format!("Type=\"{RELS}/styles\" Target=\"styles.xml\""))
    );
    assert!(
        text(&bytes, "[Content_Types].xml").contains(&format!("PartName=\"/xl/styles.xml\" ContentType=\"{KIND}\""))
    );
    let styles = text(&bytes, "xl/styles.xml");
    assert!(styles.contains("<cellXfs") && styles.contains("<dxfs") && styles.contains("name=\"Normal\""), "{styles}");
}

#[test]
fn a_workbook_that_lacks_its_styles_is_not_copied() {
    let mut parts = parts(&sheet(DATA));
    add_rel(&mut parts, "xl/_rels/workbook.xml.rels", ("rId8", "styles", "format/opmaak.xml"));
    let refused =
        apply(&zip(&parts), &Edits { notes: vec![note("Blad1", "A1", "x")], ..Edits::default() }).unwrap_err();
    assert_eq!(refused, PackageError::MissingPart { part: "xl/format/opmaak.xml".to_owned() });
}

#[test]
fn a_part_of_that_name_that_nothing_leads_to_is_no_styles_part() {
    let mut parts = parts(&sheet(DATA));
    add(&mut parts, "xl/styles.xml", "application/xml", "<oud/>");
    let bytes = judge(&parts);
    assert_eq!(text(&bytes, "xl/styles.xml"), "<oud/>");
    assert!(text(&bytes, "xl/styles1.xml").contains("<dxfs"));
}

#[test]
fn what_is_in_the_styles_keeps_its_number_whatever_the_count_says() {
    for (list, count) in [("<dxfs count=\"9\">", 9), ("<dxfs>", 0), ("<dxfs count=\"0\">", 0)] {
        let mut parts = parts(&sheet(DATA));
        let formats = "<dxf><font><b/></font></dxf><dxf/>";
        add_styles(&mut parts, &format!("{list}{formats}</dxfs><tableStyles count=\"0\"/>"));
        let bytes = judge(&parts);
        let styles = text(&bytes, "xl/styles.xml");
        assert!(styles.contains(&format!("{formats}<dxf><border>")), "{count}: {styles}");
        assert!(text(&bytes, "xl/worksheets/sheet1.xml").contains("dxfId=\"2\""));
        assert!(styles.find("<cellXfs").unwrap() < styles.find("<dxfs").unwrap());
    }
}

#[test]
fn styles_that_close_themselves_are_opened() {
    let mut parts = parts(&sheet(DATA));
    add(&mut parts, "xl/styles.xml", KIND, format!("<styleSheet xmlns=\"{MAIN}\" />"));
    add_rel(&mut parts, "xl/_rels/workbook.xml.rels", ("rId8", "styles", "styles.xml"));
    assert!(text(&judge(&parts), "xl/styles.xml").ends_with("</styleSheet>"));
    let mut parts = crate::files::parts(&sheet(DATA));
    add_styles(&mut parts, "<fonts/><fills/><borders/><cellXfs/><dxfs/>");
    assert!(text(&judge(&parts), "xl/styles.xml").contains("</dxfs>"));
}

#[test]
fn a_strict_workbook_with_prefixes_takes_notes_formats_and_sheets() {
    let mut strict = parts(&format!(
        "<x:worksheet xmlns:x=\"{STRICT}\" xmlns:rel=\"{RELS_STRICT}\"><x:sheetData/><x:pageMargins left=\"1\" right=\"1\" top=\"1\" bottom=\"1\" header=\"1\" footer=\"1\"/></x:worksheet>"
    ));
    put(
        &mut strict,
        "xl/workbook.xml",
        format!(
            "<x:workbook xmlns:x=\"{STRICT}\" xmlns:rel=\"{RELS_STRICT}\"><x:sheets><x:sheet name=\"Blad1\" sheetId=\"1\" rel:id=\"rId1\"/></x:sheets></x:workbook>"
        ),
    );
    let styles = format!("<x:styleSheet xmlns:x=\"{STRICT}\"><x:dxfs count=\"1\"><x:dxf/></x:dxfs></x:styleSheet>");
    add(&mut strict, "xl/styles.xml", KIND, styles);
    add_rel(&mut strict, "xl/_rels/workbook.xml.rels", ("rId8", "styles", "styles.xml"));
    for name in ["_rels/.rels", "xl/_rels/workbook.xml.rels"] {
        edit(&mut strict, name, |text| text.replace(RELS, RELS_STRICT));
    }
    let bytes = judge(&strict);
    assert!(text(&bytes, "xl/worksheets/sheet1.xml").contains("rel:id=\"rId"));
    let formats = text(&bytes, "xl/styles.xml");
    assert!(formats.contains("<x:dxf/><dxf xmlns=\"") && formats.contains("</x:dxfs>"), "{formats}");
    let workbook = text(&bytes, "xl/workbook.xml");
    assert!(
        workbook.contains(&format!("<sheet xmlns=\"{STRICT}\" name=\"Controle\"")) && workbook.contains("rel:id=\"rId"),
        "{workbook}"
    );
    assert!(!unzip(&bytes).iter().any(|(name, part)| {
        name.starts_with("xl/") && !name.ends_with(".vml") && String::from_utf8_lossy(part).contains(MAIN)
    }));
}
