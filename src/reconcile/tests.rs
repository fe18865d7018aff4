//! Reconciling small plans: each way in which staff change a workbook.

use proptest::prelude::*;

use super::fixture::{Draft, Row, framework, row};
use super::*;
use crate::plan::{BelongsTo, OwnerKind};

const MEETING: &str = "Radicalisering vast op de agenda zetten van een bestaand bestuurlijk overleg.";
const TRAINING: &str = "Basistraining over online signalen geven aan medewerkers van het klantcontactcentrum.";
const CONTACT: &str = "Herkenbaar meldpunt inrichten met een webpagina en een formulier voor inwoners.";
const NETWORK: &str = "Bondgenotenoverleg opzetten met jongerenwerk, scholen en moskeebesturen.";
const MONEY: &str = "Versterkingsgelden aanvragen voor de volgende periode en over de besteding rapporteren.";
const REVIEW: &str = "Jaarlijks nagaan of de afspraken over het delen van gegevens nog kloppen.";

fn texts() -> [&'static str; 6] {
    [MEETING, TRAINING, CONTACT, NETWORK, MONEY, REVIEW]
}

fn six_rows() -> Vec<Row> {
    texts().iter().enumerate().map(|(at, text)| row(&format!("A-{:02}", at + 1), text)).collect()
}

fn run(previous: Draft, current: Draft) -> (ActionPlan, ActionPlan, Reconciliation) {
    let (previous, current) = (previous.plan(), current.plan());
    let result = reconcile(&previous, &current, framework());
    assert_complete(&result, &previous, &current);
    (previous, current, result)
}

fn one_sheet(previous: Vec<Row>, current: Vec<Row>) -> Reconciliation {
    run(Draft::new().of("A", "Aarle", previous), Draft::new().of("A", "Aarle", current)).2
}

fn assert_complete(result: &Reconciliation, previous: &ActionPlan, current: &ActionPlan) {
    let sorted = |pick: fn(&Change) -> &Vec<usize>| {
        let mut rows: Vec<usize> = result.changes.iter().flat_map(|change| pick(change).clone()).collect();
        rows.sort_unstable();
        rows
    };
    assert_eq!(sorted(|change| &change.previous), (0..previous.actions.len()).collect::<Vec<_>>());
    assert_eq!(sorted(|change| &change.current), (0..current.actions.len()).collect::<Vec<_>>());
    assert!(result.changes.iter().all(|change| (0.0..=1.0).contains(&change.confidence)), "{result:?}");
}

fn kinds(result: &Reconciliation) -> Vec<ChangeKind> {
    result.changes.iter().map(|change| change.kind).collect()
}

/// Previous and current row of each change.
fn rows(result: &Reconciliation) -> Vec<(Vec<usize>, Vec<usize>)> {
    result.changes.iter().map(|change| (change.previous.clone(), change.current.clone())).collect()
}

/// Field, before, after of the only change of a row.
fn only_fields(result: &Reconciliation) -> Vec<(Field, &str, &str)> {
    let fields = result.changes.iter().flat_map(|change| &change.fields);
    fields.map(|field| (field.field, field.previous.as_str(), field.current.as_str())).collect()
}

#[test]
fn the_same_plan_has_no_changes() {
    let result = one_sheet(six_rows(), six_rows());
    assert!(result.changes.iter().all(|change| !change.is_change() && !change.renumbered && change.confidence == 1.0));
    assert!(result.changes.iter().all(|change| change.matched_by == MatchedBy::IdAndText));
}

#[test]
fn sorted_and_renumbered_rows_stay_themselves() {
    let mut current: Vec<Row> = six_rows().into_iter().rev().collect();
    current = current.into_iter().enumerate().map(|(at, row)| row.id(&(at + 1).to_string())).collect();
    let result = one_sheet(six_rows(), current);
    assert_eq!(rows(&result), (0..6).map(|j| (vec![5 - j], vec![j])).collect::<Vec<_>>());
    assert!(result.changes.iter().all(|change| change.renumbered && change.matched_by == MatchedBy::Text));
    assert!(result.changes.iter().all(|change| !change.is_change()), "{result:?}");
}

