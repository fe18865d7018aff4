//! What the terminal shows of a lineage: each action to which something happened, then the counts.

use std::fmt::Write;

use super::{MomentRow, View, version_name};
use crate::report::text::Colour;
use crate::report::words;

/// The lives to which something happened, a line per thing that happened; then how often each thing happened per version.
pub fn text(view: &View, colour: Colour) -> String {
    let mut out = String::new();
    for life in &view.lives {
        let moments: Vec<&MomentRow> = view.later_moments(life.number).collect();
        if moments.is_empty() {
            continue;
        }
        let name = [life.id.as_str(), life.action.as_str()].join(" ");
        let _ = writeln!(out, "{}", colour.heading(&format!("{}. {}", life.number, words::line(&name))));
        for moment in moments {
            let _ = writeln!(out, "  {:<4} {}", version_name(moment.version), line(moment, view));
        }
    }
    if out.is_empty() {
        let _ = writeln!(out, "{}", view.nothing_changed());
    }
    // What could not be read goes before all else.
    let unread: String = view.unread.iter().map(|sentence| format!("{sentence}\n")).collect();
    out.insert_str(0, &unread);
    out.push('\n');
    tally(&mut out, view, colour);
    out
}

fn line(moment: &MomentRow, view: &View) -> String {
    let mut line = moment.what.clone();
    if let Some(field) = moment.field {
        let _ = write!(line, ", {}: {} → {}", field.word(view.lang), shown(&moment.old), shown(&moment.new));
    } else if !moment.old.is_empty() {
        let _ = write!(line, ": {} → {}", shown(&moment.old), shown(&moment.new));
    }
    if let Some(place) = moment.now.as_ref().or(moment.before.as_ref()) {
        let _ = write!(line, " ({})", place.words());
    }
    line
}

fn shown(text: &str) -> String {
    if text.trim().is_empty() { "–".to_owned() } else { format!("“{}”", words::short(text)) }
}

fn tally(out: &mut String, view: &View, colour: Colour) {
    let lines = view.tally_lines();
    let word = lines.iter().map(|(word, _)| word.chars().count()).max().unwrap_or_default().max(8);
    let names: Vec<String> =
        (1..view.review.versions.len()).map(|version| format!("{:>6}", version_name(version))).collect();
    let title = view.lang.pick("Acties per versie", "Actions per version");
    let _ = writeln!(out, "{}{}", colour.heading(&format!("{title:<word$}")), names.concat());
    for (name, counts) in lines {
        let counts: String = counts.iter().skip(1).map(|count| format!("{count:>6}")).collect();
        let pad = " ".repeat(word.max(title.chars().count()).saturating_sub(name.chars().count()));
        let _ = writeln!(out, "{name}{pad}{counts}");
    }
}
