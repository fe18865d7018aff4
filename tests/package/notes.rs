//! Notes and marks in workbooks of every odd shape.

use planwacht::cell::CellRef;
use planwacht::package::{Edits, LeftOutReason, Mark, Note};
use zip::write::SimpleFileOptions;

use crate::files::*;

#[test]
fn a_plain_workbook_gets_notes_and_marks() {
    let applied = annotate(
        &parts(&sheet(DATA)),
        &notes(&[("A1", "Trekker ontbreekt\nVul <een> functie in."), ("A1", "Nog een"), ("C2", "Leeg")]),
    );
    assert_eq!((applied.placed, applied.left_out.len()), (3, 0));
    let comments = text(&applied.bytes, "xl/comments1.xml");
    assert_eq!(comments.matches("<comment ").count(), 2, "several notes on a cell are one");
    assert!(comments.contains("<b/>") && comments.contains("Vul &lt;een&gt; functie in."));
    let sheet = text(&applied.bytes, "xl/worksheets/sheet1.xml");
    assert!(
        sheet.contains("sqref=\"A1 C2\"") && sheet.ends_with("<legacyDrawing r:id=\"rId2\"/></worksheet>"),
        "{sheet}"
    );
    assert!(sheet.contains(DATA), "no cell is touched");
    assert!(text(&applied.bytes, "xl/styles.xml").contains("FFC8102E"), "a styles part is made where there is none");
    assert!(text(&applied.bytes, "xl/drawings/vmlDrawing1.vml").contains("<x:Row>1</x:Row><x:Column>2</x:Column>"));
}

#[test]
fn prefixed_and_strict_parts_get_elements_of_their_own_language() {
    let mut strict = parts(&format!(
        "<x:worksheet xmlns:x=\"{STRICT}\"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData><x:tableParts/></x:worksheet>"
    ));
    put(
        &mut strict,
        "xl/workbook.xml",
        format!(
            "<x:workbook xmlns:x=\"{STRICT}\" xmlns:r=\"{RELS_STRICT}\"><x:sheets><x:sheet name=\"Blad1\" sheetId=\"1\" r:id=\"rId1\"/></x:sheets></x:workbook>"
        ),
    );
    for name in ["_rels/.rels", "xl/_rels/workbook.xml.rels"] {
        edit(&mut strict, name, |text| text.replace(RELS, RELS_STRICT));
    }
    let applied = annotate(&strict, &notes(&[("B2", "Strikt")]));
    let sheet = text(&applied.bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains(&format!("</x:sheetData><conditionalFormatting xmlns=\"{STRICT}\"")), "{sheet}");
    assert!(
        sheet.contains(&format!(
            "<legacyDrawing xmlns=\"{STRICT}\" xmlns:r=\"{RELS_STRICT}\" r:id=\"rId2\"/><x:tableParts/>"
        )),
        "{sheet}"
    );
    assert!(text(&applied.bytes, "xl/comments1.xml").contains(STRICT));
    assert!(text(&applied.bytes, "xl/worksheets/_rels/sheet1.xml.rels").contains(&format!("{RELS_STRICT}/comments")));
}

#[test]
fn rows_without_numbers_and_empty_sheets_take_notes() {
    for data in ["<sheetData/>", "<sheetData><row><c><v>1</v></c></row></sheetData>", "<sheetData></sheetData>"] {
        let applied = annotate(&parts(&sheet(data)), &notes(&[("D4", "Leeg blad")]));
        assert!(text(&applied.bytes, "xl/worksheets/sheet1.xml").contains(data));
    }
}

#[test]
fn odd_targets_and_entry_names_are_followed() {
    let mut odd = parts(&sheet(DATA));
    put(&mut odd, "xl/_rels/workbook.xml.rels", rels(&[("rId1", "worksheet", "/XL/Worksheets/./Sheet1.xml")]));
    annotate(&odd, &notes(&[("A1", "Absoluut")]));
    put(&mut odd, "xl/_rels/workbook.xml.rels", rels(&[("rId1", "worksheet", "worksheets\\sheet1.xml")]));
    for (name, _) in &mut odd {
        *name = name.replace('/', "\\");
    }
    let applied = annotate(&odd, &notes(&[("A1", "Achteruit")]));
    assert!(unzip(&applied.bytes).contains_key("xl\\worksheets\\sheet1.xml"), "an entry keeps its name as stored");
}

