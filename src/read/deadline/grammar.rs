//! The grammar of deadlines: tokens in, pieces out.
//!
//! A deadline is a row of pieces: points in time, words that relate to a point ("vanaf", "uiterlijk"), links between
//! points ("-", "t/m", "en"), rhythms, and words without a date. Each piece has its own small parser; a parser that does
//! not recognise what stands at the cursor leaves the cursor where it was.

use chrono::Weekday;

use super::phrase::{self, Unit};
use super::span::{Part, Point, Season, Stretch};
use super::token::Token;

/// One piece of a deadline.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    Point(Point),
    Relation(Relation),
    Link(Link),
    Ongoing,
    /// With its ISO 8601 period, where that is said.
    Rhythm(Option<String>),
    /// The folded name of a body, where it is one of the calendar; else a meeting that only its word tells.
    Meeting(Option<String>),
    Vague,
    Undecided,
    Redacted,
    /// What follows is the old value: "was", "oorspronkelijk".
    Former,
    /// What follows takes the place of what stood before: "wordt", "→".
    Replaces,
    /// A new line, or a semicolon.
    Break,
    /// A word or number that says nothing here.
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

/// Cuts tokens into pieces. `bodies` are the folded names of the bodies in the calendar.
pub(super) fn pieces(tokens: &[Token], bodies: &[String]) -> Vec<Piece> {
    let mut cursor = Cursor { tokens, at: 0, bodies };
    let mut pieces = Vec::new();
    while cursor.at < tokens.len() {
        let before = cursor.at;
        cursor.next_piece(&mut pieces);
        if cursor.at == before {
            cursor.at += 1;
        }
    }
    pieces
}

/// A place in the tokens.
struct Cursor<'a> {
    tokens: &'a [Token],
    at: usize,
    bodies: &'a [String],
}

