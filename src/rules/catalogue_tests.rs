//! Tests that keep the catalogue honest: every rule registered, worded, documented, and true to its own examples.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::NaiveDate;

use super::*;
use crate::finding::{Example, Needs};
use crate::framework::{self, Setting};
use crate::read;
use crate::reconcile::reconcile;
use crate::review::masking;
use crate::rules::selection::Selection;
use crate::wording::Lang;

/// The day on which examples are judged.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 11, 24).unwrap()
}

/// What the whole catalogue finds in text tables under a framework.
pub(super) fn run(previous: &str, current: &str, framework: &Framework, baseline: bool) -> Vec<Finding> {
    let read = |example::Sheets { grids, unread, .. }: &example::Sheets| {
        let mut plan = read::read_on(grids, framework, Some(today()));
        plan.unread = unread.clone();
        plan
    };
    let sheets = example::sheets(current);
    let plan = read(&sheets);
    let example::Sheets { grids, properties, .. } = sheets;
    let before = (!previous.is_empty()).then(|| read(&example::sheets(previous)));
    let reconciliation = before.as_ref().map(|before| reconcile(before, &plan, framework));
    let previous = before.as_ref().zip(reconciliation.as_ref());
    let naming = masking::Naming {
        plan: &plan,
        properties: &properties,
        texts: &masking::texts(&grids),
        numbers: &masking::numbers(&grids, &plan, framework),
    };
    let privacy = masking::knowing(&[naming], framework);
    check(&Context {
        framework,
        plan: &plan,
        grids: &grids,
        properties: &properties,
        privacy: &privacy,
        previous: previous.map(|(plan, reconciliation)| Previous { plan, reconciliation }),
        today: today(),
        selection: &Selection::default(),
        baseline,
        readers: Readers::default(),
    })
}

/// The findings of one rule in text tables under the embedded framework.
pub(super) fn findings(code: &str, previous: &str, current: &str) -> Vec<Finding> {
    let mut found = run(previous, current, Framework::embedded(), false);
    found.retain(|finding| finding.rule.code.as_str() == code);
    found
}

/// The Dutch messages of one rule.
pub(super) fn messages(code: &str, previous: &str, current: &str) -> Vec<String> {
    findings(code, previous, current).into_iter().map(|finding| finding.message.nl).collect()
}

/// The codes of everything that the catalogue finds in text tables.
pub(super) fn codes(current: &str) -> Vec<String> {
    run("", current, Framework::embedded(), false)
        .into_iter()
        .map(|finding| finding.rule.code.as_str().to_owned())
        .collect()
}

/// What the whole catalogue finds in one version under a framework.
pub(super) fn judge(plan: &ActionPlan, grids: &[Grid], framework: &Framework) -> Vec<Finding> {
    check(&Context {
        framework,
        plan,
        grids,
        properties: &[],
        privacy: &Privacy::new(framework),
        previous: None,
        today: today(),
        selection: &Selection::default(),
        baseline: false,
        readers: Readers::default(),
    })
}

fn rules() -> Vec<&'static Rule> {
    CATALOGUE.iter().map(|(rule, _)| *rule).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_rule_file_is_registered() {
    let mut files = BTreeSet::new();
    let families = std::fs::read_dir(root().join("src/rules")).unwrap().map(|entry| entry.unwrap().path());
    for family in families.filter(|path| path.is_dir()) {
        for entry in std::fs::read_dir(&family).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            if text.lines().any(|line| line.starts_with("pub") && line.contains(" static RULE: Rule")) {
                let stem = |path: &Path| path.file_stem().unwrap().to_str().unwrap().replace('_', "-");
                files.insert((stem(&family), stem(&path)));
            }
        }
    }
    assert_eq!(files.len(), CATALOGUE.len(), "every file of a rule is registered");
    for rule in rules() {
        // The name of a rule is the name of its file, with that of its family before it where the file leaves it out.
        let named = |(family, file): &&(String, String)| file == rule.name || format!("{family}-{file}") == rule.name;
        assert_eq!(files.iter().filter(named).count(), 1, "{}", rule.name);
    }
    let names: BTreeSet<&str> = rules().iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), CATALOGUE.len(), "names are unique");
}