#[test]
fn numbers_in_sequence_that_come_back_on_other_rows_do_not_mislead() {
    let mut current = six_rows();
    current.remove(1);
    let current = current.into_iter().enumerate().map(|(at, row)| row.id(&format!("A-{:02}", at + 1))).collect();
    let result = one_sheet(six_rows(), current);
    let expected = [
        (Some(0), Some(0)),
        (Some(1), None),
        (Some(2), Some(1)),
        (Some(3), Some(2)),
        (Some(4), Some(3)),
        (Some(5), Some(4)),
    ];
    let expected: Vec<_> =
        expected.map(|(i, j)| (i.into_iter().collect::<Vec<_>>(), j.into_iter().collect::<Vec<_>>())).to_vec();
    assert_eq!(rows(&result), expected);
    assert_eq!(result.changes[1].kind, ChangeKind::Removed);
}

#[test]
fn a_reused_number_on_another_action_is_no_match() {
    let mut current = six_rows();
    current[1] = row("A-02", "Overzicht maken van de locaties waar jongeren elkaar in de avond ontmoeten.");
    let result = one_sheet(six_rows(), current);
    assert!(kinds(&result).contains(&ChangeKind::Removed) && kinds(&result).contains(&ChangeKind::Added), "{result:?}");
}

#[test]
fn a_reworded_row_with_its_number_is_kept() {
    let mut current = six_rows();
    current[1] =
        row("A-02", "Basistraining over online signalen verzorgen voor alle medewerkers van het klantcontactcentrum.");
    let result = one_sheet(six_rows(), current);
    assert_eq!(kinds(&result), [ChangeKind::Kept; 6]);
    assert_eq!(result.changes[1].fields.len(), 1);
    assert_eq!(result.changes[1].fields[0].field, Field::Action);
    assert!(result.changes[1].confidence > 0.8, "{}", result.changes[1].confidence);
}

#[test]
fn a_reworded_and_renumbered_row_is_kept_by_likeness() {
    let mut current = six_rows();
    current[1] =
        row("A-19", "Training over online signalen verzorgen voor alle medewerkers van het klantcontactcentrum.");
    let result = one_sheet(six_rows(), current);
    let change = &result.changes[1];
    assert_eq!((change.kind, change.matched_by, change.renumbered), (ChangeKind::Kept, MatchedBy::Similarity, true));
    let evidence = change.evidence;
    assert!((0.3..1.0).contains(&evidence.text), "{evidence:?}");
    assert_eq!((evidence.number, evidence.place), (Some(false), Some(true)));
}

#[test]
fn one_text_over_several_municipalities_pairs_within_each() {
    let draft = |order: [&str; 3], numbers: [&str; 3]| {
        order.iter().zip(numbers).fold(Draft::new(), |draft, (code, number)| {
            draft.of(code, &format!("Blad {code}"), vec![row(number, MEETING), row("9", TRAINING)])
        })
    };
    let (previous, current, result) =
        run(draft(["A", "B", "C"], ["1", "2", "3"]), draft(["C", "A", "B"], ["1", "2", "3"]));
    for change in &result.changes {
        assert_eq!(change.kind, ChangeKind::Kept);
        assert_eq!(previous.actions[change.previous[0]].sheet, current.actions[change.current[0]].sheet);
        assert!(!change.moved);
    }
}

#[test]
fn a_copy_for_another_municipality_does_not_replace_one_that_is_gone() {
    let flat = |codes: &[&str]| {
        let rows = codes.iter().map(|code| row(code, MEETING).municipalities(code)).collect();
        Draft::new().sheet("Acties", BelongsTo::Nobody, rows)
    };
    let (_, _, result) = run(flat(&["A", "B"]), flat(&["A", "C"]));
    assert_eq!(kinds(&result), [ChangeKind::Kept, ChangeKind::Removed, ChangeKind::Added]);
}

#[test]
fn equal_rows_of_one_place_pair_by_their_other_fields() {
    let first = || row("", REVIEW).owner("Politie").deadline("Q2 2026");
    let second = || row("", REVIEW).owner("Scholen").progress("Afgerond");
    let result = one_sheet(vec![first(), second()], vec![second(), first().progress("Afgerond")]);
    assert_eq!(rows(&result), [(vec![1], vec![0]), (vec![0], vec![1])]);
    assert_eq!(only_fields(&result), [(Field::Progress, "Loopt", "Afgerond")]);
}

