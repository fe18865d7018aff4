//! The framework as text that people can read.

use chrono::NaiveDate;

use super::{Framework, Level, PartyKind, PriorityRange, Setting};
use crate::wording::Lang;

impl Framework {
    /// The framework in force as readable text, for `planwacht framework show`.
    ///
    /// The words around it are in `lang`; names are as the framework writes them.
    pub fn describe(&self, lang: Lang) -> String {
        let sections = [
            self.heading(lang),
            self.municipality_list(lang),
            self.theme_tables(lang),
            self.scales(lang),
            self.progress_table(lang),
            self.level_list(lang),
            self.party_table(lang),
            self.meeting_list(lang),
            self.column_list(lang),
            self.spelling_list(lang),
            self.rule_list(lang),
            self.accepted_table(lang),
        ];
        sections.join("\n")
    }

    fn heading(&self, lang: Lang) -> String {
        let period =
            format!("{} {} {}", day(lang, self.period.start), lang.pick("t/m", "to"), day(lang, self.period.end));
        let mut rows = vec![
            vec![lang.pick("kader", "framework").to_owned(), self.id.clone()],
            vec!["district".to_owned(), self.district.name.clone()],
            vec![
                lang.pick("taal", "language").to_owned(),
                self.language.own().iter().map(|code| code.as_str()).collect::<Vec<_>>().join(", "),
            ],
            vec![lang.pick("periode", "period").to_owned(), period],
        ];
        rows.extend(self.adopted.map(|date| vec![lang.pick("vastgesteld", "adopted").to_owned(), day(lang, date)]));
        rows.push(vec!["sha256".to_owned(), self.sha256.clone()]);
        format!("{}\n\n{}", self.title, table(&rows))
    }

    fn municipality_list(&self, lang: Lang) -> String {
        let rows = self
            .municipalities
            .iter()
            .map(|entry| vec![entry.code.to_string(), entry.name.clone(), entry.aliases.join(", ")])
            .collect();
        let names = [("code", "code"), ("naam", "name"), ("ook genoemd", "also called")];
        section(lang.pick("Gemeenten", "Municipalities"), self.municipalities.len(), &with_header(lang, &names, rows))
    }

    fn theme_tables(&self, lang: Lang) -> String {
        let checklist: usize = self.subthemes().map(|subtheme| subtheme.checklist.len()).sum();
        let title = lang.pick("Thema's", "Themes");
        let counts =
            format!("{}: {}, checklist: {checklist}", lang.pick("sub-thema's", "sub-themes"), self.subthemes().count());
        let tables = self.themes.iter().map(|theme| {
            let names = [("code", "code"), ("sub-thema", "sub-theme"), ("prioriteit", "priority"), ("niveau", "level")];
            let mut header: Vec<String> = names.iter().map(|(nl, en)| lang.pick(nl, en).to_owned()).collect();
            header.extend(self.municipalities.iter().map(|municipality| municipality.code.to_string()));
            header.push("district".to_owned());
            let rows = theme.subthemes.iter().map(|subtheme| self.subtheme_row(subtheme));
            let rows: Vec<Vec<String>> = std::iter::once(header).chain(rows).collect();
            format!("\n{} {}\n{}", theme.code, theme.name, table(&rows))
        });
        format!("{title} ({}); {counts}\n{}", self.themes.len(), tables.collect::<String>())
    }

    fn subtheme_row(&self, subtheme: &super::SubTheme) -> Vec<String> {
        let mut row = vec![
            subtheme.code.to_string(),
            subtheme.name.clone(),
            subtheme.priority.as_ref().map_or_else(unsaid, |range| self.priority_words(range)),
            subtheme.level.map_or_else(unsaid, |level| self.level_word(level)),
        ];
        let statuses = self.municipalities.iter().map(|municipality| subtheme.status.get(&municipality.code));
        row.extend(statuses.chain([subtheme.district_status.as_ref()]).map(|code| self.status_word(code)));
        row
    }

    fn priority_words(&self, range: &PriorityRange) -> String {
        let word = |code: &str| self.priority(code).map_or_else(|| code.to_owned(), |priority| priority.name.clone());
        if range.from == range.to { word(&range.from) } else { format!("{} - {}", word(&range.from), word(&range.to)) }
    }