#[test]
fn utf16_parts_stay_utf16() {
    let body = format!("<?xml version=\"1.0\" encoding=\"UTF-16\"?>{}", sheet(DATA));
    let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(body.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let mut parts = parts("");
    put(&mut parts, "xl/worksheets/sheet1.xml", utf16.clone());
    let applied = annotate(&parts, &notes(&[("A1", "Wijd €")]));
    let after = &unzip(&applied.bytes)["xl/worksheets/sheet1.xml"];
    let marker: Vec<u8> = "<legacyDrawing".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(
        after.starts_with(&utf16[..utf16.len() - 30]) && after.windows(marker.len()).any(|window| window == marker)
    );
}

#[test]
fn directories_descriptors_and_zip64_are_read() {
    let mut with_folders = parts(&sheet(DATA));
    with_folders.insert(0, ("xl/".into(), Vec::new()));
    let applied = annotate(&with_folders, &notes(&[("A1", "Map")]));
    assert!(unzip(&applied.bytes).contains_key("xl/"));
    let large = zip_with(&parts(&sheet(DATA)), SimpleFileOptions::default().large_file(true));
    annotate_bytes(&large, &notes(&[("A1", "Groot")]));
    let mut out = zip::ZipWriter::new_stream(Vec::new());
    for (name, bytes) in parts(&sheet(DATA)) {
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut out, &bytes).unwrap();
    }
    let streamed = out.finish().unwrap().into_inner();
    annotate_bytes(&streamed, &notes(&[("A1", "Stroom")]));
}

fn with_notes(vml: &str) -> Parts {
    let mut parts = parts(&sheet(&format!("{DATA}<legacyDrawing r:id=\"rId7\"/>")));
    put(
        &mut parts,
        "xl/worksheets/_rels/sheet1.xml.rels",
        rels(&[("rId7", "vmlDrawing", "../drawings/vmlDrawing1.vml"), ("rId8", "comments", "../comments1.xml")]),
    );
    put(&mut parts, "xl/drawings/vmlDrawing1.vml", vml);
    put(
        &mut parts,
        "xl/comments1.xml",
        format!(
            "<comments xmlns=\"{MAIN}\"><authors><author>Jan</author></authors><commentList><comment ref=\"A1\" authorId=\"0\"><text><t>Van Jan</t></text></comment></commentList></comments>"
        ),
    );
    edit(&mut parts, "[Content_Types].xml", |text| {
        text.replace("</Types>", "<Override PartName=\"/xl/comments1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml\"/></Types>")
    });
    parts
}

const VML: &str = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\">\
    <o:shapelayout><o:idmap v:ext=\"edit\" data=\"1\"/></o:shapelayout>\
    <v:shape id=\"_x0000_s1025\"><v:textbox><font><br>ja</font></v:textbox><x:ClientData ObjectType=\"Checkbox\"/></v:shape>\
    <v:shape id=\"_x0000_s1026\"><x:ClientData ObjectType=\"Note\"><x:Row>0</x:Row><x:Column>0</x:Column></x:ClientData></v:shape></xml>";

#[test]
fn a_note_of_staff_keeps_its_text_and_an_ill_formed_drawing_its_shapes() {
    let original = with_notes(VML);
    let applied = annotate(&original, &notes(&[("A1", "Erbij"), ("B9", "Nieuw")]));
    let comments = text(&applied.bytes, "xl/comments1.xml");
    assert!(comments.contains("<r><t>Van Jan</t></r>") && comments.contains("\n--- planwacht ---\n"));
    let vml = text(&applied.bytes, "xl/drawings/vmlDrawing1.vml");
    assert!(vml.starts_with(VML.strip_suffix("</xml>").unwrap()), "what stood there stands there still");
    assert_eq!(vml.matches("<v:shape ").count(), 3, "the cell with a note keeps its box");
    assert!(vml.contains("id=\"_x0000_s1027\""));
}

