//! The file of notes: CSV with commas or semicolons, whose header says which column is which.

use csv::{ReaderBuilder, StringRecord};

use crate::cell::{CellRef, parse_a1};
use crate::finding::Severity;
use crate::package::{Mark, Note};
use crate::report::words;
use crate::wording::{Lang, Wording, nearest};

/// The columns, as the header names them.
const COLUMNS: &str = "sheet,cell,text,code,severity";
/// What the header has to be, in messages.
const WANTED: &str = "sheet,cell,text[,code][,severity]";
/// How long a note may be, in UTF-16 units: Excel takes 32,767, and our sign stands below it.
const LONGEST: usize = 32_700;

/// A file of notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotesFile {
    /// The notes, in the order of the file.
    pub notes: Vec<Note>,
    /// The line of each note, from 1.
    pub lines: Vec<usize>,
    /// The lines whose note was too long and lost its end.
    pub cut: Vec<usize>,
    /// Columns that are none of ours, as the header names them.
    pub unused: Vec<String>,
}

/// One mistake in a file of notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The line, from 1.
    pub line: usize,
    /// What stands there, what is expected and what to do.
    pub message: Wording,
}

impl Mistake {
    fn new(line: usize, nl: String, en: String) -> Self {
        Self { line, message: Wording::new(nl, en) }
    }

    /// The mistake on one line, without the name of the file: `regel 3: …`.
    pub fn text(&self, lang: Lang) -> String {
        format!("{} {}: {}", lang.pick("regel", "line"), self.line, self.message.get(lang))
    }
}

/// Reads a file of notes.
///
/// # Errors
/// Every mistake in it, in the order of the lines.
pub fn read(text: &str) -> Result<NotesFile, Vec<Mistake>> {
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter(text)).flexible(true).has_headers(false).from_reader(text.as_bytes());
    let mut lines = Lines::of(text);
    let mut file = NotesFile { notes: Vec::new(), lines: Vec::new(), cut: Vec::new(), unused: Vec::new() };
    let mut mistakes = Vec::new();
    let mut header = None;
    let mut record = StringRecord::new();
    loop {
        let start = reader.position().byte();
        match reader.read_record(&mut record) {
            Ok(false) => break,
            // The text is UTF-8 and in memory, so that nothing else can go wrong with a line than the lines below look for.
            Err(_) => continue,
            Ok(true) => {}
        }
        let line = lines.at(start);
        if lines.is_left_open(start, delimiter(text)) {
            mistakes.push(Mistake::new(
                line,
                "hier begint een tekst met een aanhalingsteken (\") dat nergens wordt gesloten. Sluit de tekst met een aanhalingsteken.".into(),
                "a text begins here with a quote (\") that is nowhere closed. Close the text with a quote.".into(),
            ));
        } else if let Some(header) = &header {
            if record.iter().any(|field| !field.trim().is_empty()) {
                note(header, &record, line, &mut file, &mut mistakes);
            }
        } else {
            header = Some(Header::read(&record, line, &mut file, &mut mistakes));
        }
    }
    if header.is_none() && mistakes.is_empty() {
        mistakes.push(Mistake::new(
            1,
            format!("het bestand is leeg. Verwacht: een kop {WANTED} en daaronder op elke regel een notitie."),
            format!("the file is empty. Expected: a header {WANTED}, and below it a note a line."),
        ));
    }
    if mistakes.is_empty() { Ok(file) } else { Err(mistakes) }
}

/// Comma or semicolon: the one that the header has more of, outside quotes.
fn delimiter(text: &str) -> u8 {
    let header = text.trim_start().lines().next().unwrap_or_default();
    let unquoted: String = header.split('"').step_by(2).collect();
    if unquoted.matches(';').count() > unquoted.matches(',').count() { b';' } else { b',' }
}

/// The lines of a text, counted as its records are read.
struct Lines<'t> {
    text: &'t str,
    counted: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        Self { text, counted: 0, line: 1 }
    }

    /// The record that begins at this byte, without the empty lines before it.
    fn record(&self, byte: u64) -> &'t str {
        let start = usize::try_from(byte).unwrap_or(usize::MAX);
        self.text.get(start..).unwrap_or_default().trim_start_matches(['\r', '\n'])
    }

    /// The line on which the record stands that begins at this byte; asked in the order of the text.
    fn at(&mut self, byte: u64) -> usize {
        let start = self.text.len() - self.record(byte).len();
        let passed = self.text.get(self.counted..start).unwrap_or_default();
        // A line ends with a line feed, and in old files with a return alone.
        self.line += passed.matches('\n').count().max(passed.matches('\r').count());
        self.counted = start.max(self.counted);
        self.line
    }

    /// Whether the record that begins at this byte is the last and ends within quotes.
    fn is_left_open(&self, byte: u64, delimiter: u8) -> bool {
        let record = self.record(byte);
        // Records that go on to the end of the text are rare; all others end at a line break outside quotes.
        let (mut quoted, mut at_start) = (false, true);
        for byte in record.bytes() {
            match byte {
                b'"' if quoted || at_start => quoted = !quoted,
                b'\n' | b'\r' if !quoted => return false,
                _ => {}
            }
            // A quote that follows a closing one stands for a quote, and the text goes on.
            at_start = !quoted && (byte == delimiter || byte == b'"');
        }
        quoted
    }
}

