//! The lineage as one self-contained page.

use maud::{Markup, html};

use super::{LifeRow, MomentRow, Place, View, version_name};
use crate::report::html::{Part, page, wide_table};
use crate::report::words;
use crate::wording::Lang;

/// The page.
pub fn html(view: &View) -> Vec<u8> {
    let lang = view.lang;
    let title = lang.pick("Levensloop van de acties", "History of each action");
    let head = html! {
        p.over { (words::clean(&view.review.framework.title)) }
        h1 { (title) }
    };
    let part = |id, nl, en, body: fn(&View) -> Markup| Part {
        id,
        heading: lang.pick(nl, en),
        body: Box::new(move || body(view)),
    };
    let parts = [
        part("versies", "Versies", "Versions", versions),
        part("kort", "In het kort", "In short", tally),
        part("levens", "Elke actie op één regel", "Each action on a line", lives),
        part("gebeurtenissen", "Wat er gebeurde", "What happened", moments),
    ];
    let foot = view.review.versions.last().map(|version| version.file.name.clone()).unwrap_or_default();
    page(lang, &format!("{title} – {}", view.review.framework.title), &head, &parts, &foot)
}

fn versions(view: &View) -> Markup {
    let names: &[&str] = match view.lang {
        Lang::Nl => &["Versie", "Bestand", ">Acties", "Bijzonder", "sha256"],
        Lang::En => &["Version", "File", ">Actions", "Note", "sha256"],
    };
    let caption = view.lang.pick("Gelezen bestanden, de oudste eerst", "Files that were read, the oldest first");
    let rows = html! {
        @for (at, version) in view.review.versions.iter().enumerate() {
            tr {
                th scope="row" { (version_name(at)) }
                td { (words::clean(&version.file.name)) }
                td.n { (version.plan.actions.len()) }
                td { (view.remark(at)) }
                td.hash { (version.file.sha256) }
            }
        }
    };
    wide_table(view.lang, caption, names, &rows)
}

fn tally(view: &View) -> Markup {
    let lines = view.tally_lines();
    if lines.is_empty() {
        return html! { p { (view.nothing_changed()) } };
    }
    let mut names = vec![view.lang.pick("Wat", "What").to_owned()];
    names.extend((1..view.review.versions.len()).map(|version| format!(">{}", version_name(version))));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let caption =
        view.lang.pick("Acties per versie, sinds de versie ervoor", "Actions per version, since the one before");
    let rows = html! {
        @for (word, counts) in &lines {
            tr {
                th scope="row" { (word) }
                @for count in counts.iter().skip(1) { td.n { (count) } }
            }
        }
    };
    wide_table(view.lang, caption, &names, &rows)
}

fn lives(view: &View) -> Markup {
    let mut names: Vec<String> = match view.lang {
        Lang::Nl => ["Regel", "Nummer", "Actie", "Nu", "Uitstel"],
        Lang::En => ["Line", "Number", "Action", "Now", "Delay"],
    }
    .map(str::to_owned)
    .into();
    names.extend((0..view.review.versions.len()).map(version_name));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let row = |life: &LifeRow| {
        html! {
            tr {
                td.n { (life.number) }
                td { (words::clean(&life.id)) }
                td.long { (words::clean(&life.action)) }
                td { (words::clean(&life.state)) }
                td { (view.delay(life)) }
                @for course in &life.course { td { (course) } }
            }
        }
    };
    let caption =
        view.lang.pick("De loop van elke actie over de versies", "The course of each action over the versions");
    wide_table(view.lang, caption, &names, &html! { @for life in &view.lives { (row(life)) } })
}

fn moments(view: &View) -> Markup {
    let names: &[&str] = match view.lang {
        Lang::Nl => &["Regel", "Versie", "Wat", "Actie", "Veld", "Oud", "Nieuw", "Cel oud", "Cel nieuw", "Herkend aan"],
        Lang::En => {
            &["Line", "Version", "What", "Action", "Field", "Before", "Now", "Cell before", "Cell now", "Matched by"]
        }
    };
    let place = |place: &Option<Place>| place.as_ref().map(Place::words).unwrap_or_default();
    let row = |moment: &MomentRow| {
        html! {
            tr {
                td.n { (moment.life) }
                td { (version_name(moment.version)) }
                th scope="row" { (moment.what) }
                td.long { (words::clean(&moment.action)) }
                td { (moment.field.map(|field| field.word(view.lang)).unwrap_or_default()) }
                td.typed { (words::clean(&moment.old)) }
                td.typed { (words::clean(&moment.new)) }
                td.place { (place(&moment.before)) }
                td.place { (place(&moment.now)) }
                td { (moment.matched_by) }
            }
        }
    };
    let caption =
        view.lang.pick("Elke gebeurtenis, met de cel in beide versies", "Each event, with its cell in both versions");
    let rows = html! { @for moment in view.moments.iter().filter(|moment| moment.version > 0) { (row(moment)) } };
    wide_table(view.lang, caption, names, &rows)
}
