//! In which language a format shows dates, and how numbers are written.

use pure_rust_locales::{Locale as Posix, locale_match};

use crate::language::{Language, LanguageCode};

/// How the language of a workbook writes numbers and dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Locale(LanguageCode);

impl Locale {
    /// That of a language.
    pub fn new(language: LanguageCode) -> Self {
        Self(language)
    }

    /// That of the first language of a framework.
    pub fn of(language: &Language) -> Self {
        language.own().first().map_or_else(Self::default, |first| Self(*first))
    }

    /// What parts the decimals from a whole number.
    pub(super) fn decimal(self) -> char {
        self.0.separators().decimal
    }

    /// What parts thousands.
    pub(super) fn thousands(self) -> char {
        self.0.separators().thousands
    }

    pub(super) fn names(self) -> Names {
        Names::Ours(self.0)
    }
}

impl Default for Locale {
    /// That of the first language.
    fn default() -> Self {
        Self(LanguageCode::first())
    }
}

/// The names of months and days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Names {
    /// Of a language of ours.
    Ours(LanguageCode),
    /// Of another one.
    Others(Posix),
}

impl Names {
    /// By what a format says behind the hyphen of `[$-413]` or `[$-nl-NL]`: the number of a language as Windows counts them, or a tag.
    pub(super) fn of(place: &str) -> Option<Self> {
        // Behind a comma stands the calendar.
        let place = place.split(',').next().unwrap_or_default();
        let number = Some(place).filter(|place| (3..=8).contains(&place.len()));
        if let Some(number) = number.and_then(|place| u32::from_str_radix(place, 16).ok()) {
            // Above the language stand its region, its sorting, a calendar and the kind of digits.
            return Self::of_number(number & 0x3FF);
        }
        let tag = place.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let in_table = |(_, locale): &&(u32, Posix)| locale.to_string().split('_').next() == Some(tag.as_str());
        let other = || OTHERS.iter().find(in_table).map(|(_, locale)| Self::Others(*locale));
        LanguageCode::find(&tag).map(Self::Ours).or_else(other)
    }

    fn of_number(language: u32) -> Option<Self> {
        let ours = match language {
            0x07 => "de",
            0x09 => "en",
            0x13 => "nl",
            _ => "",
        };
        let other = || OTHERS.iter().find(|(number, _)| *number == language).map(|(_, locale)| Self::Others(*locale));
        LanguageCode::find(ours).map(Self::Ours).or_else(other)
    }

    /// The name of a month, from 1.
    pub(super) fn month(self, month: u32, short: bool) -> &'static str {
        let at = month.saturating_sub(1) as usize;
        match self {
            Self::Ours(language) => language.month(at, short),
            Self::Others(locale) if short => listed(locale_match!(locale => LC_TIME::ABMON), at),
            Self::Others(locale) => listed(locale_match!(locale => LC_TIME::MON), at),
        }
    }

    /// The name of a day of the week; Sunday is 0.
    pub(super) fn weekday(self, day: i64, short: bool) -> &'static str {
        let at = usize::try_from(day).unwrap_or(0);
        match self {
            // Ours count from Monday on.
            Self::Ours(language) => language.weekday((at + 6) % 7, short),
            Self::Others(locale) if short => listed(locale_match!(locale => LC_TIME::ABDAY), at),
            Self::Others(locale) => listed(locale_match!(locale => LC_TIME::DAY), at),
        }
    }

    /// What a slash in a date shows.
    pub(super) fn date_separator(self) -> char {
        match self {
            Self::Ours(language) => language.separators().date,
            Self::Others(_) => '/',
        }
    }
}

fn listed(names: &[&'static str], at: usize) -> &'static str {
    names.get(at).copied().unwrap_or_default()
}

/// The languages that have no data file of ours, by the lower ten bits of their number in Windows ([MS-LCID]).
const OTHERS: [(u32, Posix); 53] = [
    (0x01, Posix::ar_SA),
    (0x02, Posix::bg_BG),
    (0x03, Posix::ca_ES),
    (0x04, Posix::zh_CN),
    (0x05, Posix::cs_CZ),
    (0x06, Posix::da_DK),
    (0x08, Posix::el_GR),
    (0x0A, Posix::es_ES),
    (0x0B, Posix::fi_FI),
    (0x0C, Posix::fr_FR),
    (0x0D, Posix::he_IL),
    (0x0E, Posix::hu_HU),
    (0x0F, Posix::is_IS),
    (0x10, Posix::it_IT),
    (0x11, Posix::ja_JP),
    (0x12, Posix::ko_KR),
    (0x14, Posix::nb_NO),
    (0x15, Posix::pl_PL),
    (0x16, Posix::pt_PT),
    (0x18, Posix::ro_RO),
    (0x19, Posix::ru_RU),
    (0x1A, Posix::hr_HR),
    (0x1B, Posix::sk_SK),
    (0x1C, Posix::sq_AL),
    (0x1D, Posix::sv_SE),
    (0x1E, Posix::th_TH),
    (0x1F, Posix::tr_TR),
    (0x20, Posix::ur_PK),
    (0x21, Posix::id_ID),
    (0x22, Posix::uk_UA),
    (0x23, Posix::be_BY),
    (0x24, Posix::sl_SI),
    (0x25, Posix::et_EE),
    (0x26, Posix::lv_LV),
    (0x27, Posix::lt_LT),
    (0x29, Posix::fa_IR),
    (0x2A, Posix::vi_VN),
    (0x2B, Posix::hy_AM),
    (0x2C, Posix::az_AZ),
    (0x2D, Posix::eu_ES),
    (0x2F, Posix::mk_MK),
    (0x36, Posix::af_ZA),
    (0x37, Posix::ka_GE),
    (0x38, Posix::fo_FO),
    (0x39, Posix::hi_IN),
    (0x3A, Posix::mt_MT),
    (0x3C, Posix::ga_IE),
    (0x3E, Posix::ms_MY),
    (0x41, Posix::sw_KE),
    (0x52, Posix::cy_GB),
    (0x56, Posix::gl_ES),
    (0x62, Posix::fy_NL),
    (0x6E, Posix::lb_LU),
];
