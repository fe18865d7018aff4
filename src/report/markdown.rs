//! The summary as text for a memo.

use std::fmt::Write;

use crate::report::digest::{ChangeRow, Digest, Duty, Group, Row, Spot};
use crate::report::{MARK_MARKDOWN, words};
use crate::review::Review;
use crate::wording::Lang;

/// How many places a line of "who must do what" names.
const PLACES: usize = 12;

/// The memo, as Markdown.
pub fn markdown(digest: &Digest) -> Vec<u8> {
    let mut memo = Memo::new(digest.lang);
    memo.head(digest);
    memo.unread(digest);
    memo.outcome(digest);
    memo.municipalities(digest);
    memo.owners(digest);
    memo.changes(digest);
    memo.findings(digest);
    memo.accepted(digest);
    memo.remarks(digest.review);
    memo.repeat(digest.review);
    memo.into_bytes()
}

/// A memo under construction.
pub(super) struct Memo {
    pub(super) text: String,
    pub(super) lang: Lang,
}

impl Memo {
    pub(super) fn new(lang: Lang) -> Self {
        Self { text: String::new(), lang }
    }

    /// The memo with the mark by which it is ours.
    pub(super) fn into_bytes(mut self) -> Vec<u8> {
        self.text.push_str(MARK_MARKDOWN);
        self.text.push('\n');
        self.text.into_bytes()
    }

    pub(super) fn pick<'t>(&self, nl: &'t str, en: &'t str) -> &'t str {
        self.lang.pick(nl, en)
    }

