//! The lineage as text for a memo.

use super::{LifeRow, MomentRow, Place, View, version_name};
use crate::report::markdown::{Memo, escape};
use crate::report::words;
use crate::wording::Lang;

/// The memo, as Markdown.
pub fn markdown(view: &View) -> Vec<u8> {
    let mut memo = Memo::new(view.lang);
    let title = memo.pick("Levensloop van de acties", "History of each action");
    memo.heading(1, &format!("{title} – {}", escape(&view.review.framework.title)));
    versions(&mut memo, view);
    tally(&mut memo, view);
    lives(&mut memo, view);
    memo.into_bytes()
}

fn versions(memo: &mut Memo, view: &View) {
    memo.heading(2, memo.lang.pick("Versies", "Versions"));
    let header: [&str; 5] = match view.lang {
        Lang::Nl => ["Versie", "Bestand", ">Acties", "Bijzonder", "sha256"],
        Lang::En => ["Version", "File", ">Actions", "Note", "sha256"],
    };
    let rows = view.review.versions.iter().enumerate().map(|(at, version)| {
        vec![
            version_name(at),
            escape(&version.file.name),
            version.plan.actions.len().to_string(),
            escape(&view.remark(at)),
            format!("`{}`", version.file.sha256),
        ]
    });
    memo.table(&header, rows);
}

fn tally(memo: &mut Memo, view: &View) {
    memo.heading(2, memo.lang.pick("In het kort", "In short"));
    let lines = view.tally_lines();
    if lines.is_empty() {
        memo.paragraph(view.nothing_changed());
        return;
    }
    let mut header = vec![memo.lang.pick("Acties per versie", "Actions per version").to_owned()];
    header.extend((1..view.review.versions.len()).map(|version| format!(">{}", version_name(version))));
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let row = |(word, counts): (&str, Vec<usize>)| {
        std::iter::once(word.to_owned()).chain(counts.iter().skip(1).map(usize::to_string)).collect::<Vec<_>>()
    };
    memo.table(&header, lines.into_iter().map(row));
}

/// Actions to which something happened, each with a table of what.
fn lives(memo: &mut Memo, view: &View) {
    memo.heading(2, memo.lang.pick("Acties die zijn veranderd", "Actions that changed"));
    let header: [&str; 8] = match view.lang {
        Lang::Nl => ["Versie", "Wat", "Veld", "Oud", "Nieuw", "Cel oud", "Cel nieuw", "Herkend aan"],
        Lang::En => ["Version", "What", "Field", "Before", "Now", "Cell before", "Cell now", "Matched by"],
    };
    let mut silent = 0;
    for life in &view.lives {
        let moments: Vec<&MomentRow> = view.later_moments(life.number).collect();
        if moments.is_empty() {
            silent += 1;
            continue;
        }
        memo.heading(3, &heading(life));
        memo.paragraph(&escape(&view.summary(life)));
        memo.table(&header, moments.into_iter().map(|moment| cells(moment, view.lang)));
    }
    let same = words::count(silent, memo.pick("actie", "action"), memo.pick("acties", "actions"));
    memo.paragraph(&match view.lang {
        Lang::Nl => format!("Zonder wijziging: {same}."),
        Lang::En => format!("Without any change: {same}."),
    });
}

fn heading(life: &LifeRow) -> String {
    let name = [life.id.as_str(), life.action.as_str()].join(" ");
    format!("{}. {}", life.number, escape(name.trim()))
}

fn cells(moment: &MomentRow, lang: Lang) -> Vec<String> {
    let place =
        |place: &Option<Place>| place.as_ref().map(Place::words).map_or("–".to_owned(), |words| escape(&words));
    vec![
        version_name(moment.version),
        escape(&moment.what),
        moment.field.map(|field| field.word(lang).to_owned()).unwrap_or_default(),
        escape(&moment.old),
        escape(&moment.new),
        place(&moment.before),
        place(&moment.now),
        escape(&moment.matched_by),
    ]
}
