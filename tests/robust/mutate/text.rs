//! Texts that programs trip over.

use crate::rng::Rng;

/// Words that mean something in cells of a plan, and what stands between them.
const WORDS: &str = "Q1 Q3 Q5 2025 2026 26 '26 2026-2027 eind begin medio voor na vanaf t/m tot en of uiterlijk doorlopend \
    jaarlijks elk kwartaal zomer zomervakantie schooljaar week 53 wk 13 maart mrt dec december 1e halfjaar H2 31-12-2025 \
    31-02-2026 12/25/2026 2026-W60 29.02.2027 n.t.b. onbekend ? PM zsm Loopt Afgerond gereed 50% 100 % 1/2 ✓ ● groen rood \
    Hilversum Huizen alle gemeenten OOV ZVHGV Team wijken (vervallen) [zie HI-02] HI-01 HI-1 HI- 007 Fase 2 verplaatst naar \
    nee ja n.v.t. – - ; , / + & : . ( ) \" ' = @ June 30 end of FY26 Ende Juli KW 5 ab 1.1.";

/// What an attribute, a number or a name may be, and should better not.
const ODD: [&str; 44] = [
    "",
    " ",
    "0",
    "-1",
    "1",
    "65535",
    "65536",
    "65537",
    "1048576",
    "1048577",
    "16384",
    "2147483647",
    "2147483648",
    "4294967295",
    "4294967296",
    "18446744073709551615",
    "18446744073709551616",
    "99999999999999999999999999",
    "-0",
    "1e308",
    "1e-400",
    "1e999",
    "NaN",
    "inf",
    "0.1",
    "2958465",
    "2958466",
    "60",
    "true",
    "A0",
    "A1:XFD1048576",
    "XFE1",
    "ZZZZ9",
    "A1:A1 A1:A1",
    "$A$1",
    "#REF!",
    "../../x",
    "rId1",
    "rId999",
    "xl/workbook.xml",
    "_x0000_",
    "_x001B_[2J",
    "&amp;lt;",
    "\u{FFFD}",
];

const FORMATS: [&str; 16] = [
    "General",
    "0",
    "0.00",
    "#,##0",
    "0%",
    "d-m-yyyy",
    "mmm-yy",
    "\"HI-\"00",
    "[$-413]d mmmm yyyy;@",
    "# ?/?",
    "[h]:mm:ss",
    "0E+00",
    "[Red]0;[Blue]-0;;@",
    "yyyy\"jaar",
    "[",
    "_-* #,##0.00_-",
];

/// A text for an attribute or a number.
pub(crate) fn odd(rng: &mut Rng) -> String {
    match rng.below(6) {
        0 => rng.next().to_string(),
        1 => rng.pick(&FORMATS).to_owned(),
        2 => format!("{}{}", rng.pick(&ODD), rng.pick(&ODD)),
        _ => rng.pick(&ODD).to_owned(),
    }
}

/// A text as somebody may type it in a cell, or paste it.
pub(crate) fn typed(rng: &mut Rng) -> String {
    match rng.below(16) {
        0 => odd(rng),
        1 => "9".repeat([40, 400, 65_536, 70_000][rng.below(4)]),
        2 => format!("HI-{}", "0".repeat(rng.below(70_000))),
        3 => rng
            .pick(&["é", "😀", "a\u{301}", "\u{202E}", "x ", "(", "Q1 2026, ", "en ", "\n", "•"])
            .repeat(1 + rng.below(20_000)),
        4 => (0..1 + rng.below(60)).map(|_| any_char(rng)).collect(),
        5 => format!("=cmd|' /C calc'!A{}", rng.below(10)),
        _ => words(rng),
    }
}

fn words(rng: &mut Rng) -> String {
    let all: Vec<&str> = WORDS.split_whitespace().collect();
    let glue = rng.pick(&[" ", " ", " ", "", "\n", "; "]);
    (0..1 + rng.below(12)).map(|_| rng.pick(&all)).collect::<Vec<_>>().join(glue)
}

fn any_char(rng: &mut Rng) -> char {
    let end = [0x80, 0x300, 0x3000, 0x11_0000][rng.below(4)];
    char::from_u32(rng.below(end) as u32).unwrap_or('\u{FFFD}')
}

/// A text as it stands in XML; characters that XML forbids stay, once in a while.
pub(crate) fn escaped(rng: &mut Rng, text: &str) -> String {
    let keep = rng.once_in(20);
    let allowed =
        |c: &char| keep || matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    text.chars().filter(allowed).collect::<String>().replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
