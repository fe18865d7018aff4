//! The meaning of a phrase, composed of what its words say.

use super::clause::{Beside, Clause};
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
        /// Whether a slip of the pen was read for the word that was meant.
        slip: bool,
    },
    /// Several things that contradict each other, or a state that may still mean two things.
    Unclear,
    /// Nothing that is known.
    Nothing,
}

/// A text longer than this, or of more parts, is an explanation.
const LONGEST: usize = 800;
const MOST_TOKENS: usize = 60;

/// What a clause comes to.
enum Meaning {
    State(Code),
    /// No state by itself; it is one of these that another clause tells.
    Hint(&'static [&'static str]),
    Unclear,
    /// It says something about the state of another clause.
    Beside,
    /// A detail.
    Detail,
}

/// What was told so far.
#[derive(Default)]
struct Told {
    code: Option<Code>,
    hint: Option<&'static [&'static str]>,
    alone: bool,
}

/// What can follow work that goes on no more, what is settled, and a state that is past.
const NOT_RUNNING: [&str; 4] = ["on_hold", "delayed", "dropped", "not_started"];
const SETTLED: [&str; 2] = ["done", "dropped"];
const AFTERWARDS: [&str; 6] = ["done", "dropped", "in_progress", "delayed", "on_hold", "ongoing"];
/// The same for work that goes on no longer, for what is ready in a month that may be past or to come, and for an act that is still to
/// come.
const NO_LONGER: [&str; 5] = ["done", "on_hold", "delayed", "dropped", "not_started"];
const READY_IN_A_MONTH: [&str; 6] = ["done", "in_progress", "delayed", "not_started", "on_hold", "ongoing"];
const NOT_DROPPED: [&str; 6] = ["done", "in_progress", "delayed", "not_started", "on_hold", "ongoing"];
const TO_COME: [&str; 4] = ["not_started", "in_progress", "delayed", "on_hold"];

/// Which states another clause may tell where this one tells none: "loopt nu niet, …", "niet meer open, …".
fn hint(phrase: &Phrase, beside: Beside) -> Option<&'static [&'static str]> {
    let dated = beside.dated_before || beside.dated_behind;
    let open = matches!(phrase.kind, Kind::NotStarted | Kind::OnHold | Kind::Delayed);
    match phrase.kind {
        Kind::Settled => Some(&SETTLED),
        Kind::Dropped if beside.turned() && !beside.no_more => Some(&NOT_DROPPED),
        Kind::Running if beside.no_more && !beside.not_yet => Some(&NO_LONGER),
        Kind::Running if (beside.negated || beside.no_more) && !beside.not_yet => Some(&NOT_RUNNING),
        Kind::Begun | Kind::Running if beside.was => Some(&AFTERWARDS),
        Kind::CarriedOut if beside.negated && !(beside.not_yet || beside.fully || beside.becoming) => {
            Some(&NOT_RUNNING)
        }
        Kind::Delayed if beside.no_more => None,
        Kind::Ready if dated && !beside.in_digits && beside.says_nothing() => Some(&READY_IN_A_MONTH),
        Kind::Performed if (beside.still || beside.ahead) && !(beside.turned() || beside.partly || beside.becoming) => {
            Some(&TO_COME)
        }
        _ if open && (beside.was || beside.no_more) && !beside.turned() => Some(&AFTERWARDS),
        _ => None,
    }
}

