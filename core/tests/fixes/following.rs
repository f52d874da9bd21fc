//! Follows the help texts of the reports about all vectors and examples.

use alien_sdk_core::internal::functions;

use crate::subjects::{Subject, subjects};

#[path = "../support/helps.rs"]
mod helps;

#[test]
fn following_the_help_of_a_report_leads_to_fewer_errors() {
    let (mut followed, mut faults) = (0, Vec::new());
    for (name, Subject { old, text, options }) in subjects() {
        if old.is_some() || options.limits != Default::default() {
            continue;
        }
        let fixed = functions::apply_fixes(&text, &options, true);
        for start in [text, fixed] {
            match helps::follow(&start, &options) {
                Ok((_, count)) => followed += count,
                Err(fault) => faults.push(format!("{name}: {fault}")),
            }
        }
    }
    println!("{followed} help texts followed");
    assert!(
        faults.is_empty(),
        "{} faults\n{}",
        faults.len(),
        faults.join("\n\n")
    );
    assert!(followed > 200, "only {followed} help texts were followed");
}
