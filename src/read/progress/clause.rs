//! What one clause says: its states, what stands beside each of them, and whether a detail follows.

use super::phrases::{Kind, Phrase, Phrases, word};
use super::token::Token;
use crate::language::Role;

/// What is said beside a state.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Beside {
    pub negated: bool,
    pub not_yet: bool,
    /// That it was so before: "niet meer".
    pub no_more: bool,
    pub was: bool,
    pub still: bool,
    /// For the time being only.
    pub for_now: bool,
    pub partly: bool,
    pub fully: bool,
    pub ahead: bool,
    /// A day to come, where `ahead` alone can be a verb: "kan", "gaat".
    pub later: bool,
    pub becoming: bool,
    /// A first version, a preparation: what is done of it is not all.
    pub draft: bool,
    /// A deadline: "niet op tijd klaar".
    pub target: bool,
    pub decided: bool,
    /// Two numbers with a slash, which may be a share or a date.
    pub fraction: bool,
    pub percent: Option<f64>,
    /// A date before it, and one behind it.
    pub dated_before: bool,
    pub dated_behind: bool,
    /// Whether the date has digits.
    pub in_digits: bool,
}

impl Beside {
    pub(super) fn turned(self) -> bool {
        self.negated || self.not_yet
    }

    pub(super) fn says_nothing(self) -> bool {
        !(self.turned() || self.partly || self.ahead || self.becoming || self.percent.is_some())
    }

    /// With what a further part of the text says.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            negated: self.negated || other.negated,
            not_yet: self.not_yet || other.not_yet,
            no_more: self.no_more || other.no_more,
            was: self.was || other.was,
            still: self.still || other.still,
            for_now: self.for_now || other.for_now,
            partly: self.partly || other.partly,
            fully: self.fully || other.fully,
            ahead: self.ahead || other.ahead,
            later: self.later || other.later,
            becoming: self.becoming || other.becoming,
            draft: self.draft || other.draft,
            target: self.target || other.target,
            decided: self.decided || other.decided,
            fraction: self.fraction,
            percent: self.percent.or(other.percent),
            dated_before: self.dated_before,
            dated_behind: self.dated_behind || other.dated_before || other.dated_behind,
            in_digits: self.in_digits || other.in_digits,
        }
    }
}

/// One thing that is said: what stands between two breaks.
#[derive(Debug, Default)]
pub(super) struct Clause {
    pub states: Vec<(Phrase, Beside)>,
    /// What is said without a state behind it.
    pub loose: Beside,
    /// Whether something follows that is no word of this room: a reason, a date, the matter.
    pub detail: bool,
    /// Whether every word up to the detail was understood.
    pub understood: bool,
    /// Whether none of its words says anything of a state or turns one.
    pub plain: bool,
    /// Whether a word of it tells that something remains: "moet nog langs het college".
    pub remains: bool,
    /// Whether it begins with who did it or why.
    pub reasoned: bool,
    /// Whether none of its words is a state.
    pub stateless: bool,
    /// Whether it goes against what was said before.
    pub against: bool,
    /// Whether its state is one that anything may follow.
    pub open: bool,
    /// How many of its words are of the matter itself: "training gegeven".
    pub matter: usize,
}

/// No month has more days.
const LAST_DAY: f64 = 31.0;

/// The matter that a state is told of has no more words than this.
const MOST_MATTER: usize = 4;

impl Phrases {
    pub(super) fn clauses(&self, tokens: &[Token]) -> Vec<(Clause, bool)> {
        let mut clauses = Vec::new();
        let (mut from, mut against, mut or) = (0, false, false);
        let mut at = 0;
        while at <= tokens.len() {
            let here = |nth: usize| tokens.get(at + nth).and_then(word);
            let but = self.role(Role::But).length_at(here);
            let either = self.is_between_states(tokens, from, at);
            let ends = matches!(tokens.get(at), None | Some(Token::Break | Token::Or | Token::Doubt))
                || but.is_some()
                || either;
            if ends {
                let part = tokens.get(from..at).unwrap_or_default();
                if !part.is_empty() {
                    let now = !clauses.is_empty()
                        && self.role(Role::Now).length_at(|nth| part.get(nth).and_then(word)).is_some();
                    clauses.push((Clause { against: against || now, ..self.clause(part) }, or));
                    (against, or) = (false, false);
                }
                against |= but.is_some();
                or |= either || tokens.get(at) == Some(&Token::Or);
                at += but.unwrap_or(1);
                from = at;
            } else {
                at += 1;
            }
        }
        clauses
    }

