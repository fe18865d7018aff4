//! The catalogue for people and programs: what each rule checks, why, how to fix it, with an example of both sides.

use serde::Serialize;

use crate::cell::Rgb;
use crate::finding::{Example, Needs, Rule, RuleCode};
use crate::wording::{Lang, Wording};

/// One line a rule: code, name, severity, what it checks.
pub fn list(rules: &[&Rule], lang: Lang) -> String {
    let widest =
        |part: fn(&Rule, Lang) -> &str| rules.iter().map(|rule| part(rule, lang).chars().count()).max().unwrap_or(0);
    let (code, name) = (widest(|rule, _| rule.code.as_str()), widest(|rule, _| rule.name));
    let severity = widest(|rule, lang| rule.severity.word(lang));
    let mut text = String::new();
    for rule in rules {
        let line = format!(
            "{:code$}  {:name$}  {:severity$}  {}",
            rule.code,
            rule.name,
            rule.severity.word(lang),
            rule.what.get(lang)
        );
        push_line(&mut text, line.trim_end());
    }
    text
}

/// Everything about one rule as plain text.
pub fn text(rule: &Rule, lang: Lang) -> String {
    let mut text = String::new();
    push_line(&mut text, &format!("{} {} ({})", rule.code, rule.name, rule.severity.word(lang)));
    push_line(&mut text, "");
    push_line(&mut text, rule.what.get(lang));
    push_line(&mut text, "");
    push_line(&mut text, &format!("{} {}", lang.pick("Waarom:", "Why:"), rule.why.get(lang)));
    push_line(&mut text, &format!("{} {}", lang.pick("Wat te doen:", "What to do:"), rule.fix.get(lang)));
    if let Some(weight) = weight(rule, lang) {
        push_line(&mut text, &weight);
    }
    for (title, example) in examples(rule, lang) {
        push_line(&mut text, "");
        push_line(&mut text, &format!("{title}:"));
        for (caption, table) in tables(example, lang) {
            if let Some(caption) = caption {
                push_line(&mut text, &format!("  {caption}:"));
            }
            for line in aligned(table) {
                push_line(&mut text, &format!("    {line}"));
            }
        }
    }
    let legend = legend(&[rule], lang);
    if !legend.is_empty() {
        push_line(&mut text, "");
        push_line(&mut text, &legend);
    }
    text
}

/// What the signs in the examples of one rule, or of all of them, mean; empty where they have none.
fn legend(rules: &[&Rule], lang: Lang) -> String {
    let examples = || rules.iter().flat_map(|rule| [rule.fails, rule.passes]);
    let has = |sign: &str| {
        examples().any(|example| [example.previous, example.current].iter().any(|text| has_sign(text, sign)))
    };
    let arrow = lang.pick(
        "In de voorbeelden wijst → aan waar de bevinding staat.",
        "In the examples → points at where the finding is.",
    );
    let signs: Vec<String> =
        SIGNS.iter().filter(|(sign, _)| has(sign)).map(|(_, said)| said.get(lang).to_owned()).collect();
    let braces = lang.pick(
        "Tussen accolades staat wat een cel meer heeft dan tekst:",
        "Braces hold what a cell has besides its text:",
    );
    let mut parts = Vec::new();
    parts.extend(has("→").then(|| arrow.to_owned()));
    if !signs.is_empty() {
        parts.push(format!("{braces} {}.", list_of(&signs, lang)));
    }
    parts.join(" ")
}

fn list_of(signs: &[String], lang: Lang) -> String {
    crate::rules::list(signs, lang.pick("en", "and"))
}

/// The sign for any fill.
const FILL: &str = "{RRGGBB}";

/// Whether a text has a sign; a fill has its colour.
fn has_sign(text: &str, sign: &str) -> bool {
    let is_fill = |rest: &str| rest.split_once('}').is_some_and(|(word, _)| Rgb::parse(word).is_some());
    if sign == FILL { text.split('{').skip(1).any(is_fill) } else { text.contains(sign) }
}