#[test]
fn a_row_on_another_sheet_has_moved_and_a_renamed_tab_has_not() {
    let previous = Draft::new().sheet("Districtelijk", BelongsTo::District, vec![row("D-01", MONEY)]).of(
        "A",
        "Arle",
        vec![row("A-01", TRAINING), row("A-02", NETWORK)],
    );
    let current = Draft::new()
        .sheet("Districtelijk", BelongsTo::District, vec![row("D-01", MONEY), row("D-02", NETWORK)])
        .of("A", "Aarle", vec![row("A-01", TRAINING)]);
    let (_, _, result) = run(previous, current);
    assert_eq!(kinds(&result), [ChangeKind::Kept; 3]);
    assert_eq!(result.changes.iter().map(|change| change.moved).collect::<Vec<_>>(), [false, true, false]);
    assert!(result.changes[1].renumbered && result.changes[1].matched_by == MatchedBy::Text);
}

#[test]
fn a_layout_with_one_sheet_is_no_move() {
    let previous = Draft::new().of("A", "Aarle", vec![row("1", TRAINING)]).of("B", "Berkum", vec![row("2", TRAINING)]);
    let rows = vec![row("1", TRAINING).municipalities("A"), row("2", TRAINING).municipalities("B")];
    let (_, _, result) = run(previous, Draft::new().sheet("Acties", BelongsTo::Nobody, rows));
    assert!(result.changes.iter().all(|change| !change.is_change()), "{result:?}");
}

#[test]
fn a_row_split_into_phases_is_one_change() {
    let whole = "Preventie samen met het sociaal domein vormgeven:\n• vaste afspraken over het uitwisselen van kennis\n\
                 • een overzicht maken van de interventies die er al zijn\n• kiezen voor interventies waarvan is \
                 aangetoond dat ze werken\n• elke interventie lokaal evalueren";
    let parts = [
        (
            "A-07a",
            "Fase 1: Preventie samen met het sociaal domein vormgeven: vaste afspraken over het uitwisselen van kennis.",
        ),
        ("A-07b", "Fase 2: Een overzicht maken van de interventies die er al zijn."),
        ("A-07c", "Fase 3: Preventie: kiezen voor interventies waarvan is aangetoond dat ze werken."),
        ("A-07d", "Fase 4: Preventie: elke interventie lokaal evalueren."),
    ];
    let mut previous = six_rows();
    previous.push(row("A-07", whole));
    let mut current = six_rows();
    current.extend(parts.iter().map(|(id, text)| row(id, text)));
    let result = one_sheet(previous, current);
    let split = result.changes.last().expect("there are changes");
    assert_eq!(
        (split.kind, split.previous.clone(), split.current.clone()),
        (ChangeKind::Split, vec![6], vec![6, 7, 8, 9])
    );
    assert_eq!(split.fields.iter().map(|field| field.field).collect::<Vec<_>>(), [Field::Action]);
    assert_eq!(kinds(&result).iter().filter(|kind| **kind == ChangeKind::Kept).count(), 6);
}

#[test]
fn a_row_written_out_per_village_is_split() {
    let mut current = six_rows();
    current[3] = row("A-04a", &format!("Noord: {NETWORK}"));
    current.insert(4, row("A-04b", &format!("Zuid: {NETWORK}")));
    let result = one_sheet(six_rows(), current);
    let split = &result.changes[3];
    assert_eq!((split.kind, split.previous.clone(), split.current.clone()), (ChangeKind::Split, vec![3], vec![3, 4]));
}

#[test]
fn a_repeated_text_is_split_per_place() {
    let parts = |code: &str| {
        vec![
            row(&format!("{code}-1a"), &format!("Noord: {NETWORK}")),
            row(&format!("{code}-1b"), &format!("Zuid: {NETWORK}")),
        ]
    };
    let draft = |of_a, of_b| Draft::new().of("A", "Aarle", of_a).of("B", "Berkum", of_b).of("C", "Colmen", six_rows());
    let previous = draft(vec![row("A-1", NETWORK)], vec![row("B-1", NETWORK)]);
    let (_, _, result) = run(previous, draft(parts("A"), parts("B")));
    assert_eq!(rows(&result)[..2], [(vec![0], vec![0, 1]), (vec![1], vec![2, 3])]);
}

