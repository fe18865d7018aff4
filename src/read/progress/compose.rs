//! The meaning of a phrase, composed of what its words say.

use super::phrases::{Kind, Phrase, Phrases, word};
use super::token::{Sign, Token, tokens};
use crate::framework::Code;
use crate::language::Role;

/// What a text says of the state of an action.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// One state, and whether nothing else is said beside it; with the percentage where it names one.
    State {
        /// The state.
        code: Code,
        /// Whether there is no detail beside it.
        alone: bool,
        /// The percentage, where it names one.
        percent: Option<f64>,
    },
    /// Several things that contradict each other, or a state that may still mean two things.
    Unclear,
    /// Nothing that is known.
    Nothing,
}

/// A text longer than this, or of more parts, is an explanation.
const LONGEST: usize = 800;
const MOST_TOKENS: usize = 60;

/// What is said beside a state.
#[derive(Debug, Clone, Copy, Default)]
struct Beside {
    negated: bool,
    not_yet: bool,
    still: bool,
    partly: bool,
    fully: bool,
    ahead: bool,
    becoming: bool,
    percent: Option<f64>,
    /// A date before it, and one behind it.
    dated_before: bool,
    dated_behind: bool,
    /// Whether the date has digits.
    in_digits: bool,
}

impl Beside {
    fn turned(self) -> bool {
        self.negated || self.not_yet
    }

    fn says_nothing(self) -> bool {
        !(self.turned() || self.partly || self.ahead || self.becoming || self.percent.is_some())
    }

    /// With what a further part of the text says.
    fn and(self, other: Self) -> Self {
        Self {
            negated: self.negated || other.negated,
            not_yet: self.not_yet || other.not_yet,
            still: self.still || other.still,
            partly: self.partly || other.partly,
            fully: self.fully || other.fully,
            ahead: self.ahead || other.ahead,
            becoming: self.becoming || other.becoming,
            percent: self.percent.or(other.percent),
            dated_before: self.dated_before,
            dated_behind: self.dated_behind || other.dated_before || other.dated_behind,
            in_digits: self.in_digits || other.in_digits,
        }
    }
}

/// One thing that is said: what stands between two breaks.
#[derive(Debug, Default)]
struct Clause {
    states: Vec<(Phrase, Beside)>,
    /// What is said without a state behind it.
    loose: Beside,
    /// Whether something follows that is no word of this room: a reason, a date, the matter.
    detail: bool,
    /// Whether every word up to the detail was understood.
    understood: bool,
    /// Whether it goes against what was said before.
    against: bool,
    /// Whether its state is one that anything may follow.
    open: bool,
}

/// What a clause comes to.
enum Meaning {
    State(Code),
    Unclear,
    /// It says something about the state of another clause.
    Beside,
    /// A detail.
    Detail,
}

impl Phrases {
    /// What a text says of the state of an action.
    pub fn read(&self, text: &str) -> Said {
        if text.len() > LONGEST {
            return Said::Nothing;
        }
        let mut tokens = tokens(text);
        if tokens.is_empty() || tokens.len() > MOST_TOKENS {
            return Said::Nothing;
        }
        if matches!(text.trim(), "ü" | "Ü") {
            tokens = vec![Token::Sign(Sign::Done)];
        }
        let tokens = self.joined(tokens);
        let clauses = self.clauses(&tokens);
        let crossed = tokens.contains(&Token::Sign(Sign::Unclear));
        match self.weigh(&clauses, tokens.contains(&Token::Doubt)) {
            Said::Nothing if crossed => Said::Unclear,
            said => said,
        }
    }