/// What stands in braces in examples, and what it means.
const SIGNS: [(&str, Wording<&str>); 10] = [
    (FILL, Wording::new("{FF0000} is een opvulkleur", "{FF0000} is a fill colour")),
    ("{=", Wording::new("{=…} is een formule", "{=…} is a formula")),
    ("{note:", Wording::new("{note: …} is een notitie", "{note: …} is a note")),
    ("{date}", Wording::new("{date} is een echte datum", "{date} is a real date")),
    ("{number}", Wording::new("{number} is een getal", "{number} is a number")),
    ("{error}", Wording::new("{error} is een formulefout", "{error} is a formula error")),
    ("{merge", Wording::new("{merge B2:B3} is een samengevoegde cel", "{merge B2:B3} is a merged cell")),
    ("{cut}", Wording::new("{cut} is een tekst die te lang is", "{cut} is a text that is too long")),
    ("{unreadable}", Wording::new("{unreadable} is een beschadigd blad", "{unreadable} is a damaged sheet")),
    ("{hidden", Wording::new("{hidden row} is een verborgen rij", "{hidden row} is a hidden row")),
];

/// The rules as a page of documentation in Markdown.
pub fn markdown(rules: &[&Rule], lang: Lang) -> String {
    let mut text = String::new();
    push_line(&mut text, lang.pick("# Regels", "# Rules"));
    push_line(&mut text, "");
    push_line(
        &mut text,
        lang.pick(
            "Elke regel heeft een code en een naam. In het kaderbestand kunt u onder `[rules]` een regel uitzetten of anders \
             wegen, bijvoorbeeld `OWN003 = \"info\"` of `OWN003 = \"off\"`. Een afwijking die zo mag blijven, zet u onder \
             `[[accepted]]`. Die telt mee als akkoord.",
            "Every rule has a code and a name. In the framework file, `[rules]` turns a rule off or weighs it differently, for \
             example `OWN003 = \"info\"` or `OWN003 = \"off\"`. An exception that can stay goes under `[[accepted]]`; it is \
             counted as agreed.",
        ),
    );
    push_line(&mut text, "");
    push_line(&mut text, &legend(rules, lang));
    push_line(&mut text, "");
    push_line(&mut text, lang.pick("| code | naam | ernst | wat |", "| code | name | severity | what |"));
    push_line(&mut text, "| --- | --- | --- | --- |");
    for rule in rules {
        let anchor = format!("{}-{}", rule.code.as_str().to_lowercase(), rule.name);
        let severity = rule.severity.word(lang);
        push_line(
            &mut text,
            &format!("| [{}](#{anchor}) | {} | {severity} | {} |", rule.code, rule.name, rule.what.get(lang)),
        );
    }
    for rule in rules {
        markdown_rule(&mut text, rule, lang);
    }
    text
}

fn markdown_rule(text: &mut String, rule: &Rule, lang: Lang) {
    push_line(text, "");
    push_line(text, &format!("## {} {}", rule.code, rule.name));
    push_line(text, "");
    push_line(text, rule.what.get(lang));
    push_line(text, "");
    push_line(text, &format!("- **{}** {}", lang.pick("Waarom:", "Why:"), rule.why.get(lang)));
    push_line(text, &format!("- **{}** {}", lang.pick("Wat te doen:", "What to do:"), rule.fix.get(lang)));
    let severity = format!("{} {}.", lang.pick("Ernst:", "Severity:"), rule.severity.word(lang));
    push_line(text, &format!("- {}", weight(rule, lang).unwrap_or(severity)));
    for (title, example) in examples(rule, lang) {
        push_line(text, "");
        push_line(text, &format!("{title}:"));
        for (caption, table) in tables(example, lang) {
            push_line(text, "");
            if let Some(caption) = caption {
                push_line(text, &format!("{caption}:"));
                push_line(text, "");
            }
            push_line(text, "```text");
            for line in aligned(table) {
                push_line(text, &line);
            }
            push_line(text, "```");
        }
    }
}

