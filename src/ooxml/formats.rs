//! Number formats: which of them make a date of a number.

/// What a number format makes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Dress {
    /// A number.
    #[default]
    Plain,
    /// A point in time.
    Date,
    /// A length of time: `[h]:mm`.
    Duration,
}

/// What a built-in number format makes of a number.
pub(crate) fn builtin_dress(id: u32) -> Dress {
    match id {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Dress::Date,
        46 => Dress::Duration,
        _ => Dress::Plain,
    }
}

/// What a number format's code makes of a positive number: only its first section counts.
pub(crate) fn code_dress(code: &str) -> Dress {
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c.to_ascii_lowercase() {
            ';' => return Dress::Plain,
            '"' => {
                chars.by_ref().find(|c| *c == '"');
            }
            '\\' | '_' | '*' => {
                chars.next();
            }
            '[' => {
                let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                let inner = inner.to_ascii_lowercase();
                if !inner.is_empty() && ["h", "m", "s"].iter().any(|unit| inner.replace(unit, "").is_empty()) {
                    return Dress::Duration;
                }
            }
            'g' if chars.as_str().to_ascii_lowercase().starts_with("eneral") => return Dress::Plain,
            'd' | 'm' | 'y' | 'h' | 's' => return Dress::Date,
            'a' if chars.as_str().to_ascii_lowercase().starts_with("/p") => return Dress::Date,
            _ => {}
        }
    }
    Dress::Plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_formats_tell_dates_from_numbers() {
        for (code, dress) in [
            ("dd\\-mm\\-yyyy", Dress::Date),
            ("[$-413]d mmmm yyyy;@", Dress::Date),
            ("h:mm AM/PM", Dress::Date),
            ("A/P", Dress::Date),
            ("[h]:mm:ss", Dress::Duration),
            ("[Red][ss]", Dress::Duration),
            ("General", Dress::Plain),
            ("\"dag \"0", Dress::Plain),
            ("#,##0.00_m", Dress::Plain),
            ("0;d", Dress::Plain),
            ("[$€-413] #,##0", Dress::Plain),
            ("\"open", Dress::Plain),
            ("#,##0.00%;[Red]-0%", Dress::Plain),
            ("0\"%\"", Dress::Plain),
        ] {
            assert_eq!(code_dress(code), dress, "{code}");
        }
        assert_eq!(builtin_dress(14), Dress::Date);
        assert_eq!(builtin_dress(46), Dress::Duration);
        assert_eq!(builtin_dress(9), Dress::Plain);
    }
}