/// Which column is which.
struct Header {
    sheet: Option<usize>,
    cell: Option<usize>,
    text: Option<usize>,
    code: Option<usize>,
    severity: Option<usize>,
    length: usize,
}

impl Header {
    fn read(record: &StringRecord, line: usize, file: &mut NotesFile, mistakes: &mut Vec<Mistake>) -> Self {
        let names: Vec<String> = record.iter().map(|name| name.trim().to_lowercase()).collect();
        let find = |wanted: &str| names.iter().position(|name| name == wanted);
        let header = Self {
            sheet: find("sheet"),
            cell: find("cell"),
            text: find("text"),
            code: find("code"),
            severity: find("severity"),
            length: names.len(),
        };
        let lacks: Vec<&str> = [(header.sheet, "sheet"), (header.cell, "cell"), (header.text, "text")]
            .into_iter()
            .filter_map(|(place, name)| place.is_none().then_some(name))
            .collect();
        if !lacks.is_empty() {
            let (said, lacks) = (words::short(&record.iter().collect::<Vec<_>>().join(";")), lacks.join(", "));
            mistakes.push(Mistake::new(
                line,
                format!("de kop is \"{said}\", en daarin ontbreekt: {lacks}. Verwacht: {WANTED}."),
                format!("the header is \"{said}\", and lacks: {lacks}. Expected: {WANTED}."),
            ));
        }
        for (at, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            let shown = words::short(name);
            if !COLUMNS.split(',').any(|known| known == name) {
                match nearest(name, COLUMNS.split(',')) {
                    Some(near) if find(near).is_none() && lacks.is_empty() => mistakes.push(Mistake::new(
                        line,
                        format!("de kop heeft een kolom \"{shown}\". Bedoelt u {near}?"),
                        format!("the header has a column \"{shown}\". Did you mean {near}?"),
                    )),
                    _ => file.unused.push(shown),
                }
            } else if find(name) != Some(at) {
                mistakes.push(Mistake::new(
                    line,
                    format!("de kop heeft de kolom \"{shown}\" twee keer. Houd er een over."),
                    format!("the header has the column \"{shown}\" twice. Keep one of them."),
                ));
            }
        }
        header
    }

    fn field<'r>(&self, record: &'r StringRecord, column: Option<usize>) -> Option<&'r str> {
        record.get(column?)
    }
}

/// Reads one line; what is wrong with it is told, all of it.
fn note(header: &Header, record: &StringRecord, line: usize, file: &mut NotesFile, mistakes: &mut Vec<Mistake>) {
    let before = mistakes.len();
    let needed = [header.sheet, header.cell, header.text].into_iter().flatten().max().unwrap_or_default();
    if record.len() > header.length || record.len() <= needed {
        let (has, wants) = (record.len(), header.length);
        mistakes.push(Mistake::new(
            line,
            format!("de regel heeft {has} velden en de kop {wants}. Zet een tekst met een scheidingsteken erin tussen aanhalingstekens (\")."),
            format!("the line has {has} fields and the header {wants}. Put a text with a separator in it between quotes (\")."),
        ));
        return;
    }
    let field = |column| header.field(record, column);
    let sheet = field(header.sheet).unwrap_or_default();
    if header.sheet.is_some() && sheet.trim().is_empty() {
        mistakes.push(Mistake::new(
            line,
            "er staat geen blad. Vul de naam van het blad in.".into(),
            "there is no sheet. Fill in the name of the sheet.".into(),
        ));
    }
    let at = field(header.cell).and_then(|cell| read_cell(cell, line, mistakes));
    let mark = field(header.severity).and_then(|severity| read_severity(severity, line, mistakes)).map(Mark::from);
    let (Some((row, col)), Some(said), true) = (at, field(header.text), mistakes.len() == before) else { return };
    let code = field(header.code).map(str::trim).filter(|code| !code.is_empty());
    let whole = code.map_or_else(|| said.to_owned(), |code| format!("{code} – {said}"));
    let text = fit(&whole);
    if text.len() < whole.len() {
        file.cut.push(line);
    }
    file.notes.push(Note { at: CellRef::new(sheet, row, col), text, mark });
    file.lines.push(line);
}

fn read_cell(text: &str, line: usize, mistakes: &mut Vec<Mistake>) -> Option<(u32, u32)> {
    let at = parse_a1(text.trim());
    if at.is_none() {
        let shown = words::short(text);
        mistakes.push(Mistake::new(
            line,
            format!("\"{shown}\" is geen cel. Verwacht: een cel zoals G7."),
            format!("\"{shown}\" is no cell. Expected: a cell such as G7."),
        ));
    }
    at
}

