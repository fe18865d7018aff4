//! The summary as one self-contained page: no scripts, nothing loaded from elsewhere, readable on paper and aloud.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::finding::Severity;
use crate::report::digest::{ChangeRow, Digest, Duty, Group, Row, Spot};
use crate::report::{MARK_HTML, reading, words};
use crate::review::Review;
use crate::wording::Lang;

/// How many places a line of "who must do what" names.
const PLACES: usize = 12;

/// The whole look. Text colours were chosen for a contrast of at least 4.5:1 with their background.
const STYLE: &str = include_str!("html.css");

/// The page.
pub fn html(digest: &Digest) -> Vec<u8> {
    Page { digest, review: digest.review, lang: digest.lang }.render()
}

/// A part of a page.
pub(super) struct Part<'a> {
    /// Its anchor.
    pub(super) id: &'static str,
    /// Its heading.
    pub(super) heading: &'static str,
    /// Makes what stands in it. A long part takes much memory, so it is made when it is its turn.
    pub(super) body: Box<dyn Fn() -> Markup + 'a>,
}

/// A whole page: its head, the ways to its parts, the parts, and a line at the foot.
pub(super) fn page(lang: Lang, title: &str, head: &Markup, parts: &[Part], foot: &str) -> Vec<u8> {
    let page = html! {
        (DOCTYPE)
        html lang=(lang.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                (PreEscaped(format!("{MARK_HTML}{}\">", env!("CARGO_PKG_VERSION"))))
                title { (words::clean(title)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#inhoud" { (lang.pick("Naar de inhoud", "Skip to the content")) }
                header {
                    (head)
                }
                nav aria-label=(lang.pick("Op deze pagina", "On this page")) {
                    ul {
                        @for part in parts {
                            li { a href={ "#" (part.id) } { (part.heading) } }
                        }
                    }
                }
                main #inhoud tabindex="-1" {
                    @for part in parts {
                        section #(part.id) aria-labelledby={ "kop-" (part.id) } {
                            h2 id={ "kop-" (part.id) } { (part.heading) }
                            ((part.body)())
                        }
                    }
                }
                footer {
                    p { "planwacht " (env!("CARGO_PKG_VERSION")) " · " (foot) }
                }
            }
        }
    };
    page.into_string().into_bytes()
}

/// A table that can be wider than the page, with the heads of its columns.
pub(super) fn wide_table(lang: Lang, caption: &str, names: &[&str], rows: &Markup) -> Markup {
    html! {
        div.scroll role="group" tabindex="0" aria-label=(lang.pick("Tabel, schuift opzij", "Table, scrolls sideways")) {
            table.wide {
                caption { (caption) }
                (table_head(names))
                tbody { (rows) }
            }
        }
    }
}

/// The heads of the columns; a leading `>` marks numbers, set to the right.
fn table_head(names: &[&str]) -> Markup {
    html! {
        thead {
            tr {
                @for name in names {
                    @match name.strip_prefix('>') {
                        Some(name) => th.n scope="col" { (name) },
                        None => th scope="col" { (name) },
                    }
                }
            }
        }
    }
}

struct Page<'a> {
    digest: &'a Digest<'a>,
    review: &'a Review,
    lang: Lang,
}

