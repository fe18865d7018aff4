//! The pieces of the text of an owner: known names and words between separators.

use crate::framework::Code;
use crate::language::{Role, Words};
use crate::read::lexicon::{Entity, Kind, Lexicon, Token};

/// A known name or a word of a chunk.
#[derive(Debug, Clone)]
pub(super) enum Item<'a> {
    Name(&'a Entity),
    Word(&'a Token),
    /// A name that was nearly written, with the bytes that it takes.
    Slip(&'a str, std::ops::Range<usize>),
    Redacted,
    At,
}

/// How somebody takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Nothing is said about it.
    Named,
    /// Leads, in so many words.
    Leads,
    /// Merely takes part.
    Partner,
}

/// A stretch between separators, with the bytes that it takes.
#[derive(Debug)]
pub(super) struct Chunk<'a> {
    pub(super) items: Vec<Item<'a>>,
    pub(super) part: Part,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Chunk<'_> {
    pub(super) fn words(&self) -> impl Iterator<Item = &Token> {
        self.items.iter().filter_map(|item| if let Item::Word(word) = item { Some(*word) } else { None })
    }

    /// Whether a word of the chunk plays a role.
    pub(super) fn has(&self, role: Role, lexicon: &Lexicon) -> bool {
        self.words().any(|word| lexicon.language().words(role).has_key(word_key(word)))
    }

    pub(super) fn is_filler(&self, item: &Item, lexicon: &Lexicon) -> bool {
        matches!(item, Item::Word(word) if !is_telling(word_key(word), lexicon))
    }

    /// Whether its last word is that of a function or a team, so that a name of it goes on.
    pub(super) fn ends_in_title(&self, lexicon: &Lexicon) -> bool {
        matches!(self.items.last(), Some(Item::Word(word)) if is_title(word_key(word), lexicon))
    }

    /// The municipality that it names.
    pub(super) fn municipality<'l>(&self, lexicon: &'l Lexicon) -> Option<&'l Code>
    where
        Self: 'l,
    {
        self.items.iter().find_map(|item| if let Item::Name(name) = item { lexicon.municipality(name) } else { None })
    }
}

/// Whether a word, by its key, makes a function or a team of a name.
pub(super) fn is_title(key: &str, lexicon: &Lexicon) -> bool {
    let language = lexicon.language();
    [Role::Function, Role::Team].into_iter().any(|role| {
        let words = language.words(role);
        words.has_key(key) || ends_in_one(key, words)
    })
}

/// Whether a word is a compound that ends in one of these: "raadsgriffier", "jongerenambassadeur". Short words end others by chance.
fn ends_in_one(key: &str, words: &Words) -> bool {
    const SHORTEST: usize = 7;
    const BEFORE: usize = 3;
    let cuts = key.char_indices().map(|(at, _)| at).skip(BEFORE);
    let ends = cuts.filter_map(|at| key.get(at..)).take_while(|end| end.len() >= SHORTEST);
    let mut ends = ends;
    ends.any(|end| words.lists(end))
}

/// The chunk as it was typed, without the remark in brackets behind it.
pub(super) fn typed<'t>(chunk: &Chunk, text: &'t str) -> &'t str {
    let all = slice(text, chunk.start, chunk.end);
    all.split(['(', '[', '{']).next().unwrap_or_default().trim()
}

/// Whether a word can tell who it is: no filler and no number.
pub(super) fn is_telling(key: &str, lexicon: &Lexicon) -> bool {
    !lexicon.language().words(Role::OwnerFiller).lists(key) && !key.chars().all(|c| c.is_ascii_digit())
}

pub(super) fn word_key(token: &Token) -> &str {
    match &token.kind {
        Kind::Word { key, .. } => key,
        _ => "",
    }
}

pub(super) fn slice(text: &str, start: usize, end: usize) -> &str {
    text.get(start..end).unwrap_or_default().trim()
}
