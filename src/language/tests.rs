//! The data files are whole and can be found by, and no other room has lists of words.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

use super::*;

fn german() -> Language {
    Language::new(&[LanguageCode::find("de").unwrap()], &BTreeMap::new())
}

#[test]
fn every_data_file_is_read_and_whole() {
    for (code, text) in REGISTERED {
        let data = Data::parse(text).unwrap_or_else(|error| panic!("{code}: {error}"));
        assert_eq!((data.months.len(), data.weekdays.len()), (12, 7), "{code}");
        for role in Role::ALL {
            assert!(data.words.get(role).is_some_and(|words| !words.is_empty()), "{code} has no {}", role.name());
        }
        let lists = data.months.iter().chain(&data.weekdays).chain(&data.numbers).chain(&data.ordinals);
        // A header may be a sign: "#".
        let headers: Vec<Vec<String>> =
            data.headers.values().map(|list| list.iter().filter(|text| *text != "#").cloned().collect()).collect();
        let lists = lists.chain(&headers).chain(data.progress.values()).chain(data.words.values());
        for list in lists {
            let keys: Vec<String> = list.iter().map(|word| key(word)).collect();
            assert!(
                keys.iter().all(|key| !key.is_empty()),
                "{code}: an entry that nothing can be found by in {list:?}"
            );
            let twice = keys.iter().enumerate().find(|(at, key)| keys.iter().take(*at).any(|other| other == *key));
            assert!(twice.is_none(), "{code}: {:?} stands twice", twice.map(|(at, _)| &list[at]));
        }
    }
}

#[test]
fn the_own_languages_go_before_the_others() {
    let german = german();
    assert_eq!(german.headers(Field::Owner).first(), Some(&"Zuständig"));
    assert_eq!((german.month("marz"), german.month("mrt"), german.month("may")), (Some(3), Some(3), Some(5)));
    assert_eq!(german.level("both").first(), Some(&"Kreis und kommunal"));
    assert_eq!(german.date_order(), Some(DateOrder::Dmy));
    let both = Language::new(&["en", "nl"].map(|code| LanguageCode::find(code).unwrap()), &BTreeMap::new());
    assert_eq!(both.date_order(), None);
}

#[test]
fn nothing_yet_is_one_concept() {
    let language = Language::default();
    for text in [
        "",
        " - ",
        "?",
        "…",
        "n.t.b.",
        "NTB",
        "n.n.b.",
        "nog te bepalen",
        "nader te bepalen",
        "wordt nog bepaald",
        "volgt nog",
        "moet nog worden ingevuld",
        "nog niet bekend",
        "niet bekend",
        "nog in te vullen",
        "wordt z.s.m. aangevuld",
        "tbc",
        "TBD",
        "to be confirmed",
        "not yet decided",
        "will be announced",
        "unknown",
        "noch offen",
        "wird noch ergänzt",
        "k.A.",
        "noch nicht bekannt",
        "x",
        "idem",
        "geen",
    ] {
        assert!(language.says_nothing(text, Field::Notes), "{text}");
    }
    for text in [
        "is ingevuld",
        "bekend",
        "wacht op besluit",
        "geen capaciteit",
        "nog niet besproken in het college",
        "is known",
        "wacht op bevestiging van de politie",
        "geen geld",
        "ziekte",
        "te weinig mensen",
    ] {
        assert!(!language.says_nothing(text, Field::Notes), "{text}");
    }
    assert!(!language.says_nothing("open", Field::Progress) && language.says_nothing("open", Field::Owner));
}

#[test]
fn a_framework_adds_words_to_a_role() {
    let added = BTreeMap::from([(Role::NothingYet, vec!["komt in de nazomer".to_owned()])]);
    let language = Language::new(&[LanguageCode::find("nl").unwrap()], &added);
    assert!(language.says_nothing("Komt in de nazomer", Field::Owner));
    assert!(!Language::default().says_nothing("Komt in de nazomer", Field::Owner));
}

/// Rooms whose words are no words of workbooks: names of XML and of formats, and what is printed for people.
const OTHER_WORDS: [(&str, &str); 8] = [
    ("src/language", "this room"),
    ("src/ooxml", "names of XML"),
    ("src/package", "names of XML"),
    ("src/workbook", "names of XML and of number formats"),
    ("src/framework/file.rs", "words of the framework file"),
    ("src/report", "words of outputs, for people"),
    ("src/cli", "words of the command line"),
    ("src/rule_codes.rs", "names of rules"),
];

/// The Rust files whose word lists belong in a data file.
fn other_rooms() -> Vec<PathBuf> {
    fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => gather(&path, files),
                false if path.extension().is_some_and(|extension| extension == "rs") => files.push(path),
                false => {}
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    gather(&root.join("src"), &mut files);
    let is_other = |path: &PathBuf| {
        let path = path.strip_prefix(root).unwrap();
        let test = path.file_stem().is_some_and(|stem| stem.to_string_lossy().ends_with("tests"));
        !test && path != Path::new("src/language.rs") && !OTHER_WORDS.iter().any(|(room, _)| path.starts_with(room))
    };
    files.retain(is_other);
    files.sort();
    files
}

/// A text of the program that is a word or a short phrase, as people type it in a cell.
fn is_word(literal: &str) -> bool {
    static WORD: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^\p{L}[\p{L}'’.-]*(?: \p{L}[\p{L}'’.-]*){0,4}$").unwrap());
    literal.chars().filter(|c| c.is_alphabetic()).count() > 1 && WORD.is_match(literal.trim())
}

