//! Bytes: flipped, taken out, doubled, moved.

use crate::rng::Rng;

/// Changes a few bytes, or stretches of them.
pub(crate) fn bytes(rng: &mut Rng, bytes: &mut Vec<u8>) {
    for _ in 0..1 + rng.below(6) {
        let stretch = rng.stretch(bytes.len());
        match rng.below(8) {
            0 | 1 if !bytes.is_empty() => {
                let at = rng.below(bytes.len());
                bytes[at] ^= 1 << rng.below(8);
            }
            2 if !bytes.is_empty() => {
                let at = rng.below(bytes.len());
                bytes[at] = *rng.pick(&[&0, &0xFF, &0x7F, &0x80, &b'<', &b'"', &b'\n', &b'0']);
            }
            3 => drop(bytes.drain(stretch)),
            4 => {
                let copy = bytes[stretch.clone()].to_vec();
                bytes.splice(stretch.start..stretch.start, copy);
            }
            5 => {
                let new: Vec<u8> = (0..1 + rng.below(20)).map(|_| rng.next() as u8).collect();
                bytes.splice(stretch, new);
            }
            6 if rng.once_in(4) => bytes.truncate(stretch.start),
            _ => {
                let to = rng.below(bytes.len() - stretch.len() + 1);
                let moved: Vec<u8> = bytes.drain(stretch).collect();
                bytes.splice(to..to, moved);
            }
        }
    }
}
