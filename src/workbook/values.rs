//! Stored text and numbers as Excel shows them: escapes, line ends, dates.

use std::borrow::Cow;
use std::sync::Arc;

use calamine::{Data, DataRef};
use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

use crate::cell::CellValue;
pub(super) use crate::ooxml::formats::{Dress, builtin_dress, code_dress};
use crate::ooxml::xml::code_at;

/// Text with one kind of line end; nothing is trimmed.
pub(super) fn lines<'t>(text: impl Into<Cow<'t, str>>) -> Cow<'t, str> {
    let text = text.into();
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text }
}

/// Text as a cell stores it, with its `_xHHHH_` escapes resolved and one kind of line end.
pub(super) fn stored_text(text: &str) -> String {
    lines(unescaped(text)).into_owned()
}

/// A text value; no characters is no value.
pub(super) fn text_value(text: impl Into<Arc<str>> + AsRef<str>) -> CellValue {
    if text.as_ref().is_empty() { CellValue::Empty } else { CellValue::Text(text.into()) }
}

/// Resolves `_xHHHH_`, UTF-16 pairs included; `_x005F_` keeps what follows literal.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut units: Vec<u16> = Vec::new();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        if let Some((unit, tail)) = code_at(rest) {
            units.push(unit);
            rest = tail;
            continue;
        }
        flush(&mut units, &mut out);
        let step = rest.char_indices().skip(1).find(|(_, c)| *c == '_').map_or(rest.len(), |(i, _)| i);
        let (plain, tail) = rest.split_at(step);
        out.push_str(plain);
        rest = tail;
    }
    flush(&mut units, &mut out);
    Cow::Owned(out)
}

