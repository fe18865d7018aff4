//! Files of lines: the framework and the notes.

use super::{bytes, text};
use crate::rng::Rng;

/// The embedded framework, or what is left of it.
pub(crate) fn framework(rng: &mut Rng) -> Vec<u8> {
    let mut lines: Vec<String> = planwacht::framework::EMBEDDED.lines().map(str::to_owned).collect();
    for _ in 0..1 + rng.below(6) {
        let at = rng.below(lines.len());
        match rng.below(8) {
            0 if lines.len() > 1 => drop(lines.remove(at)),
            0 | 1 => {
                let copy = lines[at].clone();
                lines.insert(at, copy);
            }
            2 => {
                let other = rng.below(lines.len());
                lines.swap(at, other);
            }
            3..=5 => {
                let key = lines[at].split('=').next().unwrap_or_default().to_owned();
                let odd = text::odd(rng);
                let value = [
                    format!("\"{odd}\""),
                    odd.clone(),
                    format!("[\"{odd}\", \"{odd}\"]"),
                    "{ a = 1 }".to_owned(),
                    "2025-13-45".to_owned(),
                ];
                lines[at] = format!("{key}= {}", value[rng.below(value.len())]);
            }
            6 => {
                let typed = text::typed(rng).replace(['"', '\n', '\\'], " ");
                lines[at] = lines[at].replacen('"', &format!("\"{typed}"), 1);
            }
            _ => lines.truncate(at.max(1)),
        }
    }
    let mut file = lines.join("\n").into_bytes();
    if rng.once_in(5) {
        bytes::bytes(rng, &mut file);
    }
    file
}

/// A file of notes, good or not.
pub(crate) fn notes(rng: &mut Rng) -> Vec<u8> {
    let header = rng.pick(&[
        "sheet,cell,text,code,severity",
        "sheet,cell,text,code,severity",
        "sheet;cell;text;code;severity",
        "Severity,Text,Sheet,Cell",
        "blad;cel;tekst",
        "sheet,cell,text,severty",
    ]);
    let delimiter = if header.contains(';') { ";" } else { "," };
    let mut file = format!("{header}\n");
    for _ in 0..rng.below(20) {
        let fields: Vec<String> = header.split([',', ';']).map(|column| field(rng, column)).collect();
        file.push_str(&fields.join(delimiter));
        file.push_str(rng.pick(&["\n", "\n", "\r\n", "\r"]));
    }
    let mut file = file.into_bytes();
    if rng.once_in(4) {
        bytes::bytes(rng, &mut file);
    }
    file
}

fn field(rng: &mut Rng, column: &str) -> String {
    if rng.once_in(12) {
        return text::odd(rng);
    }
    match column.to_lowercase().as_str() {
        "sheet" => rng.pick(&["Hilversum", "Huizen", "huizen", "Lijsten", "Hilversum", "Blad9"]).to_owned(),
        "cell" => format!("{}{}", rng.pick(&["A", "C", "$D$", "XFD", "AAA"]), 1 + rng.below(14)),
        "code" => rng.pick(&["", "OWN001", "=1+1"]).to_owned(),
        "severity" => rng.pick(&["", "error", "Warning", "info"]).to_owned(),
        _ => format!("\"{}\"", text::typed(rng).replace('"', "\"\"")),
    }
}
