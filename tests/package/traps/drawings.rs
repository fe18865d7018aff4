//! Drawings of notes that others made, shared with other things, or drawn oddly.

use std::collections::BTreeSet;

use planwacht::package::{Edits, apply};

use super::notes::{BOX, noted};
use super::{edits, judge};
use crate::files::*;

const JAN: &str = "<comment ref=\"A1\" authorId=\"0\"><text><t>Van Jan</t></text></comment>";
const DRAWING: &str = "xl/drawings/vmlDrawing1.vml";

/// A workbook with a note of Jan on A1 in this drawing.
fn drawn(vml: &str) -> Parts {
    let mut parts = noted(JAN);
    put(&mut parts, DRAWING, vml);
    parts
}

/// The ids of all shapes; none may be used twice.
fn ids(vml: &str) -> Vec<String> {
    let ids: Vec<String> =
        vml.split("id=\"_x0000_s").skip(1).map(|rest| rest.split('"').next().unwrap().into()).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
    ids
}

#[test]
fn form_controls_and_notes_share_a_drawing() {
    let control = "<v:shape id=\"_x0000_s1027\" type=\"#_x0000_t201\"><x:ClientData ObjectType=\"Drop\"><x:Row>0</x:Row></x:ClientData></v:shape>";
    let mut parts = drawn(&BOX.replace("</xml>", &format!("{control}</xml>")));
    let controls = "<mc:AlternateContent xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><mc:Choice Requires=\"x14\"><controls>\
        <mc:AlternateContent><mc:Choice Requires=\"x14\"><control shapeId=\"1027\" r:id=\"rId5\" name=\"Lijst\"><controlPr/></control></mc:Choice></mc:AlternateContent></controls></mc:Choice></mc:AlternateContent>";
    put(&mut parts, "xl/worksheets/sheet1.xml", sheet(&format!("{DATA}<legacyDrawing r:id=\"rId2\"/>{controls}")));
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/ctrlProp";
    add_rel(&mut parts, "xl/worksheets/_rels/sheet1.xml.rels", ("rId5", kind, "../ctrlProps/ctrlProp1.xml"));
    let properties = "<formControlPr objectType=\"Drop\"/>";
    add(&mut parts, "xl/ctrlProps/ctrlProp1.xml", "application/vnd.ms-excel.controlproperties+xml", properties);
    let bytes = judge(&parts);
    let (sheet, vml) = (text(&bytes, "xl/worksheets/sheet1.xml"), text(&bytes, DRAWING));
    assert!(sheet.contains(controls) && sheet.matches("<legacyDrawing ").count() == 1, "{sheet}");
    assert!(vml.contains(control) && ids(&vml) == ["1025", "1027", "1028"], "{vml}");
}

#[test]
fn controls_alone_get_the_notes_into_their_drawing() {
    let control = "<v:shape id=\"_x0000_s1025\"><x:ClientData ObjectType=\"Checkbox\"/></v:shape>";
    let start = BOX.split("<v:shape ").next().unwrap();
    let mut parts = drawn(&format!("{start}{control}</xml>"));
    parts.retain(|(name, _)| name != "xl/comments1.xml");
    put(
        &mut parts,
        "xl/worksheets/_rels/sheet1.xml.rels",
        rels(&[("rId2", "vmlDrawing", "../drawings/vmlDrawing1.vml")]),
    );
    edit(&mut parts, "[Content_Types].xml", |text| {
        let at = text.find("<Override PartName=\"/xl/comments1.xml\"").unwrap();
        format!("{}</Types>", &text[..at])
    });
    let bytes = judge(&parts);
    assert_eq!(ids(&text(&bytes, DRAWING)), ["1025", "1026", "1027"]);
}

#[test]
fn a_drawing_with_two_blocks_of_numbers_gets_numbers_from_them() {
    let other = "<v:shape id=\"_x0000_s3073\"><x:ClientData ObjectType=\"Button\"/></v:shape>";
    let bytes = judge(&drawn(&BOX.replace("data=\"1\"", "data=\"1,3\"").replace("</xml>", &format!("{other}</xml>"))));
    let vml = text(&bytes, DRAWING);
    assert!(vml.contains("data=\"1,3\""), "{vml}");
    assert!(ids(&vml).iter().all(|id| ["1", "3"].contains(&(id.parse::<u32>().unwrap() / 1024).to_string().as_str())));
}

#[test]
fn a_full_block_takes_one_that_no_other_sheet_has() {
    let mut parts = drawn(&BOX.replace("_x0000_s1025", "_x0000_s2047"));
    put(
        &mut parts,
        "xl/drawings/vmlDrawing2.vml",
        BOX.replace("data=\"1\"", "data=\"2,5\"").replace("_x0000_s1025", "_x0000_s2050"),
    );
    let vml = text(&judge(&parts), DRAWING);
    let blocks: BTreeSet<u32> = ids(&vml).iter().map(|id| id.parse::<u32>().unwrap() / 1024).collect();
    assert_eq!(blocks, BTreeSet::from([1, 6]));
    assert!(vml.contains("data=\"1,6\""), "{vml}");
}

