//! What a header means by its words together, where no list has it as it stands: a question ("Wat gaan we doen"), a date to come
//! ("Uiterlijk gereed"), or the name of a field with words beside it that say nothing more ("Naam van de trekker").

use crate::framework::Field;
use crate::language::{Language, Role, keys};

/// A header of more words is a sentence.
const LONGEST: usize = 9;
/// Fewer letters than this make no part of a compound.
const SHORTEST: usize = 4;

/// The field, where every word of the header has its place in one of these; `known` tells the field of a header by its key.
pub(super) fn field(text: &str, language: &Language, known: impl Fn(&str) -> Option<Field>) -> Option<Field> {
    let keys = keys(text);
    if keys.is_empty() || keys.len() > LONGEST {
        return None;
    }
    let words = Text { keys: &keys, language };
    words.question().or_else(|| words.date_to_come()).or_else(|| words.named(&known))
}

struct Text<'a> {
    keys: &'a [String],
    language: &'a Language,
}

impl Text<'_> {
    /// How many words at `at` play the role, as one phrase of it.
    fn length(&self, role: Role, at: usize) -> Option<usize> {
        self.language.words(role).length_at(|nth| self.keys.get(at + nth).map(String::as_str))
    }

    /// The place after the longest phrase at `at` that plays one of the roles.
    fn after(&self, roles: &[Role], at: usize) -> Option<usize> {
        roles.iter().filter_map(|role| self.length(*role, at)).max().map(|length| at + length)
    }

    /// A question word with words that only go on with the question. Whoever is asked for beside the one who leads takes part.
    fn question(&self) -> Option<Field> {
        // "Tot wanneer", "Voor wanneer".
        let first = usize::from(self.asks(0).is_none());
        if first > 0 {
            self.after(&[Role::HeaderPlanned, Role::HeaderQuestionBeside], 0).filter(|next| *next == first)?;
        }
        let (field, mut at) = self.asks(first).filter(|(field, _)| first == 0 || *field == Field::Deadline)?;
        let mut takes_part = false;
        while at < self.keys.len() {
            let part = self.length(Role::HeaderTakesPart, at).filter(|_| field == Field::Owner);
            takes_part |= part.is_some();
            at = match part {
                Some(length) => at + length,
                None => self.after(&[Role::HeaderQuestionBeside, Role::HeaderSubject], at)?,
            };
        }
        Some(if takes_part { Field::Involved } else { field })
    }

    /// What the question word at `at` asks for, with the place after it.
    fn asks(&self, at: usize) -> Option<(Field, usize)> {
        let asked = [
            (Role::HeaderHowFar, Field::Progress),
            (Role::HeaderWhat, Field::Action),
            (Role::HeaderWho, Field::Owner),
            (Role::HeaderWhen, Field::Deadline),
        ];
        asked.into_iter().find_map(|(role, field)| Some((field, at + self.length(role, at)?)))
    }

    /// A word for what is to come, with one for the end or for a date: "Klaar per", "Verwachte oplevering", "Uiterste datum".
    fn date_to_come(&self) -> Option<Field> {
        let roles = [Role::HeaderPlanned, Role::HeaderReady, Role::HeaderDate, Role::HeaderBeside, Role::HeaderSubject];
        let (mut planned, mut dated, mut at) = (0, 0, 0);
        while at < self.keys.len() {
            let plays = |role: Role| self.length(role, at).is_some();
            planned += usize::from(plays(Role::HeaderPlanned));
            dated += usize::from(plays(Role::HeaderReady) || plays(Role::HeaderDate));
            at = self.after(&roles, at)?;
        }
        (planned > 0 && dated > 0 && self.keys.len() > 1).then_some(Field::Deadline)
    }

    /// A name of a field with words that say nothing more. What a row is called - an action - is itself the field only where
    /// nothing else is named.
    fn named(&self, known: &impl Fn(&str) -> Option<Field>) -> Option<Field> {
        let (mut field, mut subject, mut at) = (None, false, 0);
        while at < self.keys.len() {
            if let Some(length) = self.length(Role::HeaderSubject, at) {
                subject = true;
                at += length;
            } else if let Some((named, next)) = self.name_at(at, known) {
                if field.is_some_and(|field| field != named) {
                    return None;
                }
                field = Some(named);
                at = next;
            } else if self.keys.get(at).is_some_and(|key| key.chars().all(|c| c.is_ascii_digit())) {
                at += 1;
            } else {
                at = self.after(&[Role::HeaderBeside], at)?;
            }
        }
        field.or_else(|| subject.then_some(Field::Action))
    }

    /// The field that the words at `at` name, longest name first, with the place after it.
    fn name_at(&self, at: usize, known: &impl Fn(&str) -> Option<Field>) -> Option<(Field, usize)> {
        let of_words = (at + 1..=self.keys.len()).rev().find_map(|end| {
            let words = self.keys.get(at..end)?;
            // A little word alone names nothing, whatever it does as a header.
            let little = end == at + 1 && self.length(Role::HeaderBeside, at).is_some();
            Some((known(&words.concat()).filter(|_| !little)?, end))
        });
        of_words.or_else(|| Some((self.compound(self.keys.get(at)?, known)?, at + 1)))
    }

    /// "Actiestatus", "projecttrekker": what a row is called with the name of a field behind it.
    fn compound(&self, word: &str, known: &impl Fn(&str) -> Option<Field>) -> Option<Field> {
        let field = |rest: &str| known(rest).filter(|_| rest.len() >= SHORTEST);
        let subjects = self.language.words(Role::HeaderSubject).entries();
        subjects
            .filter_map(|subject| word.strip_prefix(crate::wording::key(subject).as_str()))
            .find_map(|rest| field(rest).or_else(|| field(rest.strip_prefix('s')?)))
    }
}

