//! Inputs that went wrong somewhere, each from the numbers of its case.

mod bytes;
mod lines;
mod package;
mod text;
mod xml;

pub(crate) use lines::{framework, notes};

use crate::material::{Material, unzipped, zipped};
use crate::rng::Rng;

/// What is changed in a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Layer {
    Bytes,
    Structure,
    Package,
    Cells,
}

/// A workbook that went wrong, with the ending of its name.
pub(crate) fn workbook(rng: &mut Rng, material: &Material, layer: Layer) -> (&'static str, Vec<u8>) {
    // The last one is larger than the others, and its turn comes less often.
    let most = if rng.once_in(6) { material.books.len() } else { material.books.len() - 1 };
    let (ending, book) = &material.books[rng.below(most)];
    let mut mutated = book.clone();
    match layer {
        Layer::Bytes => bytes::bytes(rng, &mut mutated),
        Layer::Package => mutated = package::package(rng, unzipped(book)),
        Layer::Structure | Layer::Cells => {
            let mut parts = unzipped(book);
            let holds_cells = |name: &str| {
                [
                    "worksheets/sheet",
                    "sharedStrings",
                    "styles.xml",
                    "workbook.xml",
                    "content.xml",
                    "comments",
                    "docProps",
                    "tables/",
                ]
                .iter()
                .any(|part| name.contains(part))
            };
            let chosen: Vec<usize> =
                (0..parts.len()).filter(|at| layer == Layer::Structure || holds_cells(&parts[*at].0)).collect();
            for _ in 0..1 + rng.below(3) {
                let part = &mut parts[chosen[rng.below(chosen.len())]].1;
                if layer == Layer::Cells { xml::cells(rng, part) } else { xml::structure(rng, part) }
            }
            mutated = zipped(&parts);
        }
    }
    (ending, mutated)
}
