//! Rhythms: "twee keer per jaar", "om de week", "elk kwartaal".
//!
//! The rules are those of `rhythm` in [`super::grammar`].

use super::cursor::Cursor;
use super::phrase::{Phrasebook, Rhythm, Unit};
use super::token::Token;
use crate::language::Role;

impl Cursor<'_> {
    /// A rhythm of any form.
    pub(super) fn rhythm(&mut self) -> Option<Rhythm> {
        self.attempt(Self::times_per)
            .or_else(|| self.attempt(Self::every))
            .or_else(|| self.attempt(Self::counted))
            .or_else(|| self.attempt(Self::in_one_word))
            .or_else(|| self.attempt(Self::per_unit))
    }

    /// "halfjaarlijks", "zwei­monatlich", "per annum".
    fn in_one_word(&mut self) -> Option<Rhythm> {
        let years = self.attempt(|c| {
            c.role(Role::EachYear)?;
            matches!(c.last(), Some(Token::Word(word)) if c.book.each(word).is_none())
                .then(|| Rhythm::of(Unit::Year.period(1)))
        });
        years.or_else(|| self.word(Phrasebook::rhythm))
    }

    /// "twee keer per jaar", "2x p/j", "eens per kwartaal", "eens in de twee maanden", "4x/jaar", "1x jaarlijks".
    fn times_per(&mut self) -> Option<Rhythm> {
        let (count, exact) = self.times()?;
        let each = self.attempt(|c| c.word(|book, word| book.each(word).filter(|(prefix, ..)| prefix.is_empty())));
        if let Some((_, unit, length)) = each {
            let period = if length == 1 { unit.divided(count) } else { None };
            return Some(Rhythm::of(period.filter(|_| exact)));
        }
        if self.role(Role::InAYear).is_some() {
            return Some(Rhythm::of(Unit::Year.divided(count)));
        }
        if self.mark(&['/']).is_none() {
            self.role(Role::InEach);
        }
        let (number, exactly) = self.amount().unwrap_or((1, true));
        let unit = self.unit()?;
        let period = if number == 1 { unit.divided(count) } else { unit.period(number).filter(|_| count == 1) };
        Some(Rhythm::of(period.filter(|_| exact && exactly)))
    }

    /// "eens", "tweemaal", "2 keer", "3 à 4 keer".
    fn times(&mut self) -> Option<(u32, bool)> {
        self.word(|book, word| book.times(word)).map(|count| (count, true)).or_else(|| {
            self.attempt(|c| {
                let amount = c.amount()?;
                c.role(Role::HowOften).or_else(|| c.mark(&['×']).map(drop))?;
                Some(amount)
            })
        })
    }

    /// "elk kwartaal", "iedere twee maanden", "om de twee maanden", "om de week", "elke maandag", "ieder voorjaar".
    fn every(&mut self) -> Option<Rhythm> {
        if self.role(Role::EveryOther).is_some() {
            let (number, exact) = self.amount().unwrap_or((2, true));
            return self.unit().map(|unit| Rhythm::of(unit.period(number).filter(|_| exact)));
        }
        self.role(Role::Each)?;
        if let Some(rhythm) = self.attempt(Self::every_weekday) {
            return Some(rhythm);
        }
        if self.word(|book, word| book.season(word).map(drop).or(book.month(word).map(drop))).is_some() {
            return Some(Rhythm::of(Unit::Year.period(1)));
        }
        let (number, exact) =
            self.amount().or_else(|| self.word(Phrasebook::ordinal).map(|number| (number, true))).unwrap_or((1, true));
        let unit = self.unit()?;
        Some(Rhythm::of(unit.period(number).filter(|_| exact)))
    }

    /// "elke maandag", "elke eerste maandag van de maand".
    fn every_weekday(&mut self) -> Option<Rhythm> {
        let ordered = self.ordinal(5).is_some();
        self.word(Phrasebook::weekday)?;
        let of = self.attempt(|c| {
            c.role(Role::Of)?;
            c.one_of(&[Role::The, Role::Each]);
            c.unit()
        });
        let unit = of.unwrap_or(if ordered { Unit::Month } else { Unit::Week });
        Some(Rhythm::of(unit.period(1)))
    }

    /// "2-jaarlijks", "6 wekelijks", "half jaarlijks".
    fn counted(&mut self) -> Option<Rhythm> {
        if self.role(Role::Half).or_else(|| self.half_in_digits()).is_some() {
            let yearly = self.word(|book, word| book.each(word).filter(|each| *each == ("", Unit::Year, 1)).map(drop));
            return yearly.map(|()| Rhythm::of(Unit::HalfYear.period(1)));
        }
        let (number, exact) = self.amount()?;
        self.mark(&['-']);
        let (_, unit, length) = self.word(|book, word| book.each(word).filter(|(prefix, ..)| prefix.is_empty()))?;
        Some(Rhythm::of(unit.period(number * length).filter(|_| exact)))
    }

    /// "1/2".
    fn half_in_digits(&mut self) -> Option<()> {
        self.attempt(|c| {
            c.number(|value, _| value == 1)?;
            c.mark(&['/'])?;
            c.number(|value, _| value == 2)?;
            c.mark(&['-']);
            Some(())
        })
    }

    /// "per kwartaal", "per 2 jaar"; "per 1 juli" and "per week 12" are no rhythms.
    fn per_unit(&mut self) -> Option<Rhythm> {
        self.role(Role::PerUnit)?;
        let (number, exact) = self.amount().unwrap_or((1, true));
        let unit = self.unit()?;
        let numbered = matches!(self.token(0), Some(Token::Number { .. }));
        (!numbered).then(|| Rhythm::of(unit.period(number).filter(|_| exact)))
    }

    /// A count, or two of which nobody knows which holds ("4 à 6"), which is not exact.
    fn amount(&mut self) -> Option<(u32, bool)> {
        let first = self.count()?;
        let more = self.attempt(|c| {
            c.one_of(&[Role::AndOr, Role::Until, Role::BetweenCounts])
                .map(drop)
                .or_else(|| c.mark(&['-', '/']).map(drop))?;
            c.count()
        });
        Some((first, more.is_none()))
    }

    fn count(&mut self) -> Option<u32> {
        if matches!(self.token(0), Some(Token::Number { ordinal: true, .. })) {
            return None;
        }
        self.number(|value, digits| digits <= 3 && value > 0).or_else(|| self.word(Phrasebook::count))
    }

    /// A unit of time: "kwartaal", "half jaar".
    pub(super) fn unit(&mut self) -> Option<Unit> {
        let half = self.attempt(|c| {
            c.role(Role::Half)?;
            c.role(Role::UnitYear)
        });
        if half.is_some() { Some(Unit::HalfYear) } else { self.valued(Unit::OF) }
    }

    /// "3 maanden", "een half jaar", "komende twee weken": how long.
    pub(super) fn duration(&mut self) -> Option<()> {
        let counted = self.amount().is_some();
        let half = self.is(Role::Half);
        self.unit()?;
        (counted || half).then_some(())
    }
}