    /// Whether "of" stands here between two states: "loopt of vertraagd", and not "kijken of het kan".
    fn is_between_states(&self, tokens: &[Token], from: usize, at: usize) -> bool {
        let parts = self.role(Role::Either).length_at(|nth| tokens.get(at + nth).and_then(word)) == Some(1);
        let state = |part: Option<&[Token]>| part.is_some_and(|part| self.at(part).is_some());
        parts && at > from && state(tokens.get(at + 1..)) && (from..at).any(|at| state(tokens.get(at..)))
    }

    fn clause(&self, tokens: &[Token]) -> Clause {
        let mut clause = Clause { understood: true, ..Clause::default() };
        let mut pending = Beside::default();
        let (mut at, mut opened) = (0, false);
        while let Some(token) = tokens.get(at) {
            let rest = tokens.get(at..).unwrap_or_default();
            let states = clause.states.len();
            let taken = if let Token::Sign(sign) = token {
                match self.of_sign(*sign) {
                    Some(phrase) => clause.states.push((phrase, std::mem::take(&mut pending))),
                    None => clause.understood = false,
                }
                1
            } else if let Some(length) = self.turn(rest, &mut pending) {
                length
            } else if self.waits_until(&clause, rest) {
                clause.detail = true;
                break;
            } else if let Some(begin) = self.depends(&mut clause, rest) {
                begin.ahead = true;
                clause.detail = true;
                break;
            } else if let Some((phrase, length)) = self.state_at(rest, pending) {
                clause.open |= phrase.open && rest.len() > length;
                clause.states.push((phrase, std::mem::take(&mut pending)));
                if clause.open {
                    clause.states.extend(self.done_after_all(&clause, rest, length));
                    clause.detail = true;
                    break;
                }
                length
            } else if let Some(length) = self.beside(rest, &mut pending) {
                length
            } else if opened || self.begins_detail(&clause, rest) {
                clause.detail = true;
                break;
            } else if self.is_matter(&clause, pending, rest) {
                clause.matter += 1;
                1
            } else {
                clause.understood = false;
                break;
            };
            // "vastgesteld in de raad": a word that says nothing can begin a detail too.
            opened |= states == clause.states.len() && self.begins_detail(&clause, rest);
            opened &= states == clause.states.len();
            at += taken;
        }
        clause.remains = (0..tokens.len()).any(|at| {
            let here = |nth: usize| tokens.get(at + nth).and_then(word);
            [Role::Still, Role::NotYet, Role::Partly].into_iter().any(|role| self.role(role).length_at(here).is_some())
        });
        clause.reasoned = self.role(Role::BeforeReason).length_at(|nth| tokens.get(nth).and_then(word)).is_some();
        clause.stateless = (0..tokens.len()).all(|at| self.at(tokens.get(at..).unwrap_or_default()).is_none());
        clause.plain = tokens.iter().enumerate().all(|(at, _)| self.is_plain(tokens.get(at..).unwrap_or_default()));
        match clause.states.last_mut() {
            // What stands behind the last state is about that one.
            Some((_, beside)) => *beside = beside.and(behind(pending)),
            None => clause.loose = pending,
        }
        self.judge_matter(&mut clause);
        clause
    }

    /// The state at the first token; after "wordt" any participle is one of work that is under way.
    fn state_at(&self, rest: &[Token], pending: Beside) -> Option<(Phrase, usize)> {
        if let Some(lasting) = self.lasting(rest) {
            return Some(lasting);
        }
        if let Some((phrase, length)) = self.at(rest) {
            // "voorbereiding afgerond": what is done is the preparation, and no state of its own.
            let here = |nth: usize| rest.get(nth).and_then(word);
            let is = |role: Role| self.role(role).length_at(here) == Some(length);
            let noun = is(Role::Stage) || is(Role::Target) || is(Role::ByPlan);
            let followed = || (length..rest.len()).any(|at| self.at(rest.get(at..).unwrap_or_default()).is_some());
            // "rond 1 juli" is a time.
            let time = is(Role::BeforeDate) && rest.get(length..).is_some_and(|rest| self.is_date_at(rest));
            return (!(time || noun && followed())).then(|| (phrase.clone(), length));
        }
        let first = word(rest.first()?)?;
        let participle = pending.becoming && !pending.turned() && !self.role(Role::OpenMatter).has_key(first);
        (participle && !self.is_season(first) && self.is_participle(first)).then(|| Some((self.performed()?, 1)))?
    }

