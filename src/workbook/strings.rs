//! Shared strings and rich text: the text, and the part of it that is not struck through.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::styles::strikes;
use super::values::stored_text;
use crate::ooxml::pull::{BadXml, Step, Xml, attr, number};

/// What is left of a rich text without its struck runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unstruck {
    /// In a cell whose font is not struck; `None` where no run is struck.
    pub(super) normal: Option<String>,
    /// In a cell whose font is struck: runs with a format of their own escape it.
    pub(super) in_struck: String,
}

/// A text with or without runs.
#[derive(Debug, Default)]
pub(super) struct Rich {
    /// The whole text.
    pub(super) text: String,
    /// Where runs have formats of their own.
    pub(super) unstruck: Option<Unstruck>,
}

/// Reads the runs of the element that was just opened (`si`, `is`, a comment's `text`), up to its end.
pub(super) fn read_rich(xml: &mut Xml<'_>) -> Result<Rich, BadXml> {
    let mut rich = Rich::default();
    let (mut any_format, mut any_struck) = (false, false);
    let (mut normal, mut in_struck) = (String::new(), String::new());
    loop {
        match xml.next()? {
            Step::Open(open) => match open.local_name().as_ref() {
                "t" => {
                    let text = read_t(xml, preserves(&open))?;
                    normal.push_str(&text);
                    rich.text.push_str(&text);
                }
                "r" => {
                    let run = read_run(xml)?;
                    any_format |= run.formatted;
                    any_struck |= run.struck;
                    if !run.struck {
                        normal.push_str(&run.text);
                        in_struck.push_str(if run.formatted { &run.text } else { "" });
                    }
                    rich.text.push_str(&run.text);
                }
                // Phonetic runs are a reading aid, not text.
                _ => xml.skip()?,
            },
            Step::Close(_) => break,
            Step::Text(_) => {}
            Step::Done => return Err(BadXml),
        }
    }
    if any_format {
        rich.unstruck = Some(Unstruck { normal: any_struck.then_some(normal), in_struck });
    }
    Ok(rich)
}

#[derive(Default)]
struct Run {
    text: String,
    formatted: bool,
    struck: bool,
}

fn read_run(xml: &mut Xml<'_>) -> Result<Run, BadXml> {
    let mut run = Run::default();
    loop {
        match xml.next()? {
            Step::Open(open) => match open.local_name().as_ref() {
                "t" => run.text.push_str(&read_t(xml, preserves(&open))?),
                "rPr" => run.formatted = true,
                "strike" => {
                    run.struck = strikes(&open);
                    xml.skip()?;
                }
                _ => xml.skip()?,
            },
            // The format's own end does not end the run.
            Step::Close(close) if close.local_name().as_ref() == "rPr" => {}
            Step::Close(_) => return Ok(run),
            Step::Text(_) => {}
            Step::Done => return Err(BadXml),
        }
    }
}

fn preserves(open: &quick_xml::events::BytesStart<'_>) -> bool {
    attr(open, "xml:space").is_some_and(|space| space == "preserve")
}

/// Excel drops the white space around a text that is not marked to keep it.
fn read_t(xml: &mut Xml<'_>, preserve: bool) -> Result<String, BadXml> {
    let text = xml.text()?;
    let text = if preserve { text.as_str() } else { text.trim_matches([' ', '\t', '\r', '\n']) };
    Ok(stored_text(text))
}

/// The shared strings of a workbook, parsed no further than is asked for.
#[derive(Debug, Default)]
pub(super) struct Strings {
    part: String,
    unstruck: HashMap<usize, Unstruck>,
    texts: OnceCell<Vec<Arc<str>>>,
}

impl Strings {
    /// Takes the shared strings part.
    pub(super) fn new(part: String) -> Self {
        let mut strings = Self { part, ..Self::default() };
        // Runs matter only where something may be struck: by the run itself, or by the font of a cell.
        if strings.part.contains("rPr") {
            let mut unstruck = HashMap::new();
            strings.each(|index, rich| {
                unstruck.extend(rich.unstruck.map(|rest| (index, rest)));
            });
            strings.unstruck = unstruck;
        }
        strings
    }