    /// With percentages in words and shares in one token: "80 procent", "3 van de 5".
    fn joined(&self, tokens: Vec<Token>) -> Vec<Token> {
        let mut joined: Vec<Token> = Vec::with_capacity(tokens.len());
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let next = |nth: usize| tokens.get(at + 1 + nth).and_then(word);
            if let Token::Number(number) = token {
                if self.role(Role::PercentWord).length_at(next).is_some() {
                    joined.push(Token::Percent(*number));
                    at += 2;
                    continue;
                }
                let length = self.role(Role::OutOf).length_at(next);
                if let Some((length, Token::Number(all))) = length.and_then(|n| Some((n, tokens.get(at + 1 + n)?)))
                    && *all > 0.0
                    && number <= all
                {
                    joined.push(Token::Percent(number / all * 100.0));
                    at += length + 2;
                    continue;
                }
            }
            joined.push(token.clone());
            at += 1;
        }
        joined
    }

    fn clauses(&self, tokens: &[Token]) -> Vec<(Clause, bool)> {
        let mut clauses = Vec::new();
        let (mut from, mut against, mut or) = (0, false, false);
        let mut at = 0;
        while at <= tokens.len() {
            let here = |nth: usize| tokens.get(at + nth).and_then(word);
            let but = self.role(Role::But).length_at(here);
            let ends = matches!(tokens.get(at), None | Some(Token::Break | Token::Or | Token::Doubt)) || but.is_some();
            if ends {
                let part = tokens.get(from..at).unwrap_or_default();
                if !part.is_empty() {
                    clauses.push((Clause { against, ..self.clause(part) }, or));
                    (against, or) = (false, false);
                }
                against |= but.is_some();
                or |= tokens.get(at) == Some(&Token::Or);
                at += but.unwrap_or(1);
                from = at;
            } else {
                at += 1;
            }
        }
        clauses
    }

    fn clause(&self, tokens: &[Token]) -> Clause {
        let mut clause = Clause { understood: true, ..Clause::default() };
        let mut pending = Beside::default();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let rest = tokens.get(at..).unwrap_or_default();
            let taken = if let Token::Sign(sign) = token {
                match self.of_sign(*sign) {
                    Some(phrase) => clause.states.push((phrase, std::mem::take(&mut pending))),
                    None => clause.understood = false,
                }
                1
            } else if let Some(length) = self.turn(rest, &mut pending) {
                length
            } else if let Some((phrase, length)) = self.at(rest) {
                clause.open |= phrase.open && rest.len() > length;
                clause.states.push((phrase.clone(), std::mem::take(&mut pending)));
                if clause.open {
                    clause.detail = true;
                    break;
                }
                length
            } else if let Some(length) = self.beside(rest, &mut pending) {
                length
            } else {
                clause.detail = self.begins_detail(&clause, rest);
                clause.understood = clause.detail;
                break;
            };
            at += taken;
        }
        match clause.states.last_mut() {
            // What stands behind the last state is about that one.
            Some((_, beside)) => *beside = beside.and(behind(pending)),
            None => clause.loose = pending,
        }
        clause
    }

    /// A word that turns the state beside it, unless a longer phrase of a state starts there; and how many words it takes.
    fn turn(&self, rest: &[Token], beside: &mut Beside) -> Option<usize> {
        let here = |nth: usize| rest.get(nth).and_then(word);
        let turns = [Role::NotYet, Role::Negation, Role::Partly];
        let (length, role) = turns
            .into_iter()
            .filter_map(|role| Some((self.role(role).length_at(here)?, role)))
            .max_by_key(|(length, role)| (*length, *role == Role::NotYet))?;
        // "nog niet op schema" is "niet op schema" still.
        let behind = rest.get(1..).filter(|_| role == Role::NotYet).and_then(|rest| self.at(rest));
        if self.at(rest).is_some_and(|(_, phrase)| phrase > length)
            || behind.is_some_and(|(_, phrase)| phrase >= length)
        {
            return None;
        }
        match role {
            Role::NotYet => beside.not_yet = true,
            Role::Negation => beside.negated = true,
            _ => beside.partly = true,
        }
        Some(length)
    }

    /// A word that says something beside a state or nothing at all, and how many words it takes.
    fn beside(&self, rest: &[Token], beside: &mut Beside) -> Option<usize> {
        match rest.first()? {
            Token::Percent(percent) => {
                beside.percent = Some(*percent);
                return Some(1);
            }
            Token::Date | Token::Number(_) => {
                (beside.dated_before, beside.in_digits) = (true, true);
                return Some(1);
            }
            _ => {}
        }
        let here = |nth: usize| rest.get(nth).and_then(word);
        let first = here(0)?;
        if self.language.month(first).is_some() || (self.language.weekday(first).is_some() && first.len() > 3) {
            beside.dated_before = true;
            return Some(1);
        }
        let roles = [Role::Still, Role::Fully, Role::JustNow, Role::Ahead, Role::Becoming, Role::StateBeside];
        let lengths = roles.into_iter().filter_map(|role| Some((self.role(role).length_at(here)?, role)));
        let Some((length, role)) = lengths.max_by(|(a, _), (b, _)| a.cmp(b).then(std::cmp::Ordering::Greater)) else {
            let length = self.role(Role::BeforeDate).length_at(here)?;
            return self.is_date(rest.get(length)?).then_some(length);
        };
        match role {
            Role::Still => beside.still = true,
            Role::Fully => beside.fully = true,
            Role::Ahead => beside.ahead = true,
            Role::Becoming => beside.becoming = true,
            _ => {}
        }
        Some(length)
    }

    fn is_date(&self, token: &Token) -> bool {
        match token {
            Token::Date | Token::Number(_) | Token::Percent(_) => true,
            Token::Word(word, _) => {
                self.language.month(word).is_some()
                    || self.language.weekday(word).is_some()
                    || self.role(Role::BeforeDate).lists(word)
            }
            _ => false,
        }
    }

    /// Whether what follows a state is a detail of it: a reason, or with work that is under way its matter.
    fn begins_detail(&self, clause: &Clause, rest: &[Token]) -> bool {
        let Some((state, _)) = clause.states.last() else { return false };
        let here = |nth: usize| rest.get(nth).and_then(word);
        let under_way = matches!(state.kind, Kind::NotStarted | Kind::Begun | Kind::Running | Kind::Ongoing);
        let matter = under_way && self.role(Role::BeforeMatter).length_at(here).is_some();
        matter || self.role(Role::BeforeReason).length_at(here).is_some()
    }

    // --- What it comes to --------------------------------------------------------------------------------------------

    fn weigh(&self, clauses: &[(Clause, bool)], doubt: bool) -> Said {
        let mut clauses = clauses.iter().skip_while(|(clause, _)| clause.is_date());
        let Some((first, _)) = clauses.next() else { return Said::Nothing };
        let mut rest: Vec<&(Clause, bool)> = clauses.collect();
        let Some(beside) = first.understood.then(|| self.loose(first, &mut rest)) else { return Said::Nothing };
        let mut code = match self.meaning(first, beside) {
            Meaning::State(code) => code,
            Meaning::Unclear => return Said::Unclear,
            Meaning::Beside | Meaning::Detail => return Said::Nothing,
        };
        if doubt && rest.is_empty() {
            return Said::Unclear;
        }
        let mut alone = !first.detail && first.states.iter().all(|(_, beside)| !beside.dated_behind);
        for (clause, or) in rest {
            let meaning = self.meaning(clause, Beside::default());
            match meaning {
                Meaning::State(other) if other == code => {}
                Meaning::State(_) if clause.open && !self.is(&code, "done") && !or => alone = false,
                Meaning::State(other) => match self.both(&code, &other, clause.against && !or) {
                    Some(both) if !or => code = both,
                    _ => return Said::Unclear,
                },
                Meaning::Unclear if !*or && !clause.against => return Said::Unclear,
                _ if *or || (clause.against && self.is(&code, "done")) => return Said::Unclear,
                _ => alone = false,
            }
        }
        let percent = beside.percent.or_else(|| first.states.iter().find_map(|(_, beside)| beside.percent));
        Said::State { code, alone, percent }
    }

    /// What further parts say about the state of the first, without a state of their own: "gereed (80%)", "klaar, nog niet helemaal".
    fn loose(&self, first: &Clause, rest: &mut Vec<&(Clause, bool)>) -> Beside {
        let mut beside = Beside::default();
        if !first.states.is_empty() {
            rest.retain(|(clause, _)| {
                let about = clause.understood && clause.states.is_empty() && !clause.loose.says_nothing();
                if about {
                    beside = beside.and(clause.loose);
                }
                !about
            });
        }
        beside
    }

    fn is(&self, code: &Code, usual: &str) -> bool {
        &**code == usual
    }

    /// What two states come to of which one is told after the other; none where they contradict each other.
    fn both(&self, one: &Code, other: &Code, against: bool) -> Option<Code> {
        const WAITING: [&str; 2] = ["delayed", "on_hold"];
        let open = |code: &Code| !self.is(code, "done") && !self.is(code, "dropped");
        let has = |code: &str| self.is(one, code) || self.is(other, code);
        if against && open(one) {
            return Some(other.clone());
        }
        if WAITING.contains(&&**one) && (self.is(other, "not_started") || self.is(other, "in_progress")) {
            return Some(one.clone());
        }
        (has("in_progress") && has("ongoing")).then(|| self.code("ongoing").cloned()).flatten()
    }

    fn meaning(&self, clause: &Clause, more: Beside) -> Meaning {
        if !clause.understood {
            return Meaning::Detail;
        }
        if clause.states.is_empty() {
            let Beside { percent, partly, .. } = clause.loose;
            let turned = clause.loose.turned();
            return match percent {
                Some(percent) => self.share(percent, turned),
                None if partly && !turned => self.known(self.code("in_progress")),
                None if clause.loose.says_nothing() => Meaning::Detail,
                None => Meaning::Beside,
            };
        }
        let count = clause.states.len();
        let mut found: Option<Code> = None;
        for (at, (phrase, beside)) in clause.states.iter().enumerate() {
            let beside = if at + 1 == count { beside.and(more) } else { *beside };
            // "bezig met afronden", "gestart met uitvoeren": the first word says it.
            let beside = Beside { still: beside.still || (at > 0 && phrase.code.is_none()), ..beside };
            let Some(code) = self.item(phrase, beside) else { return Meaning::Unclear };
            found = match found {
                None => Some(code),
                Some(before) if before == code => Some(before),
                Some(before) => match self.together(&before, &code) {
                    Some(both) => Some(both),
                    None => return Meaning::Unclear,
                },
            };
        }
        found.map_or(Meaning::Unclear, Meaning::State)
    }

    /// What two states come to that are told in one breath: "loopt vertraagd".
    fn together(&self, one: &Code, other: &Code) -> Option<Code> {
        if self.is(one, "in_progress") && self.is(other, "delayed") {
            return Some(other.clone());
        }
        self.both(one, other, false)
    }

    fn known(&self, code: Option<&Code>) -> Meaning {
        code.cloned().map_or(Meaning::Unclear, Meaning::State)
    }

    /// A percentage without a word.
    fn share(&self, percent: f64, turned: bool) -> Meaning {
        match percent {
            _ if !(0.0..=100.0).contains(&percent) => Meaning::Unclear,
            percent if !turned => self.known(self.of_percent(percent)),
            100.0 => self.known(self.code("in_progress")),
            _ => Meaning::Unclear,
        }
    }

    /// The state that a phrase comes to by what is said beside it; none where that can mean several.
    fn item(&self, phrase: &Phrase, beside: Beside) -> Option<Code> {
        let Beside { negated, not_yet, still, partly, fully, ahead, becoming, percent, .. } = beside;
        let turned = negated || not_yet;
        let own = || phrase.code.clone();
        let usual = |code: &str| self.code(code).cloned();
        let dated = beside.dated_before || beside.dated_behind;
        if let Some(percent) = percent {
            return self.with_percent(phrase, percent, turned);
        }
        match phrase.kind {
            Kind::NotStarted => {
                if turned || partly {
                    None
                } else {
                    own()
                }
            }
            Kind::Begun if turned && fully => usual("in_progress"),
            Kind::Begun if turned || (ahead && !partly) => usual("not_started"),
            Kind::Begun => {
                if becoming {
                    None
                } else {
                    own()
                }
            }
            Kind::Begin => {
                if turned || ahead || still || dated {
                    usual("not_started")
                } else {
                    None
                }
            }
            Kind::Running if not_yet => usual("not_started"),
            Kind::Running => {
                if negated || ahead || beside.dated_before {
                    None
                } else {
                    own()
                }
            }
            Kind::Finish => {
                if turned || ahead || still || partly || becoming {
                    usual("in_progress")
                } else {
                    None
                }
            }
            Kind::CarriedOut if not_yet || ((ahead || still) && !partly) => usual("not_started"),
            Kind::CarriedOut if negated && !fully => None,
            Kind::Ready | Kind::Done | Kind::CarriedOut if turned || partly || ahead || becoming => {
                usual("in_progress")
            }
            Kind::Ready | Kind::Done | Kind::CarriedOut if beside.dated_before && !beside.in_digits => None,
            Kind::Ready if beside.dated_behind && !beside.in_digits => None,
            Kind::Ready | Kind::Done | Kind::CarriedOut => {
                if still {
                    None
                } else {
                    own()
                }
            }
            Kind::Delayed if turned => usual("in_progress"),
            Kind::Delayed => {
                if ahead {
                    None
                } else {
                    own()
                }
            }
            Kind::OnHold | Kind::Dropped => {
                if turned || partly || ahead {
                    None
                } else {
                    own()
                }
            }
            Kind::Ongoing | Kind::Own => {
                if turned || partly || ahead {
                    None
                } else {
                    own()
                }
            }
        }
    }

    /// A state with a percentage: of what is done the percentage tells how much, of what is under way it is a detail.
    fn with_percent(&self, phrase: &Phrase, percent: f64, turned: bool) -> Option<Code> {
        let Meaning::State(of_percent) = self.share(percent, turned) else { return None };
        let between = percent > 0.0 && percent < 100.0;
        match phrase.kind {
            Kind::Ready | Kind::Done | Kind::CarriedOut => Some(of_percent),
            Kind::Begun | Kind::Running | Kind::Delayed | Kind::OnHold | Kind::Ongoing => {
                phrase.code.clone().filter(|_| between || turned)
            }
            Kind::Finish => between.then_some(of_percent),
            Kind::NotStarted | Kind::Own => phrase.code.clone().filter(|code| *code == of_percent),
            Kind::Begin | Kind::Dropped => None,
        }
    }
}

impl Clause {
    /// Whether it is a date and nothing else.
    fn is_date(&self) -> bool {
        self.understood && self.states.is_empty() && self.loose.dated_before && self.loose.says_nothing()
    }
}

/// What stands behind a state: a date there is one behind it.
fn behind(beside: Beside) -> Beside {
    Beside { dated_before: false, dated_behind: beside.dated_before, ..beside }
}