/// A rule as programs read it.
#[derive(Serialize)]
struct JsonRule<'a> {
    code: RuleCode,
    name: &'a str,
    severity: &'a str,
    baseline: &'a str,
    needs: &'a str,
    what: JsonWording<'a>,
    why: JsonWording<'a>,
    fix: JsonWording<'a>,
    fails: JsonExample<'a>,
    passes: JsonExample<'a>,
}

#[derive(Serialize)]
struct JsonWording<'a> {
    nl: &'a str,
    en: &'a str,
}

#[derive(Serialize)]
struct JsonExample<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    previous: &'a str,
    current: &'a str,
}

/// The rules as a JSON list, in both languages.
pub fn json(rules: &[&Rule]) -> String {
    let rules: Vec<JsonRule> = rules.iter().map(|rule| json_rule(rule)).collect();
    // Text and lists of text cannot fail to serialise; were it to happen, an empty list is valid JSON all the same.
    let mut text = serde_json::to_string_pretty(&rules).unwrap_or_else(|_| "[]".to_owned());
    text.push('\n');
    text
}

fn json_rule(rule: &Rule) -> JsonRule<'_> {
    let wording = |wording: &Wording<&'static str>| JsonWording { nl: wording.nl, en: wording.en };
    let example = |example: &Example| JsonExample { previous: example.previous, current: example.current };
    JsonRule {
        code: rule.code,
        name: rule.name,
        severity: rule.severity.code(),
        baseline: rule.baseline.code(),
        needs: match rule.needs {
            Needs::Workbook => "workbook",
            Needs::Framework => "framework",
            Needs::Previous => "previous",
        },
        what: wording(&rule.what),
        why: wording(&rule.why),
        fix: wording(&rule.fix),
        fails: example(&rule.fails),
        passes: example(&rule.passes),
    }
}

/// How much it matters, where there is more to say than its severity.
fn weight(rule: &Rule, lang: Lang) -> Option<String> {
    let mut said = Vec::new();
    if rule.baseline != rule.severity {
        let (word, baseline) = (rule.severity.word(lang), rule.baseline.word(lang));
        said.push(match lang {
            Lang::Nl => format!("Ernst: {word} (bij een eerste versie met `--baseline`: {baseline})."),
            Lang::En => format!("Severity: {word} (on a first version with `--baseline`: {baseline})."),
        });
    }
    if rule.needs == Needs::Previous {
        said.push(
            lang.pick("Alleen als er een vorige versie is.", "Only where there is a previous version.").to_owned(),
        );
    }
    (!said.is_empty()).then(|| said.join(" "))
}

fn examples(rule: &Rule, lang: Lang) -> [(&'static str, Example); 2] {
    [
        (lang.pick("Dit geeft een bevinding", "This gives a finding"), rule.fails),
        (lang.pick("Dit is goed", "This is fine"), rule.passes),
    ]
}

/// The tables of an example; with captions where there are two.
fn tables(example: Example, lang: Lang) -> Vec<(Option<&'static str>, &'static str)> {
    if example.previous.is_empty() {
        return vec![(None, example.current)];
    }
    vec![
        (Some(lang.pick("Vorige versie", "Previous version")), example.previous),
        (Some(lang.pick("Nieuwe versie", "New version")), example.current),
    ]
}

/// The lines of a text table with the columns of each sheet made equally wide.
fn aligned(table: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rows: Vec<Vec<&str>> = Vec::new();
    for line in table.lines() {
        match line.trim().strip_prefix('|').and_then(|line| line.strip_suffix('|')) {
            Some(row) => rows.push(row.split('|').map(str::trim).collect()),
            None => {
                flush(&mut rows, &mut lines);
                lines.push(line.trim().to_owned());
            }
        }
    }
    flush(&mut rows, &mut lines);
    lines
}

fn flush(rows: &mut Vec<Vec<&str>>, lines: &mut Vec<String>) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|col| rows.iter().filter_map(|row| row.get(col)).map(|cell| cell.chars().count()).max().unwrap_or(0))
        .collect();
    for row in rows.drain(..) {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        lines.push(format!("| {} |", cells.join(" | ")));
    }
}

fn push_line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}