    fn level_word(&self, level: Level) -> String {
        self.levels.iter().find(|known| known.level == level).map_or_else(unsaid, |known| known.name.clone())
    }

    fn status_word(&self, code: Option<&super::Code>) -> String {
        code.and_then(|code| self.framework_status(code)).map_or_else(unsaid, |status| status.name.clone())
    }

    fn scales(&self, lang: Lang) -> String {
        let names = [
            ("code", "code"),
            ("naam", "name"),
            ("rang", "rank"),
            ("ook genoemd", "also called"),
            ("kleuren", "fills"),
        ];
        let priorities = self
            .priorities
            .iter()
            .map(|entry| {
                vec![entry.code.to_string(), entry.name.clone(), entry.rank.to_string(), entry.aliases.join(", ")]
            })
            .collect();
        let statuses = self
            .framework_statuses
            .iter()
            .map(|entry| {
                let colours: Vec<String> = entry.colours.iter().map(ToString::to_string).collect();
                vec![
                    entry.code.to_string(),
                    entry.name.clone(),
                    entry.rank.to_string(),
                    entry.aliases.join(", "),
                    colours.join(" "),
                ]
            })
            .collect();
        let [code, name, rank, aliases, _] = names;
        let priorities = with_header(lang, &[code, name, rank, aliases], priorities);
        format!(
            "{}\n{}",
            section(lang.pick("Prioriteiten", "Priorities"), self.priorities.len(), &priorities),
            section(
                lang.pick("Kaderstatussen", "Framework statuses"),
                self.framework_statuses.len(),
                &with_header(lang, &names, statuses)
            )
        )
    }

    fn progress_table(&self, lang: Lang) -> String {
        let yes = |holds: bool| if holds { lang.pick("ja", "yes") } else { "-" }.to_owned();
        let rows = self
            .progress
            .iter()
            .map(|entry| {
                let next: Vec<&str> = entry.next.iter().map(|code| &**code).collect();
                vec![
                    entry.code.to_string(),
                    entry.name.clone(),
                    yes(entry.closed),
                    yes(entry.needs_reason),
                    if next.is_empty() { unsaid() } else { next.join(", ") },
                ]
            })
            .collect();
        let names = [
            ("code", "code"),
            ("naam", "name"),
            ("gesloten", "closed"),
            ("toelichting nodig", "needs reason"),
            ("daarna zonder reden", "next without reason"),
        ];
        section(lang.pick("Voortgang", "Progress"), self.progress.len(), &with_header(lang, &names, rows))
    }

    fn level_list(&self, lang: Lang) -> String {
        let rows: Vec<Vec<String>> =
            self.levels.iter().map(|entry| vec![entry.name.clone(), entry.aliases.join(", ")]).collect();
        section(lang.pick("Niveaus", "Levels"), self.levels.len(), &rows)
    }

    fn party_table(&self, lang: Lang) -> String {
        let rows = self
            .parties
            .iter()
            .map(|entry| {
                vec![
                    entry.short.clone().unwrap_or_else(unsaid),
                    entry.name.clone(),
                    kind_word(lang, entry.kind).to_owned(),
                    entry.municipality.as_ref().map_or_else(unsaid, ToString::to_string),
                ]
            })
            .collect();
        let names = [("kort", "short"), ("naam", "name"), ("soort", "kind"), ("gemeente", "municipality")];
        section(lang.pick("Partijen", "Parties"), self.parties.len(), &with_header(lang, &names, rows))
    }

    fn meeting_list(&self, lang: Lang) -> String {
        let rows: Vec<Vec<String>> = self
            .meetings
            .iter()
            .map(|entry| {
                let dates: Vec<String> = entry.dates.iter().map(|date| day(lang, *date)).collect();
                vec![entry.body.clone(), dates.join(", ")]
            })
            .collect();
        section(lang.pick("Overleggen", "Meetings"), self.meetings.len(), &rows)
    }