impl Cursor<'_> {
    // --- Combinators -------------------------------------------------------------------------------------------------

    /// Runs a parser, and puts the cursor back where it fails.
    fn attempt<T>(&mut self, parser: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.at;
        let result = parser(self);
        if result.is_none() {
            self.at = before;
        }
        result
    }

    fn token(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.at + ahead)
    }

    /// Takes a word for which `test` gives something.
    fn word<T>(&mut self, test: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let Some(Token::Word(word)) = self.token(0) else { return None };
        let result = test(word)?;
        self.at += 1;
        Some(result)
    }

    /// Takes one of these words.
    fn one_of(&mut self, words: &[&str]) -> Option<()> {
        self.word(|word| words.contains(&word).then_some(()))
    }

    /// Takes the words of a phrase, one after the other.
    fn phrase(&mut self, phrase: &str) -> Option<()> {
        self.attempt(|c| phrase.split(' ').try_for_each(|part| c.one_of(&[part])))
    }

    /// Takes the longest of these phrases that stands here.
    fn any_phrase(&mut self, phrases: &[&str]) -> Option<()> {
        let here = phrases.iter().filter(|phrase| {
            phrase
                .split(' ')
                .enumerate()
                .all(|(i, part)| matches!(self.token(i), Some(Token::Word(word)) if word == part))
        });
        let words = here.map(|phrase| phrase.split(' ').count()).max()?;
        self.at += words;
        Some(())
    }

    /// Takes one of these signs.
    fn mark(&mut self, marks: &[char]) -> Option<char> {
        match self.token(0) {
            Some(Token::Mark(mark)) if marks.contains(mark) => {
                let mark = *mark;
                self.at += 1;
                Some(mark)
            }
            _ => None,
        }
    }

    /// Takes a number for which `test(value, digits)` holds.
    fn number(&mut self, test: impl FnOnce(u32, usize) -> bool) -> Option<u32> {
        match self.token(0) {
            Some(Token::Number { value, digits, .. }) if test(*value, *digits) => {
                let value = *value;
                self.at += 1;
                Some(value)
            }
            _ => None,
        }
    }

    /// A number of one or two digits: a day or a month.
    fn short(&mut self) -> Option<u32> {
        self.number(|_, digits| digits <= 2)
    }

    /// A year of four digits that a plan can speak of.
    fn long_year(&mut self) -> Option<i32> {
        self.number(|value, digits| digits == 4 && (1990..2100).contains(&value))
            .and_then(|year| i32::try_from(year).ok())
    }

    // --- Pieces ------------------------------------------------------------------------------------------------------

    /// Adds what stands at the cursor.
    fn next_piece(&mut self, pieces: &mut Vec<Piece>) {
        if let Some((first, link, second)) = self.attempt(Self::day_pair) {
            pieces.extend([Piece::Point(first), Piece::Link(link), Piece::Point(second)]);
            return;
        }
        let piece = self
            .attempt(Self::break_)
            .or_else(|| self.attempt(Self::without_date))
            .or_else(|| self.attempt(Self::rhythm).map(Piece::Rhythm))
            .or_else(|| self.attempt(Self::point).map(Piece::Point))
            .or_else(|| self.attempt(Self::meeting))
            .or_else(|| self.attempt(Self::history))
            .or_else(|| self.attempt(Self::relation).map(Piece::Relation))
            .or_else(|| self.attempt(Self::link).map(Piece::Link));
        if let Some(piece) = piece {
            pieces.push(piece);
        } else if self.one_of(phrase::FILLERS).is_none() && !matches!(self.token(0), Some(Token::Mark(_))) {
            self.at += 1;
            pieces.push(Piece::Other);
        }
    }

    fn break_(&mut self) -> Option<Piece> {
        if self.mark(&[';']).is_some() || matches!(self.token(0), Some(Token::Break)) && self.skip().is_some() {
            return Some(Piece::Break);
        }
        None
    }

    fn skip(&mut self) -> Option<()> {
        self.at += 1;
        Some(())
    }

    /// Words that are a deadline without a date, and redactions.
    fn without_date(&mut self) -> Option<Piece> {
        if self.token(0) == Some(&Token::Redacted) {
            self.at += 1;
            return Some(Piece::Redacted);
        }
        let tables = [
            (phrase::ONGOING, Piece::Ongoing),
            (phrase::IRREGULAR, Piece::Rhythm(None)),
            (phrase::UNDECIDED, Piece::Undecided),
        ];
        if let Some((_, piece)) = tables.into_iter().find(|(phrases, _)| self.any_phrase(phrases).is_some()) {
            return Some(piece);
        }
        // "begin volgend jaar" is vague; "in overleg" must not be read as a meeting.
        self.any_phrase(phrase::VAGUE).map(|()| Piece::Vague)
    }

    fn history(&mut self) -> Option<Piece> {
        if self.mark(&['→', '>']).is_some()
            || self.one_of(&["wordt", "werd", "naar", "nu", "nieuw", "nieuwe", "now"]).is_some()
        {
            return Some(Piece::Replaces);
        }
        self.one_of(&[
            "was",
            "waren",
            "voorheen",
            "eerder",
            "oorspronkelijk",
            "oorspronkelijke",
            "eerst",
            "ipv",
            "formerly",
        ])
        .map(|()| Piece::Former)
    }

    fn relation(&mut self) -> Option<Relation> {
        if self.phrase("met ingang van").is_some() || self.phrase("te beginnen").is_some() {
            return Some(Relation::From);
        }
        self.word(|word| {
            let relation = match word {
                "vanaf" | "sinds" | "start" | "startend" | "gestart" | "per" | "from" | "since" | "as" => {
                    Relation::From
                }
                "na" | "after" => Relation::After,
                "voor" | "before" => Relation::Before,
                "uiterlijk" | "ultiem" | "voorjaarsdeadline" | "by" => Relation::By,
                "tegen" => Relation::Toward,
                "laatst" | "laatste" | "laatstelijk" | "last" => Relation::Last,
                _ => return None,
            };
            Some(relation)
        })
    }

    fn link(&mut self) -> Option<Link> {
        if self.phrase("tot en met").is_some()
            || self.one_of(&["tm", "tot", "until", "till", "to", "through"]).is_some()
        {
            return Some(Link::Until);
        }
        if self.mark(&['-', '~']).is_some() {
            return Some(Link::Dash);
        }
        if self.one_of(&["en", "of", "and", "or", "plus"]).is_some() || self.mark(&['/', ',', '&', '+']).is_some() {
            return Some(Link::And);
        }
        None
    }

    /// A body of the calendar, or a word that names a meeting.
    fn meeting(&mut self) -> Option<Piece> {
        let next = self.one_of(phrase::NEXT).is_some();
        let bodies: Vec<&str> = self.bodies.iter().map(String::as_str).collect();
        let before = self.at;
        if self.any_phrase(&bodies).is_some() {
            let words = self.tokens.get(before..self.at).unwrap_or_default();
            let name: Vec<&str> =
                words.iter().filter_map(|t| if let Token::Word(w) = t { Some(w.as_str()) } else { None }).collect();
            return Some(Piece::Meeting(Some(name.join(" "))));
        }
        let ending = |word: &str| phrase::MEETING_ENDINGS.iter().any(|ending| word.ends_with(ending));
        self.word(|word| (next || ending(word)).then_some(Piece::Meeting(None)))
    }

    // --- Points in time ----------------------------------------------------------------------------------------------

    fn point(&mut self) -> Option<Point> {
        self.attempt(Self::weekday_date)
            .or_else(|| self.attempt(Self::iso_date))
            .or_else(|| self.attempt(Self::numeric_date))
            .or_else(|| self.attempt(Self::written_date))
            .or_else(|| self.attempt(Self::part))
            .or_else(|| self.attempt(Self::stretch))
            .or_else(|| self.attempt(Self::numeric_month))
            .or_else(|| self.attempt(Self::numeric_day))
            .or_else(|| self.attempt(Self::bare_year))
    }

    /// "maandag 12 januari 2026": the weekday is kept, so that it can be checked.
    fn weekday_date(&mut self) -> Option<Point> {
        let weekday: Weekday = self.word(phrase::weekday)?;
        self.mark(&[',', '.']);
        let point = self
            .attempt(Self::iso_date)
            .or_else(|| self.attempt(Self::numeric_date))
            .or_else(|| self.attempt(Self::written_date))
            .or_else(|| self.attempt(Self::numeric_day))?;
        Some(Point { weekday: Some(weekday), ..point })
    }

    /// "2026-01-12", with a time perhaps.
    fn iso_date(&mut self) -> Option<Point> {
        let year = self.long_year()?;
        let separator = self.mark(&['-', '/', '.'])?;
        let month = self.short()?;
        self.mark(&[separator])?;
        let day = self.short()?;
        self.time();
        Some(Point::new(Stretch::Day { day, month }, Some(year)))
    }

    /// "28-3-2024", "28/3/24", "28.03.2024 11:57": day, month, year, never another order.
    fn numeric_date(&mut self) -> Option<Point> {
        let day = self.short()?;
        let separator = self.mark(&['-', '/', '.'])?;
        let month = self.short()?;
        self.mark(&[separator])?;
        self.mark(&['\'']);
        let year = self.number(|_, digits| digits == 2 || digits == 4)?;
        let year = i32::try_from(if year < 100 { 2000 + year } else { year }).ok()?;
        self.time();
        Some(Point::new(Stretch::Day { day, month }, Some(year)))
    }

    /// "11:57:42", "14.00 uur", "om 9.30 uur"; says nothing about the deadline.
    fn time(&mut self) {
        self.attempt(|c| {
            c.one_of(&["om", "t", "at"]);
            c.mark(&[',']);
            c.short()?;
            let separator = c.mark(&[':', '.'])?;
            c.short()?;
            c.attempt(|c| {
                c.mark(&[':'])?;
                c.short()
            });
            let said = c.one_of(&["uur", "u", "h", "z"]).is_some();
            (said || separator == ':').then_some(())
        });
    }

    /// "27 augustus 2025", "27-aug-25", "1e juli", "August 27, 2025".
    fn written_date(&mut self) -> Option<Point> {
        let (day, month) = self.attempt(Self::day_month).or_else(|| {
            self.attempt(|c| {
                let month = c.word(phrase::month)?;
                let day = c.short()?;
                c.mark(&[','])?;
                matches!(c.token(0), Some(Token::Number { digits: 4, .. })).then_some((day, month))
            })
        })?;
        let year = self.year();
        self.time();
        Some(Point::new(Stretch::Day { day, month }, year))
    }

    fn day_month(&mut self) -> Option<(u32, u32)> {
        let day = self.short()?;
        self.mark(&['-', '/', '.']);
        self.one_of(&["of"]);
        let month = self.word(phrase::month)?;
        Some((day, month))
    }

    /// "1-3 juni 2025", "1 en 2 juni": two days of one month.
    fn day_pair(&mut self) -> Option<(Point, Link, Point)> {
        let first = self.short()?;
        let link = self.link()?;
        let (last, month) = self.day_month()?;
        let year = self.year();
        let day = |day| Point::new(Stretch::Day { day, month }, year);
        Some((day(first), link, day(last)))
    }

    /// "eind 2025", "medio december 2024", "begin van Q2 2026".
    fn part(&mut self) -> Option<Point> {
        let part: Part = self.word(phrase::part)?;
        self.mark(&['-']);
        self.one_of(&["van", "of"]);
        self.one_of(&["het", "de", "the", "jaar"]);
        let point = self.attempt(Self::stretch).or_else(|| self.attempt(Self::bare_year))?;
        // "eind begin mei" says nothing; a part of a part is left to the inner one.
        Some(if point.part.is_none() { Point { part: Some(part), ..point } } else { point })
    }

    /// A quarter, half year, week, season or month, with its year where that is said.
    fn stretch(&mut self) -> Option<Point> {
        let early_year = self.attempt(|c| {
            let year = c.long_year()?;
            c.mark(&['-', '/', ' ']);
            matches!(c.token(0), Some(Token::Word(w)) if matches!(w.as_str(), "q" | "k" | "kw" | "kwartaal" | "h" | "week" | "wk" | "w"))
                .then_some(year)
        });
        let (stretch, said) = self
            .attempt(Self::quarter)
            .or_else(|| self.attempt(Self::half).map(|stretch| (stretch, None)))
            .or_else(|| self.attempt(Self::week).map(|stretch| (stretch, None)))
            .or_else(|| self.attempt(Self::season))
            .or_else(|| self.word(phrase::month).map(|month| (Stretch::Month(month), None)))?;
        let year = early_year.or(said).or_else(|| self.year());
        Some(Point::new(stretch, year))
    }

    /// "Q1", "K1", "kw 1", "kwartaal 1", "1e kwartaal", "eerste kwartaal", "Q12025".
    fn quarter(&mut self) -> Option<(Stretch, Option<i32>)> {
        let named = self.attempt(|c| {
            c.one_of(&["q", "k", "kw", "kwrt", "kwartaal", "quarter"])?;
            c.mark(&['-', '.']);
            c.number(|_, digits| digits == 1 || digits == 2 || digits == 5)
        });
        if let Some(number) = named.filter(|number| *number >= 100) {
            return Some((Stretch::Quarter(number / 10_000), i32::try_from(number % 10_000).ok()));
        }
        let number = named.or_else(|| {
            self.attempt(|c| {
                let number = c.ordinal(4)?;
                c.one_of(&["q", "kw", "kwrt", "kwartaal", "quarter"])?;
                Some(number)
            })
        })?;
        Some((Stretch::Quarter(number), None))
    }

    /// "H1", "eerste helft", "2e halfjaar", "halfjaar 1".
    fn half(&mut self) -> Option<Stretch> {
        let named = self.attempt(|c| {
            c.one_of(&["h", "halfjaar", "semester"])?;
            c.number(|_, digits| digits == 1)
        });
        let number = named.or_else(|| {
            self.attempt(|c| {
                let number = c.ordinal(2)?;
                c.one_of(&["helft", "halfjaar", "semester", "half"])?;
                c.one_of(&["jaar", "year"]);
                Some(number)
            })
        })?;
        Some(Stretch::Half(number))
    }

    fn week(&mut self) -> Option<Stretch> {
        self.one_of(&["week", "wk", "w"])?;
        self.short().map(Stretch::Week)
    }

    /// A season; a winter may have two years.
    fn season(&mut self) -> Option<(Stretch, Option<i32>)> {
        let season: Season = self.word(phrase::season)?;
        let year = (season == Season::Winter)
            .then(|| {
                self.attempt(|c| {
                    c.one_of(&["van", "of"]);
                    let year = c.long_year()?;
                    c.mark(&['-', '/'])?;
                    c.number(|_, digits| digits == 2 || digits == 4)?;
                    Some(year)
                })
            })
            .flatten();
        Some((Stretch::Season(season), year))
    }

    /// A number that orders; "laatste" is `last`.
    fn ordinal(&mut self, last: u32) -> Option<u32> {
        if let Some(Token::Number { value, ordinal: true, .. }) = self.token(0) {
            let value = *value;
            self.at += 1;
            return Some(value);
        }
        self.word(|word| if matches!(word, "laatste" | "last") { Some(last) } else { phrase::ordinal(word) })
            .or_else(|| self.number(|value, digits| digits == 1 && (1..=4).contains(&value)))
    }

    /// "06-2026": a month in digits.
    fn numeric_month(&mut self) -> Option<Point> {
        let month = self.short()?;
        self.mark(&['-', '/'])?;
        let year = self.long_year()?;
        Some(Point::new(Stretch::Month(month), Some(year)))
    }

    /// "28/3": a day without its year.
    fn numeric_day(&mut self) -> Option<Point> {
        let day = self.short()?;
        let separator = self.mark(&['-', '/'])?;
        let month = self.short()?;
        let counts = |word: &str| phrase::unit(word).is_some() || matches!(word, "keer" | "maal" | "x" | "times");
        let goes_on = match self.token(0) {
            Some(Token::Mark(mark)) => *mark == separator,
            Some(Token::Word(word)) => counts(word),
            _ => false,
        };
        (!goes_on).then(|| Point::new(Stretch::Day { day, month }, None))
    }

    /// "2025", "'25".
    fn bare_year(&mut self) -> Option<Point> {
        let year = self.attempt(Self::long_year).or_else(|| self.attempt(Self::apostrophe_year))?;
        Some(Point::new(Stretch::Year, Some(year)))
    }

    fn apostrophe_year(&mut self) -> Option<i32> {
        self.mark(&['\''])?;
        self.two_digit_year()
    }

    fn two_digit_year(&mut self) -> Option<i32> {
        self.number(|value, digits| digits == 2 && value >= 20).and_then(|year| i32::try_from(2000 + year).ok())
    }

    /// The year after a stretch: "van 2025", "'25", "-25", "2025".
    fn year(&mut self) -> Option<i32> {
        self.attempt(|c| {
            c.one_of(&["van", "in", "of"]);
            c.one_of(&["het", "the"]);
            c.one_of(&["jaar", "year"]);
            let marked = c.mark(&['-', '/', ',', '.']).is_some();
            let year = c.attempt(Self::long_year).or_else(|| c.attempt(Self::apostrophe_year)).or_else(|| c.attempt(Self::two_digit_year))?;
            // "Q1 - 2025-12-31" and "Q3 28/3": the number belongs to what follows.
            let date_follows = matches!((c.token(0), c.token(1), c.token(2)), (Some(Token::Mark(a)), Some(Token::Number { digits: 1..=2, .. }), Some(Token::Mark(b))) if a == b);
            let day_follows = year < 2100 && !marked && c.day_was_meant();
            (!date_follows && !day_follows).then_some(year)
        })
    }

    /// Whether the two digits that were just taken start a date: "mei 28/3", "Q1 26 mei".
    fn day_was_meant(&self) -> bool {
        let short =
            matches!(self.at.checked_sub(1).and_then(|at| self.tokens.get(at)), Some(Token::Number { digits: 2, .. }));
        short
            && match (self.token(0), self.token(1)) {
                (Some(Token::Word(word)), _) => phrase::month(word).is_some(),
                (Some(Token::Mark('-' | '/' | '.')), Some(Token::Number { digits: 1..=2, .. })) => true,
                _ => false,
            }
    }

    // --- Rhythms -----------------------------------------------------------------------------------------------------

    fn rhythm(&mut self) -> Option<Option<String>> {
        self.attempt(Self::times_per)
            .or_else(|| self.attempt(Self::every))
            .or_else(|| self.attempt(|c| c.word(phrase::rhythm)))
            .or_else(|| self.attempt(Self::per_unit))
            .or_else(|| {
                self.attempt(|c| {
                    c.one_of(&["half"])?;
                    c.one_of(&["jaarlijks"])?;
                    Some(Some("P6M".to_owned()))
                })
            })
    }

    /// "twee keer per jaar", "2x p/j", "eens per kwartaal", "eens in de twee maanden".
    fn times_per(&mut self) -> Option<Option<String>> {
        let count = self.word(phrase::times).or_else(|| {
            self.attempt(|c| {
                let count = c.count()?;
                c.one_of(&["keer", "maal", "x", "times", "time"]).or_else(|| c.mark(&['×']).map(drop))?;
                Some(count)
            })
        })?;
        if self.one_of(&["pj"]).is_some() {
            return Some(Unit::Year.divided(count));
        }
        if self.phrase("in de").is_some() || self.phrase("in het").is_some() || self.phrase("om de").is_some() {
            let number = self.count().unwrap_or(1);
            let unit = self.unit()?;
            return Some(if count == 1 { unit.period(number) } else { None });
        }
        self.one_of(&["per", "p", "a", "an", "elk", "elke", "ieder", "iedere", "every"]);
        let number = self.count().unwrap_or(1);
        let unit = self.unit()?;
        Some(if number == 1 {
            unit.divided(count)
        } else if count == 1 {
            unit.period(number)
        } else {
            None
        })
    }

    /// "elk kwartaal", "iedere twee maanden", "om de twee maanden", "om de week", "elke maandag".
    fn every(&mut self) -> Option<Option<String>> {
        let alternating = self.attempt(|c| {
            c.one_of(&["om"])?;
            c.one_of(&["de", "het"])
        });
        if alternating.is_none() {
            self.one_of(&["elk", "elke", "ieder", "iedere", "every", "each"])?;
            if self.word(phrase::weekday).is_some() {
                return Some(Unit::Week.period(1));
            }
        }
        let number = self.count().or_else(|| self.word(phrase::ordinal));
        let unit = self.unit()?;
        Some(unit.period(number.unwrap_or(if alternating.is_some() { 2 } else { 1 })))
    }

    /// "per kwartaal"; "per 1 juli" is no rhythm.
    fn per_unit(&mut self) -> Option<Option<String>> {
        self.one_of(&["per"])?;
        let unit = self.unit()?;
        Some(unit.period(1))
    }

    fn count(&mut self) -> Option<u32> {
        self.number(|value, digits| digits <= 3 && value > 0).or_else(|| self.word(phrase::count))
    }

    fn unit(&mut self) -> Option<Unit> {
        let half = self.attempt(|c| {
            c.one_of(&["half"])?;
            c.one_of(&["jaar", "year"])
        });
        if half.is_some() { Some(Unit::HalfYear) } else { self.word(phrase::unit) }
    }
}