#[test]
fn a_conversation_is_left_alone() {
    let mut original = with_notes(VML);
    edit(&mut original, "xl/worksheets/_rels/sheet1.xml.rels", |text| {
        text.replace("</Relationships>", "<Relationship Id=\"rId9\" Type=\"http://schemas.microsoft.com/office/2017/10/relationships/threadedComment\" Target=\"../threadedComments/t.xml\"/></Relationships>")
    });
    put(
        &mut original,
        "xl/threadedComments/t.xml",
        "<ThreadedComments><threadedComment ref=\"A1\"/></ThreadedComments>",
    );
    let applied = annotate(&original, &notes(&[("A1", "Erbij"), ("B2", "Ander")]));
    assert_eq!(applied.placed, 1);
    assert_eq!(applied.left_out[0].reason, LeftOutReason::ThreadedComment);
    assert!(!text(&applied.bytes, "xl/comments1.xml").contains("Erbij"));
    let sheet = text(&applied.bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("sqref=\"B2\"") && !sheet.contains("A1\"><cfRule"), "a conversation gets no mark: {sheet}");
}

#[test]
fn the_box_of_a_staff_note_grows_with_our_words_and_gets_its_size_back() {
    let drawn = VML.replace(
        "<v:shape id=\"_x0000_s1026\"><x:ClientData ObjectType=\"Note\">",
        "<v:shape id=\"_x0000_s1026\" style='position:absolute;visibility:hidden'><x:ClientData ObjectType=\"Note\">\
         <x:Anchor>\n 1, 15, 0, 2, 3, 15, 2, 1</x:Anchor>",
    );
    let original = with_notes(&drawn);
    let applied = annotate(&original, &notes(&[("A1", &"Een hele lange zin die ruimte nodig heeft. ".repeat(9))]));
    let vml = text(&applied.bytes, "xl/drawings/vmlDrawing1.vml");
    let anchor = vml.split("<x:Anchor>").nth(1).unwrap().split('<').next().unwrap();
    let numbers: Vec<u32> = anchor.split(',').map(|number| number.trim().parse().unwrap()).collect();
    assert_eq!(numbers[..4], [1, 15, 0, 2], "the top left stays");
    assert!(numbers[4] > 3 && numbers[6] > 6, "{anchor}");
    let again = annotate_bytes(&applied.bytes, &notes(&[("A1", "Kort")]));
    let clean = annotate_bytes(&again.bytes, &Edits::default());
    assert_eq!(text(&clean.bytes, "xl/drawings/vmlDrawing1.vml"), drawn);
}

#[test]
fn what_staff_wrote_in_signs_like_ours_stays() {
    let said = "--- planwacht zei: trekker\nJan: opgelost op 3 mei";
    for (author, text) in
        [("Jan", said), ("planwacht", "Bel even over deze actie"), ("Planwacht", "\u{2014} planwacht")]
    {
        let mut original = with_notes(VML);
        edit(&mut original, "xl/comments1.xml", |part| {
            part.replace("<author>Jan</author>", &format!("<author>{author}</author>")).replace("Van Jan", text)
        });
        let applied = annotate(&original, &notes(&[("A1", "Erbij"), ("B9", "Nieuw")]));
        assert!(text_of(&applied.bytes).contains(text), "{author}");
        let clean = annotate_bytes(&applied.bytes, &Edits::default());
        assert!(text_of(&clean.bytes).contains(text) && !text_of(&clean.bytes).contains("Erbij"), "{author}");
    }
}

fn text_of(bytes: &[u8]) -> String {
    text(bytes, "xl/comments1.xml")
}