/// The code without what is said to people: calls that word a sentence in two languages.
fn without_messages(code: &str) -> String {
    static CALL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:Wording::(?:new|of)|\bwording|\.pick|format!|assert\w*!|\bname: |\bwrite!)\s*\(").unwrap()
    });
    let mut rest = String::new();
    let mut from = 0;
    while let Some(call) = CALL.find_at(code, from) {
        rest.push_str(&code[from..call.start()]);
        rest.push('0');
        from = closing(code, call.end());
    }
    rest + &code[from..]
}

/// The byte after the bracket that closes the one before `at`; brackets in literals do not count.
fn closing(code: &str, at: usize) -> usize {
    let (mut depth, mut quoted, mut escaped) = (1, false, false);
    for (offset, c) in code[at..].char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + offset + 1;
        }
    }
    code.len()
}

/// The lists of three or more words that stand together in code: literals with nothing but commas and bars between them, and one
/// literal that holds a list.
fn word_lists(code: &str) -> Vec<String> {
    static COMMENT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?m)(^|[\s,;{])//.*$").unwrap());
    static LITERAL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r##"(?s)r#"(?P<hashed>.*?)"#|r"(?P<raw>[^"]*)"|'(?:\\.|[^'\\])'|"(?P<plain>(?:\\.|[^"\\])*)""##)
            .unwrap()
    });
    static ALTERNATIVES: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\p{Ll}{2,}\s*\|\s*\p{Ll}{2,}[^|\s]*\s*\|\s*\p{Ll}{2,}").unwrap());
    static PLAIN_LIST: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^\s*(?:\p{Ll}{2,}\\?\s+){7,}\p{Ll}{2,}\s*$").unwrap());
    let code = without_messages(&COMMENT.replace_all(code, "$1"));
    let is_list = |literal: &str| {
        let table = literal.contains("\n|") || literal.contains("\n# ") || literal.starts_with(['|', '#']);
        !table && (ALTERNATIVES.is_match(literal) || PLAIN_LIST.is_match(literal))
    };
    let mut lists = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    let mut end = 0;
    for found in LITERAL.captures_iter(&code) {
        let whole = found.get(0).unwrap();
        let Some(literal) = ["hashed", "raw", "plain"].iter().find_map(|name| found.name(name)) else { continue };
        let joined = code[end..whole.start()].chars().all(|c| c.is_whitespace() || matches!(c, ',' | '|'));
        if !joined || !is_word(literal.as_str()) {
            lists.extend((run.len() > 2).then(|| run.join(", ")));
            run.clear();
        }
        if is_word(literal.as_str()) {
            run.push(literal.as_str());
        }
        if is_list(literal.as_str()) {
            lists.push(literal.as_str().to_owned());
        }
        end = whole.end();
    }
    lists.extend((run.len() > 2).then(|| run.join(", ")));
    lists
}

#[test]
fn lists_of_words_are_seen_in_code() {
    for code in [
        r#"const A: [&str; 3] = ["ntb", "nog te bepalen", "volgt"];"#,
        "match word {\n \"jan\" | \"januari\" // a month\n | \"january\" => 1 }",
        r#"pattern(r"\b(?:jan|feb|maart)\b")"#,
        "const B: &str = \"\n aap noot mies wim zus jet teun vuur \";",
    ] {
        assert_eq!(word_lists(code).len(), 1, "{code}");
    }
    for code in [
        r#"Wording::new("De planning is leeg.", "The deadline is empty.")"#,
        r#"["ntb", "volgt"]"#,
        r#"f("aap", 1, "noot", 2, "mies")"#,
        r#"["%d", "%m", "%Y"]"#,
    ] {
        assert_eq!(word_lists(code), Vec::<String>::new(), "{code}");
    }
}

/// Words that stand together in code have their home in a data file of this room.
#[test]
fn no_other_room_has_lists_of_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = BTreeSet::new();
    for path in other_rooms() {
        let text = std::fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        for list in word_lists(code) {
            found.insert(format!("{}: {list}", path.strip_prefix(root).unwrap().display()));
        }
    }
    assert!(found.is_empty(), "\n{}", found.into_iter().collect::<Vec<_>>().join("\n"));
}

/// `docs/words.md` is made from the roles and the data files: `PLANWACHT_WRITE_DOCS=1 cargo test the_page_of_words_is_true` writes it.
#[test]
fn the_page_of_words_is_true() {
    let mut wanted = "# Roles of words\n\n\
        What planwacht takes words for, whatever the language. A framework file adds words to a role under `[words]` \
        ([how](framework-format.md#words)); `…` stands for the rest of a word. This page is made by a test.\n"
        .to_owned();
    for role in Role::ALL {
        wanted.push_str(&format!("\n## `{}`\n\n{}\n\n", role.name(), role.meaning()));
        for code in LanguageCode::all() {
            let words = code.data().words.get(role).map(|words| words.join(", ")).unwrap_or_default();
            wanted.push_str(&format!("- {code}: {words}\n"));
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/words.md");
    if std::env::var_os("PLANWACHT_WRITE_DOCS").is_some() {
        std::fs::write(&path, &wanted).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    let how = "PLANWACHT_WRITE_DOCS=1 cargo test the_page_of_words_is_true";
    assert!(written == wanted, "docs/words.md is not what the data files say; run {how}");
}