    pub(super) fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    pub(super) fn heading(&mut self, level: usize, title: &str) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
        let _ = writeln!(self.text, "{} {title}\n", "#".repeat(level));
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        let _ = writeln!(self.text, "{text}\n");
    }

    /// A table; columns named with a leading `>` are numbers, set to the right. The cells are escaped already.
    pub(super) fn table(&mut self, header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) {
        let names: Vec<&str> = header.iter().map(|name| name.trim_start_matches('>')).collect();
        let rules: Vec<&str> = header.iter().map(|name| if name.starts_with('>') { "---:" } else { "---" }).collect();
        self.line(&format!("| {} |", names.join(" | ")));
        self.line(&format!("| {} |", rules.join(" | ")));
        for row in rows {
            self.line(&format!("| {} |", row.join(" | ")));
        }
        self.text.push('\n');
    }

    fn head(&mut self, digest: &Digest) {
        let review = digest.review;
        let title = self.pick("Controle van het actieplan", "Check of the action plan");
        self.heading(1, &format!("{title} – {}", escape(&review.framework.title)));
        let checked = format!("- {}: **{}**", self.pick("Gecontroleerd", "Checked"), escape(&review.file.name));
        self.line(&checked);
        let before = match &review.previous {
            Some(previous) => escape(&previous.file.name),
            None => self.pick("niet opgegeven", "none given").to_owned(),
        };
        let before = format!("- {}: {before}", self.pick("Vorige versie", "Previous version"));
        self.line(&before);
        let today =
            format!("- {}: {}", self.pick("Beoordeeld op", "Judged as of"), words::date(review.today, self.lang));
        self.line(&today);
        let framework = format!(
            "- {}: {} ({})",
            self.pick("Kaderbestand", "Framework file"),
            escape(&review.framework.title),
            escape(&review.framework.id)
        );
        self.line(&framework);
    }

    fn unread(&mut self, digest: &Digest) {
        if digest.unread.is_empty() {
            return;
        }
        self.heading(2, self.lang.pick("Niet gelezen", "Not read"));
        for sentence in &digest.unread {
            self.line(&format!("- **{}**", escape(sentence)));
        }
        self.text.push('\n');
        self.paragraph(digest.unread_note());
    }

    fn outcome(&mut self, digest: &Digest) {
        self.heading(2, self.lang.pick("In het kort", "In short"));
        let counts = digest.counts;
        let mut sentence = match self.lang {
            Lang::Nl => format!(
                "De controle van {} geeft {}.",
                words::count(counts.actions, "actie", "acties"),
                digest.totals()
            ),
            Lang::En => {
                format!("The check of {} gives {}.", words::count(counts.actions, "action", "actions"), digest.totals())
            }
        };
        match (counts.accepted, self.lang) {
            (0, _) => {}
            (1, Lang::Nl) => sentence.push_str(" Daarnaast is er 1 afwijking met akkoord."),
            (more, Lang::Nl) => {
                let _ = write!(sentence, " Daarnaast zijn er {more} afwijkingen met akkoord.");
            }
            (1, Lang::En) => sentence.push_str(" In addition 1 deviation is accepted."),
            (more, Lang::En) => {
                let _ = write!(sentence, " In addition {more} deviations are accepted.");
            }
        }
        self.paragraph(&sentence);
        if digest.review.previous.is_none() {
            let none = self.pick(
                "Er is geen vorige versie opgegeven. Daarom staat hier niet wat er is gewijzigd.",
                "No previous version was given, so what changed is not shown.",
            );
            self.paragraph(none);
            return;
        }
        self.heading(3, self.lang.pick("Wijzigingen sinds de vorige versie", "Changes since the previous version"));
        let header = [self.pick("Wat", "What"), self.pick(">Acties", ">Actions")];
        let rows = digest.tally_lines().into_iter().map(|line| vec![line.word, line.actions.to_string()]);
        self.table(&header, rows);
    }

    fn municipalities(&mut self, digest: &Digest) {
        self.heading(2, self.lang.pick("Per gemeente", "Per municipality"));
        let header: Vec<&str> = match self.lang {
            Lang::Nl => {
                vec![
                    "Gemeente",
                    ">Acties",
                    ">Open acties",
                    ">Fouten",
                    ">Waarschuwingen",
                    ">Ter informatie",
                    ">Akkoord",
                    "Wijzigingen",
                ]
            }
            Lang::En => {
                vec![
                    "Municipality",
                    ">Actions",
                    ">Open actions",
                    ">Errors",
                    ">Warnings",
                    ">For information",
                    ">Agreed",
                    "Changes",
                ]
            }
        };
        let row = |group: &Group| {
            let Group { name, actions, open, weights, .. } = group;
            let numbers = [*actions, *open, weights.errors, weights.warnings, weights.infos, weights.accepted];
            let mut cells = vec![escape(name)];
            cells.extend(numbers.iter().map(usize::to_string));
            if digest.is_uncounted(group) {
                cells.iter_mut().skip(1).take(2).for_each(|cell| *cell = words::not_read(self.lang).to_owned());
            }
            cells.push(group.events_line(self.lang));
            cells
        };
        let rows: Vec<Vec<String>> = digest.municipalities.iter().map(row).collect();
        self.table(&header, rows);
    }

    fn owners(&mut self, digest: &Digest) {
        self.heading(2, self.lang.pick("Wie moet wat doen", "Who must do what"));
        if digest.owners.is_empty() {
            let nothing = self.pick("Niemand hoeft iets te doen.", "Nobody has to do anything.");
            self.paragraph(nothing);
        }
        for Duty { owner, weights, todo, .. } in &digest.owners {
            self.heading(3, &escape(owner));
            let totals = words::totals(weights.errors, weights.warnings, weights.infos, self.lang);
            self.paragraph(&format!("{totals}."));
            for todo in todo {
                let line = format!(
                    "- **{}** {} ({}×): {} {}",
                    todo.code,
                    todo.severity.word(self.lang),
                    todo.places.len(),
                    escape(&todo.fix),
                    escape(&todo.places_line(PLACES, self.lang))
                );
                self.line(&line);
            }
            self.text.push('\n');
        }
    }

    fn changes(&mut self, digest: &Digest) {
        if digest.review.previous.is_none() {
            return;
        }
        self.heading(2, self.lang.pick("Wijzigingen", "Changes"));
        if digest.changes.is_empty() {
            self.paragraph(digest.nothing_changed());
            return;
        }
        let header: Vec<&str> = match self.lang {
            Lang::Nl => vec!["Wat", "Vorige versie", "Deze versie", "Actie", "Veld", "Oud", "Nieuw", "Herkend aan"],
            Lang::En => vec!["Kind", "Previous version", "This version", "Action", "Field", "Old", "New", "Matched by"],
        };
        let rows: Vec<Vec<String>> = digest.changes.iter().map(|row| change_cells(row, self.lang)).collect();
        self.table(&header, rows);
    }

    fn findings(&mut self, digest: &Digest) {
        self.heading(2, self.lang.pick("Bevindingen", "Findings"));
        let rows = digest.by_severity();
        if rows.is_empty() {
            let none = self.pick("Er zijn geen open bevindingen.", "There are no open findings.");
            self.paragraph(none);
            return;
        }
        let header: Vec<&str> = match self.lang {
            Lang::Nl => vec!["Ernst", "Code", "Plaats", "Nummer", "Melding", "Wat te doen", "Voorstel"],
            Lang::En => vec!["Severity", "Code", "Place", "Number", "Message", "What to do", "Suggestion"],
        };
        let cells: Vec<Vec<String>> = rows.iter().map(|row| finding_cells(row, self.lang)).collect();
        self.table(&header, cells);
    }

    fn accepted(&mut self, digest: &Digest) {
        let rows: Vec<Vec<String>> = digest
            .accepted()
            .map(|(row, reason)| {
                let place = escape(&words::places(row.finding, self.lang));
                vec![row.finding.rule.code.to_string(), place, escape(row.message), escape(reason)]
            })
            .collect();
        if rows.is_empty() {
            return;
        }
        self.heading(2, self.lang.pick("Afwijkingen met akkoord", "Agreed exceptions"));
        let header: Vec<&str> = match self.lang {
            Lang::Nl => vec!["Code", "Plaats", "Melding", "Reden"],
            Lang::En => vec!["Code", "Place", "Message", "Reason"],
        };
        self.table(&header, rows);
    }

    fn remarks(&mut self, review: &Review) {
        if review.plan.remarks.is_empty() {
            return;
        }
        self.heading(2, self.lang.pick("Zo is de werkmap gelezen", "How the workbook was read"));
        for remark in &review.plan.remarks {
            let place = match &remark.at {
                Some(at) => at.to_string(),
                None => remark.sheet.to_string(),
            };
            self.line(&format!("- {}: {}", escape(&place), escape(remark.message.get(self.lang))));
        }
    }

    /// What somebody needs to make the same memo again.
    fn repeat(&mut self, review: &Review) {
        self.heading(2, self.lang.pick("Deze controle herhalen", "Repeat this check"));
        let framework = &review.framework;
        let mut files = format!("`{}` {}", review.file.sha256, escape(&review.file.name));
        if let Some(previous) = &review.previous {
            let _ = write!(files, ", `{}` {}", previous.file.sha256, escape(&previous.file.name));
        }
        let line = format!(
            "planwacht {}, {} {}, {} {} `{}`, {} (sha256): {files}.",
            env!("CARGO_PKG_VERSION"),
            self.pick("beoordeeld op", "judged as of"),
            words::date(review.today, self.lang),
            self.pick("kaderbestand", "framework file"),
            escape(&framework.id),
            framework.sha256,
            self.pick("bestanden", "files"),
        );
        self.paragraph(&line);
        if let Some(selection) = words::selection(&review.selection, self.lang) {
            self.paragraph(&format!("{}: {}.", self.pick("Regels", "Rules"), escape(&selection)));
        }
    }
}

