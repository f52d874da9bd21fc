//! Any text with its fixes made: they leave nothing to mend, and make nothing worse.

#![no_main]

use alien_sdk_core::internal::document::Limits;
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::span::Units;
use alien_sdk_core::internal::validate::Options;
use alien_sdk_fuzz::{count, errors, normalise, text, validate};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (text, options) = text(bytes);
    for also_unsafe in [false, true] {
        check(&text, &options, also_unsafe);
    }
});

fn check(text: &str, options: &Options, also_unsafe: bool) {
    // No error may go uncounted.
    let limits = Limits {
        diagnostics: usize::MAX,
        ..options.limits
    };
    let all = Options { limits, ..*options };
    let fixed = functions::apply_fixes(text, options, also_unsafe);
    let again = functions::apply_fixes(&fixed, options, also_unsafe);
    assert_eq!(
        again, fixed,
        "nothing is left to mend; unsafe: {also_unsafe}"
    );

    let before = validate(text, &all, Units::Utf16);
    let after = validate(&fixed, &all, Units::Utf16);
    let faults = |report| count(report, "json-syntax");
    assert!(
        faults(&after) <= faults(&before),
        "a fault of syntax is new: {fixed}"
    );
    assert!(
        after.valid || !before.valid,
        "what was valid stays valid: {fixed}"
    );
    if also_unsafe {
        // A fix that is not safe may uncover errors.
        return;
    }
    assert!(
        errors(&after) <= errors(&before),
        "an error is new: {fixed}"
    );
    // A link that is there twice is normalised twice, and means what it means once.
    let is_same = count(&before, "duplicate-link") == 0;
    if let Some(json) = normalise(text, options).json.filter(|_| is_same) {
        let kept = normalise(&fixed, options).json;
        assert_eq!(kept, Some(json), "the meaning stays");
    }
}
