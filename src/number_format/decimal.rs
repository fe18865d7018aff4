//! A number by its decimal digits: the fifteen that Excel keeps, so that 1.005 rounds as people expect it.

/// `0.d₁d₂d₃… × 10^point`; zero has no digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decimal {
    digits: Vec<u8>,
    point: i32,
}

/// A number that was rounded: its digits before and behind the point, as numbers.
pub(super) struct Rounded {
    /// Without leading zeros.
    pub whole: Vec<u8>,
    /// As many as were asked for.
    pub behind: Vec<u8>,
}

impl Decimal {
    /// The digits of a finite number without its sign.
    pub(super) fn of(number: f64) -> Self {
        let text = format!("{:.14e}", number.abs());
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let mut digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
        while digits.last() == Some(&0) {
            digits.pop();
        }
        let point = if digits.is_empty() { 0 } else { exponent.parse::<i32>().unwrap_or(0) + 1 };
        Self { digits, point }
    }

    pub(super) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// The power of ten of the first digit.
    pub(super) fn exponent(&self) -> i32 {
        self.point - 1
    }

    /// The number times a power of ten.
    pub(super) fn scaled(&self, power: i32) -> Self {
        let point = if self.is_zero() { 0 } else { self.point.saturating_add(power) };
        Self { digits: self.digits.clone(), point }
    }

    /// The number with so many decimals; halves go away from zero.
    pub(super) fn rounded(&self, places: usize) -> Rounded {
        let kept = i64::from(self.point) + i64::try_from(places).unwrap_or(i64::MAX / 2);
        let (mut digits, mut point) = (self.digits.clone(), self.point);
        match usize::try_from(kept) {
            Err(_) => digits.clear(),
            Ok(kept) if kept < digits.len() => {
                let up = digits.get(kept).is_some_and(|next| *next >= 5);
                digits.truncate(kept);
                if up && carry(&mut digits) {
                    digits.insert(0, 1);
                    point += 1;
                }
            }
            Ok(_) => {}
        }
        let whole_len = usize::try_from(point).unwrap_or(0);
        let mut digits = digits.into_iter();
        let mut whole: Vec<u8> = digits.by_ref().take(whole_len).collect();
        if !whole.is_empty() {
            whole.resize(whole_len, 0);
        }
        let zeros = usize::try_from(-i64::from(point)).unwrap_or(0).min(places);
        let mut behind: Vec<u8> = std::iter::repeat_n(0, zeros).chain(digits).collect();
        behind.resize(places, 0);
        Rounded { whole, behind }
    }
}

/// Adds one to the last digit; whether it goes over the first one, which leaves zeros.
fn carry(digits: &mut [u8]) -> bool {
    for digit in digits.iter_mut().rev() {
        if *digit < 9 {
            *digit += 1;
            return false;
        }
        *digit = 0;
    }
    true
}

impl Rounded {
    /// Whether every digit is a zero.
    pub(super) fn is_zero(&self) -> bool {
        self.whole.is_empty() && self.behind.iter().all(|digit| *digit == 0)
    }

    /// How many decimals are left without the zeros at their end.
    pub(super) fn telling(&self) -> usize {
        self.behind.iter().rposition(|digit| *digit != 0).map_or(0, |last| last + 1)
    }
}

/// A digit as it is written.
pub(super) fn character(digit: u8) -> char {
    char::from(b'0' + digit.min(9))
}
