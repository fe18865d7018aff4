//! What fuzzing found is not broken again: every file of `fuzz/inputs/` goes through its target.

use std::fs;

use crate::support::project;

#[allow(unreachable_pub, reason = "for cargo-fuzz the file is a crate of its own")]
#[path = "../../fuzz/src/lib.rs"]
mod targets;

#[test]
fn what_was_found_stays_mended() {
    type Target = fn(&[u8]);
    let targets: [(&str, Target); 6] = [
        ("package", targets::package),
        ("reader", targets::reader),
        ("number_format", targets::number_format),
        ("deadline", targets::deadline),
        ("framework", targets::framework),
        ("notes", targets::notes),
    ];
    for (name, target) in targets {
        let inputs = fs::read_dir(project("fuzz/inputs").join(name)).expect(name);
        let mut number = 0;
        for input in inputs {
            target(&fs::read(input.expect("an entry").path()).expect("it reads"));
            number += 1;
        }
        assert!(number > 0, "there are inputs for {name}");
    }
}