#[test]
fn a_drawing_that_claims_no_numbers_and_one_with_windows_line_ends() {
    for vml in [
        BOX.replace("<o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"1\"/></o:shapelayout>", ""),
        BOX.replace('>', ">\r\n "),
        BOX.replace(
            "<x:ClientData",
            "<v:textbox><div><font face=Tahoma>Jan:<br>ja<p></font></div></v:textbox><x:ClientData",
        ),
        BOX.replace('"', "'"),
        BOX.replace("</xml>", "</xml>\r\n\0"),
    ] {
        let after = text(&judge(&drawn(&vml)), DRAWING);
        assert!(after.contains("<x:Row>8</x:Row>") && ids(&after.replace('\'', "\"")).len() == 2, "{after}");
    }
}

#[test]
fn boxes_go_again_whatever_prefix_the_drawing_has() {
    for vml in [
        BOX.replace("v:", "vml:").replace("xmlns:v=", "xmlns:vml="),
        BOX.replace("xmlns:v=", "xmlns:ns0=").replace("<v:", "<ns0:").replace("</v:", "</ns0:").replace("v:ext", "ns0:ext"),
        // openpyxl gives each element a prefix of its own.
        "<xml><ns0:shapelayout xmlns:ns0=\"urn:schemas-microsoft-com:office:office\" xmlns:ns1=\"urn:schemas-microsoft-com:vml\" ns1:ext=\"edit\"><ns0:idmap ns1:ext=\"edit\" data=\"1\"/></ns0:shapelayout>\
         <ns0:shape xmlns:ns0=\"urn:schemas-microsoft-com:vml\" type=\"#_x0000_t202\" id=\"_x0000_s1026\"><ns2:ClientData xmlns:ns2=\"urn:schemas-microsoft-com:office:excel\" ObjectType=\"Note\"><ns2:Row>0</ns2:Row><ns2:Column>0</ns2:Column></ns2:ClientData></ns0:shape></xml>".to_owned(),
    ] {
        judge(&drawn(&vml));
    }
}

#[test]
fn a_drawing_of_staff_stays_also_where_nothing_is_drawn() {
    judge(&drawn(&(BOX.split("<v:shape ").next().unwrap().to_owned() + "</xml>")));
    // An element that closed itself was opened for our boxes, and says the same without them.
    let bytes = annotate(&drawn("<xml/>"), &edits()).bytes;
    assert_eq!(text(&apply(&bytes, &Edits::default()).unwrap().bytes, DRAWING), "<xml></xml>");
}

#[test]
fn a_drawing_that_is_promised_and_missing_is_made() {
    let mut parts = drawn(BOX);
    parts.retain(|(name, _)| name != DRAWING);
    let bytes = annotate(&parts, &edits()).bytes;
    assert!(text(&bytes, DRAWING).contains("<x:Row>8</x:Row>"));
    assert_eq!(text(&bytes, "xl/worksheets/sheet1.xml").matches("<legacyDrawing").count(), 1);
    let clean = apply(&bytes, &Edits::default()).unwrap().bytes;
    assert!(text(&clean, "xl/worksheets/sheet1.xml").contains(DATA));
    assert!(text(&clean, "xl/comments1.xml").contains("Van Jan"));
}

#[test]
fn a_relationship_that_leads_nowhere_does_not_lead_to_our_drawing_or_notes() {
    for (kind, target) in [("vmlDrawing", "../drawings/vmlDrawing#.vml"), ("comments", "../comments#.xml")] {
        // Some programs promise every sheet a drawing of notes, and make it only where there are notes.
        let mut parts = parts(&sheet(DATA));
        edit(&mut parts, "xl/workbook.xml", |text| {
            text.replace("</sheets>", "<sheet name=\"Blad2\" sheetId=\"2\" r:id=\"rId2\"/></sheets>")
        });
        add_rel(&mut parts, "xl/_rels/workbook.xml.rels", ("rId2", "worksheet", "worksheets/sheet2.xml"));
        add(&mut parts, "xl/worksheets/sheet2.xml", "worksheet", sheet(DATA));
        for number in ["1", "2"] {
            let name = format!("xl/worksheets/_rels/sheet{number}.xml.rels");
            add_rel(&mut parts, &name, ("rIdvml", kind, &target.replace('#', number)));
        }
        // What was promised is made, and goes with its promise: from the second run on all is the same.
        let first = apply(&zip(&parts), &edits()).unwrap().bytes;
        let annotated = annotate_bytes(&apply(&first, &edits()).unwrap().bytes, &edits()).bytes;
        let moved = apply(&annotated, &Edits { notes: vec![note("Blad2", "A1", "Nu hier")], ..Edits::default() });
        assert_eq!(moved.map(|applied| applied.placed), Ok(1), "{kind}: the notes of the next run are elsewhere");
        let clean = apply(&annotated, &Edits::default()).unwrap().bytes;
        assert_eq!(text(&clean, "xl/worksheets/sheet1.xml"), sheet(DATA), "{kind}");
    }
}