#[test]
fn codes_are_unique_and_sorted_within_their_family() {
    let codes: Vec<&str> = rules().iter().map(|rule| rule.code.as_str()).collect();
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
    let family = |code: &'static str| code.trim_end_matches(|c: char| c.is_ascii_digit());
    let mut families: Vec<&str> = Vec::new();
    for code in &codes {
        assert!(family(code).bytes().all(|b| b.is_ascii_uppercase()) && code.len() == family(code).len() + 3, "{code}");
        if families.last() != Some(&family(code)) {
            assert!(!families.contains(&family(code)), "the family of {code} stands together");
            families.push(family(code));
        }
    }
    for pair in codes.windows(2).filter(|pair| family(pair[0]) == family(pair[1])) {
        assert!(pair[0] < pair[1], "{pair:?}");
    }
}

#[test]
fn every_rule_is_worded_in_both_languages() {
    for rule in rules() {
        let kebab = rule.name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        assert!(kebab && !rule.name.starts_with('-') && !rule.name.ends_with('-'), "{}", rule.name);
        for wording in [&rule.what, &rule.why, &rule.fix] {
            for text in [wording.nl, wording.en] {
                assert!(text.len() > 15 && text.ends_with('.'), "{}: {text}", rule.code);
                assert!(!text.contains("  "), "{}: {text}", rule.code);
            }
            assert_ne!(wording.nl, wording.en);
        }
        assert!(rule.baseline <= rule.severity, "{}", rule.code);
        for example in [rule.fails, rule.passes] {
            assert!(!example.current.is_empty());
            assert_eq!(rule.needs == Needs::Previous, !example.previous.is_empty(), "{}", rule.code);
        }
    }
}

/// The places that an example's marks point at, in both versions.
fn marked(example: &Example) -> Vec<Location> {
    let now = example::sheets(example.current);
    let before = example::sheets(example.previous);
    let cells = now.cells.iter().map(Location::cell);
    let sheets = now.sheets.iter().map(Location::sheet);
    let rows = before.cells.iter().map(|at| Location::row(Version::Previous, &at.sheet, at.row));
    cells.chain(sheets).chain(rows).collect()
}

#[test]
fn every_failing_example_fails_where_its_arrow_points() {
    for rule in rules() {
        let found = findings(rule.code.as_str(), rule.fails.previous, rule.fails.current);
        assert!(!found.is_empty(), "{} finds nothing in its failing example", rule.code);
        let places: BTreeSet<Location> = found.iter().map(|finding| finding.at.clone()).collect();
        let marked: BTreeSet<Location> = marked(&rule.fails).into_iter().collect();
        if marked.is_empty() {
            assert!(places.iter().all(|at| *at == Location::plan()), "{} marks no cell: {places:?}", rule.code);
        } else {
            assert_eq!(places, marked, "{}", rule.code);
        }
    }
}

#[test]
fn every_passing_example_passes() {
    for rule in rules() {
        let found = findings(rule.code.as_str(), rule.passes.previous, rule.passes.current);
        assert!(found.is_empty(), "{}: {found:?}", rule.code);
        assert!(marked(&rule.passes).is_empty(), "{}", rule.code);
    }
}

#[test]
fn failing_examples_are_quiet_about_everything_else_that_is_fine() {
    // What an example is not about may only be the coverage of the framework and the missing sheets of other municipalities.
    let mut noise = Vec::new();
    for rule in rules() {
        for example in [rule.fails, rule.passes] {
            for finding in run(example.previous, example.current, Framework::embedded(), false) {
                let code = finding.rule.code.as_str();
                let allowed = code == rule.code.as_str()
                    || COVERAGE.contains(&code)
                    || companions(rule.code.as_str()).contains(&code);
                if !allowed {
                    noise.push(format!("{} also gives {code}: {}", rule.code, finding.message.nl));
                }
            }
        }
    }
    assert!(noise.is_empty(), "{}", noise.join("\n"));
}

/// The rules about the plan as a whole, which no small example can satisfy.
const COVERAGE: [&str; 7] = ["COV001", "COV002", "COV003", "COV005", "COV006", "COV007", "STR004"];

/// What belongs to the example of a rule beside its own finding.
fn companions(code: &str) -> &'static [&'static str] {
    match code {
        // Whoever removes an owner leaves the action without one; whoever fills in another one changed it.
        "TRN004" => &["OWN001", "TRN005"],
        // It shows that a merged sub-theme is no data of one action; that it counts for several is told as information.
        "ACC001" => &["STR007"],
        _ => &[],
    }
}

