//! Notes of staff in every shape that comments parts come in.

use planwacht::package::{Edits, LeftOutReason, apply};

use super::{edits, judge, judge_edits, notes_at};
use crate::files::*;

const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";

/// A drawing with the box of a note on A1.
pub(super) const BOX: &str = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\">\
    <o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"1\"/></o:shapelayout><v:shapetype id=\"_x0000_t202\"/>\
    <v:shape id=\"_x0000_s1025\" type=\"#_x0000_t202\"><x:ClientData ObjectType=\"Note\"><x:Anchor>1, 15, 0, 2, 3, 15, 3, 2</x:Anchor><x:Row>0</x:Row><x:Column>0</x:Column></x:ClientData></v:shape></xml>";

/// A workbook whose sheet has this comments part and the drawing [`BOX`].
pub(super) fn with_comments(part: &str) -> Parts {
    let mut parts = parts(&sheet(&format!("{DATA}<legacyDrawing r:id=\"rId2\"/>")));
    add(&mut parts, "xl/comments1.xml", KIND, part);
    put(&mut parts, "xl/drawings/vmlDrawing1.vml", BOX);
    put(
        &mut parts,
        "xl/worksheets/_rels/sheet1.xml.rels",
        rels(&[("rId1", "comments", "../comments1.xml"), ("rId2", "vmlDrawing", "../drawings/vmlDrawing1.vml")]),
    );
    parts
}

/// The same with these notes, by Jan.
pub(super) fn noted(notes: &str) -> Parts {
    with_comments(&format!(
        "<comments xmlns=\"{MAIN}\"><authors><author>Jan</author></authors><commentList>{notes}</commentList></comments>"
    ))
}

const JAN: &str = "<comment ref=\"A1\" authorId=\"0\"><text><t>Van Jan</t></text></comment>";

/// The comments part after cleaning up.
fn cleaned(bytes: &[u8]) -> String {
    text(&apply(bytes, &Edits::default()).unwrap().bytes, "xl/comments1.xml")
}

#[test]
fn notes_without_a_list_or_authors_get_them() {
    for inside in [
        "",
        "<authors/><commentList/>",
        "<authors></authors><commentList></commentList>",
        "<authors><author/></authors>",
        "<commentList/>",
    ] {
        let whole = format!("<comments xmlns=\"{MAIN}\">{inside}</comments>");
        let part = if inside.is_empty() { whole.replace("></comments>", "/>") } else { whole };
        for part in [part, format!("<comments xmlns=\"{MAIN}\">{inside}\n</comments>")] {
            let bytes = apply(&zip(&with_comments(&part)), &edits()).unwrap().bytes;
            let comments = text(&bytes, "xl/comments1.xml");
            let at = |what: &str| comments.find(what).unwrap_or_else(|| panic!("{what} in {comments}"));
            assert!(at("<author>planwacht</author>") < at("<comment ref=\"A1\""), "{inside}");
            assert_eq!(comments.matches("<commentList").count(), 1);
        }
    }
}

#[test]
fn a_note_by_nobody_stays() {
    let note = "<comment ref=\"A1\"><text><r><t>Van niemand</t></r></text></comment>";
    let bytes =
        judge(&with_comments(&format!("<comments xmlns=\"{MAIN}\"><commentList>{note}</commentList></comments>")));
    assert!(text(&bytes, "xl/comments1.xml").contains("<author>planwacht</author>"));
    assert!(cleaned(&bytes).contains(note));
}

#[test]
fn a_comments_part_of_staff_stays_also_where_it_held_no_note() {
    let empty = "<authors><author>Jan</author></authors><commentList/>";
    let mut parts = with_comments(&format!("<comments xmlns=\"{MAIN}\">{empty}</comments>"));
    put(&mut parts, "xl/drawings/vmlDrawing1.vml", BOX.replace("\"Note\"", "\"Button\""));
    let clean = apply(&judge(&parts), &Edits::default()).unwrap().bytes;
    assert!(unzip(&clean).contains_key("xl/comments1.xml"), "it was there before us");
}

#[test]
fn a_box_of_staff_without_a_note_stays() {
    let mut parts = noted(JAN);
    edit(&mut parts, "xl/comments1.xml", |text| text.replace("ref=\"A1\"", "ref=\"B5\""));
    judge(&parts);
}

