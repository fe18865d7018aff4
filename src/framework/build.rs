//! From a file without mistakes to the framework that the rest of the program uses.

use std::collections::{BTreeMap, BTreeSet};

use std::sync::Arc;

use chrono::NaiveDate;

use super::file::{
    AcceptedEntry, CodeText, Colour, Day, File, FrameworkStatusEntry, LevelEntry, LimitsEntry, MeetingEntry,
    MunicipalityEntry, PartyEntry, PriorityEntry, ProgressEntry, SettingEntry, SubThemeEntry, Text, ThemeEntry,
};
use super::tree::{Path, Tree};
use super::{
    Accepted, Code, District, Field, Framework, FrameworkStatus, Level, LevelName, Limits, Meeting, Municipality,
    Party, Period, Priority, PriorityRange, Progress, Setting, SubTheme, Theme,
};
use crate::cell::Rgb;
use crate::finding::Severity;
use crate::language::{Language, LanguageCode};
use crate::wording;

/// The framework that the file describes; none where something that the checks ask for is missing.
pub(super) fn build(file: File, tree: &Tree<'_>, sha256: String) -> Option<Framework> {
    let own: Vec<LanguageCode> = file.language?.codes().filter_map(LanguageCode::find).collect();
    let language = Language::adding(&own, &file.words, &file.words_in_order);
    let period = file.period.as_ref()?;
    let district = file.district?;
    let district = District { name: district.name.text, aliases: texts(district.aliases) };
    let priorities: Vec<Priority> = file.priorities.into_iter().map(priority).collect::<Option<_>>()?;
    let ranks = priorities.iter().map(|priority| (priority.code.to_string(), priority.rank)).collect();
    Some(Framework {
        id: file.id.text,
        title: file.title.text,
        date_order: file.date_order,
        period: Period { start: period.start.as_ref()?.date()?, end: period.end.as_ref()?.date()? },
        adopted: file.adopted.as_ref().and_then(Day::date),
        municipalities: file.municipalities.into_iter().map(municipality).collect(),
        themes: themes(file.themes, &ranks, tree),
        priorities: from_low_to_high(priorities),
        framework_statuses: file.framework_statuses.into_iter().map(framework_status).collect::<Option<_>>()?,
        progress: file.progress.into_iter().map(progress).collect(),
        levels: levels(&language, &district, file.levels),
        parties: file.parties.into_iter().map(party).collect::<Option<_>>()?,
        columns: columns(&language, file.columns),
        meetings: file.meetings.into_iter().map(meeting).collect(),
        rule_lines: rule_lines(&file.rules, tree),
        rules: file.rules.into_iter().map(|(rule, entry)| (rule, setting(entry))).collect(),
        accepted: accepted(file.accepted, tree),
        spelling: file.spelling.unwrap_or_else(|| language.spelling().into_iter().map(<[String]>::to_vec).collect()),
        abbreviations: texts(file.abbreviations),
        limits: limits(&file.limits),
        language: Arc::new(language),
        district,
        sha256,
    })
}

fn municipality(entry: MunicipalityEntry) -> Municipality {
    Municipality { code: code(&entry.code), name: entry.name.text, aliases: texts(entry.aliases) }
}

fn themes(entries: Vec<ThemeEntry>, ranks: &BTreeMap<String, i64>, tree: &Tree<'_>) -> Vec<Theme> {
    let theme = |(t, entry): (usize, ThemeEntry)| {
        let path = Path::root("themes").index(t).key("subthemes");
        let subthemes = entry.subthemes.into_iter().enumerate();
        Theme {
            code: code(&entry.code),
            name: entry.name.text,
            aliases: texts(entry.aliases),
            subthemes: subthemes.map(|(s, entry)| subtheme(entry, ranks, tree.place(&path.index(s)).line)).collect(),
        }
    };
    entries.into_iter().enumerate().map(theme).collect()
}

fn subtheme(entry: SubThemeEntry, ranks: &BTreeMap<String, i64>, line: usize) -> SubTheme {
    let codes = entry.priority.unwrap_or_default();
    let lowest = codes.iter().min_by_key(|code| ranks.get(*code));
    let highest = codes.iter().max_by_key(|code| ranks.get(*code));
    SubTheme {
        code: code(&entry.code),
        name: entry.name.text,
        aliases: texts(entry.aliases),
        priority: lowest
            .zip(highest)
            .map(|(from, to)| PriorityRange { from: Code::from(from.as_str()), to: Code::from(to.as_str()) }),
        level: entry.level,
        checklist: texts(entry.checklist),
        status: entry.status.iter().map(|(m, status)| (Code::from(m.as_str()), Code::from(status.as_str()))).collect(),
        district_status: entry.district_status.as_deref().map(Code::from),
        line,
    }
}

fn priority(entry: PriorityEntry) -> Option<Priority> {
    let (code, rank) = (code(&entry.code), entry.rank?);
    Some(Priority { code, name: entry.name.text, aliases: texts(entry.aliases), rank })
}

fn from_low_to_high(mut priorities: Vec<Priority>) -> Vec<Priority> {
    priorities.sort_by_key(|priority| priority.rank);
    priorities
}

fn framework_status(entry: FrameworkStatusEntry) -> Option<FrameworkStatus> {
    Some(FrameworkStatus {
        code: code(&entry.code),
        name: entry.name.text,
        aliases: texts(entry.aliases),
        colours: colours(&entry.colours),
        rank: entry.rank?,
    })
}

