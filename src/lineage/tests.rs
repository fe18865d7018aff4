//! Lives over several versions.

use super::*;
use crate::rules::example;

const HEAD: &str = "| Nr | Actie | Trekker | Planning | Status |";

/// Versions of one sheet, each as its rows.
fn follow(versions: &[&[&str]]) -> (Vec<ActionPlan>, Lineage) {
    let framework = Framework::embedded();
    let plans: Vec<ActionPlan> = versions
        .iter()
        .map(|rows| {
            let text = format!("# Huizen\n{HEAD}\n{}", rows.join("\n"));
            crate::read::read(&example::sheets(&text).grids, framework)
        })
        .collect();
    let lineage = lineage(&plans.iter().collect::<Vec<_>>(), framework);
    (plans, lineage)
}

fn turns(life: &Life) -> Vec<(usize, &'static str)> {
    let word = |turn: &Turn| match turn {
        Turn::Appeared => "appeared",
        Turn::Found => "found",
        Turn::Changed(_) => "changed",
        Turn::Returned(_) => "returned",
        Turn::Vanished => "vanished",
        Turn::SplitInto(_) => "split into",
        Turn::SplitFrom(_) => "split from",
        Turn::MergedInto(_) => "merged into",
        Turn::MergedFrom(_) => "merged from",
    };
    life.moments.iter().map(|moment| (moment.version, word(&moment.turn))).collect()
}

fn differences(life: &Life, version: usize) -> Vec<(Field, &str, &str, usize)> {
    let of = |moment: &'_ Moment| moment.version == version;
    let Some(moment) = life.moments.iter().find(|moment| of(moment)) else { return Vec::new() };
    let (Turn::Changed(found) | Turn::Returned(found)) = &moment.turn else { return Vec::new() };
    let plain = |d: &'_ Difference| (d.change.field, d.since);
    found
        .fields
        .iter()
        .map(|d| (plain(d).0, d.change.previous.as_str(), d.change.current.as_str(), plain(d).1))
        .collect()
}

const PAGE: &str = "| HU-01 | Een webpagina maken over het meldpunt | OOV Huizen | Q4 2025 | Loopt |";
const TRAINING: &str = "| HU-02 | De wijkagenten trainen in het herkennen van signalen | Politie | Q1 2026 | Loopt |";
const PROTOCOL: &str = "| HU-03 | Een protocol voor terugkeerders opstellen | OOV Huizen | Q2 2026 | Niet gestart |";

#[test]
fn one_line_of_life_through_every_version() {
    let (plans, lineage) = follow(&[
        &[PAGE, TRAINING],
        &[TRAINING, "| HU-03 | Een webpagina maken over het meldpunt | OOV Huizen | Q1 2026 | Loopt |"],
        &["| HU-03 | Een webpagina maken over het meldpunt | OOV Huizen | Q2 2026 | Afgerond |", TRAINING],
    ]);
    let [page, training] = lineage.lives.as_slice() else { panic!("{:?}", lineage.lives) };
    assert_eq!(page.rows, [Some(0), Some(1), Some(0)]);
    assert_eq!(turns(page), [(0, "appeared"), (1, "changed"), (2, "changed")]);
    assert_eq!(differences(page, 1), [(Field::Deadline, "Q4 2025", "Q1 2026", 0)]);
    assert_eq!(
        differences(page, 2),
        [(Field::Deadline, "Q1 2026", "Q2 2026", 1), (Field::Progress, "Loopt", "Afgerond", 1)]
    );
    assert_eq!(page.slippage(&plans.iter().collect::<Vec<_>>()), Slippage { times: 2, days: 90 + 91 });
    assert_eq!((page.first(), page.last()), (Some((0, 0)), Some((2, 0))));
    assert_eq!(turns(training), [(0, "appeared")]);
}

#[test]
fn an_action_that_was_missing_for_a_version_keeps_its_life() {
    let (_, lineage) = follow(&[&[PAGE, TRAINING], &[TRAINING], &[TRAINING], &[TRAINING, PAGE]]);
    let page = &lineage.lives[0];
    assert_eq!(page.rows, [Some(0), None, None, Some(1)]);
    assert_eq!(turns(page), [(0, "appeared"), (1, "vanished"), (3, "returned")]);
    assert_eq!(lineage.lives.len(), 2);
}

