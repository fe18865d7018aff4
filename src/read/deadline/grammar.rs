//! The grammar of deadlines: tokens in, pieces out.
//!
//! A deadline is a row of pieces; what they mean together is told in [`super::meaning`]. Words stand in quotes, `?` is what may
//! be left out, `*` what may be repeated; the lists of words are those of the language, by [`Role`]. Of the rules that fit, the first
//! one counts, and of the phrases the longest.
//!
//! ```text
//! deadline  = piece*
//! piece     = break | numbering | redacted | time | words | rhythm | points | relative | offset
//!           | meeting | relation | change | link | filler | number | other
//!
//! break     = end of line | ";"
//! numbering = number ("." | ")")                        1) at the start of a line
//! redacted  = "5.1.2.e" | "[redacted]" | "█"
//! time      = "om"? clock ("-" clock)? "uur"?           om 14.00 uur, 9:30-11:00
//! words     = ongoing | onwards | running | on-demand   doorlopend | e.v. | lopend | waar nodig
//!           | undecided | status | vague | unfixed      n.t.b. | afgerond | z.s.m. | kadernota 2026
//!
//! rhythm    = times ("per" | "in de" | "/") count? unit           twee keer per jaar, eens in de 2 maanden, 2x p/j
//!           | ("elk" | "om de") (count | ordinal)? unit           elk kwartaal, om de week
//!           | "elk" (ordinal? weekday ("van de" unit)? | season)  elke eerste maandag van de maand, ieder najaar
//!           | count "-"? ("jaarlijks" | "maandelijks" | …)        2-jaarlijks, zeswekelijks
//!           | "periodiek"                                         how often is not said
//!           | "per" count? unit                                   per kwartaal
//!
//! points    = days | quarters | ordered | few | weeks | parts | years | point
//! days      = day (link day)* link day month year?      1, 8 en 15 maart 2026
//! quarters  = "Q" 1–4 (link 1–4)* year?                 Q1-2 2026
//! ordered   = ordinal link ordinal stretch-word year?   1e en 2e kwartaal 2026
//! few       = ("eerste" | "laatste") count unit year?   eerste twee kwartalen van 2026
//! weeks     = "week" number (link number)* year?        week 12-14 2026
//! parts     = part-word link part                       begin/medio 2026
//! years     = year ("-" | "/") two digits               2025/26
//!
//! point     = weekday? date time? | "week van" date | part | year stretch | stretch year?
//!           | month-number sep year | day sep month-number | year
//! date      = year sep month-number sep day             2026-04-01
//!           | day sep month-number sep year             1-4-2026, 01.04.26: in the order of the column
//!           | day month year? | month day "," year      1 april, August 27, 2025
//! part      = part-word "van"? "het"? (stretch year? | year | relative-year | unit)  eind Q2 2026, eind dit jaar
//! part-word = "begin" | "medio" | "eind" | ordinal "week van"
//! stretch   = "Q" 1–4 | ordinal "kwartaal"              quarter
//!           | "H" 1–2 | ordinal "helft" ("van" month)?  half a year, or a month
//!           | "T" 1–3 | "week" number | season | feast | "schooljaar" | month
//! year      = "van"? 1990–2099 | "'"? two digits | relative-year
//! relative-year = ("dit" | "volgend" | …) "jaar" | "jl." | "a.s."
//!
//! relative  = ("dit" | "volgend" | …) (stretch | unit stretch? | weekday) | "binnen"? duration | "per direct"
//! offset    = duration ("voor" | "na")                  twee weken voor: counted from something
//! meeting   = ("volgend" word)? body | word on "-overleg"
//! relation  = "vanaf" | "na" | "voor" | "uiterlijk" | "tegen" | "laatst" | …
//! change    = "was" | "wordt" | "→"                     old and new values
//! link      = "-" | "t/m" | "tot" | "en" | "of" | "," | "/" | "&" | "+"
//! ```

use super::cursor::Cursor;
use super::phrase::{NEARBY, Phrasebook, Rhythm, Unit};
use super::point::unsaid;
use super::span::Point;
use super::token::Token;
use crate::language::Role;