#[test]
fn elements_go_where_the_schema_wants_them() {
    let children = format!(
        "{DATA}<mergeCells count=\"1\"><mergeCell ref=\"B2:C3\"/></mergeCells>\
         <conditionalFormatting sqref=\"A1\"><cfRule type=\"expression\" priority=\"7\"><formula>TRUE</formula></cfRule></conditionalFormatting>\
         <pageMargins left=\"1\" right=\"1\" top=\"1\" bottom=\"1\" header=\"1\" footer=\"1\"/>\
         <mc:AlternateContent xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><mc:Choice Requires=\"x14\"><controls/></mc:Choice></mc:AlternateContent><extLst/>"
    );
    let applied = annotate(&parts(&sheet(&children)), &notes(&[("C3", "In een samengevoegde cel")]));
    let sheet = text(&applied.bytes, "xl/worksheets/sheet1.xml");
    let at = |what: &str| sheet.find(what).unwrap_or_else(|| panic!("{what} in {sheet}"));
    assert!(at("priority=\"7\"") < at("priority=\"8\"") && at("priority=\"8\"") < at("<pageMargins"));
    assert!(at("<pageMargins") < at("<legacyDrawing") && at("<legacyDrawing") < at("<mc:AlternateContent"));
    assert!(sheet.contains("sqref=\"B2:C3\""), "the mark goes around the whole range");
    let comments = text(&applied.bytes, "xl/comments1.xml");
    assert!(comments.contains("ref=\"B2\""), "the note goes to the top-left cell, where Excel shows it");
    assert!(comments.contains("ref=\"C3\""), "and is found at the cell that was named");
}

#[test]
fn what_cannot_be_placed_is_reported() {
    let mut original = parts(&sheet(DATA));
    edit(&mut original, "xl/workbook.xml", |text| {
        text.replace("</sheets>", "<sheet name=\"Grafiek\" sheetId=\"2\" r:id=\"rId2\"/></sheets>")
    });
    put(
        &mut original,
        "xl/_rels/workbook.xml.rels",
        rels(&[("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "chartsheet", "chartsheets/sheet1.xml")]),
    );
    put(&mut original, "xl/chartsheets/sheet1.xml", format!("<chartsheet xmlns=\"{MAIN}\"/>"));
    let list = vec![
        note("Grafiek", "A1", "x"),
        note("Weg", "A1", "x"),
        note("blad1", "A1", "andere kast"),
        note("Blad1", "A2", " \n"),
        Note { at: CellRef::new("Blad1", 2_000_000, 0), text: "x".into(), mark: Some(Mark::Info) },
    ];
    let applied = annotate(&original, &Edits { notes: list, ..Edits::default() });
    let reasons: Vec<LeftOutReason> = applied.left_out.iter().map(|left| left.reason).collect();
    use LeftOutReason::*;
    assert_eq!(reasons, [NotAWorksheet, NoSuchSheet, EmptyText, OutsideSheet]);
    assert_eq!(applied.placed, 1);
}

#[test]
fn types_of_rels_parts_are_given_where_the_package_names_each() {
    let mut original = parts(&sheet(DATA));
    edit(&mut original, "[Content_Types].xml", |text| {
        let kind = "application/vnd.openxmlformats-package.relationships+xml";
        let each = format!(
            "<Override PartName=\"/_rels/.rels\" ContentType=\"{kind}\"/><Override PartName=\"/xl/_rels/workbook.xml.rels\" ContentType=\"{kind}\"/>"
        );
        text.replace(&format!("<Default Extension=\"rels\" ContentType=\"{kind}\"/>"), &each)
    });
    let applied = annotate(&original, &notes(&[("A1", "x")]));
    assert!(text(&applied.bytes, "[Content_Types].xml").contains("/xl/worksheets/_rels/sheet1.xml.rels"));
}

#[test]
fn twenty_thousand_notes_on_one_sheet() {
    let edits = Edits {
        notes: (0..20_000)
            .map(|row| Note {
                at: CellRef::new("Blad1", row, row % 7),
                text: format!("Regel {row}"),
                mark: Some(Mark::Warning),
            })
            .collect(),
        ..Edits::default()
    };
    let applied = annotate(&parts(&sheet(DATA)), &edits);
    assert_eq!(applied.placed, 20_000);
    assert_eq!(text(&applied.bytes, "xl/comments1.xml").matches("<comment ").count(), 20_000);
}
