use super::*;

#[test]
fn the_embedded_framework_is_valid() {
    if let Err(error) = Framework::parse(EMBEDDED, "default.toml") {
        panic!("{error}\n\n{}", error.text(Lang::En));
    }
}

#[test]
fn the_peers_file_parses() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/peers/framework.toml");
    let text = std::fs::read_to_string(path).unwrap();
    if let Err(error) = Framework::parse(&text, "peers.toml") {
        panic!("{error}");
    }
}

#[test]
fn scratch() {
    for (name, text) in [
        ("empty", String::new()),
        ("syntax", "id = \"a b\ntitle = \"x\"\nlanguage = nl\n[[themes]\ncode = \"A\"\n[district]\nname = \"D\"\nname = \"E\"\nperiod = { start = 2025-02-30, end 2 }\n".into()),
        ("deep", format!("{}a = 1", "a.".repeat(100_000))),
        ("deeparr", format!("a = {}", "[".repeat(100_000))),
        ("deephdr", format!("[{}a]\nb=1", "a.".repeat(100_000))),
        ("bom", format!("\u{feff}{EMBEDDED}")),
        ("crlf", EMBEDDED.replace('\n', "\r\n")),
        ("many", "x = 1\n".to_owned() + &(0..300).map(|i| format!("k{i} = 1\n")).collect::<String>()),
        ("types", "id = 5\ntitle = [\"a\"]\nlanguage = 3\nthemes = \"x\"\nmunicipalities = [1, { code = \"A\", name = \"\\t\", aliases = [\"a\", 5, \"\"] }, 2, {cod = \"B\"}]\nrules = { PRI003 = \"errro\", x = 'off' }\ncolumns = { acton = [\"A\"], owner = 'x' }\n[[priorities]]\nrank = 1.5\ncode = {a = 1}\n[[title2]]\n[[parties]]\nkind = 3\nemail='a b'\n[[accepted]]\nuntil = '2025-01-01'\n[[progress]]\nclosed = 'ja'\n[[meetings]]\nbody='x'\ndates=[2025-01-01T10:00:00, 10:00:00]\n".into()),
    ] {
        let start = std::time::Instant::now();
        match Framework::parse(&text, name) {
            Ok(f) => println!("{name} fine {} {:?}", f.title, start.elapsed()),
            Err(e) => println!("{}\n{:?}\n{}\n", e.text(Lang::Nl).lines().take(45).map(|l| l.chars().take(300).collect::<String>()).collect::<Vec<_>>().join("\n"), start.elapsed(), e.text(Lang::En).lines().nth(1).unwrap()),
        }
    }
}