/// One piece of a deadline.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    Point(Point),
    Relation(Relation),
    Link(Link),
    Ongoing,
    /// Ongoing where nothing else is said.
    Running,
    Rhythm(Rhythm),
    /// The body, where it is one of the calendar; else a meeting that only its word tells.
    Meeting(Option<usize>),
    Vague,
    /// A time that is counted from the day of reading, where that is not known or does not tell it.
    Relative,
    /// A time that is counted from what follows.
    Offset,
    Undecided,
    /// How far it is, which says nothing about when.
    Status,
    /// The same alone, and a start before a point: "gestart in Q1 2025".
    Started,
    /// As long as the plan.
    PlanPeriod,
    Redacted,
    /// What follows is the old value: "was", "oorspronkelijk".
    Former,
    /// What follows takes the place of what stood before: "wordt", "→".
    Replaces,
    /// A new line, or a semicolon.
    Break,
    /// A number that is no part of anything.
    Number,
    /// What may be a month or a number with a slip of the pen.
    Puzzle,
    /// What was asked for or is thought of, and is not decided: "of later", "uitstel gevraagd tot".
    Requested,
    /// A word that says what is ready or happens at a point; whether it ends nothing.
    Step {
        review: bool,
    },
    /// A condition, which tells no day itself.
    Condition,
    /// A word that nothing is known of.
    Other,
}

/// How a deadline stands to a point in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    From,
    After,
    Before,
    By,
    /// "tegen": before a season, else by the end of it.
    Toward,
    /// "laatst": the last time that it was done.
    Last,
}

/// What stands between two points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// "-".
    Dash,
    /// "t/m", "tot en met".
    Until,
    /// "en", ",", "/".
    And,
}