/// An anchor with its heading in both languages.
type Section = (&'static str, &'static str, &'static str);

const UNREAD: Section = ("niet-gelezen", "Niet gelezen", "Not read");
const SHORT: Section = ("kort", "In het kort", "In short");
const MUNICIPALITIES: Section = ("gemeenten", "Per gemeente", "Per municipality");
const OWNERS: Section = ("trekkers", "Wie moet wat doen", "Who must do what");
const CHANGES: Section = ("wijzigingen", "Wijzigingen", "Changes");
const FINDINGS: Section = ("bevindingen", "Bevindingen", "Findings");
const ACCEPTED: Section = ("geaccepteerd", "Afwijkingen met akkoord", "Agreed exceptions");
const REMARKS: Section = ("gelezen", "Zo is de werkmap gelezen", "How the workbook was read");
const REPEAT: Section = ("herhalen", "Deze controle herhalen", "Repeat this check");

impl Page<'_> {
    fn pick<'t>(&self, nl: &'t str, en: &'t str) -> &'t str {
        self.lang.pick(nl, en)
    }

    fn title(&self) -> String {
        format!(
            "{} – {}",
            self.pick("Controle van het actieplan", "Check of the action plan"),
            self.review.framework.title
        )
    }

    fn sections(&self) -> Vec<Section> {
        let mut sections = vec![SHORT, MUNICIPALITIES, OWNERS];
        if !self.digest.unread.is_empty() {
            sections.insert(0, UNREAD);
        }
        if self.review.previous.is_some() {
            sections.push(CHANGES);
        }
        sections.push(FINDINGS);
        if self.digest.counts.accepted > 0 {
            sections.push(ACCEPTED);
        }
        if !self.review.plan.remarks.is_empty() || !self.review.plan.tables.is_empty() {
            sections.push(REMARKS);
        }
        sections.push(REPEAT);
        sections
    }

    fn render(&self) -> Vec<u8> {
        let part =
            |(id, nl, en): Section| Part { id, heading: self.pick(nl, en), body: Box::new(move || self.body(id)) };
        let parts: Vec<Part> = self.sections().into_iter().map(part).collect();
        page(self.lang, &self.title(), &self.head(), &parts, &words::date(self.review.today, self.lang))
    }

    fn head(&self) -> Markup {
        let review = self.review;
        html! {
            p.over { (words::clean(&review.framework.title)) }
            h1 { (self.pick("Controle van het actieplan", "Check of the action plan")) }
            dl.facts {
                div { dt { (self.pick("Gecontroleerd", "Checked")) } dd { (words::clean(&review.file.name)) } }
                div {
                    dt { (self.pick("Vorige versie", "Previous version")) }
                    dd {
                        @match &review.previous {
                            Some(previous) => (words::clean(&previous.file.name)),
                            None => (self.pick("niet opgegeven", "none given")),
                        }
                    }
                }
                div { dt { (self.pick("Beoordeeld op", "Judged as of")) } dd { (words::date(review.today, self.lang)) } }
                div { dt { (self.pick("Kaderbestand", "Framework file")) } dd { (words::clean(&review.framework.id)) } }
            }
        }
    }

    fn body(&self, id: &str) -> Markup {
        match id {
            "niet-gelezen" => self.unread(),
            "kort" => self.short(),
            "gemeenten" => self.municipalities(),
            "trekkers" => self.owners(),
            "wijzigingen" => self.changes(),
            "bevindingen" => self.findings(),
            "geaccepteerd" => self.accepted(),
            "gelezen" => self.remarks(),
            _ => self.repeat(),
        }
    }

    fn unread(&self) -> Markup {
        html! {
            ul {
                @for sentence in &self.digest.unread {
                    li { (badge(Severity::Error, self.lang)) " " (words::clean(sentence)) }
                }
            }
            p { (self.digest.unread_note()) }
        }
    }

    fn short(&self) -> Markup {
        let counts = self.digest.counts;
        let tile = |number: usize, class: &'static str, sign: char, word: &'static str| {
            html! {
                li class=(class) {
                    span.number { (number) }
                    span.word { span aria-hidden="true" { (sign) " " } (word) }
                }
            }
        };
        html! {
            ul.tiles {
                (tile(counts.actions, "tile", '◆', self.pick("acties", "actions")))
                (tile(counts.errors, "tile error", words::symbol(Severity::Error), self.pick("fouten", "errors")))
                (tile(counts.warnings, "tile warning", words::symbol(Severity::Warning), self.pick("waarschuwingen", "warnings")))
                (tile(counts.infos, "tile info", words::symbol(Severity::Info), self.pick("ter informatie", "for information")))
                (tile(counts.accepted, "tile", '✓', self.pick("akkoord", "agreed")))
            }
            @if self.review.previous.is_some() {
                (self.tally())
            } @else {
                p {
                    (self.pick(
                        "Er is geen vorige versie opgegeven. Daarom staat hier niet wat er is gewijzigd.",
                        "No previous version was given, so what changed is not shown.",
                    ))
                }
            }
        }
    }

    fn tally(&self) -> Markup {
        html! {
            table.small {
                caption { (self.pick("Wijzigingen sinds de vorige versie", "Changes since the previous version")) }
                thead {
                    tr {
                        th scope="col" { (self.pick("Wat", "What")) }
                        th scope="col" { (self.pick("Wat betekent dit?", "What does this mean?")) }
                        th.n scope="col" { (self.pick("Acties", "Actions")) }
                    }
                }
                tbody {
                    @for line in self.digest.tally_lines() {
                        tr { th scope="row" { (line.word) } td { (line.meaning) } td.n { (line.actions) } }
                    }
                }
            }
        }
    }

    /// The header of a table; names with a leading `>` stand above numbers.
    fn municipalities(&self) -> Markup {
        let names: &[&str] = match self.lang {
            Lang::Nl => &[
                "Gemeente",
                ">Acties",
                ">Open acties",
                ">Fouten",
                ">Waarschuwingen",
                ">Ter informatie",
                ">Akkoord",
                "Wijzigingen",
            ],
            Lang::En => &[
                "Municipality",
                ">Actions",
                ">Open actions",
                ">Errors",
                ">Warnings",
                ">For information",
                ">Agreed",
                "Changes",
            ],
        };
        let row = |group: &Group| {
            html! {
                tr {
                    th scope="row" { (words::clean(&group.name)) }
                    @if self.digest.is_uncounted(group) {
                        td.n { (words::not_read(self.lang)) }
                        td.n { (words::not_read(self.lang)) }
                    } @else {
                        td.n { (group.actions) }
                        td.n { (group.open) }
                    }
                    td.n { (group.weights.errors) }
                    td.n { (group.weights.warnings) }
                    td.n { (group.weights.infos) }
                    td.n { (group.weights.accepted) }
                    td { (group.events_line(self.lang)) }
                }
            }
        };
        html! {
            div.scroll role="group" tabindex="0" aria-label=(self.pick("Tabel, schuift opzij", "Table, scrolls sideways")) {
                table {
                    caption { (self.pick("Acties en bevindingen per gemeente", "Actions and findings per municipality")) }
                    (table_head(names))
                    tbody { @for group in &self.digest.municipalities { (row(group)) } }
                }
            }
        }
    }

    fn owners(&self) -> Markup {
        if self.digest.owners.is_empty() {
            return html! { p { (self.pick("Niemand hoeft iets te doen.", "Nobody has to do anything.")) } };
        }
        html! { div.duties { @for duty in &self.digest.owners { (self.duty(duty)) } } }
    }

    fn duty(&self, duty: &Duty) -> Markup {
        let weights = duty.weights;
        html! {
            article.duty {
                h3 { (words::clean(&duty.owner)) }
                p.totals { (words::totals(weights.errors, weights.warnings, weights.infos, self.lang)) "." }
                ul {
                    @for todo in &duty.todo {
                        li {
                            (badge(todo.severity, self.lang)) " "
                            b { (todo.code) } " "
                            (words::clean(&todo.fix)) " "
                            span.places { (words::clean(&todo.places_line(PLACES, self.lang))) }
                        }
                    }
                }
            }
        }
    }

    fn changes(&self) -> Markup {
        if self.digest.changes.is_empty() {
            return html! { p { (self.digest.nothing_changed()) } };
        }
        let names: &[&str] = match self.lang {
            Lang::Nl => &["Wat", "Vorige versie", "Deze versie", "Actie", "Veld", "Oud", "Nieuw", "Herkend aan"],
            Lang::En => &["Kind", "Previous version", "This version", "Action", "Field", "Old", "New", "Matched by"],
        };
        html! {
            (wide_table(
                self.lang,
                self.pick("Elke wijziging, met de cel in beide versies", "Each change, with its cell in both versions"),
                names,
                &html! { @for row in &self.digest.changes { (self.change(row)) } },
            ))
        }
    }

    fn change(&self, row: &ChangeRow) -> Markup {
        html! {
            tr {
                th scope="row" { (row.event.word(self.lang)) }
                td { (spot(row.previous.as_ref())) }
                td { (spot(row.current.as_ref())) }
                td.long { (words::clean(&row.action)) }
                td { (row.field.map(|field| field.word(self.lang)).unwrap_or_default()) }
                td.typed { (words::clean(&row.old)) }
                td.typed { (words::clean(&row.new)) }
                td {
                    (row.matched_by)
                    @if !row.confidence.is_empty() { br; small { (row.confidence) } }
                }
            }
        }
    }

    fn findings(&self) -> Markup {
        let rows = self.digest.by_severity();
        if rows.is_empty() {
            return html! { p { (self.pick("Er zijn geen open bevindingen.", "There are no open findings.")) } };
        }
        let names: &[&str] = match self.lang {
            Lang::Nl => &["Ernst", "Code", "Plaats", "Nummer", "Melding", "Wat te doen", "Voorstel"],
            Lang::En => &["Severity", "Code", "Place", "Number", "Message", "What to do", "Suggestion"],
        };
        html! {
            (wide_table(
                self.lang,
                self.pick("Open bevindingen, de ernstigste eerst", "Open findings, the worst first"),
                names,
                &html! { @for row in rows { (self.finding(row)) } },
            ))
        }
    }

    fn finding(&self, row: &Row) -> Markup {
        let finding = row.finding;
        html! {
            tr {
                td { (badge(finding.severity, self.lang)) }
                td { (finding.rule.code) }
                td.place { (words::places(finding, self.lang)) }
                td { (words::clean(row.id())) }
                td.long { (words::clean(row.message)) }
                td.long { (words::clean(row.fix)) }
                td { (words::clean(row.suggestion())) }
            }
        }
    }

    fn accepted(&self) -> Markup {
        let names: &[&str] = match self.lang {
            Lang::Nl => &["Code", "Plaats", "Melding", "Reden"],
            Lang::En => &["Code", "Place", "Message", "Reason"],
        };
        html! {
            (wide_table(
                self.lang,
                self.pick("Afwijkingen met akkoord", "Agreed exceptions"),
                names,
                &html! {
                    @for (row, reason) in self.digest.accepted() {
                        tr {
                            td { (row.finding.rule.code) }
                            td.place { (words::places(row.finding, self.lang)) }
                            td { (words::clean(row.message)) }
                            td { (words::clean(reason)) }
                        }
                    }
                },
            ))
        }
    }

    /// Which column was read as what, and what became of the rows.
    fn tables(&self) -> Markup {
        let names: &[&str] = match self.lang {
            Lang::Nl => &["Tabel", "Gelezen kolommen", "Niet gelezen", "Rijen"],
            Lang::En => &["Table", "Columns that were read", "Not read", "Rows"],
        };
        let list = |items: &[String]| html! { @for item in items { (words::clean(item)) br; } };
        html! {
            (wide_table(
                self.lang,
                self.pick("Zo zijn de kolommen en de rijen gelezen", "How the columns and the rows were read"),
                names,
                &html! {
                    @for table in reading::of(&self.review.plan, self.lang) {
                        tr {
                            th scope="row" { (words::clean(&table.place)) }
                            td.long { (list(&table.read)) }
                            td { (list(&table.unread)) }
                            td.long { (words::clean(&table.rows)) }
                        }
                    }
                },
            ))
        }
    }

    fn remarks(&self) -> Markup {
        html! {
            @if !self.review.plan.tables.is_empty() { (self.tables()) }
            @if !self.review.plan.remarks.is_empty() {
                ul {
                    @for remark in &self.review.plan.remarks {
                        li {
                            b {
                                @match &remark.at {
                                    Some(at) => (words::clean(&at.to_string())),
                                    None => (words::clean(&remark.sheet)),
                                }
                            }
                            ": " (words::clean(remark.message.get(self.lang)))
                        }
                    }
                }
            }
        }
    }

    /// What somebody needs to make the same page again.
    fn repeat(&self) -> Markup {
        let review = self.review;
        let names: &[&str] = match self.lang {
            Lang::Nl => &["Wat", "Naam", "SHA-256"],
            Lang::En => &["What", "Name", "SHA-256"],
        };
        let row = |what: &str, name: &str, sha256: &str| {
            html! { tr { th scope="row" { (what) } td { (words::clean(name)) } td.hash { (sha256) } } }
        };
        html! {
            p {
                (self.pick("Met dezelfde bestanden, beoordeeld op ", "With the same files, judged as of ")) "("
                (review.today.format("%Y-%m-%d").to_string()) ") "
                (self.pick("geeft planwacht ", "planwacht ")) (env!("CARGO_PKG_VERSION"))
                (self.pick(" dezelfde uitkomst.", " gives the same result."))
            }
            div.scroll role="group" tabindex="0" aria-label=(self.pick("Tabel, schuift opzij", "Table, scrolls sideways")) {
                table {
                    caption { (self.pick("Gelezen bestanden", "Files that were read")) }
                    (table_head(names))
                    tbody {
                        (row(self.pick("werkmap", "workbook"), &review.file.name, &review.file.sha256))
                        @if let Some(previous) = &review.previous {
                            (row(self.pick("vorige versie", "previous version"), &previous.file.name, &previous.file.sha256))
                        }
                        (row(self.pick("kader", "framework"), &review.framework.id, &review.framework.sha256))
                        @if let Some(selection) = words::selection(&review.selection, self.lang) {
                            (row(self.pick("regels", "rules"), &selection, ""))
                        }
                    }
                }
            }
        }
    }
}