#[test]
fn a_copy_beside_a_row_that_stayed_is_added() {
    let mut current = six_rows();
    current.insert(4, row("A-04b", &format!("Zuid: {NETWORK}")));
    let result = one_sheet(six_rows(), current);
    assert_eq!(kinds(&result).iter().filter(|kind| **kind == ChangeKind::Added).count(), 1);
    assert!(!kinds(&result).contains(&ChangeKind::Split));
}

#[test]
fn two_rows_merged_into_one_are_one_change() {
    let mut current = six_rows();
    current.remove(3);
    current[2] = row("A-03/04", &format!("{CONTACT}\n{NETWORK}")).owner("Team OOV, Jongerenwerk");
    let result = one_sheet(six_rows(), current);
    let merged = &result.changes[2];
    assert_eq!(
        (merged.kind, merged.previous.clone(), merged.current.clone()),
        (ChangeKind::Merged, vec![2, 3], vec![2])
    );
    let owner = merged.field(Field::Owner).expect("the owner changed");
    assert_eq!((owner.previous.as_str(), owner.current.as_str()), ("Team OOV", "Team OOV, Jongerenwerk"));
    assert_eq!(merged.field(Field::Progress), None);
}

#[test]
fn a_new_row_that_is_a_bit_like_an_old_one_is_no_split() {
    let mut current = six_rows();
    current.push(row("A-07", "Meldpunt inrichten met een webpagina voor scholen en sportverenigingen in de regio."));
    let result = one_sheet(six_rows(), current);
    assert_eq!(kinds(&result)[..6], [ChangeKind::Kept; 6]);
    assert_eq!(kinds(&result)[6], ChangeKind::Added);
}

#[test]
fn a_new_row_that_says_what_a_reworded_one_lost_is_no_piece_of_it() {
    let old = "Een convenant over ondermijning opstellen voor bedrijventerreinen in de haven";
    let told = |id, text: &str| row(id, text).owner("Team Haven").progress("Loopt");
    let mut previous = six_rows();
    previous.push(told("A-07", old));
    let mut current = six_rows();
    current.push(told("A-07", "Een convenant opstellen voor bedrijventerreinen in de haven met de gemeente"));
    current.push(
        row("A-08", "Een folder over ondermijning opstellen voor winkels in de haven")
            .owner("Politie")
            .progress("Afgerond"),
    );
    let result = one_sheet(previous, current);
    assert_eq!(rows(&result)[6..], [(vec![6], vec![6]), (vec![], vec![7])]);
}

#[test]
fn rows_that_share_a_turn_of_phrase_only_are_not_one() {
    let mut previous = six_rows();
    previous.push(
        row("A-07", "Draaiboek maken voor de medewerkers van het wijkteam, samen met de afdeling ruimte")
            .owner("Team Haven")
            .priority("Hoog"),
    );
    let mut current = six_rows();
    current.push(
        row("A-07", "Subsidie aanvragen voor de medewerkers van het wijkteam, zodat meldingen sneller gaan")
            .owner("Team Haven")
            .priority("Hoog"),
    );
    let result = one_sheet(previous, current);
    assert_eq!(rows(&result)[6..], [(vec![6], vec![]), (vec![], vec![6])]);
}

#[test]
fn spelling_only_is_no_change() {
    let previous = vec![row("A-01", "Alle gemeentes nemen deel aan het casuoverleg - 'anoniem'.").note("Zie  verslag")];
    let current = vec![row("a-01", "Alle gemeenten nemen deel aan het casusoverleg – ‘anoniem’").note("zie verslag.")];
    let result = one_sheet(previous, current);
    assert!(!result.changes[0].is_change() && !result.changes[0].renumbered, "{result:?}");
    assert_eq!(result.changes[0].matched_by, MatchedBy::IdAndText);
}

#[test]
fn the_same_value_written_otherwise_is_no_change() {
    let previous = row("1", TRAINING).progress("lopend").deadline("Q4 2025").priority("hoog").owner("Politie, GGD");
    let current =
        row("1", TRAINING).progress("Loopt ").deadline("4e kwartaal 2025").priority("Hoog").owner("GGD, politie");
    let result = one_sheet(vec![previous], vec![current]);
    assert!(!result.changes[0].is_change(), "{result:?}");
}

