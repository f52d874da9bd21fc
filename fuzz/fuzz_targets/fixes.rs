//! Applies the fixes of random texts. Applying them again must change nothing, and fixes must not make a text worse.

#![no_main]

use alien_sdk_core::internal::document::Limits;
use alien_sdk_core::internal::functions;
use alien_sdk_core::internal::span::Units;
use alien_sdk_core::internal::validate::Options;
use alien_sdk_fuzz::{count_code, count_errors, normalise, text_and_options, validate};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (text, options) = text_and_options(bytes);
    for also_unsafe in [false, true] {
        check(&text, &options, also_unsafe);
    }
});

fn check(text: &str, options: &Options, also_unsafe: bool) {
    // With a limit on diagnostics, some errors would not be counted.
    let limits = Limits {
        diagnostics: usize::MAX,
        ..options.limits
    };
    let all = Options { limits, ..*options };
    let fixed = functions::apply_fixes(text, options, also_unsafe);
    let again = functions::apply_fixes(&fixed, options, also_unsafe);
    assert_eq!(
        again, fixed,
        "applying the fixes again changed the text; unsafe: {also_unsafe}"
    );

    let before = validate(text, &all, Units::Utf16);
    let after = validate(&fixed, &all, Units::Utf16);
    let syntax_errors = |report| count_code(report, "json-syntax");
    assert!(
        syntax_errors(&after) <= syntax_errors(&before),
        "the fixes added a syntax error: {fixed}"
    );
    assert!(
        after.valid || !before.valid,
        "the fixes made a valid text invalid: {fixed}"
    );
    if also_unsafe {
        // An unsafe fix may reveal errors that were hidden before.
        return;
    }
    assert!(
        count_errors(&after) <= count_errors(&before),
        "the fixes added an error: {fixed}"
    );
    // Removing a duplicate link doesn't change the meaning, but it changes the normalised form.
    let keeps_form = count_code(&before, "duplicate-link") == 0;
    if let Some(json) = normalise(text, options).json.filter(|_| keeps_form) {
        let fixed_json = normalise(&fixed, options).json;
        assert_eq!(fixed_json, Some(json), "the fixes changed the meaning");
    }
}