    fn is_participle(&self, word: &str) -> bool {
        let begins = self.role(Role::ParticipleStart).beginnings().any(|beginning| word.starts_with(beginning));
        begins && self.role(Role::ParticipleEnd).endings().any(|ending| word.ends_with(ending))
    }

    /// "later dan gepland opgeleverd": what a delay ends in, behind whatever the delay is told with.
    fn done_after_all(&self, clause: &Clause, rest: &[Token], length: usize) -> Option<(Phrase, Beside)> {
        clause.states.last().filter(|(state, _)| state.kind == Kind::Delayed)?;
        let is_end = |kind: Kind| matches!(kind, Kind::Done | Kind::CarriedOut | Kind::Performed | Kind::Ready);
        let to_the_end = |at: usize| {
            let last = rest.get(at..)?;
            self.at(last).filter(|(phrase, taken)| *taken == last.len() && is_end(phrase.kind))
        };
        (length..rest.len()).find_map(to_the_end).map(|(phrase, _)| (phrase.clone(), Beside::default()))
    }

    /// "permanente taak", "vast onderdeel": what lasts, with a word for what it is.
    fn lasting(&self, rest: &[Token]) -> Option<(Phrase, usize)> {
        let here = |nth: usize| rest.get(nth).and_then(word);
        let length = self.role(Role::Lasting).length_at(here)?;
        let noun = self.role(Role::LastingMatter).length_at(|nth| here(nth + length))?;
        if self.at(rest).is_some_and(|(_, phrase)| phrase > length) {
            return None;
        }
        Some((self.ongoing()?, length + noun))
    }

    /// "aangehouden tot na de zomer": what follows tells of another time.
    fn waits_until(&self, clause: &Clause, rest: &[Token]) -> bool {
        let waits = |(state, _): &(Phrase, Beside)| matches!(state.kind, Kind::Delayed | Kind::OnHold);
        let begins = || self.role(Role::UntilWhen).length_at(|nth| rest.get(nth).and_then(word)).is_some();
        // "ingetrokken in overleg met het college": a reason of several words goes before a state that it begins with.
        let here = |nth: usize| rest.get(nth).and_then(word);
        let reason = || self.role(Role::BeforeReason).length_at(here).is_some_and(|length| length > 1);
        clause.states.last().is_some_and(|state| (waits(state) && begins()) || reason())
    }