/// The families that a file of rules imports from, tests aside.
fn imported<'f>(code: &str, families: &[&'f str]) -> BTreeSet<&'f str> {
    let code = code.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let grouped = code.split("rules::{").skip(1).filter_map(|rest| rest.split(';').next());
    let named = |family: &&&str| {
        let is_start = |part: &str| part.trim_start().starts_with(&format!("{family}::"));
        code.contains(&format!("rules::{family}::"))
            || code.contains(&format!("super::super::{family}::"))
            || grouped.clone().any(|group| group.split([',', '{']).any(is_start))
    };
    families.iter().filter(named).copied().collect()
}

#[test]
fn families_of_rules_import_each_other_one_way() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let names = |folder: &Path| -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
        entries.map(|entry| entry.file_name().into_string().unwrap()).collect()
    };
    let found = names(&folder);
    let families: Vec<&str> = found.iter().filter(|name| !name.contains('.')).map(String::as_str).collect();
    assert!(families.len() > 10);
    let mut imports: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for family in &families {
        let own = names(&folder.join(family)).into_iter().map(|name| format!("{family}/{name}"));
        for file in own.chain([format!("{family}.rs")]) {
            let code = std::fs::read_to_string(folder.join(file)).unwrap();
            imports.entry(family).or_default().extend(imported(&code, &families));
        }
    }
    assert!(imports["transition"].contains("status"), "imports are seen");
    for (family, others) in &imports {
        let mut reached: Vec<&str> = others.iter().copied().filter(|other| other != family).collect();
        let mut at = 0;
        while let Some(next) = reached.get(at).copied() {
            assert_ne!(next, *family, "{family} imports {reached:?}, and the last one imports it");
            let more: Vec<&str> = imports[next].iter().copied().filter(|other| *other != next).collect();
            reached.extend(more.into_iter().filter(|other| !reached.contains(other)).collect::<Vec<_>>());
            at += 1;
        }
    }
}

#[test]
fn messages_are_whole_sentences_in_two_languages() {
    for rule in rules() {
        for finding in findings(rule.code.as_str(), rule.fails.previous, rule.fails.current) {
            let Wording { nl, en } = &finding.message;
            assert_ne!(nl, en, "{}", rule.code);
            for text in [nl, en] {
                assert!(
                    text.ends_with(['.', '?']) && !text.contains("  ") && !text.contains('\n'),
                    "{}: {text}",
                    rule.code
                );
                assert!(text.starts_with(|c: char| c.is_uppercase() || c == '“'), "{}: {text}", rule.code);
                assert!(text.chars().count() < 330, "{}: {text}", rule.code);
            }
        }
    }
}

/// Little words that are of one language only; names and quoted texts are left out.
const ONLY_DUTCH: [&str; 17] = [
    "de", "het", "een", "van", "wordt", "worden", "staat", "geen", "maar", "naar", "deze", "zijn", "bij", "vul",
    "voor", "kies", "bedoelt",
];
const ONLY_ENGLISH: [&str; 14] =
    ["the", "and", "this", "with", "from", "which", "should", "must", "are", "not", "has", "for", "fill", "choose"];