fn spot(spot: Option<&Spot>) -> String {
    match spot {
        Some(Spot { id, at }) if id.is_empty() => escape(&at.to_string()),
        Some(Spot { id, at }) => escape(&format!("{id} ({at})")),
        None => "–".to_owned(),
    }
}

fn change_cells(row: &ChangeRow, lang: Lang) -> Vec<String> {
    let matched = match row.matched_by.as_str() {
        "" => String::new(),
        matched => format!("{matched}; {}", row.confidence),
    };
    vec![
        row.event.word(lang).to_owned(),
        spot(row.previous.as_ref()),
        spot(row.current.as_ref()),
        escape(&row.action),
        row.field.map(|field| field.word(lang).to_owned()).unwrap_or_default(),
        escape(&row.old),
        escape(&row.new),
        matched,
    ]
}

fn finding_cells(row: &Row, lang: Lang) -> Vec<String> {
    let finding = row.finding;
    vec![
        words::severity_label(finding.severity, lang),
        finding.rule.code.to_string(),
        escape(&words::places(finding, lang)),
        escape(row.id()),
        escape(row.message),
        escape(row.fix),
        escape(row.suggestion()),
    ]
}

/// Text that Markdown shows as it is, on one line and within a table cell.
pub(super) fn escape(text: &str) -> String {
    let text = words::line(text);
    let mut escaped = String::with_capacity(text.len() + 8);
    for (i, c) in text.chars().enumerate() {
        let special = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$')
            || (i == 0 && matches!(c, '#' | '-' | '+' | '='))
            || (matches!(c, '.' | ')') && i > 0 && text.chars().take(i).all(|digit| digit.is_ascii_digit()));
        if special {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::testing;

    fn memo(review: &Review) -> String {
        // The version is not part of what is tested here.
        String::from_utf8(markdown(&Digest::new(review))).unwrap().replace(env!("CARGO_PKG_VERSION"), "[version]")
    }

    #[test]
    fn the_memo_in_dutch() {
        insta::assert_snapshot!(memo(&testing::review(Lang::Nl)));
    }

    #[test]
    fn the_memo_of_a_first_version_in_english() {
        insta::assert_snapshot!(memo(&testing::first_version(Lang::En)));
    }

    #[test]
    fn every_row_of_a_table_has_the_cells_of_its_header() {
        let text = memo(&testing::review(Lang::Nl)).replace("\\|", "");
        let mut cells = 0;
        for line in text.lines() {
            match line.starts_with('|') {
                true if cells == 0 => cells = line.matches('|').count(),
                true => assert_eq!(line.matches('|').count(), cells, "{line}"),
                false => cells = 0,
            }
        }
    }

    #[test]
    fn text_of_staff_is_no_markup() {
        assert_eq!(escape("a|b\n<b>_x_</b>"), "a\\|b \\<b\\>\\_x\\_\\</b\\>");
        assert_eq!(escape("1. eerste"), "1\\. eerste");
        assert_eq!(escape("- punt"), "\\- punt");
        assert_eq!(escape("[klik](javascript:x)"), "\\[klik\\](javascript:x)");
        assert_eq!(escape("v1.2 - Q1"), "v1.2 - Q1");
    }
}