    fn column_list(&self, lang: Lang) -> String {
        let rows: Vec<Vec<String>> = self
            .columns
            .iter()
            .map(|(field, headers)| {
                let headers = if headers.is_empty() { unsaid() } else { headers.join(", ") };
                vec![field.code().to_owned(), field.word(lang).to_owned(), headers]
            })
            .collect();
        let names = [("veld", "field"), ("naam", "name"), ("kopteksten", "headers")];
        section(lang.pick("Kolommen", "Columns"), self.columns.len(), &with_header(lang, &names, rows))
    }

    fn spelling_list(&self, lang: Lang) -> String {
        let rows: Vec<Vec<String>> = self.spelling.iter().map(|group| vec![group.join(" = ")]).collect();
        section(lang.pick("Schrijfwijzen", "Spelling"), self.spelling.len(), &rows)
    }

    fn rule_list(&self, lang: Lang) -> String {
        let word = |setting: &Setting| match setting {
            Setting::Off => lang.pick("uit", "off"),
            Setting::As(severity) => severity.word(lang),
        };
        let rows: Vec<Vec<String>> =
            self.rules.iter().map(|(rule, setting)| vec![rule.clone(), word(setting).to_owned()]).collect();
        section(lang.pick("Regels met een eigen ernst", "Rules with their own severity"), self.rules.len(), &rows)
    }

    fn accepted_table(&self, lang: Lang) -> String {
        let all = || lang.pick("alle", "all").to_owned();
        let rows = self
            .accepted
            .iter()
            .map(|entry| {
                vec![
                    entry.rule.clone(),
                    entry.action.clone().unwrap_or_else(all),
                    entry.subtheme.as_ref().map_or_else(all, ToString::to_string),
                    entry.municipality.as_ref().map_or_else(all, ToString::to_string),
                    entry.value.clone().unwrap_or_else(all),
                    entry.until.map_or_else(unsaid, |until| day(lang, until)),
                    entry.by.clone().unwrap_or_default(),
                    entry.reason.clone(),
                ]
            })
            .collect();
        let names = [
            ("regel", "rule"),
            ("actie", "action"),
            ("sub-thema", "sub-theme"),
            ("gemeente", "municipality"),
            ("bij waarde", "at value"),
            ("t/m", "until"),
            ("door", "by"),
            ("reden", "reason"),
        ];
        let title = lang.pick("Afwijkingen waarover is besloten", "Accepted deviations");
        section(title, self.accepted.len(), &with_header(lang, &names, rows))
    }
}

fn kind_word(lang: Lang, kind: PartyKind) -> &'static str {
    let (nl, en) = match kind {
        PartyKind::Organisation => ("organisatie", "organisation"),
        PartyKind::Unit => ("afdeling", "unit"),
        PartyKind::Role => ("functie", "role"),
        PartyKind::Office => ("bestuurder", "office"),
        PartyKind::Collective => ("groep", "collective"),
        PartyKind::Outside => ("buiten het district", "outside the district"),
    };
    lang.pick(nl, en)
}

fn day(lang: Lang, date: NaiveDate) -> String {
    date.format(lang.pick("%d-%m-%Y", "%Y-%m-%d")).to_string()
}

/// What stands where the framework says nothing.
fn unsaid() -> String {
    "-".to_owned()
}

fn with_header(lang: Lang, names: &[(&'static str, &'static str)], rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let header = names.iter().map(|(nl, en)| lang.pick(nl, en).to_owned()).collect();
    std::iter::once(header).chain(rows).collect()
}

fn section(title: &str, count: usize, rows: &[Vec<String>]) -> String {
    if count == 0 { format!("{title} (0)\n") } else { format!("{title} ({count})\n{}", table(rows)) }
}

/// Rows with their columns aligned, two spaces in, a line each.
fn table(rows: &[Vec<String>]) -> String {
    let width = |text: &String| text.chars().count();
    let mut widths: Vec<usize> = Vec::new();
    for row in rows {
        widths.resize(widths.len().max(row.len()), 0);
        for (longest, cell) in widths.iter_mut().zip(row) {
            *longest = width(cell).max(*longest);
        }
    }
    let mut text = String::new();
    for row in rows {
        let cells = row.iter().zip(&widths).map(|(cell, longest)| {
            let padding = " ".repeat(longest.saturating_sub(width(cell)));
            format!("  {cell}{padding}")
        });
        text.push_str(cells.collect::<String>().trim_end());
        text.push('\n');
    }
    text
}