#[test]
fn numbers_of_notes_and_what_may_be_ignored_stay() {
    let revision = "http://schemas.microsoft.com/office/spreadsheetml/2014/revision";
    let part = format!(
        "<comments xmlns=\"{MAIN}\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" mc:Ignorable=\"xr\" xmlns:xr=\"{revision}\">\
         <authors><author>Jan</author></authors><commentList><comment ref=\"A1\" authorId=\"0\" shapeId=\"0\" xr:uid=\"{{00000000-0006-0000-0000-000001000000}}\">\
         <text><r><rPr><sz val=\"9\"/></rPr><t xml:space=\"preserve\">Van Jan </t></r></text></comment></commentList></comments>"
    );
    let bytes = judge(&with_comments(&part));
    let comments = text(&bytes, "xl/comments1.xml");
    assert!(
        comments.contains("mc:Ignorable=\"xr\"")
            && comments.contains("xr:uid=\"{00000000-0006-0000-0000-000001000000}\">")
    );
    assert_eq!(cleaned(&bytes), part);
}

#[test]
fn what_a_note_says_of_its_pronunciation_stays() {
    let note = "<comment ref=\"A1\" authorId=\"0\"><text><r><t>東京</t></r><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh><phoneticPr fontId=\"1\"/></text></comment>";
    let parts = noted(note);
    let bytes = judge(&parts);
    let comments = text(&bytes, "xl/comments1.xml");
    let at = |what: &str| comments.find(what).unwrap_or_else(|| panic!("{what} in {comments}"));
    assert!(at("東京") < at("--- planwacht") && at("--- planwacht") < at("<rPh"), "runs come before the phonetic text");
    assert!(cleaned(&bytes).contains(note));
}

#[test]
fn a_note_of_staff_is_the_same_after_cleaning_up() {
    for note in [
        "<comment ref=\"A1\" authorId=\"0\"><text><r><t>a</t></r><r><t xml:space=\"preserve\"> b </t></r></text></comment>",
        "<comment ref=\"A1\" authorId=\"0\"><text><r><t>regel_x000D_\r\nregel</t></r></text></comment>",
        "<comment ref=\"A1\" authorId=\"0\"><text><r><t><![CDATA[a < b]]></t></r></text></comment>",
        "<comment ref=\"A1\" authorId=\"0\"><text><r><t/></r></text></comment>",
        "<comment ref=\"A1\" authorId=\"9\"><text><r><t>zonder schrijver</t></r></text></comment>",
        "<comment ref=\"A1\" authorId=\"0\"><text><r><t>van ons</t></r></text><commentPr><anchor/></commentPr></comment>",
    ] {
        assert!(cleaned(&judge(&noted(note))).contains(note), "{note}");
    }
    let bare = cleaned(&judge(&noted(JAN)));
    assert!(bare.contains("<text><r><t>Van Jan</t></r></text>"), "a bare text is a run from now on: {bare}");
}

#[test]
fn two_relationships_to_notes_lose_neither() {
    let mut parts = noted(JAN);
    let second = format!(
        "<comments xmlns=\"{MAIN}\"><authors><author>Piet</author></authors><commentList><comment ref=\"B2\" authorId=\"0\"><text><t>Van Piet</t></text></comment></commentList></comments>"
    );
    add(&mut parts, "xl/comments2.xml", KIND, second.as_str());
    add_rel(&mut parts, "xl/worksheets/_rels/sheet1.xml.rels", ("rId3", "comments", "../comments2.xml"));
    let bytes = judge(&parts);
    assert_eq!(text(&bytes, "xl/comments2.xml"), second);
    assert!(text(&bytes, "xl/comments1.xml").contains("Let op C9"));
    assert!(text(&bytes, "xl/worksheets/_rels/sheet1.xml.rels").contains("../comments2.xml"));
}

#[test]
fn notes_that_are_promised_and_missing_are_made() {
    let mut parts = noted(JAN);
    parts.retain(|(name, _)| name != "xl/comments1.xml" && !name.ends_with(".vml"));
    edit(&mut parts, "[Content_Types].xml", |text| {
        let at = text.find("<Override PartName=\"/xl/comments1.xml\"").unwrap();
        format!("{}</Types>", &text[..at])
    });
    let bytes = annotate(&parts, &edits()).bytes;
    assert!(text(&bytes, "xl/comments1.xml").contains("Let op A1"));
    assert!(text(&bytes, "xl/drawings/vmlDrawing1.vml").contains("<x:Row>8</x:Row>"));
    assert_eq!(text(&bytes, "xl/worksheets/sheet1.xml").matches("<legacyDrawing").count(), 1);
    assert_eq!(text(&bytes, "xl/worksheets/_rels/sheet1.xml.rels").matches("<Relationship ").count(), 2);
}