fn flush(units: &mut Vec<u16>, out: &mut String) {
    out.extend(char::decode_utf16(units.drain(..)).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
}

/// A number in the dress of its format. A number without a place on the calendar stays a number.
pub(super) fn number_value(number: f64, dress: Dress, is_1904: bool) -> CellValue {
    if !number.is_finite() {
        return CellValue::Error("#NUM!".into());
    }
    match dress {
        Dress::Date => serial_date(number, is_1904).map_or(CellValue::Number(number), CellValue::Date),
        Dress::Plain | Dress::Duration => CellValue::Number(number),
    }
}

/// The serial number of a date, the other way round.
pub(super) fn serial_of(date: NaiveDateTime, is_1904: bool) -> f64 {
    let zero = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default().and_time(NaiveTime::MIN);
    let days = date.signed_duration_since(zero).num_milliseconds() as f64 / 86_400_000.0;
    let days = if days < 61.0 { days - 1.0 } else { days };
    if is_1904 { days - 1462.0 } else { days }
}

/// The number that the file has for a cell.
pub(super) fn number_of(data: &DataRef<'_>) -> Option<f64> {
    match data {
        DataRef::Int(number) => Some(*number as f64),
        DataRef::Float(number) => Some(*number),
        DataRef::DateTime(moment) => Some(moment.as_f64()),
        _ => None,
    }
}

/// The date that a serial number stands for; `None` for a bare time, for 29-02-1900 and beyond 31-12-9999.
pub(super) fn serial_date(serial: f64, is_1904: bool) -> Option<NaiveDateTime> {
    let serial = if is_1904 && (serial >= 1.0 || serial == 0.0) { serial + 1462.0 } else { serial };
    if !(1.0..2_958_466.0).contains(&serial) || (60.0..61.0).contains(&serial) {
        return None;
    }
    // Excel counts 1900 as a leap year, so the days before 1 March 1900 stand one place lower.
    let epoch = NaiveDate::from_ymd_opt(1899, 12, if serial < 60.0 { 31 } else { 30 })?;
    let seconds = (serial * 86_400_000.0).round() / 1000.0;
    let whole = if (seconds - seconds.round()).abs() < 0.0015 { seconds.round() } else { seconds };
    // Both bounds were checked above, so the milliseconds fit.
    epoch.and_time(NaiveTime::MIN).checked_add_signed(Duration::milliseconds((whole * 1000.0) as i64))
}

/// A date as ISO 8601 writes it, with or without a time.
pub(super) fn iso_date(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim().trim_end_matches('Z');
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|day| day.and_time(NaiveTime::MIN));
    day.or_else(|| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").ok())
        .or_else(|| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").ok())
}

/// An ISO date as a cell's value; one that is no day of the calendar stays text.
pub(super) fn iso_value(text: &str) -> CellValue {
    iso_date(text).map_or_else(|| text_value(text), CellValue::Date)
}

/// A cell as calamine gives it.
pub(super) fn from_ref(data: &DataRef<'_>, is_1904: bool) -> CellValue {
    match data {
        DataRef::SharedString(text) => text_value(lines(*text)),
        DataRef::String(text) => text_value(lines(text)),
        other => from_data(other.clone().into(), is_1904),
    }
}

/// A cell as calamine gives it.
pub(super) fn from_data(data: Data, is_1904: bool) -> CellValue {
    match data {
        Data::Empty => CellValue::Empty,
        Data::Int(number) => CellValue::Number(number as f64),
        Data::Float(number) => number_value(number, Dress::Plain, is_1904),
        Data::String(text) => text_value(lines(text)),
        Data::Bool(value) => CellValue::Bool(value),
        Data::DateTime(moment) => {
            let dress = if moment.is_duration() { Dress::Duration } else { Dress::Date };
            number_value(moment.as_f64(), dress, is_1904)
        }
        Data::DateTimeIso(text) => iso_value(&text),
        Data::DurationIso(text) => text_value(text),
        Data::Error(error) => CellValue::Error(error.to_string().into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_line_ends_read_as_excel_shows_them() {
        assert_eq!(stored_text("a_x000D_\nb\r\nc\rd"), "a\nb\nc\nd");
        assert_eq!(stored_text("_x005F_x000D_"), "_x000D_");
        assert_eq!(stored_text("_xD83D__xDE00_ _xD83D_ _x00e9_"), "😀 \u{FFFD} é");
        for plain in ["_x12_", "_xéé_", "a_x", "__x00", "_x+041_", " x_y "] {
            assert_eq!(stored_text(plain), plain);
        }
    }

    #[test]
    fn serials_become_dates_in_both_systems() {
        let day = |serial, old| serial_date(serial, old).map(|date| date.format("%Y-%m-%d %H:%M:%S").to_string());
        for (serial, old, expected) in [
            (45896.0, false, Some("2025-08-27 00:00:00")),
            (44434.0, true, Some("2025-08-27 00:00:00")),
            (45896.5, false, Some("2025-08-27 12:00:00")),
            (45_896.999_988_425_93, false, Some("2025-08-27 23:59:59")),
            (1.0, false, Some("1900-01-01 00:00:00")),
            (59.0, false, Some("1900-02-28 00:00:00")),
            (60.0, false, None),
            (61.0, false, Some("1900-03-01 00:00:00")),
            (0.0, true, Some("1904-01-01 00:00:00")),
            (0.5, false, None),
            (0.5, true, None),
            (-3.0, false, None),
            (2_958_465.0, false, Some("9999-12-31 00:00:00")),
            (2_958_466.0, false, None),
            (f64::NAN, false, None),
            (f64::INFINITY, true, None),
        ] {
            assert_eq!(day(serial, old).as_deref(), expected, "{serial} {old}");
        }
    }

    #[test]
    fn serials_and_dates_are_each_others_other_way_round() {
        for old in [false, true] {
            for serial in [1.0, 59.0, 61.0, 45_896.0, 45_896.75].map(|serial| serial + if old { 2000.0 } else { 0.0 }) {
                assert_eq!(serial_of(serial_date(serial, old).unwrap(), old), serial, "{old}");
            }
        }
    }

    #[test]
    fn impossible_dates_keep_what_is_stored() {
        assert_eq!(iso_value("2024-02-30"), CellValue::Text("2024-02-30".into()));
        assert!(matches!(iso_value("2024-02-29T10:30:00.000"), CellValue::Date(_)));
        assert_eq!(number_value(1e9, Dress::Date, false), CellValue::Number(1e9));
        assert_eq!(number_value(f64::INFINITY, Dress::Date, false), CellValue::Error("#NUM!".into()));
    }
}