impl Said {
    fn code(&self) -> Option<&Code> {
        match self {
            Self::State { code, .. } => Some(code),
            Self::Unclear | Self::Nothing => None,
        }
    }
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
        match self.composed(self.joined(tokens.clone())) {
            Said::Nothing if tokens.contains(&Token::Sign(Sign::Unclear)) => Said::Unclear,
            Said::Nothing => self.with_slips(&tokens),
            said => said,
        }
    }

    fn composed(&self, tokens: Vec<Token>) -> Said {
        let first_end = tokens.iter().find(|token| matches!(token, Token::Break | Token::Or | Token::Doubt));
        self.weigh(&self.clauses(&tokens), first_end == Some(&Token::Doubt))
    }

    /// What a text with slips of the pen says, where everything that may be meant says the same.
    fn with_slips(&self, tokens: &[Token]) -> Said {
        let said = self.slips.mended(tokens).into_iter().map(|text| self.composed(self.joined(text)));
        let mut states = said.filter(|said| matches!(said, Said::State { .. }));
        let Some(first) = states.next() else { return Said::Nothing };
        let same = states.all(|other| other.code() == first.code());
        match first {
            Said::State { code, alone, percent, .. } if same => Said::State { code, alone, percent, slip: true },
            _ => Said::Nothing,
        }
    }

    /// A number in digits or in a word.
    fn number_at(&self, token: &Token) -> Option<f64> {
        match token {
            Token::Number(number) => Some(*number),
            token => self.language.number(word(token)?).map(f64::from),
        }
    }

    /// With percentages in words and shares in one token: "80 procent", "3 van de 5".
    fn joined(&self, tokens: Vec<Token>) -> Vec<Token> {
        let mut joined: Vec<Token> = Vec::with_capacity(tokens.len());
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let next = |nth: usize| tokens.get(at + 1 + nth).and_then(word);
            let in_words =
                word(token).and_then(|word| self.language.number(word)).map(|number| Token::Number(f64::from(number)));
            if let Token::Number(number) = in_words.as_ref().unwrap_or(token) {
                if in_words.is_none() && self.role(Role::PercentWord).length_at(next).is_some() {
                    joined.push(Token::Percent(*number));
                    at += 2;
                    continue;
                }
                let length = self.role(Role::OutOf).length_at(next);
                let all = length.and_then(|n| Some((n, self.number_at(tokens.get(at + 1 + n)?)?)));
                if let Some((length, all)) = all
                    && all > 0.0
                    && *number <= all
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

    // --- What it comes to --------------------------------------------------------------------------------------------

    fn weigh(&self, clauses: &[(Clause, bool)], doubt: bool) -> Said {
        // What is no more than the matter may come first: "dubbel met actie 12, vervallen".
        let passed = |clause: &Clause| clause.is_label() || (!clause.understood && clause.stateless);
        let skipped = clauses.iter().take_while(|(clause, _)| passed(clause)).count();
        let turned = clauses.iter().take(skipped).any(|(clause, _)| !clause.plain && !clause.is_label());
        let mut clauses = clauses.iter().skip(skipped);
        let Some((first, or)) = clauses.next() else { return Said::Nothing };
        let mut rest: Vec<&(Clause, bool)> = clauses.collect();
        if !first.understood || (skipped > 0 && *or) {
            return Said::Nothing;
        }
        let beside = self.loose(first, &mut rest);
        let mut told = Told { alone: !first.detail && first.matter == 0 && skipped == 0, ..Told::default() };
        told.alone &= first.states.iter().all(|(_, beside)| !beside.dated_behind);
        match self.meaning(first, beside) {
            Meaning::State(code) => told.code = Some(code),
            Meaning::Hint(codes) => told.hint = Some(codes),
            Meaning::Unclear => return Said::Unclear,
            Meaning::Beside | Meaning::Detail => return Said::Nothing,
        }
        if doubt && !rest.iter().any(|(clause, _)| self.says_the_same(clause, told.code.as_ref())) {
            return Said::Unclear;
        }
        for (clause, or) in rest {
            if !self.tell(&mut told, clause, *or) {
                return Said::Unclear;
            }
        }
        let Some(code) = told.code else { return Said::Unclear };
        // "geen capaciteit, vertraagd" is a reason; "niet iedereen akkoord, afgerond" is anybody's guess.
        if turned && (self.is(&code, "done") || self.is(&code, "ongoing")) {
            return Said::Unclear;
        }
        let percent = beside.percent.or_else(|| first.states.iter().find_map(|(_, beside)| beside.percent));
        Said::State { code, alone: told.alone, percent, slip: false }
    }

    /// Whether a clause tells this state once more, so that a question mark before it leaves no doubt.
    fn says_the_same(&self, clause: &Clause, code: Option<&Code>) -> bool {
        matches!(self.meaning(clause, Beside::default()), Meaning::State(other) if Some(&other) == code)
    }

    /// Adds what a further clause says; false where it contradicts what was told.
    fn tell(&self, told: &mut Told, clause: &Clause, or: bool) -> bool {
        let meaning = self.meaning(clause, Beside::default());
        let Some(code) = told.code.clone() else {
            return match meaning {
                Meaning::State(code) if !or && told.hint.is_none_or(|codes| codes.contains(&&*code)) => {
                    told.code = Some(code);
                    true
                }
                Meaning::Detail => !or,
                _ => false,
            };
        };
        match meaning {
            Meaning::State(other) if other == code => {}
            // "hoeft niet meer, landelijk geregeld"
            Meaning::State(_) if clause.matter > 0 && self.is(&code, "dropped") && !or => told.alone = false,
            Meaning::State(_) if clause.open && !self.is(&code, "done") && !or => told.alone = false,
            Meaning::State(other) => match self.both(&code, &other, clause.against && !or) {
                Some(both) if !or => told.code = Some(both),
                _ => return false,
            },
            Meaning::Hint(codes) if codes.contains(&&*code) && !or => told.alone = false,
            Meaning::Hint(_) => return false,
            // "gestopt, wordt niet hervat"
            Meaning::Unclear if self.is(&code, "dropped") && !or && clause.is_turned() => told.alone = false,
            Meaning::Unclear if !or && !clause.against => return false,
            _ if or || ((clause.against || clause.remains) && self.is(&code, "done")) => return false,
            _ => told.alone = false,
        }
        true
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
        // "nooit gestart, komt te vervallen"
        if self.is(other, "dropped") && (self.is(one, "not_started") || WAITING.contains(&&**one)) {
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
            return self.without_state(clause);
        }
        let count = clause.states.len();
        let mut found: Option<Code> = None;
        let is_crossed = clause.states.iter().any(|(phrase, _)| phrase.kind == Kind::Crossed);
        for (at, (phrase, beside)) in clause.states.iter().enumerate() {
            // "start uitgesteld": what is put off is the beginning. A cross goes with a word that says which of its two it is.
            let puts_off =
                |next: &(Phrase, Beside)| matches!(next.0.kind, Kind::Delayed | Kind::OnHold | Kind::Dropped);
            let is_put_off = matches!(phrase.kind, Kind::Begin | Kind::Finish | Kind::CarryOut)
                && beside.says_nothing()
                && clause.states.get(at + 1).is_some_and(puts_off);
            if is_put_off || (phrase.kind == Kind::Crossed && count > 1) {
                continue;
            }
            // "bezig met uitvoeren": what is being done is no state of its own.
            if at > 0 && phrase.kind == Kind::CarryOut {
                continue;
            }
            let beside = if at + 1 == count { beside.and(more) } else { *beside };
            // "bezig met afronden", "gestart met uitvoeren": the first word says it.
            let beside = Beside { still: beside.still || (at > 0 && phrase.code.is_none()), ..beside };
            if let Some(codes) = hint(phrase, beside).filter(|_| count == 1) {
                return Meaning::Hint(codes);
            }
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
        let fits = |code: &Code| !is_crossed || self.is(code, "dropped") || self.is(code, "not_started");
        found.filter(fits).map_or(Meaning::Unclear, Meaning::State)
    }

    fn without_state(&self, clause: &Clause) -> Meaning {
        let Beside { percent, partly, fully, draft, ahead, still, .. } = clause.loose;
        let turned = clause.loose.turned() || clause.loose.no_more;
        match percent {
            // "3 van de 5 scholen nog niet bezocht"
            Some(_) if turned && clause.matter > 0 => Meaning::Unclear,
            Some(percent) => self.share(percent, turned),
            // "nog niet volledig"
            None if fully && clause.loose.not_yet && clause.matter == 0 => self.known(self.code("in_progress")),
            None if draft && clause.matter > 0 && !(turned || ahead || still) => self.known(self.code("in_progress")),
            None if clause.matter > 0 => Meaning::Detail,
            None if partly && !turned => self.known(self.code("in_progress")),
            None if clause.loose.says_nothing() => Meaning::Detail,
            None => Meaning::Beside,
        }
    }

    /// What two states come to that are told in one breath: "loopt vertraagd".
    fn together(&self, one: &Code, other: &Code) -> Option<Code> {
        let has = |code: &str| self.is(one, code) || self.is(other, code);
        if has("in_progress") && has("delayed") {
            return self.code("delayed").cloned();
        }
        // "later dan gepland opgeleverd" was late, and is done.
        if has("delayed") && has("done") {
            return self.code("done").cloned();
        }
        if has("ongoing") && has("done") {
            return self.code("ongoing").cloned();
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
        let Beside { negated, not_yet, still, partly, fully, ahead, becoming, draft, target, percent, .. } = beside;
        let turned = negated || not_yet;
        let work = matches!(phrase.kind, Kind::Begun | Kind::Begin | Kind::Running | Kind::CarriedOut | Kind::Finish);
        if beside.decided {
            return if not_yet || partly {
                None
            } else if negated && work {
                self.code("dropped").cloned()
            } else {
                phrase.code.clone().filter(|code| self.is(code, "dropped") && !negated)
            };
        }
        let will_not = (negated && becoming && !target) || (beside.no_more && (becoming || ahead));
        if matches!(phrase.kind, Kind::CarriedOut | Kind::CarryOut) && will_not && !not_yet && !fully {
            return self.code("dropped").cloned();
        }
        if beside.no_more && !matches!(phrase.kind, Kind::Delayed | Kind::Dropped)
            || matches!(phrase.kind, Kind::Settled | Kind::Crossed)
        {
            return None;
        }
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
            Kind::Begun if beside.dated_before && becoming => usual("not_started"),
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
                if turned || ahead || still || partly || becoming || dated {
                    usual("in_progress")
                } else {
                    None
                }
            }
            // "niet op tijd klaar", "deadline niet gehaald"
            Kind::Ready | Kind::Done | Kind::Reached if negated && target && !not_yet => usual("delayed"),
            Kind::Ready | Kind::Done if will_not && !not_yet && !fully => None,
            Kind::Reached if negated && !not_yet && phrase.code.is_some() => usual("delayed"),
            Kind::Reached if turned || ahead || becoming => None,
            Kind::Reached => own(),
            Kind::Settled | Kind::Crossed => None,
            Kind::Performed if draft && !turned && !still => usual("in_progress"),
            Kind::Performed if turned || still || (ahead && !becoming) => None,
            Kind::Performed if becoming && (ahead || dated) => None,
            Kind::Performed if becoming || partly || draft => usual("in_progress"),
            Kind::Performed if beside.fraction => None,
            Kind::Performed => own(),
            Kind::CarriedOut if not_yet || ((ahead || still) && !partly) => usual("not_started"),
            Kind::CarriedOut if negated && !fully => None,
            Kind::Ready | Kind::Done | Kind::CarriedOut if beside.fraction => None,
            Kind::Ready | Kind::Done | Kind::CarriedOut if turned || partly || ahead || becoming || draft => {
                usual("in_progress")
            }
            Kind::Ready if beside.dated_before && !beside.in_digits => None,
            Kind::Ready if beside.dated_behind && !beside.in_digits => None,
            Kind::Ready | Kind::Done | Kind::CarriedOut => {
                if still {
                    None
                } else {
                    own()
                }
            }
            Kind::Delayed if turned || beside.no_more => usual("in_progress"),
            Kind::Delayed => {
                if beside.was {
                    None
                } else {
                    own()
                }
            }
            Kind::CarryOut if negated && !(not_yet || ahead || still) => usual("dropped"),
            Kind::CarryOut if turned || ahead || still || dated => usual("not_started"),
            Kind::CarryOut if becoming => usual("in_progress"),
            Kind::CarryOut => None,
            Kind::Dropped if beside.for_now && !(turned || partly || beside.was || beside.no_more) => usual("on_hold"),
            Kind::OnHold | Kind::Dropped => {
                if turned || partly || beside.later || beside.was || beside.no_more {
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
            Kind::Ready | Kind::Done | Kind::CarriedOut | Kind::Performed => Some(of_percent),
            Kind::Begun | Kind::Running | Kind::Delayed | Kind::OnHold | Kind::Ongoing => {
                phrase.code.clone().filter(|_| between || turned)
            }
            Kind::Finish => between.then_some(of_percent),
            Kind::NotStarted | Kind::Own => phrase.code.clone().filter(|code| *code == of_percent),
            Kind::Begin | Kind::CarryOut | Kind::Dropped | Kind::Reached | Kind::Settled | Kind::Crossed => None,
        }
    }
}