/// A conversation on A1, mirrored to a note, with the people who take part.
fn conversation() -> Parts {
    let mut parts = with_comments(&format!(
        "<comments xmlns=\"{MAIN}\"><authors><author>tc={{11111111-2222-3333-4444-555555555555}}</author></authors><commentList>\
         <comment ref=\"A1\" authorId=\"0\"><text><t>[Threaded comment] Wie pakt dit op?</t></text></comment></commentList></comments>"
    ));
    let threads = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments";
    let base = "http://schemas.microsoft.com/office/2017/10/relationships";
    let thread = format!(
        "<ThreadedComments xmlns=\"{threads}\"><threadedComment ref=\"A1\" dT=\"2025-11-24T10:00:00.00\" personId=\"{{P}}\" id=\"{{11111111-2222-3333-4444-555555555555}}\"><text>Wie pakt dit op?</text></threadedComment></ThreadedComments>"
    );
    add(
        &mut parts,
        "xl/threadedComments/threadedComment1.xml",
        "application/vnd.ms-excel.threadedcomments+xml",
        thread,
    );
    add_rel(
        &mut parts,
        "xl/worksheets/_rels/sheet1.xml.rels",
        ("rId3", &format!("{base}/threadedComment"), "../threadedComments/threadedComment1.xml"),
    );
    let people = format!(
        "<personList xmlns=\"{threads}\"><person displayName=\"Team Beleid\" id=\"{{P}}\" userId=\"\" providerId=\"None\"/></personList>"
    );
    add(&mut parts, "xl/persons/person.xml", "application/vnd.ms-excel.person+xml", people);
    add_rel(&mut parts, "xl/_rels/workbook.xml.rels", ("rId9", &format!("{base}/person"), "persons/person.xml"));
    parts
}

#[test]
fn a_conversation_its_people_and_its_mirror_are_left_alone() {
    let parts = conversation();
    let applied = annotate(&parts, &edits());
    assert_eq!((applied.placed, applied.left_out[0].reason), (1, LeftOutReason::ThreadedComment));
    let after = unzip(&applied.bytes);
    for name in ["xl/threadedComments/threadedComment1.xml", "xl/persons/person.xml"] {
        assert_eq!(after[name], parts.iter().find(|(have, _)| have == name).unwrap().1, "{name}");
    }
    let comments = text(&applied.bytes, "xl/comments1.xml");
    assert!(comments.contains(
        "<comment ref=\"A1\" authorId=\"0\"><text><t>[Threaded comment] Wie pakt dit op?</t></text></comment>"
    ));
    assert!(comments.contains("Let op C9"));
}

#[test]
fn a_cell_with_a_conversation_gets_no_mark() {
    let bytes = annotate(&conversation(), &notes_at(&["A1", "C9"])).bytes;
    assert!(text(&bytes, "xl/worksheets/sheet1.xml").contains("sqref=\"C9\""));
}

#[test]
fn a_mirror_without_its_conversation_is_left_alone_too() {
    let mut parts = conversation();
    parts.retain(|(name, _)| !name.contains("threadedComments"));
    edit(&mut parts, "xl/worksheets/_rels/sheet1.xml.rels", |text| {
        let at = text.find("<Relationship Id=\"rId3\"").unwrap();
        format!("{}</Relationships>", &text[..at])
    });
    let applied = annotate(&parts, &notes_at(&["A1"]));
    assert_eq!(applied.left_out[0].reason, LeftOutReason::ThreadedComment);
}

#[test]
fn a_note_that_quotes_our_own_signs_is_still_replaced_as_a_whole() {
    for quoted in [
        "Fout\n\u{2014} planwacht\nVul een functie in.",
        "Fout\n--- planwacht ---\nVul een functie in.",
        "--- planwacht ---",
        "\u{2014} planwacht",
    ] {
        for parts in [parts(&sheet(DATA)), noted(JAN)] {
            let edits =
                Edits { notes: vec![note("Blad1", "A1", quoted), note("Blad1", "B2", quoted)], ..Edits::default() };
            judge_edits(&parts, &edits);
        }
    }
}

#[test]
fn a_note_of_letters_that_no_file_can_hold_is_replaced_too() {
    for odd in ["\u{1}", "\u{FFFE}", "\u{200B}", "a\u{0}b", "_x0041_", "regel\rregel\r\nregel", "\u{feff}"] {
        let edits = Edits { notes: vec![note("Blad1", "A1", odd), note("Blad1", "B2", odd)], ..Edits::default() };
        judge_edits(&noted(JAN), &edits);
    }
}

#[test]
fn the_longest_note_leaves_that_of_staff_whole() {
    let long = "é".repeat(40_000);
    let edits =
        Edits { notes: vec![note("Blad1", "A1", &long), note("Blad1", "XFD1048576", &long)], ..Edits::default() };
    let applied = annotate(&noted(JAN), &edits);
    // Beside a note of staff there is no room for so much; on a cell of its own ours is cut.
    assert_eq!(applied.left_out.iter().map(|left_out| left_out.reason).collect::<Vec<_>>(), [LeftOutReason::NoteFull]);
    let comments = text(&applied.bytes, "xl/comments1.xml");
    let ours = comments.matches('é').count();
    assert!(comments.contains("Van Jan") && (20_000..=32_767).contains(&ours), "{ours}");
}