#[test]
fn real_changes_are_listed_with_their_cells() {
    let previous = row("1", TRAINING).note("besproken");
    let current = row("1", TRAINING).progress("Afgerond").deadline("Q2 2026").owner("").note("geen capaciteit");
    let result = one_sheet(vec![previous], vec![current]);
    assert_eq!(
        only_fields(&result),
        [
            (Field::Owner, "Team OOV", ""),
            (Field::Deadline, "31-12-2025", "Q2 2026"),
            (Field::Progress, "Loopt", "Afgerond"),
            (Field::Notes, "besproken", "geen capaciteit"),
        ]
    );
    let owner = result.changes[0].field(Field::Owner).expect("the owner changed");
    assert_eq!(owner.current_at.as_ref().map(ToString::to_string), Some("Aarle!G6".to_owned()));
    assert_eq!(owner.previous_at.as_ref().map(CellRef::a1), Some("G6".to_owned()));
}

#[test]
fn a_colour_alone_reads_as_its_name() {
    let result = one_sheet(vec![row("1", TRAINING).fill("red")], vec![row("1", TRAINING).fill("orange")]);
    assert_eq!(only_fields(&result), [(Field::FrameworkStatus, "Rood (kleur)", "Oranje (kleur)")]);
    let beside_a_word = |code| vec![row("1", TRAINING).fill(code).word_in_filled_cell("Loopt")];
    let result = one_sheet(beside_a_word("red"), beside_a_word("orange"));
    assert_eq!(only_fields(&result), [(Field::FrameworkStatus, "Rood (kleur)", "Oranje (kleur)")]);
}

#[test]
fn a_column_that_one_version_lacks_is_no_change() {
    let result = one_sheet(vec![row("1", TRAINING)], vec![row("1", TRAINING).without_owner_column()]);
    assert!(result.changes[0].fields.is_empty(), "{result:?}");
    let result = one_sheet(vec![row("1", TRAINING)], vec![row("1", TRAINING).note("nieuw")]);
    assert!(result.changes[0].fields.is_empty(), "{result:?}");
}

#[test]
fn the_team_of_the_municipality_itself_is_the_same_with_or_without_its_name() {
    let party = |municipality: Option<&str>| OwnerKind::Party { party: 3, municipality: municipality.map(Into::into) };
    let compare = |a, raw, b| {
        let result = one_sheet(vec![row("1", TRAINING).owners("OOV", a)], vec![row("1", TRAINING).owners(raw, b)]);
        result.changes[0].fields.is_empty()
    };
    assert!(compare(vec![party(None)], "team OOV", vec![party(Some("A"))]));
    assert!(!compare(vec![party(None)], "team OOV", vec![party(Some("B"))]));
    assert!(!compare(vec![party(Some("A"))], "OOV en district", vec![party(Some("A")), OwnerKind::District]));
}

#[test]
fn words_beside_a_party_tell_it_from_another_one() {
    let compare = |a: &str, b: &str| {
        let party = || vec![OwnerKind::Party { party: 3, municipality: None }];
        let (a, b) = (vec![row("1", TRAINING).owners(a, party())], vec![row("1", TRAINING).owners(b, party())]);
        one_sheet(a, b).changes[0].fields.is_empty()
    };
    assert!(compare("OOV", "team  oov"));
    assert!(!compare("OOV basisteam Noord", "OOV basisteam Zuid"));
    assert!(!compare("OOV", "OOV (06-12345678)"));
}

#[test]
fn a_theme_that_only_its_subtheme_still_tells_is_no_change() {
    let result = one_sheet(vec![row("1", TRAINING)], vec![row("1", TRAINING).without_theme()]);
    assert!(!result.changes[0].is_change(), "{result:?}");
    let result = one_sheet(vec![row("1", TRAINING)], vec![row("1", TRAINING).without_theme().subtheme("NW-LOK")]);
    assert_eq!(only_fields(&result), [(Field::Theme, "Randvoorwaarden", ""), (Field::Subtheme, "RV-INF", "NW-LOK")]);
}