    /// What is said beside a beginning that a condition follows: "start zodra het budget rond is".
    fn depends<'c>(&self, clause: &'c mut Clause, rest: &[Token]) -> Option<&'c mut Beside> {
        self.role(Role::Condition).length_at(|nth| rest.get(nth).and_then(word))?;
        let (state, beside) = clause.states.last_mut()?;
        (state.kind == Kind::Begin).then_some(beside)
    }

    /// A word that turns the state beside it, unless a longer phrase of a state starts there; and how many words it takes.
    fn turn(&self, rest: &[Token], beside: &mut Beside) -> Option<usize> {
        if let Some(length) = self.all_but(rest) {
            beside.partly = true;
            return Some(length);
        }
        let here = |nth: usize| rest.get(nth).and_then(word);
        let turns = [Role::NotYet, Role::NoMore, Role::Negation, Role::Partly];
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
            Role::NoMore => beside.no_more = true,
            Role::Negation => beside.negated = true,
            _ => beside.partly = true,
        }
        Some(length)
    }

    /// All but what stands between two words: "op de vormgeving na".
    fn all_but(&self, rest: &[Token]) -> Option<usize> {
        const FARTHEST: usize = 5;
        let first = word(rest.first()?)?;
        let around = self.role(Role::Partly).entries().filter_map(|entry| entry.split_once(" … "));
        let mut ends = around.filter(|(begin, _)| *begin == first).map(|(_, end)| end);
        let far = || (2..=FARTHEST.min(rest.len())).rev();
        let last = ends.find_map(|end| far().find(|at| rest.get(*at).and_then(word) == Some(end)))?;
        let behind = rest.get(last + 1..).unwrap_or_default();
        (behind.is_empty() || self.at(behind).is_some()).then_some(last + 1)
    }

    /// A word that says something beside a state or nothing at all, and how many words it takes.
    fn beside(&self, rest: &[Token], beside: &mut Beside) -> Option<usize> {
        match rest.first()? {
            Token::Percent(percent) => {
                beside.percent = Some(*percent);
                return Some(1);
            }
            Token::Lettered(letters)
                if self.role(Role::OrdinalLetters).lists(letters)
                    && !rest.get(1).is_some_and(|token| self.is_date(token)) =>
            {
                beside.draft = true;
                return Some(1);
            }
            Token::Fraction => {
                (beside.dated_before, beside.in_digits, beside.fraction) = (true, true, true);
                return Some(1);
            }
            // A quarter or a year may be one to come; a day behind what is ready is the day on which it was.
            Token::Quarter => {
                beside.dated_before = true;
                return Some(1);
            }
            Token::Number(number) if *number > LAST_DAY => {
                beside.dated_before = true;
                return Some(1);
            }
            Token::Date | Token::Number(_) | Token::Lettered(_) => {
                (beside.dated_before, beside.in_digits) = (true, true);
                return Some(1);
            }
            _ => {}
        }
        let here = |nth: usize| rest.get(nth).and_then(word);
        let first = here(0)?;
        if self.is_season(first)
            || self.language.month(first).is_some()
            || (self.language.weekday(first).is_some() && first.len() > 3)
        {
            beside.dated_before = true;
            return Some(1);
        }
        let roles = [
            Role::Still,
            Role::Fully,
            Role::JustNow,
            Role::Ahead,
            Role::Later,
            Role::ThisTime,
            Role::Becoming,
            Role::Draft,
            Role::Stage,
            Role::Target,
            Role::Decided,
            Role::Was,
            Role::Now,
            Role::StateBeside,
            Role::ForNow,
            Role::ByPlan,
        ];
        let lengths = roles.into_iter().filter_map(|role| Some((self.role(role).length_at(here)?, role)));
        let Some((length, role)) = lengths.max_by(|(a, _), (b, _)| a.cmp(b).then(std::cmp::Ordering::Greater)) else {
            return self.date_at(rest, beside);
        };
        match role {
            Role::Still => beside.still = true,
            Role::Fully => beside.fully = true,
            Role::Ahead => beside.ahead = true,
            Role::Later => (beside.ahead, beside.later) = (true, true),
            Role::ThisTime => beside.dated_before = true,
            Role::Becoming => beside.becoming = true,
            Role::Draft => beside.draft = true,
            Role::Target => beside.target = true,
            Role::Decided => beside.decided = true,
            Role::Was => beside.was = true,
            Role::ForNow => beside.for_now = true,
            _ => {}
        }
        Some(length)
    }

    /// A word before a date, or one that orders: "eerste versie", but "eerste kwartaal".
    fn date_at(&self, rest: &[Token], beside: &mut Beside) -> Option<usize> {
        let here = |nth: usize| rest.get(nth).and_then(word);
        if let Some(length) = self.role(Role::BeforeDate).length_at(here) {
            // A time since when is over, whatever it is written in.
            let since = self.role(Role::Since).length_at(here).is_some();
            let article = self.role(Role::StateBeside).length_at(|nth| here(length + nth)).unwrap_or(0);
            let length =
                if rest.get(length..).is_some_and(|rest| self.is_date_at(rest)) { length } else { length + article };
            let behind = rest.get(length..).filter(|rest| self.is_date_at(rest))?;
            // "op de 14e" is a day and no first version.
            let lettered = matches!(behind.first(), Some(Token::Lettered(_)));
            (beside.dated_before, beside.in_digits) =
                (beside.dated_before || lettered, beside.in_digits || lettered || since);
            return Some(length + usize::from(lettered));
        }
        self.language.ordinal(here(0)?)?;
        let dated = rest.get(1).is_some_and(|token| self.is_date(token));
        if dated {
            beside.dated_before = true;
        } else {
            beside.draft = true;
        }
        Some(1)
    }

    fn is_date_at(&self, rest: &[Token]) -> bool {
        let here = |nth: usize| rest.get(nth).and_then(word);
        let time = [Role::Later, Role::ThisTime].into_iter().any(|role| self.role(role).length_at(here).is_some());
        time || rest.first().is_some_and(|token| self.is_date(token))
    }

    fn is_season(&self, word: &str) -> bool {
        let seasons = [Role::Spring, Role::Summer, Role::Autumn, Role::Winter];
        seasons.into_iter().any(|season| self.role(season).lists(word))
    }

    fn is_date(&self, token: &Token) -> bool {
        match token {
            Token::Date
            | Token::Quarter
            | Token::Fraction
            | Token::Number(_)
            | Token::Percent(_)
            | Token::Lettered(_) => true,
            Token::Word(word, _) => {
                self.language.month(word).is_some()
                    || self.is_season(word)
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
        let begins = |role: Role| self.role(role).length_at(here).is_some();
        let matter = match state.kind {
            Kind::Running | Kind::Ongoing => begins(Role::BeforeMatter) || begins(Role::ByPlan),
            Kind::NotStarted | Kind::Begun => begins(Role::BeforeMatter),
            Kind::Done | Kind::CarriedOut | Kind::Performed => begins(Role::BeforePlace),
            Kind::Delayed | Kind::OnHold => begins(Role::UntilWhen) || begins(Role::BeforePlace),
            _ => false,
        };
        matter || begins(Role::BeforeReason)
    }

    // --- The matter itself ---------------------------------------------------------------------------------------------

    /// Whether a word is one of the matter that a state is told of: "training gegeven", "3 van de 5 scholen bezocht".
    fn is_matter(&self, clause: &Clause, pending: Beside, rest: &[Token]) -> bool {
        let Some(Token::Word(first, _)) = rest.first() else { return false };
        let turned = pending.turned() || pending.no_more || pending.decided || pending.becoming;
        let ahead = pending.ahead && !pending.draft;
        clause.states.is_empty()
            && clause.matter < MOST_MATTER
            && !(turned || ahead)
            && self.is_plain(rest)
            && !self.is_place(first)
            && !self.resembles(first)
    }

    /// Whether the first of these tokens says nothing of any state.
    fn is_plain(&self, rest: &[Token]) -> bool {
        let here = |nth: usize| rest.get(nth).and_then(word);
        let says = [
            Role::NotYet,
            Role::NoMore,
            Role::Negation,
            Role::Partly,
            Role::Ahead,
            Role::Later,
            Role::Still,
            Role::Unsure,
            Role::Becoming,
            Role::Decided,
        ];
        self.at(rest).is_none()
            && !matches!(rest.first(), Some(Token::Sign(_) | Token::Percent(_)))
            && says.into_iter().all(|role| self.role(role).length_at(here).is_none())
    }

    /// Words of the matter are fine beside most states. That of what will not be done may be a part of it only, and a share needs
    /// no state.
    fn judge_matter(&self, clause: &mut Clause) {
        if clause.matter == 0 {
            return;
        }
        let fine = match clause.states.first() {
            Some((state, _)) if state.kind == Kind::Dropped => clause.reasoned,
            Some((state, _)) => !matches!(state.kind, Kind::Own | Kind::Settled | Kind::Finish),
            None => clause.loose.percent.is_some() || clause.loose.draft,
        };
        clause.understood &= fine;
    }
}

impl Clause {
    /// Whether it denies each of its states.
    pub(super) fn is_turned(&self) -> bool {
        self.understood && !self.states.is_empty() && self.states.iter().all(|(_, beside)| beside.turned())
    }

    /// Whether it is a date or a label and nothing else: "12-6:", "planning:".
    pub(super) fn is_label(&self) -> bool {
        let Beside { dated_before, target, draft, .. } = self.loose;
        let nothing = self.states.is_empty() && self.matter == 0 && self.loose.says_nothing() && !draft;
        self.understood && nothing && (dated_before || target)
    }
}

/// What stands behind a state: a date there is one behind it.
fn behind(beside: Beside) -> Beside {
    Beside { dated_before: false, dated_behind: beside.dated_before, fraction: false, ..beside }
}
