//! The report of 2024 as concept and as adopted, each paragraph an action: what really changed is found, and spelling is not.

use std::collections::{HashMap, HashSet};
use std::fs;

use planwacht::framework::{Field, Framework};
use planwacht::plan::Action;
use planwacht::reconcile::{Change, ChangeKind};
use planwacht::review::{Review, Scope, Settings, Source, review};
use rust_xlsxwriter::Workbook;

use crate::outside::shared;

/// Lines of the document with both reports: the concept, and the adopted one (counted from 1, the last not included).
const CONCEPT: (usize, usize) = (1004, 2036);
const ADOPTED: (usize, usize) = (2130, 3150);

/// A paragraph as an action.
struct Paragraph {
    text: String,
    /// The chapter of recommendations says whether it is for the district or for the municipalities.
    level: &'static str,
    owner: &'static str,
}

/// The paragraphs of a report. One that was cut by the end of a page is whole again.
fn paragraphs(document: &str, (from, to): (usize, usize)) -> Vec<Paragraph> {
    let mut texts: Vec<(String, &'static str)> = Vec::new();
    let mut level = "";
    for line in document.lines().skip(from - 1).take(to - from).map(str::trim).filter(|line| !line.is_empty()) {
        level = match line {
            _ if line.starts_with("8.1 Aanbevelingen") => "Districtelijk",
            _ if line.starts_with("8.2 Aanbevelingen") => "Lokaal",
            _ if line.starts_with("9 Bijlagen") => "",
            _ => level,
        };
        let goes_on = |(text, _): &&mut (String, &str)| !text.ends_with(['.', ':', '?', ')', '*']) && text.len() > 60;
        match texts.last_mut().filter(goes_on).filter(|_| !line.starts_with(['◇', '-', '*', '#', '|'])) {
            Some((text, _)) => *text = format!("{text} {line}"),
            None => texts.push((line.trim_start_matches(['◇', '-', ' ']).to_owned(), level)),
        }
    }
    texts.retain(|(text, _)| text.len() > 80);
    texts.into_iter().map(|(text, level)| Paragraph { owner: owner(&text), text, level }).collect()
}

/// Who takes the lead, where the paragraph says so.
fn owner(text: &str) -> &'static str {
    let lead = |name: &str| text.contains(&format!("gemeente {name} nu het voortouw"));
    match text {
        _ if lead("Hilversum") => "Hilversum",
        _ if lead("Wijdemeren") || lead("Wijdmeren") => "Wijdemeren",
        _ => "",
    }
}

fn workbook(paragraphs: &[Paragraph]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Acties").unwrap();
    sheet.write_row(0, 0, ["Actie", "Niveau", "Trekker", "Planning", "Status"]).unwrap();
    for (row, paragraph) in (1..).zip(paragraphs) {
        sheet.write_row(row, 0, [paragraph.text.as_str(), paragraph.level, paragraph.owner]).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

fn compared() -> Option<Review> {
    let document = fs::read_to_string(shared("seeds/004_d7cafd8f89b0436d.txt")?).unwrap();
    let [concept, adopted] = [CONCEPT, ADOPTED].map(|lines| workbook(&paragraphs(&document, lines)));
    let settings = Settings { scope: Scope::Compare, ..Settings::default() };
    let source = |name, bytes| Source { name, bytes };
    let (before, now) = (source("concept.xlsx", &concept), source("definitief.xlsx", &adopted));
    Some(review(now, Some(before), Framework::embedded(), &settings).unwrap())
}

/// The change that a paragraph of the concept with these words is part of, with its action.
fn of_concept<'r>(review: &'r Review, words: &str) -> (&'r Change, &'r Action) {
    let previous = review.previous.as_ref().unwrap();
    let at = previous.plan.actions.iter().position(|action| action.text.raw.contains(words)).expect(words);
    let changes = &previous.reconciliation.changes;
    (changes.iter().find(|change| change.previous.contains(&at)).unwrap(), &previous.plan.actions[at])
}

fn now<'r>(review: &'r Review, change: &Change) -> Option<&'r str> {
    Some(&review.plan.actions.get(*change.current.first()?)?.text.raw)
}

#[test]
fn the_four_real_changes_of_direction_are_found() {
    let Some(review) = compared() else { return };
    // Who applies for the money.
    let (lead, _) = of_concept(&review, "Hilversum nu het voortouw");
    let owner = lead.field(Field::Owner).expect("another owner");
    assert_eq!((owner.previous.as_str(), owner.current.as_str()), ("Hilversum", "Wijdemeren"));
    // Taking part is the norm, and no duty.
    let (norm, before) = of_concept(&review, "PGA-R-overleggen verplicht");
    assert!(before.text.raw.contains("verplicht"));
    assert!(now(&review, norm).unwrap().contains("PGA-R-overleggen de norm"));
    assert!(norm.field(Field::Action).is_some());
    // No contact point for the region, but a structure in every municipality.
    let (contact, _) = of_concept(&review, "Meldpunt radicalisering Gooi en");
    let dropped = contact.kind == ChangeKind::Removed;
    assert!(dropped || (contact.moved && contact.field(Field::Action).is_some()), "{contact:?}");
    // The protocol is made by the district, though it stays among the local recommendations.
    let (protocol, _) = of_concept(&review, "Stel een lokaal **re-integratieprotocol** op");
    assert!(now(&review, protocol).unwrap().contains("Stel een districtelijk **re-integratieprotocol** op"));
    assert!(protocol.field(Field::Action).is_some());
}

/// Letters and digits only, with the spellings that the framework calls the same.
fn bare(text: &str) -> String {
    let letters: String = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    letters.replace("gemeentes", "gemeenten").replace("wijdmeren", "wijdemeren").replace("casuoverleg", "casusoverleg")
}

#[test]
fn another_spelling_is_no_change() {
    let Some(review) = compared() else { return };
    let previous = review.previous.as_ref().unwrap();
    let mut now: HashMap<String, Vec<&str>> = HashMap::new();
    for action in &review.plan.actions {
        now.entry(bare(&action.text.raw)).or_default().push(&action.text.raw);
    }
    let mut otherwise_spelled = 0;
    let mut changed = HashSet::new();
    for change in &previous.reconciliation.changes {
        let [at] = change.previous.as_slice() else { continue };
        let before = &*previous.plan.actions[*at].text.raw;
        let Some(same) = now.get(&bare(before)) else { continue };
        otherwise_spelled += usize::from(!same.contains(&before));
        if change.kind != ChangeKind::Kept || change.field(Field::Action).is_some() {
            changed.insert(before);
        }
    }
    assert!(otherwise_spelled >= 5, "{otherwise_spelled} paragraphs differ in spelling only");
    assert!(changed.is_empty(), "{changed:#?}");
}
