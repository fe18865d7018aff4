//! XML by its tags and texts.

use super::text;
use crate::rng::Rng;

/// A part that has become larger than this is left at that.
const LARGEST: usize = 2 << 20;

/// The tags and the texts between them, in turn; whatever the text is, put together they are the same again.
fn tokens(xml: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    for piece in xml.split_inclusive('>') {
        match piece.find('<') {
            Some(at) if at > 0 => tokens.extend([piece[..at].to_owned(), piece[at..].to_owned()]),
            _ => tokens.push(piece.to_owned()),
        }
    }
    tokens
}

/// Changes the structure of an XML part.
pub(crate) fn structure(rng: &mut Rng, part: &mut Vec<u8>) {
    let mut tokens = tokens(&String::from_utf8_lossy(part));
    for _ in 0..1 + rng.below(4) {
        change(rng, &mut tokens);
        // What a small file inflates to is tried elsewhere; here it would only take time.
        if tokens.iter().map(String::len).sum::<usize>() > LARGEST {
            break;
        }
    }
    *part = tokens.concat().into_bytes();
    if rng.once_in(30) {
        let text = String::from_utf8_lossy(part).into_owned();
        *part = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    }
}

fn change(rng: &mut Rng, tokens: &mut Vec<String>) {
    if tokens.is_empty() {
        return;
    }
    let at = rng.below(tokens.len());
    match rng.below(16) {
        0 => drop(tokens.remove(at)),
        1 => {
            let stretch = at..at + rng.below((tokens.len() - at).min(30) + 1);
            let copy = tokens[stretch].to_vec();
            tokens.splice(at..at, copy);
        }
        2 => drop(tokens.drain(at..at + rng.below((tokens.len() - at).min(30) + 1))),
        3 => {
            let other = rng.below(tokens.len());
            tokens.swap(at, other);
        }
        4..=8 => attribute(rng, &mut tokens[at]),
        9 => {
            let name = rng.pick(&["row", "c", "v", "is", "si", "sheet", "x:c", "mc:AlternateContent", "extLst", "a b"]);
            let end = tokens[at].find([' ', '/', '>']).unwrap_or(tokens[at].len());
            if tokens[at].starts_with('<') {
                tokens[at].replace_range(1..end.max(1), name);
            }
        }
        10 => {
            let times = [10, 300, 20_000][rng.below(3)];
            tokens.insert(at, format!("{}{}", "<g>".repeat(times), "</g>".repeat(times)));
        }
        11 => tokens.insert(0, "<!DOCTYPE a [<!ENTITY b \"bbbbbbbb\"><!ENTITY c \"&b;&b;&b;\">]>".to_owned()),
        12 => {
            let new = rng.pick(&[
                "<!-- -- -->",
                "<![CDATA[x]]>",
                "<?p ?>",
                "&#0;",
                "&#x1B;",
                "&b;",
                "&",
                "]]>",
                "\0",
                "<",
                "\u{FFFE}",
            ]);
            tokens.insert(at, new.to_owned());
        }
        13 => {
            let new = text::typed(rng);
            tokens.insert(at, text::escaped(rng, &new));
        }
        14 => tokens.truncate(at),
        _ => {
            let copy = tokens[at..(at + 6).min(tokens.len())].concat();
            let times = [2, 500, 5_000][rng.below(3)].min(LARGEST / copy.len().max(1));
            tokens.insert(at, copy.repeat(times));
        }
    }
}

/// Changes, doubles or takes away one attribute of a tag.
fn attribute(rng: &mut Rng, tag: &mut String) {
    let quotes: Vec<usize> = tag.match_indices('"').map(|(at, _)| at).collect();
    let pairs = quotes.len() / 2;
    if pairs == 0 {
        return;
    }
    let pair = rng.below(pairs);
    let (open, close) = (quotes[2 * pair], quotes[2 * pair + 1]);
    match rng.below(6) {
        0 => {
            let start = tag[..open].rfind(' ').unwrap_or(open);
            drop(tag.drain(start..=close));
        }
        1 => {
            let start = tag[..open].rfind(' ').unwrap_or(open);
            let copy = tag[start..=close].to_owned();
            tag.insert_str(start, &copy);
        }
        2 => {
            let typed = text::typed(rng);
            tag.replace_range(open + 1..close, &text::escaped(rng, &typed));
        }
        _ => {
            let odd = text::odd(rng);
            tag.replace_range(open + 1..close, &text::escaped(rng, &odd));
        }
    }
}

/// Gives cells other texts, numbers and formats.
pub(crate) fn cells(rng: &mut Rng, part: &mut Vec<u8>) {
    let mut tokens = tokens(&String::from_utf8_lossy(part));
    let texts: Vec<usize> =
        (1..tokens.len()).filter(|at| !tokens[*at].starts_with('<') && tokens[at - 1].starts_with('<')).collect();
    let formats: Vec<usize> = (0..tokens.len()).filter(|at| tokens[*at].starts_with("<numFmt ")).collect();
    for _ in 0..1 + rng.below(12) {
        if !texts.is_empty() {
            let at = texts[rng.below(texts.len())];
            // An index of a shared text or a number stays one most of the time.
            let number = tokens[at].parse::<f64>().is_ok() && !rng.once_in(4);
            let new = if number { text::odd(rng) } else { text::typed(rng) };
            tokens[at] = text::escaped(rng, &new);
        }
        if !formats.is_empty() {
            let at = formats[rng.below(formats.len())];
            attribute(rng, &mut tokens[at]);
        }
    }
    *part = tokens.concat().into_bytes();
}