fn progress(entry: ProgressEntry) -> Progress {
    Progress {
        code: code(&entry.code),
        name: entry.name.text,
        aliases: texts(entry.aliases),
        colours: colours(&entry.colours),
        closed: entry.closed,
        needs_reason: entry.needs_reason,
        percent_from: entry.percent_from,
        next: entry.next.iter().map(|code| Code::from(code.as_str())).collect(),
    }
}

fn meeting(entry: MeetingEntry) -> Meeting {
    let mut dates: Vec<NaiveDate> = entry.dates.iter().filter_map(Day::date).collect();
    dates.sort_unstable();
    dates.dedup();
    Meeting { body: entry.body.text, dates }
}

fn rule_lines(rules: &BTreeMap<String, SettingEntry>, tree: &Tree<'_>) -> BTreeMap<String, usize> {
    let line = |rule: &String| tree.place(&Path::root("rules").key(rule)).line;
    rules.keys().map(|rule| (rule.clone(), line(rule))).collect()
}

fn party(entry: PartyEntry) -> Option<Party> {
    Some(Party {
        name: entry.name.text,
        short: entry.short.map(|short| short.text),
        aliases: texts(entry.aliases),
        kind: entry.kind?,
        municipality: entry.municipality.as_deref().map(Code::from),
        email: entry.email,
    })
}

fn accepted(entries: Vec<AcceptedEntry>, tree: &Tree<'_>) -> Vec<Accepted> {
    let accepted = |(i, entry): (usize, AcceptedEntry)| Accepted {
        rule: entry.rule,
        action: entry.action.map(|action| action.text),
        subtheme: entry.subtheme.as_deref().map(Code::from),
        municipality: entry.municipality.as_deref().map(Code::from),
        value: entry.value.map(|value| value.text),
        reason: entry.reason.text,
        by: entry.by.map(|by| by.text),
        until: entry.until.as_ref().and_then(Day::date),
        line: tree.place(&Path::root("accepted").index(i)).line,
    };
    entries.into_iter().enumerate().map(accepted).collect()
}

fn limits(entry: &LimitsEntry) -> Limits {
    let usual = Limits::default();
    Limits {
        due_soon_days: entry.due_soon_days.unwrap_or(usual.due_soon_days),
        priority_start_days: entry.priority_start_days.unwrap_or(usual.priority_start_days),
        near_duplicate_percent: entry.near_duplicate_percent.unwrap_or(usual.near_duplicate_percent),
    }
}

fn setting(entry: SettingEntry) -> Setting {
    match entry {
        SettingEntry::Error => Setting::As(Severity::Error),
        SettingEntry::Warning => Setting::As(Severity::Warning),
        SettingEntry::Info => Setting::As(Severity::Info),
        SettingEntry::Off => Setting::Off,
    }
}

/// The file decides for the fields that it lists; for the others the language does, without the headers that the file
/// already uses.
fn columns(language: &Language, written: BTreeMap<Field, Vec<String>>) -> BTreeMap<Field, Vec<String>> {
    let taken: BTreeSet<String> = written.values().flatten().map(|header| header_key(header)).collect();
    let mut columns = written;
    for field in Field::ALL {
        columns.entry(field).or_insert_with(|| {
            let headers = language.headers(field).into_iter();
            headers.filter(|header| !taken.contains(&header_key(header))).map(str::to_owned).collect()
        });
    }
    columns
}

/// A header as it is compared: a sign for percentages or numbers tells it from other headers, and some are such a sign alone.
pub(super) fn header_key(header: &str) -> String {
    let folded = wording::fold(header);
    let letters = folded.replace('%', "percent").replace(|c: char| !c.is_alphanumeric() && c != '#', "");
    if letters.is_empty() { folded } else { letters }
}

/// As with the columns; the names of the district itself also mean the level of the district.
fn levels(language: &Language, district: &District, written: Vec<LevelEntry>) -> Vec<LevelName> {
    let mut levels: Vec<LevelName> = written
        .into_iter()
        .filter_map(|entry| {
            Some(LevelName { level: entry.level?, name: entry.name.text, aliases: texts(entry.aliases) })
        })
        .collect();
    let mut taken: BTreeSet<String> = levels.iter().flat_map(LevelName::names).map(wording::key).collect();
    for level in [Level::District, Level::Local, Level::Both] {
        if !levels.iter().any(|known| known.level == level) {
            let names = language.level(level.code());
            let Some((name, aliases)) = names.split_first() else { continue };
            levels.push(LevelName { level, name: (*name).to_owned(), aliases: untaken(aliases, &taken) });
        }
    }
    taken.extend(levels.iter().flat_map(LevelName::names).map(wording::key).collect::<Vec<_>>());
    if let Some(names) = levels.iter_mut().find(|known| known.level == Level::District) {
        for own in district.names() {
            if taken.insert(wording::key(own)) {
                names.aliases.push(own.to_owned());
            }
        }
    }
    levels.sort_by_key(|known| known.level as u8);
    levels
}

fn untaken(names: &[&str], taken: &BTreeSet<String>) -> Vec<String> {
    names.iter().filter(|name| !taken.contains(&wording::key(name))).map(|name| (*name).to_owned()).collect()
}

fn texts(texts: Vec<Text>) -> Vec<String> {
    texts.into_iter().map(|text| text.text).collect()
}

fn code(code: &CodeText) -> Code {
    Code::from(code.text.as_str())
}

fn colours(colours: &[Colour]) -> Vec<Rgb> {
    colours.iter().filter_map(|colour| Rgb::parse(&colour.text)).collect()
}