/// Symbol and word, so that the colour is an extra.
fn badge(severity: Severity, lang: Lang) -> Markup {
    html! {
        span class={ "badge " (severity.code()) } {
            span aria-hidden="true" { (words::symbol(severity)) "\u{a0}" } (severity.word(lang))
        }
    }
}

fn spot(spot: Option<&Spot>) -> Markup {
    html! {
        @match spot {
            Some(Spot { id, at }) => {
                @if !id.is_empty() { b { (words::clean(id)) } " " }
                span.place { (words::clean(&at.to_string())) }
            }
            None => "–",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::testing;

    fn page(review: &Review) -> String {
        String::from_utf8(html(&Digest::new(review))).unwrap()
    }

    /// Reads the page as XML, after closing what HTML need not close.
    fn check_well_formed(page: &str) {
        let void = regex::Regex::new("<(meta|br)([^>]*)>").unwrap();
        let body = void.replace_all(page.strip_prefix("<!DOCTYPE html>").unwrap(), "<$1$2/>");
        let mut reader = quick_xml::Reader::from_str(&body);
        let mut depth = 0;
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Start(_) => depth += 1,
                quick_xml::events::Event::End(_) => depth -= 1,
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0);
    }

    #[test]
    fn the_page_is_well_formed_whatever_staff_typed() {
        for lang in [Lang::Nl, Lang::En] {
            let mut review = testing::review(lang);
            review.findings[1].message =
                crate::wording::Wording::new("</td><script>alert(1)</script>".into(), "\"' & <!--".into());
            review.file.name = "<img src=x onerror=alert(1)>.xlsx".to_owned();
            let page = page(&review);
            check_well_formed(&page);
            assert!(!page.contains("<script") && !page.contains("<img"));
            check_well_formed(&tests::page(&testing::first_version(lang)));
        }
    }

    #[test]
    fn the_page_loads_nothing_and_can_be_read_aloud() {
        let page = page(&testing::review(Lang::Nl));
        assert!(page.contains("<html lang=\"nl\">"));
        for outside in ["http:", "https:", "src=", "@import", "url("] {
            assert!(!page.contains(outside), "{outside}");
        }
        assert_eq!(page.matches("<table").count(), page.matches("<caption>").count());
        assert_eq!(page.matches("<h1").count(), 1);
        assert!(!page.contains("<th>"), "every header cell has a scope");
        let levels: Vec<u32> =
            page.match_indices("<h").filter_map(|(i, _)| page[i + 2..].chars().next()?.to_digit(10)).collect();
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
        for target in regex::Regex::new("href=\"#([a-z]+)\"").unwrap().captures_iter(&page) {
            assert!(page.contains(&format!("id=\"{}\"", &target[1])), "{}", &target[1]);
        }
    }

    /// Relative luminance of WCAG 2.1.
    fn luminance(hex: &str) -> f64 {
        let full: String = if hex.len() == 3 { hex.chars().flat_map(|c| [c, c]).collect() } else { hex.to_owned() };
        let part = |i: usize| f64::from(u8::from_str_radix(&full[i..i + 2], 16).unwrap()) / 255.0;
        let linear = |c: f64| if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
        0.2126 * linear(part(0)) + 0.7152 * linear(part(2)) + 0.0722 * linear(part(4))
    }

    #[test]
    fn every_text_stands_out_from_its_background() {
        let value = |name: &str| {
            regex::Regex::new(&format!("--{name}:#([0-9a-f]+)")).unwrap().captures(STYLE).unwrap()[1].to_owned()
        };
        let mut pairs = Vec::new();
        for text in ["ink", "soft", "head", "link"] {
            pairs.extend(["paper", "shade"].map(|fill| (value(text), value(fill))));
        }
        pairs.push(("fff".to_owned(), value("head")));
        let badges = regex::Regex::new("background:#([0-9a-f]{6});color:#([0-9a-f]{6})").unwrap();
        pairs.extend(badges.captures_iter(STYLE).map(|badge| (badge[2].to_owned(), badge[1].to_owned())));
        assert_eq!(pairs.len(), 12);
        for (text, fill) in pairs {
            let (a, b) = (luminance(&text), luminance(&fill));
            let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
            assert!(contrast >= 4.5, "{text} on {fill}: {contrast:.1}");
        }
    }
}