fn read_severity(text: &str, line: usize, mistakes: &mut Vec<Mistake>) -> Option<Severity> {
    let known = [Severity::Error, Severity::Warning, Severity::Info];
    let text = text.trim();
    let found = known.into_iter().find(|severity| severity.code().eq_ignore_ascii_case(text));
    if found.is_none() && !text.is_empty() {
        let shown = words::short(text);
        mistakes.push(Mistake::new(
            line,
            format!("\"{shown}\" is geen ernst. Verwacht: error, warning of info."),
            format!("\"{shown}\" is no severity. Expected: error, warning or info."),
        ));
    }
    found
}

/// A text that a note can hold.
fn fit(text: &str) -> String {
    if text.len() <= LONGEST || text.encode_utf16().count() <= LONGEST {
        return text.to_owned();
    }
    let mut units = 0;
    let kept = text.chars().take_while(|c| {
        units += c.len_utf16();
        units < LONGEST
    });
    kept.chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistakes(text: &str) -> Vec<String> {
        read(text).unwrap_err().iter().map(|mistake| mistake.text(Lang::Nl)).collect()
    }

    fn wrong(text: &str) -> String {
        let mut mistakes = mistakes(text);
        assert_eq!(mistakes.len(), 1, "{mistakes:?}");
        mistakes.remove(0)
    }

    #[test]
    fn notes_are_read_with_their_lines() {
        let text = "\nSheet; Cell ;TEXT;code;severity;wie\n\nBlad 1;$g$7;\"twee\nregels; \"\"zo\"\"\";OWN001;Error;ik\n;;;;;\nBlad 1;A1;5\" buis\n";
        let file = read(text).unwrap();
        assert_eq!(file.lines, [4, 7]);
        assert_eq!(file.unused, ["wie"]);
        assert_eq!(file.notes[0].text, "OWN001 – twee\nregels; \"zo\"");
        assert_eq!((file.notes[0].at.a1(), file.notes[0].mark), ("G7".to_owned(), Some(Mark::Error)));
        assert_eq!((file.notes[1].text.as_str(), file.notes[1].mark), ("5\" buis", None));
        assert_eq!(file.cut, [0; 0]);
    }

    #[test]
    fn a_wrong_header_is_named_with_its_line() {
        let said = wrong("blad;cel;tekst\nHilversum;G7;klopt dit?\n");
        assert!(said.starts_with("regel 1: de kop is \"blad;cel;tekst\""), "{said}");
        assert!(said.contains("ontbreekt: sheet, cell, text.") && said.contains(WANTED), "{said}");
        assert!(wrong("sheet,cell,text,severty\n").contains("\"severty\". Bedoelt u severity?"));
        assert!(wrong("sheet,cell,text,cell\n").contains("\"cell\" twee keer"));
        assert!(wrong("").starts_with("regel 1: het bestand is leeg"));
        assert!(wrong("\n\nsheet,tekst,cell\n").starts_with("regel 3: "));
    }

    #[test]
    fn all_mistakes_come_at_once() {
        let text = "sheet,cell,text,severity\nBlad1,G0,a,\nBlad1,A1,b,ernstig\n,ZZZZ9,c,info\nBlad1,A1\nBlad1,A1,d,info,e\nBlad1,A1,f\nBlad1,A1,\"g\nh\n";
        let said = mistakes(text);
        let starts: Vec<&str> = said.iter().map(|said| said.split_once(':').unwrap().0).collect();
        assert_eq!(starts, ["regel 2", "regel 3", "regel 4", "regel 4", "regel 5", "regel 6", "regel 8"], "{said:#?}");
        assert!(said[6].contains("aanhalingsteken"), "{said:#?}");
        // A header that lacks one column does not keep the others from being looked at.
        assert_eq!(mistakes("sheet,cell,tekst\nBlad1,G0,a\n").len(), 2);
    }

    #[test]
    fn a_note_that_is_too_long_is_cut_and_told() {
        let text = format!("sheet,cell,text\nBlad1,A1,{}\nBlad1,A2,{}\n", "é".repeat(LONGEST), "😀".repeat(LONGEST));
        let file = read(&text).unwrap();
        assert_eq!(file.cut, [3]);
        assert!(file.notes.iter().all(|note| note.text.encode_utf16().count() <= LONGEST));
        assert!(file.notes[1].text.ends_with("😀…"));
    }

    #[test]
    fn a_quote_within_a_text_opens_nothing() {
        for text in ["Blad1,A1,5\" x\n", "Blad1,A1,\"a\"\"\"", "Blad1,A1,\"a\"", "Blad1,A1,\"a\"b\n"] {
            assert!(read(&format!("sheet,cell,text\n{text}")).is_ok(), "{text}");
        }
        assert_eq!(mistakes("sheet,cell,text\nBlad1,A1,\"a\"\"\n").len(), 1);
    }
}
