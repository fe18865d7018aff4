//! What is wrong with how planwacht was called, in the language that was asked for.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::wording::{Lang, Wording};

/// What is wrong with the arguments, as a sentence; none for what is no mistake (help, the version) and for what clap words itself.
pub(super) fn mistake(error: &clap::Error) -> Option<Wording> {
    let said = |kind: ContextKind| match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        _ => None,
    };
    let name = |text: String| text.split([' ', '=']).next().unwrap_or_default().to_owned();
    let meant = |kind: ContextKind| {
        let found = said(kind).map(|text| text.split(',').next().unwrap_or_default().to_owned());
        found.map_or((String::new(), String::new()), |meant| {
            (format!(" Bedoelt u {meant}?"), format!(" Did you mean {meant}?"))
        })
    };
    match error.kind() {
        ErrorKind::UnknownArgument => {
            let typed = said(ContextKind::InvalidArg)?;
            let (nl, en) = meant(ContextKind::SuggestedArg);
            Some(if typed.starts_with('-') {
                Wording::of(format!("Onbekende optie {typed}.{nl}"), format!("Unknown option {typed}.{en}"))
            } else {
                Wording::of(
                    format!(
                        "“{typed}” is hier te veel. Staat er een spatie in een bestandsnaam? Zet er dan aanhalingstekens om."
                    ),
                    format!("“{typed}” is one too many. If a file name has a space in it, put it between quotes."),
                )
            })
        }
        ErrorKind::InvalidSubcommand => {
            let typed = said(ContextKind::InvalidSubcommand)?;
            let (nl, en) = meant(ContextKind::SuggestedSubcommand);
            Some(Wording::of(
                format!("Er is geen opdracht “{typed}”.{nl} De lijst ziet u met: planwacht --help"),
                format!("There is no command “{typed}”.{en} For the list: planwacht --help"),
            ))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let (option, typed) = (name(said(ContextKind::InvalidArg)?), said(ContextKind::InvalidValue)?);
            Some(if typed.is_empty() {
                Wording::of(format!("Achter {option} ontbreekt de waarde."), format!("{option} needs a value."))
            } else if option == "--today" {
                Wording::of(
                    format!("“{typed}” is geen datum. Schrijf die zo: 2025-11-24."),
                    format!("“{typed}” is not a date. Write it like this: 2025-11-24."),
                )
            } else {
                let (nl, en) = said(ContextKind::ValidValue).map_or((String::new(), String::new()), |valid| {
                    (format!(" Kies uit: {valid}."), format!(" Choose from: {valid}."))
                });
                Wording::of(
                    format!("“{typed}” past niet bij {option}.{nl}"),
                    format!("“{typed}” does not fit {option}.{en}"),
                )
            })
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = said(ContextKind::InvalidArg)?;
            Some(Wording::of(
                format!("Er ontbreekt iets: {missing}. Hoe het moet, ziet u met --help."),
                format!("Something is missing: {missing}. See --help for how it goes."),
            ))
        }
        ErrorKind::ArgumentConflict => {
            let (one, other) = (said(ContextKind::InvalidArg)?, said(ContextKind::PriorArg)?);
            Some(if name(one.clone()) == name(other.clone()) {
                Wording::of(format!("{one} staat er twee keer."), format!("{one} is there twice."))
            } else {
                Wording::of(
                    format!("{one} en {other} gaan niet samen. Kies een van de twee."),
                    format!("{one} and {other} cannot be used together. Choose one of the two."),
                )
            })
        }
        _ => None,
    }
}

/// The language that the arguments ask for, before they are understood: Dutch unless `--lang en` stands among them.
pub(super) fn language(args: impl Iterator<Item = OsString>) -> Lang {
    let args: Vec<String> = args.map(|arg| arg.to_string_lossy().into_owned()).collect();
    let apart = args.windows(2).any(|pair| matches!(pair, [option, value] if option == "--lang" && value == "en"));
    if apart || args.iter().any(|arg| arg == "--lang=en") { Lang::En } else { Lang::Nl }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::Cli;

    #[test]
    fn a_mistake_in_the_call_is_one_sentence_in_both_languages() {
        for (args, nl, en) in [
            ("check a.xlsx --baselin", "Onbekende optie --baselin. Bedoelt u --baseline?", "Unknown option --baselin."),
            (
                "check a.xlsx --today 24-11-2025",
                "“24-11-2025” is geen datum. Schrijf die zo: 2025-11-24.",
                "“24-11-2025” is not",
            ),
            ("check a.xlsx --lang fr", "“fr” past niet bij --lang. Kies uit: nl, en.", "Choose from: nl, en."),
            ("chek a.xlsx", "Er is geen opdracht “chek”. Bedoelt u check?", "There is no command “chek”."),
            ("check", "Er ontbreekt iets: <", "Something is missing: <"),
            ("check a.xlsx b.xlsx", "“b.xlsx” is hier te veel.", "“b.xlsx” is one too many."),
        ] {
            let error = Cli::try_parse_from(std::iter::once("planwacht").chain(args.split(' '))).unwrap_err();
            let said = mistake(&error).unwrap_or_else(|| panic!("{args}: {error}"));
            assert!(said.nl.starts_with(nl), "{args}: {}", said.nl);
            assert!(said.en.contains(en), "{args}: {}", said.en);
        }
        let help = Cli::try_parse_from(["planwacht", "--help"]).unwrap_err();
        assert!(mistake(&help).is_none());
    }

    #[test]
    fn the_language_is_known_before_the_arguments_are() {
        let of = |args: &str| language(args.split(' ').map(OsString::from));
        assert_eq!(
            (of("check --lang en"), of("check --lang=en x"), of("check --lang nl")),
            (Lang::En, Lang::En, Lang::Nl)
        );
    }
}
