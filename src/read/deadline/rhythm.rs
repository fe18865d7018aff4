//! Rhythms: "twee keer per jaar", "om de week", "elk kwartaal".
//!
//! The rules are those of `rhythm` in [`super::grammar`].

use super::cursor::Cursor;
use super::phrase::{self, Rhythm, Unit};
use super::token::Token;

impl Cursor<'_> {
    /// A rhythm of any form.
    pub fn rhythm(&mut self) -> Option<Rhythm> {
        self.attempt(Self::times_per)
            .or_else(|| self.attempt(Self::every))
            .or_else(|| self.attempt(Self::counted))
            .or_else(|| self.word(phrase::rhythm))
            .or_else(|| self.attempt(Self::per_unit))
    }

    /// "twee keer per jaar", "2x p/j", "eens per kwartaal", "eens in de twee maanden", "4x/jaar".
    fn times_per(&mut self) -> Option<Rhythm> {
        let (count, exact) = self.times()?;
        if self.one_of(&["pj"]).is_some() {
            return Some(Rhythm::of(Unit::Year.divided(count)));
        }
        let within = ["in de", "in het", "om de"].iter().any(|phrase| self.words_of(phrase).is_some());
        if !within && self.mark(&['/']).is_none() {
            self.one_of(&["per", "p", "a", "an", "elk", "elke", "ieder", "iedere", "every", "each", "in"]);
        }
        let (number, exactly) = self.amount().unwrap_or((1, true));
        let unit = self.unit()?;
        let period = if number == 1 { unit.divided(count) } else { unit.period(number).filter(|_| count == 1) };
        Some(Rhythm::of(period.filter(|_| exact && exactly)))
    }

    /// "eens", "tweemaal", "2 keer", "3 à 4 keer".
    fn times(&mut self) -> Option<(u32, bool)> {
        self.word(phrase::times).map(|count| (count, true)).or_else(|| {
            self.attempt(|c| {
                let amount = c.amount()?;
                c.one_of(&["keer", "maal", "x", "times", "time"]).or_else(|| c.mark(&['×']).map(drop))?;
                Some(amount)
            })
        })
    }

    /// "elk kwartaal", "iedere twee maanden", "om de twee maanden", "om de week", "elke maandag", "ieder voorjaar".
    fn every(&mut self) -> Option<Rhythm> {
        if self.words_of("om de").or_else(|| self.words_of("om het")).is_some() {
            let (number, exact) = self.amount().unwrap_or((2, true));
            return self.unit().map(|unit| Rhythm::of(unit.period(number).filter(|_| exact)));
        }
        self.one_of(&["elk", "elke", "ieder", "iedere", "every", "each"])?;
        if let Some(rhythm) = self.attempt(Self::every_weekday) {
            return Some(rhythm);
        }
        if self.word(|word| phrase::season(word).map(drop).or(phrase::month(word).map(drop))).is_some() {
            return Some(Rhythm::of(Unit::Year.period(1)));
        }
        let (number, exact) =
            self.amount().or_else(|| self.word(phrase::ordinal).map(|number| (number, true))).unwrap_or((1, true));
        let unit = self.unit()?;
        Some(Rhythm::of(unit.period(number).filter(|_| exact)))
    }

    /// "elke maandag", "elke eerste maandag van de maand".
    fn every_weekday(&mut self) -> Option<Rhythm> {
        let ordered = self.ordinal(5).is_some();
        self.word(phrase::weekday)?;
        let of = self.attempt(|c| {
            c.one_of(&["van", "of", "in"])?;
            c.one_of(&["de", "het", "the", "elke", "iedere", "each", "every"]);
            c.unit()
        });
        let unit = of.unwrap_or(if ordered { Unit::Month } else { Unit::Week });
        Some(Rhythm::of(unit.period(1)))
    }

    /// "2-jaarlijks", "6 wekelijks", "half jaarlijks".
    fn counted(&mut self) -> Option<Rhythm> {
        if self.one_of(&["half"]).or_else(|| self.half_in_digits()).is_some() {
            let yearly = self.word(|word| phrase::each(word).filter(|each| *each == ("", Unit::Year)).map(drop));
            return yearly.map(|()| Rhythm::of(Unit::HalfYear.period(1)));
        }
        let (number, exact) = self.amount()?;
        self.mark(&['-']);
        let unit =
            self.word(|word| phrase::each(word).filter(|(prefix, _)| prefix.is_empty()).map(|(_, unit)| unit))?;
        Some(Rhythm::of(unit.period(number).filter(|_| exact)))
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
        self.one_of(&["per"])?;
        let (number, exact) = self.amount().unwrap_or((1, true));
        let unit = self.unit()?;
        let numbered = matches!(self.token(0), Some(Token::Number { .. }));
        (!numbered).then(|| Rhythm::of(unit.period(number).filter(|_| exact)))
    }

    /// A count, or two of which nobody knows which holds ("4 à 6"), which is not exact.
    fn amount(&mut self) -> Option<(u32, bool)> {
        let first = self.count()?;
        let more = self.attempt(|c| {
            c.one_of(&["a", "of", "tot", "to", "or"]).or_else(|| c.mark(&['-', '/']).map(drop))?;
            c.count()
        });
        Some((first, more.is_none()))
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

    /// "3 maanden", "een half jaar", "komende twee weken": how long.
    pub fn duration(&mut self) -> Option<()> {
        let counted = self.amount().is_some();
        let half = self.peek() == Some("half");
        self.unit()?;
        (counted || half).then_some(())
    }
}