#[cfg(test)]
mod tests {
    use crate::framework::Field::{
        self, Action, CompletedOn, Deadline, Id, Involved, Municipality, Notes, Owner, Percent, Progress, Start,
    };
    use crate::framework::Framework;
    use crate::read::header::Headers;

    /// The texts that are not read as the field, with what they are read as.
    fn misread(field: Option<Field>, texts: &[&str]) -> Vec<String> {
        let headers = Headers::new(Framework::embedded());
        let read = |text: &str| headers.candidates(text).first().map(|candidate| candidate.field);
        texts.iter().filter(|text| read(text) != field).map(|text| format!("{text}: {:?}", read(text))).collect()
    }

    #[test]
    fn headers_of_strangers_mean_fields() {
        let meant: &[(Field, &[&str])] = &[
            (
                Action,
                &[
                    "Wat gaan we doen",
                    "Wat doen we?",
                    "Wat moet er gebeuren",
                    "Wat gaat er gebeuren",
                    "Omschrijving van de actie",
                    "Beschrijving maatregel",
                    "Korte omschrijving van de maatregel",
                    "Actiepunt",
                    "Actieomschrijving",
                    "Welke acties",
                    "Te nemen maatregelen",
                    "Actie*",
                    "Naam actie",
                    "What are we going to do",
                    "Description of the action",
                    "Was ist zu tun",
                    "Beschreibung der Maßnahme",
                    "Was machen wir",
                    "Action item",
                ],
            ),
            (
                Owner,
                &[
                    "Wie trekt",
                    "Wie pakt het op?",
                    "Wie doet het",
                    "Wie is verantwoordelijk",
                    "Actie-eigenaar",
                    "Actieverantwoordelijke",
                    "Naam trekker",
                    "Trekker van de actie",
                    "Projecttrekker",
                    "Beoogde trekker",
                    "Taakhouder",
                    "Who is responsible",
                    "Who leads",
                    "Lead organisation",
                    "Wer macht es",
                    "Verantwortlich für die Maßnahme (Stelle)",
                    "Wer ist zuständig",
                ],
            ),
            (
                Involved,
                &[
                    "Wie doet mee",
                    "Wie zijn betrokken",
                    "i.s.m.",
                    "Wie helpt",
                    "Who else is involved",
                    "Wer ist beteiligt",
                ],
            ),
            (
                Deadline,
                &[
                    "Wanneer klaar",
                    "Klaar per",
                    "Wanneer is het klaar",
                    "Uiterlijk gereed",
                    "Verwachte oplevering",
                    "Geplande einddatum",
                    "Gepland gereed",
                    "Beoogde datum",
                    "Uiterste datum",
                    "Per wanneer",
                    "Voor wanneer",
                    "Opleverdatum",
                    "Gereed uiterlijk",
                    "Planning actie",
                    "Actieplanning",
                    "Target date",
                    "Expected completion date",
                    "When will it be done",
                    "By when",
                    "Bis wann",
                    "Geplanter Abschluss",
                    "Wann fertig",
                    "Voraussichtliches Ende",
                ],
            ),
            (
                Progress,
                &[
                    "Stand",
                    "Actiestatus",
                    "Huidige status",
                    "Hoe ver zijn we",
                    "Status van de actie",
                    "Current status",
                    "Wie weit sind wir",
                ],
            ),
            (Percent, &["% klaar", "Voortgang (%)", "Percentage voltooid", "Gereed %", "% progress"]),
            (Id, &["#", "Task #", "Actie #", "Actie-ID", "Nummer van de actie", "Action number", "Lfd. Nr."]),
            (
                Start,
                &[
                    "Start",
                    "Startdatum",
                    "Geplande start",
                    "Wanneer gestart",
                    "Vanaf wanneer",
                    "Aanvang",
                    "Begin",
                    "Van",
                    "Start date",
                    "Beginn",
                    "Beginn der Maßnahme",
                ],
            ),
            (Notes, &["Opm.", "Toel.", "Notities"]),
            (Municipality, &["Welke gemeente"]),
            (CompletedOn, &["Datum gereed", "Afgerond op"]),
        ];
        let wrong: Vec<String> = meant.iter().flat_map(|(field, texts)| misread(Some(*field), texts)).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn columns_of_another_kind_stay_so() {
        let wrong = misread(
            None,
            &[
                "Datum besluit",
                "Wie is geïnformeerd",
                "Wat kost het",
                "Kosten",
                "Budget",
                "Doel van de actie",
                "Resultaat",
                "Soort maatregel",
                "Type actie",
                "Datum",
                "Naam",
                "Voor wie",
                "Wat is het effect",
                "Wie betaalt",
                "Gerelateerde acties",
                "Status besluit",
                "Planning begroting",
                "Cost of the action",
                "Who was informed",
                "Wer bezahlt",
                "Date of decision",
                "Wat is al gedaan",
            ],
        );
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