impl Cursor<'_> {
    /// Cuts the tokens into pieces.
    pub(super) fn pieces(mut self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        while !self.is_at_end() {
            let before = self.taken();
            match self.attempt(Self::points_or_rhythm) {
                Some(found) => pieces.extend(found),
                None => pieces.extend(self.piece(matches!(pieces.last(), None | Some(Piece::Break)))),
            }
            if self.taken() == before {
                self.skip();
            }
        }
        pieces
    }

    /// The words that nothing is known of; those that stand together are one.
    pub(super) fn unread(mut self) -> Vec<String> {
        let mut parts: Vec<Vec<String>> = Vec::new();
        let mut goes_on = false;
        while !self.is_at_end() {
            let before = self.taken();
            let is_piece = self.attempt(Self::points_or_rhythm).is_some();
            let piece = if is_piece { None } else { self.piece(false) };
            let word = self.last();
            match (piece, word) {
                (Some(Piece::Other | Piece::Puzzle), Some(Token::Word(word))) => {
                    match parts.last_mut().filter(|_| goes_on) {
                        Some(part) => part.push(word.clone()),
                        None => parts.push(vec![word.clone()]),
                    }
                    goes_on = true;
                }
                _ => goes_on = false,
            }
            if self.taken() == before {
                self.skip();
            }
        }
        parts.into_iter().map(|part| part.join(" ")).collect()
    }

    /// What may start with a number or a word that elsewhere means something else.
    fn points_or_rhythm(&mut self) -> Option<Vec<Piece>> {
        if self.would(Self::words) || self.would(Self::time) {
            return None;
        }
        self.rhythm().map(|rhythm| vec![Piece::Rhythm(rhythm)]).or_else(|| self.points())
    }

    /// One piece that is no point and no rhythm; none for what is passed over in silence.
    fn piece(&mut self, starts_a_line: bool) -> Option<Piece> {
        if starts_a_line && self.attempt(Self::numbering).is_some() || self.attempt(Self::time).is_some() {
            return None;
        }
        if let Some(mark) = if starts_a_line { self.mark(&['<', '>']) } else { None } {
            return Some(Piece::Relation(if mark == '<' { Relation::Before } else { Relation::After }));
        }
        let piece = self
            .break_or_redacted()
            .or_else(|| self.words())
            .or_else(|| self.attempt(Self::relative))
            .or_else(|| self.attempt(Self::offset))
            .or_else(|| self.attempt(Self::meeting))
            .or_else(|| self.relation())
            .or_else(|| self.link().map(Piece::Link));
        if piece.is_some() || self.one_of(&[Role::Filler, Role::Relative]).is_some() {
            return piece;
        }
        self.step().or_else(|| self.other())
    }

    /// "concept", "evaluatie".
    fn step(&mut self) -> Option<Piece> {
        let role = self.one_of(&[Role::FiscalYear, Role::ReviewStep, Role::Step])?;
        if role == Role::FiscalYear {
            return Some(Piece::Puzzle);
        }
        Some(Piece::Step { review: role == Role::ReviewStep })
    }

    /// What no rule knows. Marks are passed over, unless they make a number an amount.
    fn other(&mut self) -> Option<Piece> {
        let after_a_dash = matches!(self.last(), Some(Token::Mark('-')));
        let piece = match self.token(0)? {
            Token::Number { .. } => Piece::Number,
            Token::Word(word)
                if self.book.is_nearly_a_month(word) && matches!(self.token(1), Some(Token::Number { .. })) =>
            {
                Piece::Puzzle
            }
            // "2O25", with the letter for the digit.
            Token::Word(word) if word.starts_with(|c: char| c.is_ascii_digit()) => Piece::Puzzle,
            // A weekday that stands alone.
            Token::Word(word) if word.len() > 3 && self.book.weekday(word).is_some() => {
                self.skip();
                return None;
            }
            Token::Mark('?') if after_a_dash => Piece::Undecided,
            Token::Mark('€' | '%' | '#' | '$') => Piece::Step { review: false },
            Token::Mark(_) => return None,
            _ => Piece::Other,
        };
        self.skip();
        Some(piece)
    }

    fn break_or_redacted(&mut self) -> Option<Piece> {
        let piece = match self.token(0)? {
            Token::Break | Token::Mark(';') => Piece::Break,
            Token::Redacted => Piece::Redacted,
            _ => return None,
        };
        self.skip();
        Some(piece)
    }

    /// "1)" or "2." before something that is no number.
    fn numbering(&mut self) -> Option<()> {
        self.number(|_, digits| digits <= 2)?;
        self.mark(&['.', ')'])?;
        let part_of_a_date =
            matches!(self.token(0), Some(Token::Number { digits: 1..=2, .. })) && !self.would(Self::points);
        let month = self.peek().is_some_and(|word| self.book.month(word).is_some());
        (!part_of_a_date && !month).then_some(())
    }

    /// "om 14.00 uur", "11:57:42", "9-11 uur"; says nothing about the deadline.
    pub(super) fn time(&mut self) -> Option<()> {
        self.role(Role::AtTime);
        let mut colon = self.clock()?;
        self.attempt(|c| {
            c.role(Role::Until).or_else(|| c.mark(&['-']).map(drop))?;
            colon |= c.clock()?;
            Some(())
        });
        let said = self.role(Role::Hour).is_some();
        (said || colon).then_some(())
    }

    /// "14", "14.00", "11:57:42"; and whether it has a colon.
    fn clock(&mut self) -> Option<bool> {
        self.number(|value, digits| digits <= 2 && value < 25)?;
        let separator = self.attempt(|c| {
            let separator = c.mark(&[':', '.'])?;
            c.number(|value, digits| digits == 2 && value < 60)?;
            Some(separator)
        });
        self.attempt(|c| {
            c.mark(&[':'])?;
            c.short()
        });
        // The thousandths of a second.
        self.attempt(|c| {
            c.mark(&['.'])?;
            c.number(|_, digits| digits == 3)
        });
        Some(separator == Some(':'))
    }

    /// Words that are a deadline without a date.
    fn words(&mut self) -> Option<Piece> {
        if self.attempt(Self::unfixed).is_some() {
            return Some(Piece::Vague);
        }
        // "moved to" is longer than "moved".
        let relation = self.book.at(self.rest(), RELATIONS).map_or(0, |(length, _)| length);
        let found = self.book.at(self.rest(), TIMELESS).filter(|(length, _)| *length >= relation);
        let nothing = self.book.nothing_yet_at(self.rest());
        if let Some(length) = nothing.filter(|length| found.is_none_or(|(other, _)| other < *length)) {
            self.take(length);
            return Some(Piece::Undecided);
        }
        let (length, role) = found?;
        self.take(length);
        Some(timeless(role))
    }

    /// "kadernota 2026", "verkiezingen": the year is the paper's, and the day is not told here.
    fn unfixed(&mut self) -> Option<()> {
        self.role(Role::Unfixed)?;
        self.attempt(|c| {
            c.role(Role::Of);
            c.mark(&['-', '\'']);
            c.number(|_, digits| digits == 4 || digits == 2)
        });
        self.attempt(|c| {
            c.mark(&['-', '/'])?;
            c.number(|_, digits| digits == 4 || digits == 2)
        });
        Some(())
    }

    /// "volgende maand", "dit najaar", "binnen 3 maanden": from the day of reading.
    fn relative(&mut self) -> Option<Piece> {
        if let Some(piece) = self.attempt(Self::relative_stretch) {
            return Some(piece);
        }
        self.role(Role::Within)?;
        self.role(Role::The);
        self.duration()?;
        (!self.is(Role::Beside)).then_some(Piece::Relative)
    }

    /// "dit jaar", "komend kwartaal", "deze zomer": the one that is meant on the day of reading, where that is known.
    pub(super) fn relative_stretch(&mut self) -> Option<Piece> {
        let which = self.valued(NEARBY)?;
        let piece = |point: Option<Point>| point.map_or(Piece::Relative, Piece::Point);
        if let Some(unit) = self.unit().or_else(|| self.role(Role::YearWord).map(|()| Unit::Year)) {
            let point = self.unit_near(unit, which);
            if unit == Unit::Year && point.is_some() {
                // "volgend jaar Q1".
                let within =
                    self.attempt(|c| c.bare_stretch().filter(|(_, year)| year.is_none() && !c.would(Self::year)));
                let inner = within.map(|(stretch, _)| Point { stretch, ..point.unwrap_or_else(unsaid) });
                return (!self.would(Self::year)).then(|| piece(inner.or(point)));
            }
            return (!self.would(Self::year)).then(|| piece(point));
        }
        let timeless = self.word(Phrasebook::weekday).is_some() || self.attempt(Self::duration).is_some();
        if timeless {
            return (!self.would(Self::year)).then_some(Piece::Relative);
        }
        // "komend voorjaar 2026" has a year after all; the cursor goes back and finds it.
        match self.points()?.as_slice() {
            [Piece::Point(point)] if point.year.is_none() => Some(piece(self.point_near(*point, which))),
            _ => None,
        }
    }

    /// "twee weken voor", "binnen 3 maanden na".
    fn offset(&mut self) -> Option<Piece> {
        self.one_of(&[Role::Within, Role::Until]);
        self.duration()?;
        Some(if self.role(Role::Beside).is_some() { Piece::Offset } else { Piece::Relative })
    }

    /// A body of the calendar, or a word that names a meeting.
    fn meeting(&mut self) -> Option<Piece> {
        let next = self.role(Role::Next).is_some();
        if let Some(body) = self.body() {
            return Some(Piece::Meeting(Some(body)));
        }
        // "volgende Q2 2026" is no meeting by the name of Q.
        let next = next && !self.would(Self::points);
        if self.one_of(&[Role::MeetingWord, Role::Gathering]).is_some() {
            return Some(Piece::Meeting(None));
        }
        self.word(|book, word| (next && !book.is(Role::NoMeeting, word)).then_some(Piece::Meeting(None)))
    }

    /// How what follows stands to the deadline, or that it is an old or a new value.
    fn relation(&mut self) -> Option<Piece> {
        if let Some(role) = self.one_of(RELATIONS) {
            return Some(relation(role));
        }
        self.mark(&['→', '>']).map(|_| Piece::Replaces)
    }

    /// What stands between two points.
    pub(super) fn link(&mut self) -> Option<Link> {
        if let Some(role) = self.one_of(&[Role::Until, Role::AndOr]) {
            return Some(if role == Role::Until { Link::Until } else { Link::And });
        }
        self.mark(&['-']).map(|_| Link::Dash).or_else(|| self.mark(&['/', ',', '&', '+']).map(|_| Link::And))
    }
}

