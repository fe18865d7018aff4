//! What people see of a run: every line that is printed, without anything that a terminal would obey.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};

use super::Failure;
use crate::report::text::Colour;
use crate::report::words;
use crate::wording::Lang;

/// Prints on stdout what the command is for; a reader that stopped listening (`| head`) is no error.
///
/// # Errors
/// Where stdout cannot be written.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    to_stdout(&harmless(text, Colour::Never)).map_err(|error| {
        Failure::new(
            format!("planwacht kan niet naar stdout schrijven: {error}"),
            format!("planwacht cannot write to stdout: {error}"),
        )
    })
}

/// Shows on stdout what a run found whose files are all written: where that does not go, the work is done all the same.
pub(super) fn show(text: &str, colour: Colour, lang: Lang) {
    if let Err(error) = to_stdout(&harmless(text, colour)) {
        tell(&match lang {
            Lang::Nl => format!("De bestanden zijn geschreven, maar stdout is niet te schrijven: {error}"),
            Lang::En => format!("The files are written, but stdout cannot be written: {error}"),
        });
    }
}

/// The same for JSON: what a terminal would obey stands in it as an escape.
pub(super) fn show_json(json: &[u8], lang: Lang) {
    show(&escaped(&String::from_utf8_lossy(json)), Colour::Never, lang);
}

/// One line on stderr; when even that fails nobody is left to be told.
pub(super) fn tell(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", words::clean(line));
}

/// A step of the work, shown only to a person who waits at a terminal.
pub(super) fn progress(step: &str) {
    if io::stderr().is_terminal() {
        tell(step);
    }
}

/// Whether stdout is a terminal that shows colours, and the user wants them (`NO_COLOR`, `TERM=dumb`).
pub(super) fn colour() -> Colour {
    match AutoStream::choice(&io::stdout()) {
        ColorChoice::Never => Colour::Never,
        _ => Colour::Always,
    }
}

/// A path as it can stand in a sentence: on one line, with a sign for each character that does not show.
pub(super) fn path_text(path: &Path) -> String {
    let sign = |c: char| if c.is_control() || words::is_unsafe(c) { char::REPLACEMENT_CHARACTER } else { c };
    path.display().to_string().chars().map(sign).collect()
}

fn to_stdout(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}

/// A text without what a terminal would obey, but for the colours of a text that is painted.
fn harmless(text: &str, colour: Colour) -> Cow<'_, str> {
    if colour == Colour::Never {
        return words::clean(text);
    }
    let mut pieces = text.split('\u{1b}');
    let mut clean = words::clean(pieces.next().unwrap_or_default()).into_owned();
    for piece in pieces {
        if is_paint(piece) {
            clean.push('\u{1b}');
        }
        clean.push_str(&words::clean(piece));
    }
    Cow::Owned(clean)
}

/// Whether an escape that goes on like this sets a colour or a weight.
fn is_paint(rest: &str) -> bool {
    let code = rest.strip_prefix('[').and_then(|rest| rest.split_once('m'));
    code.is_some_and(|(code, _)| !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit()))
}

/// JSON that says the same, with escapes for what a terminal would obey; such characters stand in its strings only.
fn escaped(json: &str) -> Cow<'_, str> {
    if !json.chars().any(words::is_unsafe) {
        return Cow::Borrowed(json);
    }
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            // None of them needs more than one unit.
            c if words::is_unsafe(c) => text.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => text.push(c),
        }
    }
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_pass_and_commands_do_not() {
        let text = "\u{1b}[31mfout\u{1b}[0m \u{1b}]0;titel\u{7} \u{9b}2J\u{1b}[2J\u{1b}[1;5m\r\n";
        assert_eq!(harmless(text, Colour::Always), "\u{1b}[31mfout\u{1b}[0m ]0;titel 2J[2J[1;5m\n");
        assert_eq!(harmless(text, Colour::Never), "[31mfout[0m ]0;titel 2J[2J[1;5m\n");
    }

    #[test]
    fn json_says_the_same_without_the_characters() {
        let said = serde_json::json!({"naam": "a\u{1b}[2J\u{9b}31m\u{202e}\u{7f}\u{feff}é\t"});
        let text = serde_json::to_string_pretty(&said).unwrap();
        let escaped = escaped(&text);
        assert!(!escaped.chars().any(words::is_unsafe), "{escaped}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&escaped).unwrap(), said);
    }

    #[test]
    fn a_path_stays_on_its_line() {
        assert_eq!(path_text(Path::new("map/a\nb\u{1b}[2J  c.xlsx")), "map/a\u{FFFD}b\u{FFFD}[2J  c.xlsx");
    }
}
