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