/// The roles of words that are a deadline without a date.
const TIMELESS: &[Role] = &[
    Role::Requested,
    Role::Running,
    Role::Ongoing,
    Role::Onwards,
    Role::OnDemand,
    Role::Vague,
    Role::Condition,
    Role::State,
    Role::Started,
    Role::PlanPeriod,
    Role::RelativeDay,
];

fn timeless(role: Role) -> Piece {
    match role {
        Role::Requested => Piece::Requested,
        Role::Running => Piece::Running,
        Role::Ongoing | Role::Onwards => Piece::Ongoing,
        Role::OnDemand => Piece::Rhythm(Rhythm::OnDemand),
        Role::Condition => Piece::Condition,
        Role::State => Piece::Status,
        Role::Started => Piece::Started,
        Role::PlanPeriod => Piece::PlanPeriod,
        Role::RelativeDay => Piece::Relative,
        _ => Piece::Vague,
    }
}

/// The roles of words that say how what follows stands to the deadline.
const RELATIONS: &[Role] =
    &[Role::From, Role::After, Role::Before, Role::By, Role::Toward, Role::LastTime, Role::Replaces, Role::Former];

fn relation(role: Role) -> Piece {
    match role {
        Role::After => Piece::Relation(Relation::After),
        Role::Before => Piece::Relation(Relation::Before),
        Role::By => Piece::Relation(Relation::By),
        Role::Toward => Piece::Relation(Relation::Toward),
        Role::LastTime => Piece::Relation(Relation::Last),
        Role::Replaces => Piece::Replaces,
        Role::Former => Piece::Former,
        _ => Piece::Relation(Relation::From),
    }
}
