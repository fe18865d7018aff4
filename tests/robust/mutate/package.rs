//! The zip file: its parts by name, and its headers.

use super::bytes;
use crate::material::{Parts, zipped};
use crate::rng::Rng;

/// Changes which parts there are and what they are called, then the headers of the zip file.
pub(crate) fn package(rng: &mut Rng, mut parts: Parts) -> Vec<u8> {
    for _ in 0..rng.below(3) {
        names(rng, &mut parts);
    }
    let mut zip = zipped(&parts);
    for _ in 0..rng.below(4) {
        header(rng, &mut zip);
    }
    match rng.below(12) {
        0 => drop(zip.splice(0..0, b"vooraf".iter().copied())),
        1 => zip.extend(b"achteraf"),
        2 => bytes::bytes(rng, &mut zip),
        3 => zip.truncate(rng.below(zip.len())),
        _ => {}
    }
    zip
}

fn names(rng: &mut Rng, parts: &mut Parts) {
    if parts.is_empty() {
        return;
    }
    let (at, other) = (rng.below(parts.len()), rng.below(parts.len()));
    match rng.below(10) {
        0 | 1 => drop(parts.remove(at)),
        2 => parts[at].0 = parts[at].0.to_uppercase(),
        3 => parts[at].0 = parts[at].0.replace('/', "\\"),
        4 => parts[at].0 = format!("{}{}", rng.pick(&["/", "../", "./", "C:\\", "xl//"]), parts[at].0),
        5 => {
            let moved = std::mem::take(&mut parts[at].1);
            parts[at].1 = std::mem::replace(&mut parts[other].1, moved);
        }
        6 => parts[at].1 = Vec::new(),
        7 => {
            let copy = (format!("{}x", parts[at].0.to_uppercase()), parts[at].1.clone());
            parts.push(copy);
        }
        8 => parts.push((format!("__MACOSX/._{}", parts[at].0), vec![0, 5, 22, 7, 0, 2, 0, 0])),
        _ => parts.push((format!("xl/é{}.bin", "a".repeat(rng.below(300))), vec![b'x'; rng.below(2_000)])),
    }
}

/// Changes a field of a local header, of the directory or of its end.
fn header(rng: &mut Rng, zip: &mut [u8]) {
    let sign: &[u8] = rng.pick(&[&b"PK\x03\x04"[..], b"PK\x01\x02", b"PK\x05\x06"]);
    let places: Vec<usize> = (0..zip.len().saturating_sub(46)).filter(|at| zip[*at..].starts_with(sign)).collect();
    if places.is_empty() {
        return;
    }
    let at = places[rng.below(places.len())] + 4 + 2 * rng.below(21);
    let value = *rng.pick(&[&0u16, &1, &8, &0x0801, &12, &99, &0x7FFF, &0xFFFF, &46]);
    zip[at..at + 2].copy_from_slice(&value.to_le_bytes());
}
