//! `rules`: list the catalogue, or explain one rule.

use clap::{Args, ValueEnum};

use super::terminal::print;
use super::{Failure, LangArg, Outcome};
use crate::finding::Rule;
use crate::rules::{self, CATALOGUE};
use crate::wording;

#[derive(Debug, Args)]
pub(super) struct RulesArgs {
    /// A code (OWN003) or name (owner-unknown); without it the list of all.
    code: Option<String>,
    /// How it is printed.
    #[arg(long, value_enum, default_value_t = RulesFormat::Text)]
    format: RulesFormat,
    #[command(flatten)]
    pub(super) lang: LangArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RulesFormat {
    Text,
    Json,
    Markdown,
}

pub(super) fn rules(args: &RulesArgs) -> Result<Outcome, Failure> {
    let lang = args.lang.get();
    let chosen = match &args.code {
        None => CATALOGUE.iter().map(|(rule, _)| *rule).collect(),
        Some(wanted) => vec![find(wanted)?],
    };
    let text = match (args.format, &args.code) {
        (RulesFormat::Text, None) => rules::explain::list(&chosen, lang),
        (RulesFormat::Text, Some(_)) => chosen.iter().map(|rule| rules::explain::text(rule, lang)).collect(),
        (RulesFormat::Json, _) => rules::explain::json(&chosen),
        (RulesFormat::Markdown, _) => rules::explain::markdown(&chosen, lang),
    };
    print(&text)?;
    Ok(Outcome::Clean)
}

fn find(wanted: &str) -> Result<&'static Rule, Failure> {
    if let Some(rule) = rules::find(wanted) {
        return Ok(rule);
    }
    let near = wording::nearest(wanted, CATALOGUE.iter().flat_map(|(rule, _)| [rule.code.as_str(), rule.name]));
    let (nl, en) = match near {
        Some(near) => (format!(" Bedoelt u {near}?"), format!(" Did you mean {near}?")),
        None => (String::new(), String::new()),
    };
    Err(Failure::new(
        format!("Er is geen regel \"{wanted}\".{nl} `planwacht rules` geeft de lijst."),
        format!("There is no rule \"{wanted}\".{en} `planwacht rules` lists them."),
    ))
}
