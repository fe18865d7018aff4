//! Lineages in words, over three small versions.

use super::*;
use crate::framework::Framework;
use crate::lineage::lineage;
use crate::privacy::Shown;
use crate::review::FileId;
use crate::review::lineage::VersionReview;
use crate::rules::example;

fn review(lang: Lang) -> LineageReview {
    let versions = [
        "| HU-01 | Een webpagina maken over het meldpunt | OOV Huizen | Q4 2025 | Loopt |\n\
         | HU-02 | De wijkagenten trainen in het herkennen van signalen | Politie | Q1 2026 | Loopt |\n\
         | HU-03 | Een protocol voor terugkeerders opstellen | OOV Huizen | Q2 2026 | Niet gestart |",
        "| HU-01 | Een webpagina maken over het meldpunt | 5.1.2.e | Q2 2026 | Loopt |\n\
         | HU-03 | Een protocol voor terugkeerders opstellen | 5.1.2.e | Q2 2026 | Niet gestart |",
        "| HU-01 | Een webpagina maken over het meldpunt | Politie | Q2 2026 | Afgerond |\n\
         | HU-02 | De wijkagenten trainen in het herkennen van signalen | Politie | Q1 2026 | Loopt |\n\
         | HU-04 | Ouders bijpraten over sociale media | OOV Huizen | Q3 2026 | Niet gestart |",
    ];
    let framework = Framework::embedded();
    let read = |(at, rows): (usize, &&str)| {
        let text = format!("# Huizen\n| Nr | Actie | Trekker | Planning | Status |\n{rows}");
        let file = Shown::invented(FileId { name: format!("versie-{}.xlsx", at + 1), sha256: format!("{at:064}") });
        VersionReview { file, plan: Shown::invented(crate::read::read(&example::sheets(&text).grids, framework)) }
    };
    let versions: Vec<VersionReview> = versions.iter().enumerate().map(read).collect();
    let lineage = lineage(&versions.iter().map(|version| &*version.plan).collect::<Vec<_>>(), framework);
    LineageReview { lang, framework: framework.clone(), versions, lineage: Shown::invented(lineage) }
}

#[test]
fn each_action_has_one_line() {
    let review = review(Lang::Nl);
    let view = View::new(&review);
    let lines: Vec<String> =
        view.lives.iter().map(|life| format!("{} {}: {}", life.number, life.id, life.course.join(" | "))).collect();
    assert_eq!(
        lines,
        [
            "1 HU-01: staat erin | verschoven naar later | trekker gewijzigd, gesloten",
            "2 HU-02: staat erin | verdwenen | terug",
            "3 HU-03: staat erin | gelijk | verdwenen",
            "4 HU-04: – | – | nieuw",
        ]
    );
    assert_eq!(view.delay(&view.lives[0]), "1 keer, 181 dagen");
    assert_eq!(view.remark(1), "gelakte kopie: 2 keer is de trekker gelakt");
}

#[test]
fn every_event_points_at_a_cell_in_a_version() {
    let review = review(Lang::Nl);
    let view = View::new(&review);
    let owner = view.moments.iter().find(|moment| moment.field == Some(Field::Owner)).unwrap();
    assert_eq!((owner.old.as_str(), owner.new.as_str()), ("OOV Huizen", "Politie"));
    let place = |place: &Option<Place>| place.as_ref().unwrap().words();
    assert_eq!((place(&owner.before), place(&owner.now)), ("V1 Huizen!C2".to_owned(), "V3 Huizen!C2".to_owned()));
    let back = view.moments.iter().find(|moment| moment.what == "terug").unwrap();
    assert_eq!((place(&back.before), place(&back.now)), ("V1 Huizen!B3".to_owned(), "V3 Huizen!B3".to_owned()));
    assert!(view.moments.iter().all(|moment| moment.before.is_some() || moment.now.is_some()));
}

#[test]
fn the_counts_are_per_version() {
    let review = review(Lang::En);
    let lines = View::new(&review).tally_lines();
    assert!(lines.contains(&("gone", vec![0, 1, 1])), "{lines:?}");
    assert!(lines.contains(&("postponed", vec![0, 1, 0])), "{lines:?}");
    assert!(lines.contains(&("new", vec![0, 0, 1])), "{lines:?}");
}

#[test]
fn the_terminal_in_dutch() {
    let review = review(Lang::Nl);
    insta::assert_snapshot!(text::text(&View::new(&review), crate::report::text::Colour::Never));
}

#[test]
fn the_memo_in_english() {
    let review = review(Lang::En);
    insta::assert_snapshot!(String::from_utf8(markdown::markdown(&View::new(&review))).unwrap());
}

#[test]
fn the_json_follows_its_schema() {
    let review = review(Lang::Nl);
    let json: serde_json::Value = serde_json::from_slice(&json::json(&View::new(&review)).unwrap()).unwrap();
    assert_eq!(json["schema"], SCHEMA);
    assert_eq!(json["versions"][1]["redacted_owners"], 2);
    let page = &json["lives"][0];
    assert_eq!(page["slipped"], serde_json::json!({"times": 1, "days": 181}));
    assert_eq!(page["moments"][2]["fields"][0]["since"], 1);
    assert_eq!(page["moments"][2]["fields"][0]["previous_cell"], "Huizen!C2");
}

#[test]
fn every_output_bears_our_mark_and_is_the_same_again() {
    let review = review(Lang::Nl);
    let make = || {
        let view = View::new(&review);
        [xlsx::xlsx(&view).unwrap(), html::html(&view), markdown::markdown(&view), json::json(&view).unwrap()]
    };
    assert!(make().iter().all(|bytes| crate::report::bears_mark(bytes)));
    assert_eq!(make(), make());
}