#[test]
fn a_drawing_within_a_choice_is_the_drawing_of_the_sheet() {
    // Excel writes it like this in a strict file.
    let choice = "<mc:AlternateContent xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\">\
                  <mc:Choice Requires=\"v\"><legacyDrawing r:id=\"rId2\"/></mc:Choice></mc:AlternateContent>";
    let mut parts = drawn(BOX);
    put(&mut parts, "xl/worksheets/sheet1.xml", sheet(&format!("{DATA}{choice}")));
    let bytes = judge(&parts);
    let sheet = text(&bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.matches("<legacyDrawing ").count() == 1 && sheet.contains(choice), "{sheet}");
    assert!(text(&bytes, DRAWING).contains("<x:Row>8</x:Row>"), "the boxes are in the drawing that was there");
}

#[test]
fn boxes_of_a_type_that_nobody_describes() {
    judge(&drawn(&BOX.replace("<v:shapetype id=\"_x0000_t202\"/>", "")));
}

#[test]
fn pictures_in_headers_have_a_drawing_of_their_own() {
    let mut parts = parts(&sheet(&format!("{DATA}<legacyDrawingHF r:id=\"rId6\"/>")));
    add_rel(&mut parts, "xl/worksheets/_rels/sheet1.xml.rels", ("rId6", "vmlDrawing", "../drawings/vmlDrawing1.vml"));
    let picture = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\"><o:shapelayout><o:idmap data=\"1\"/></o:shapelayout><v:shape id=\"LH\" o:spid=\"_x0000_s1025\"/></xml>";
    put(&mut parts, DRAWING, picture);
    let bytes = judge(&parts);
    let sheet = text(&bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.find("<legacyDrawing ").unwrap() < sheet.find("<legacyDrawingHF ").unwrap(), "{sheet}");
    assert_eq!(text(&bytes, DRAWING), picture);
    assert!(text(&bytes, "xl/drawings/vmlDrawing2.vml").contains("data=\"2\""));
}

#[test]
fn embedded_objects_share_the_drawing_and_stay() {
    let shape =
        "<v:shape id=\"_x0000_s1030\"><v:imagedata o:relid=\"rId1\"/><x:ClientData ObjectType=\"Pict\"/></v:shape>";
    let mut parts = drawn(&BOX.replace("</xml>", &format!("{shape}</xml>")));
    let objects = "<oleObjects><oleObject progId=\"Document\" shapeId=\"1030\" r:id=\"rId5\"/></oleObjects>";
    put(&mut parts, "xl/worksheets/sheet1.xml", sheet(&format!("{DATA}<legacyDrawing r:id=\"rId2\"/>{objects}")));
    add_rel(&mut parts, "xl/worksheets/_rels/sheet1.xml.rels", ("rId5", "oleObject", "../embeddings/oleObject1.bin"));
    add(
        &mut parts,
        "xl/embeddings/oleObject1.bin",
        "application/vnd.openxmlformats-officedocument.oleObject",
        [0xD0, 0xCF, 0x11, 0xE0],
    );
    put(&mut parts, "xl/drawings/_rels/vmlDrawing1.vml.rels", rels(&[("rId1", "image", "../media/image1.emf")]));
    add(&mut parts, "xl/media/image1.emf", "image/x-emf", [1, 2, 3]);
    let bytes = judge(&parts);
    assert!(text(&bytes, "xl/worksheets/sheet1.xml").contains(objects));
    assert!(text(&bytes, DRAWING).contains(shape) && ids(&text(&bytes, DRAWING)).len() == 3);
    assert!(unzip(&bytes).contains_key("xl/drawings/_rels/vmlDrawing1.vml.rels"));
}

#[test]
fn a_box_stays_on_the_sheet() {
    let edits =
        Edits { notes: vec![note("Blad1", "XFD1048576", "Hoek"), note("Blad1", "XFD1", "Rand")], ..Edits::default() };
    let bytes = super::judge_edits(&parts(&sheet(DATA)), &edits);
    let vml = text(&bytes, DRAWING);
    for anchor in vml.split("<x:Anchor>").skip(1) {
        let numbers: Vec<u32> =
            anchor.split('<').next().unwrap().split(',').map(|number| number.trim().parse().unwrap()).collect();
        assert!(numbers[0] <= numbers[4] && numbers[4] <= 16_383, "{numbers:?}");
        assert!(numbers[2] <= numbers[6] && numbers[6] <= 1_048_575, "{numbers:?}");
    }
}