    /// What is not struck of string `index`, where its runs have formats.
    pub(super) fn unstruck(&self, index: usize) -> Option<&Unstruck> {
        self.unstruck.get(&index)
    }

    /// Whether any string has a run that is struck.
    pub(super) fn any_struck(&self) -> bool {
        self.unstruck.values().any(|rest| rest.normal.is_some())
    }

    /// String `index`.
    pub(super) fn get(&self, index: usize) -> Option<&Arc<str>> {
        let texts = self.texts.get_or_init(|| {
            let mut texts = Vec::new();
            self.each(|_, rich| texts.push(rich.text.into()));
            texts
        });
        texts.get(index)
    }

    /// Whether the part announces more strings than it has room for: a reader that believes it takes all memory.
    pub(super) fn boasts(&self) -> bool {
        let mut xml = Xml::new(&self.part);
        loop {
            match xml.next() {
                Ok(Step::Open(open)) => {
                    let shortest = "<si/>".len();
                    let room = self.part.len() / shortest;
                    let announced = attr(&open, "uniqueCount");
                    return announced.is_some_and(|_| number(&open, "uniqueCount").is_none_or(|n| n as usize > room));
                }
                Ok(Step::Done) | Err(BadXml) => return false,
                Ok(_) => {}
            }
        }
    }

    fn each(&self, mut take: impl FnMut(usize, Rich)) {
        let mut xml = Xml::new(&self.part);
        let mut index = 0;
        while let Ok(step) = xml.next() {
            match step {
                Step::Open(open) if open.local_name().as_ref() == "si" => {
                    let Ok(rich) = read_rich(&mut xml) else { return };
                    take(index, rich);
                    index += 1;
                }
                Step::Done => return,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn struck_runs_are_left_out_of_the_rest() {
        let strings = Strings::new(
            "<x:sst xmlns:x='u' uniqueCount='4'><x:si><x:t>gewoon</x:t></x:si>\
             <x:si><x:r><x:rPr><x:strike/><x:sz val='9'/></x:rPr><x:t>Q4 2024</x:t></x:r><x:r><x:rPr/><x:t xml:space='preserve'> Q2 2025</x:t></x:r></x:si>\
             <x:si><x:r><x:t>los</x:t></x:r><x:r><x:rPr><x:strike val='0'/></x:rPr><x:t>vast</x:t></x:r><x:rPh sb='0' eb='1'><x:t>uitspraak</x:t></x:rPh></x:si>\
             <x:si/></x:sst>"
                .to_owned(),
        );
        let get = |index| strings.get(index).map(|text| &**text);
        assert_eq!(get(0), Some("gewoon"));
        assert_eq!(get(1), Some("Q4 2024 Q2 2025"));
        assert_eq!(get(2), Some("losvast"));
        assert_eq!(get(3), Some(""));
        assert_eq!(get(4), None);
        assert_eq!(strings.unstruck(0), None);
        assert_eq!(strings.unstruck(1).and_then(|rest| rest.normal.as_deref()), Some(" Q2 2025"));
        assert_eq!(strings.unstruck(2), Some(&Unstruck { normal: None, in_struck: "vast".into() }));
        assert!(strings.any_struck() && !strings.boasts());
    }

    #[test]
    fn an_announced_count_is_not_believed() {
        assert!(Strings::new("<sst uniqueCount='99999999999'><si/></sst>".to_owned()).boasts());
        assert!(Strings::new("<sst uniqueCount='1000'><si/></sst>".to_owned()).boasts());
        assert!(!Strings::new("<sst><si/></sst>".to_owned()).boasts());
    }

    #[test]
    fn white_space_goes_unless_it_is_kept_on_purpose() {
        let strings =
            Strings::new("<sst><si><t> a </t></si><si><t xml:space=\"preserve\"> a\u{a0} </t></si></sst>".to_owned());
        let get = |index| strings.get(index).map(|text| &**text);
        assert_eq!(get(0), Some("a"));
        assert_eq!(get(1), Some(" a\u{a0} "));
    }
}