#[test]
fn on_one_sheet_the_level_and_the_municipality_tell_a_move() {
    let flat = |codes: &str, level: &str| {
        let rows = vec![row("1", TRAINING).municipalities(codes).level(level)];
        Draft::new().sheet("Acties", BelongsTo::Nobody, rows)
    };
    let moved = |previous, current| run(previous, current).2.changes.iter().any(|change| change.moved);
    assert!(moved(flat("A", "L"), flat("A", "D")));
    assert!(moved(flat("A", "L"), flat("B", "L")));
    assert!(moved(flat("A", "L"), flat("A, B, C", "L")));
    assert!(!moved(flat("A", "L"), flat("A, B", "L")));
    assert!(!moved(flat("A, B", "D"), flat("A, B, C", "D")));
}

#[test]
fn references_that_went_along_with_a_renumbered_action_are_no_change() {
    let previous = vec![row("1", TRAINING), row("2", NETWORK).depends_on("1")];
    let current = vec![row("4", TRAINING), row("5", NETWORK).depends_on("4")];
    assert!(only_fields(&one_sheet(previous.clone(), current)).is_empty());
    let elsewhere = vec![row("4", TRAINING), row("5", NETWORK).depends_on("7")];
    assert_eq!(only_fields(&one_sheet(previous, elsewhere)), [(Field::DependsOn, "1", "7")]);
}

#[test]
fn a_removed_row_stands_where_it_stood() {
    let mut current = six_rows();
    current.remove(0);
    current.remove(2);
    let result = one_sheet(six_rows(), current);
    let previous: Vec<usize> = result.changes.iter().flat_map(|change| change.previous.clone()).collect();
    assert_eq!(previous, [0, 1, 2, 3, 4, 5]);
}

#[test]
fn empty_plans_and_empty_texts_are_fine() {
    assert!(one_sheet(Vec::new(), Vec::new()).changes.is_empty());
    assert_eq!(kinds(&one_sheet(Vec::new(), six_rows())), [ChangeKind::Added; 6]);
    assert_eq!(kinds(&one_sheet(six_rows(), Vec::new())), [ChangeKind::Removed; 6]);
    one_sheet(vec![row("1", ""), row("", "")], vec![row("", ""), row("1", "?"), row("", "- –")]);
}

#[test]
fn thousands_of_equal_rows_end_in_time() {
    let many =
        |text: &str| (0..2_000).map(|at| row(&at.to_string(), text).owner(&format!("Team {}", at % 7))).collect();
    let result = one_sheet(many("Overleg voeren"), many("Overleg voeren"));
    assert!(result.changes.iter().all(|change| !change.is_change()));
    one_sheet(many("Overleg voeren met de partners"), many("Overleg houden met partners"));
}

/// Rows out of a small vocabulary, so that equal and nearly equal ones occur.
fn any_row() -> impl Strategy<Value = Row> {
    let words = ["opstellen", "meldpunt", "training", "overleg", "jongeren", "scholen", "plan", "lokaal"];
    let text = prop::collection::vec(prop::sample::select(words.to_vec()), 1..9);
    (
        text,
        0usize..12,
        prop::sample::select(vec!["Politie", "GGD", ""]),
        prop::sample::select(vec!["Loopt", "Afgerond"]),
    )
        .prop_map(|(text, id, owner, progress)| row(&id.to_string(), &text.join(" ")).owner(owner).progress(progress))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_shuffled_plan_has_no_changes(
        (rows, shuffled) in prop::collection::vec(any_row(), 0..25)
            .prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))
    ) {
        let result = one_sheet(rows, shuffled);
        prop_assert!(result.changes.iter().all(|change| !change.is_change() && !change.renumbered), "{:?}", result);
    }

    #[test]
    fn every_action_stands_in_one_change_whatever_the_plans(
        a in prop::collection::vec(any_row(), 0..20),
        b in prop::collection::vec(any_row(), 0..20),
        c in prop::collection::vec(any_row(), 0..20),
    ) {
        let previous = Draft::new().of("A", "Aarle", a.clone()).of("B", "Berkum", b);
        let current = Draft::new().of("B", "Berkum", a).of("C", "Colmen", c);
        run(previous, current);
    }

    #[test]
    fn the_result_does_not_hang_on_chance(
        a in prop::collection::vec(any_row(), 0..20),
        b in prop::collection::vec(any_row(), 0..20),
    ) {
        let once = one_sheet(a.clone(), b.clone());
        let again = one_sheet(a, b);
        prop_assert_eq!(once.changes, again.changes);
    }
}