#[test]
fn what_is_gone_is_said_once_and_what_is_new_begins() {
    let (_, lineage) = follow(&[&[PAGE, TRAINING], &[TRAINING], &[TRAINING, PROTOCOL]]);
    assert_eq!(turns(&lineage.lives[0]), [(0, "appeared"), (1, "vanished")]);
    assert_eq!(turns(&lineage.lives[2]), [(2, "appeared")]);
    assert_eq!(lineage.lives[2].rows, [None, None, Some(1)]);
}

#[test]
fn a_redacted_copy_between_is_bridged() {
    let redacted = |text: &str| text.replace("OOV Huizen", "5.1.2.e").replace("Politie", "5.1.2.e");
    let now = PROTOCOL.replace("OOV Huizen", "Politie").replace("Niet gestart", "Loopt");
    let (_, lineage) = follow(&[
        &[PAGE, TRAINING, PROTOCOL],
        &[&redacted(PAGE), &redacted(TRAINING), &redacted(PROTOCOL)],
        &[PAGE, TRAINING, &now],
    ]);
    assert_eq!(lineage.redacted, [None, Some(3), None]);
    assert_eq!(turns(&lineage.lives[0]), [(0, "appeared")]);
    assert_eq!(
        differences(&lineage.lives[2], 2),
        [(Field::Owner, "OOV Huizen", "Politie", 0), (Field::Progress, "Niet gestart", "Loopt", 1)]
    );
}

#[test]
fn a_text_that_is_blacked_out_is_known_by_its_number() {
    let blacked = "| HU-03 | 5.1.2.e | 5.1.2.e | Q2 2026 | Niet gestart |";
    let page = PAGE.replace("OOV Huizen", "5.1.2.e");
    let (_, lineage) = follow(&[&[PAGE, PROTOCOL], &[&page, blacked], &[PAGE, PROTOCOL]]);
    assert_eq!(lineage.lives.len(), 2, "{:#?}", lineage.lives);
    assert_eq!(lineage.lives[1].rows, [Some(1), Some(1), Some(1)]);
    assert_eq!(turns(&lineage.lives[1]), [(0, "appeared")]);
}

#[test]
fn splits_and_merges_link_lives_as_proposals() {
    let whole = "| HU-01 | Een webpagina maken over het meldpunt en de wijkagenten trainen in het herkennen van signalen \
                 | OOV Huizen | Q4 2025 | Loopt |";
    let parts = [
        "| HU-01 | Een webpagina maken over het meldpunt | OOV Huizen | Q4 2025 | Loopt |",
        "| HU-02 | De wijkagenten trainen in het herkennen van signalen | OOV Huizen | Q4 2025 | Loopt |",
    ];
    let (_, lineage) = follow(&[&[whole, PROTOCOL], &[parts[0], parts[1], PROTOCOL]]);
    assert_eq!(turns(&lineage.lives[0]), [(0, "appeared"), (1, "split into")]);
    let Turn::SplitInto(into) = &lineage.lives[0].moments[1].turn else { panic!() };
    for life in into {
        assert_eq!(lineage.lives[*life].moments[0].turn, Turn::SplitFrom(0));
    }
    let (_, lineage) = follow(&[&[parts[0], parts[1], PROTOCOL], &[whole, PROTOCOL]]);
    assert_eq!(turns(&lineage.lives[0]), [(0, "appeared"), (1, "merged into")]);
    assert_eq!(lineage.lives.last().unwrap().moments[0].turn, Turn::MergedFrom(vec![0, 1]));
}

#[test]
fn every_row_of_every_version_is_in_exactly_one_life() {
    let (plans, lineage) =
        follow(&[&[PAGE, TRAINING], &[PROTOCOL, PAGE], &[TRAINING, PROTOCOL, PAGE], &[], &[PAGE, PAGE]]);
    for (version, plan) in plans.iter().enumerate() {
        let mut rows: Vec<usize> = lineage.lives.iter().filter_map(|life| life.rows[version]).collect();
        rows.sort_unstable();
        assert_eq!(rows, (0..plan.actions.len()).collect::<Vec<_>>(), "version {version}");
    }
}