fn words_of(text: &str, listed: &[&'static str]) -> Vec<&'static str> {
    // What stands in quotes was typed by staff or comes from the framework; so do codes in brackets.
    let own: String = text
        .split('“')
        .enumerate()
        .map(|(at, part)| match at {
            0 => part,
            _ => part.split_once('”').map_or("", |(_, rest)| rest),
        })
        .collect();
    let words: Vec<String> = own.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
    listed.iter().copied().filter(|word| words.iter().any(|said| said == word)).collect()
}

#[test]
fn nothing_is_half_translated() {
    let mut mixed = Vec::new();
    let mut judge = |code: &str, wording: Wording<&str>| {
        for (text, foreign) in [(wording.en, &ONLY_DUTCH[..]), (wording.nl, &ONLY_ENGLISH[..])] {
            let found = words_of(text, foreign);
            if !found.is_empty() {
                mixed.push(format!("{code}: {found:?} in {text}"));
            }
        }
    };
    for rule in rules() {
        for wording in [&rule.what, &rule.why, &rule.fix] {
            judge(rule.code.as_str(), wording.clone());
        }
        for finding in findings(rule.code.as_str(), rule.fails.previous, rule.fails.current) {
            judge(rule.code.as_str(), Wording { nl: &finding.message.nl, en: &finding.message.en });
        }
    }
    assert!(mixed.is_empty(), "{}", mixed.join("\n"));
}

#[test]
fn the_framework_turns_rules_off_and_weighs_them() {
    let sheet = owner::missing::RULE.fails.current;
    let severities = |framework: &Framework, baseline: bool| -> BTreeSet<Severity> {
        let found = run("", sheet, framework, baseline);
        found.iter().filter(|finding| finding.rule.code.as_str() == "OWN001").map(|finding| finding.severity).collect()
    };
    let mut framework = Framework::embedded().clone();
    assert_eq!(severities(&framework, false), BTreeSet::from([Severity::Error]));
    assert_eq!(severities(&framework, true), BTreeSet::from([Severity::Warning]));
    framework.rules.insert("OWN001".to_owned(), Setting::As(Severity::Info));
    assert_eq!(severities(&framework, false), BTreeSet::from([Severity::Info]));
    assert_eq!(severities(&framework, true), BTreeSet::from([Severity::Info]));
    framework.rules.insert("OWN001".to_owned(), Setting::Off);
    assert_eq!(severities(&framework, false), BTreeSet::new());
}

#[test]
fn the_framework_file_weighs_and_silences_every_rule() {
    let framework = |setting: fn(&Rule) -> &'static str| {
        let settings: String = rules().iter().map(|rule| format!("{} = \"{}\"\n", rule.code, setting(rule))).collect();
        let text = framework::EMBEDDED.replacen("\n[rules]\n", &format!("\n[rules]\n{settings}"), 1);
        Framework::parse(&text, "kader.toml").unwrap()
    };
    // Not what the rule says by itself.
    let weighed = framework(|rule| if rule.severity == Severity::Info { "error" } else { "info" });
    let silenced = framework(|_| "off");
    for rule in rules() {
        let severities = |framework: &Framework| -> BTreeSet<Severity> {
            let found = run(rule.fails.previous, rule.fails.current, framework, false);
            found.iter().filter(|finding| finding.rule.code == rule.code).map(|finding| finding.severity).collect()
        };
        // What was not read is always told, and as an error.
        if rule.code == ALWAYS {
            let error = BTreeSet::from([Severity::Error]);
            assert_eq!((severities(&weighed), severities(&silenced)), (error.clone(), error));
            continue;
        }
        let wanted = if rule.severity == Severity::Info { Severity::Error } else { Severity::Info };
        assert_eq!(severities(&weighed), BTreeSet::from([wanted]), "{}", rule.code);
        assert_eq!(severities(&silenced), BTreeSet::new(), "{}", rule.code);
    }
}

#[test]
fn a_decided_deviation_holds_for_its_place_and_until_its_day() {
    let sheet = priority::status_mismatch::RULE.fails.current;
    let accepted_at = |municipality: &str, until: Option<NaiveDate>, value: Option<&str>| {
        let mut framework = Framework::embedded().clone();
        let mut entry = framework.accepted[0].clone();
        entry.rule = "PRI003".to_owned();
        entry.subtheme = Some("INT-ONL".into());
        entry.municipality = Some(municipality.into());
        entry.until = until;
        entry.value = value.map(str::to_owned);
        framework.accepted = vec![entry];
        let found = run("", sheet, &framework, false);
        found.iter().any(|finding| finding.rule.code.as_str() == "PRI003" && finding.accepted.is_some())
    };
    let accepted = |municipality: &str, until: Option<NaiveDate>| accepted_at(municipality, until, None);
    assert!(accepted("Hi", None));
    assert!(accepted("Hi", Some(today())));
    assert!(!accepted("Hi", today().pred_opt()));
    assert!(!accepted("Hu", None));
    let there = findings("PRI003", "", sheet)[0].at.cell_ref().unwrap();
    let grids = example::sheets(sheet).grids;
    let typed = grids.iter().find(|grid| grid.sheet == there.sheet).unwrap().text(there.row, there.col);
    assert!(accepted_at("Hi", None, Some(&typed.to_uppercase())));
    assert!(!accepted_at("Hi", None, Some("iets anders")), "the cell says something else now");
}

#[test]
fn findings_come_in_the_order_of_the_workbook() {
    let workbook = "# Huizen\n| Nr | Actie | Trekker | Planning | Status |\n\
                    | HU-01 | Scholen bezoeken | | | Loopt |\n\
                    # Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n\
                    | HI-01 | Ouders bijpraten | | Q2 2025 | Loopt |\n\
                    | HI-02 | Meldpunt openen | OOV Hilversum | z.s.m. | |";
    let found = run("", workbook, Framework::embedded(), false);
    let places: Vec<String> = found
        .iter()
        .map(|finding| match finding.at.cell_ref() {
            Some(at) => format!("{} {at}", finding.rule.code),
            None => format!("{} plan", finding.rule.code),
        })
        .collect();
    let expected = [
        "OWN001 Huizen!C2",
        "DAT001 Huizen!D2",
        "OWN001 Hilversum!C2",
        "DAT005 Hilversum!D2",
        "DAT008 Hilversum!D3",
        "STA001 Hilversum!E3",
        "STR004 plan",
        "STR004 plan",
        "STR004 plan",
    ];
    assert_eq!(places, expected);
    assert_eq!(found[0].action_id.as_deref(), Some("HU-01"));
    assert_eq!(found[0].municipality.as_deref(), Some("Hu"));
}

#[test]
fn rules_are_found_by_code_and_by_name() {
    assert_eq!(find("own003").map(|rule| rule.name), Some("owner-unknown"));
    assert_eq!(find(" Owner-Unknown ").map(|rule| rule.code.as_str()), Some("OWN003"));
    assert!(find("OWN999").is_none());
}

#[test]
fn the_list_and_the_explanations_name_every_rule() {
    for lang in [Lang::Nl, Lang::En] {
        let list = explain::list(&rules(), lang);
        assert_eq!(list.lines().count(), CATALOGUE.len());
        for rule in rules() {
            assert!(list.contains(rule.name));
            let text = explain::text(rule, lang);
            for part in [rule.code.as_str(), rule.what.get(lang), rule.why.get(lang), rule.fix.get(lang)] {
                assert!(text.contains(part), "{}", rule.code);
            }
        }
    }
    let json: serde_json::Value = serde_json::from_str(&explain::json(&rules())).unwrap();
    assert_eq!(json.as_array().map(Vec::len), Some(CATALOGUE.len()));
    assert_eq!(json[0]["code"], "STR001");
}

#[test]
fn the_explanation_of_a_rule_reads_well() {
    insta::assert_snapshot!(explain::text(&owner::unknown::RULE, Lang::Nl), @r"
    OWN003 owner-unknown (waarschuwing)

    De trekker staat niet in de partijenlijst.

    Waarom: Als elke partij één naam heeft, kan iedereen zijn eigen acties terugvinden.
    Wat te doen: Kies een naam uit de partijenlijst, of vraag de coördinator om de partij toe te voegen.

    Dit geeft een bevinding:
        # Districtelijk
        | Nr   | Actie                                        | Trekker | Planning | Status |
        | D-25 | Op een rij zetten wat de nieuwe wet betekent | → ZHVGV | Q4 2026  | Loopt  |

    Dit is goed:
        # Districtelijk
        | Nr   | Actie                                        | Trekker | Planning | Status |
        | D-25 | Op een rij zetten wat de nieuwe wet betekent | ZVHGV   | Q4 2026  | Loopt  |

    In de voorbeelden wijst → aan waar de bevinding staat.
    ");
}

/// `docs/rules.md` is made from the catalogue: `PLANWACHT_WRITE_DOCS=1 cargo test docs_are_true` writes it.
#[test]
fn the_docs_are_true() {
    let path = root().join("docs/rules.md");
    let wanted = explain::markdown(&rules(), Lang::Nl);
    if std::env::var_os("PLANWACHT_WRITE_DOCS").is_some() {
        std::fs::write(&path, &wanted).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == wanted,
        "docs/rules.md is not what the catalogue says; run PLANWACHT_WRITE_DOCS=1 cargo test the_docs_are_true"
    );
}
