//! Random damage of good texts.

use alien_sdk_core::internal::fix::Applicability;

use super::*;

/// Random numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

/// Deletes, inserts or replaces a character.
fn damage(text: &str, random: &mut Random) -> String {
    const SIGNS: &str = "\"'[]{}:,-#&*!|>%@`? \t\n\r\\é=x1~<";
    let mut chars: Vec<char> = text.chars().collect();
    let at = random.below(chars.len());
    let sign = random.below(SIGNS.chars().count());
    let sign = SIGNS.chars().nth(sign).unwrap();
    match random.below(3) {
        0 => drop(chars.remove(at)),
        1 => chars.insert(at, sign),
        _ => chars[at] = sign,
    }
    chars.into_iter().collect()
}

/// Parts of the texts that have faults, in percent.
#[derive(Debug)]
struct Score {
    one_fault: usize,
    right_line: usize,
    next_line: usize,
    valid_fix: usize,
}

#[test]
fn one_wrong_character_is_explained_where_it_is() {
    let mut random = Random(1);
    let (mut total, mut one, mut right, mut next, mut valid) = (0, 0, 0, 0, 0);
    for text in good() {
        for _ in 0..600 {
            let damaged = damage(&text, &mut random);
            let repaired = check(&damaged);
            let Some(fault) = repaired.faults.first() else {
                continue;
            };
            assert!(repaired.faults.len() <= 3, "{damaged}");
            let same = text.bytes().zip(damaged.bytes());
            let at = same.take_while(|(a, b)| a == b).count();
            let line = |at: usize| damaged[..at].matches('\n').count();
            let at = (0..=at).rfind(|at| damaged.is_char_boundary(*at)).unwrap();
            let distance = line(at).abs_diff(line(fault.span.start as usize));
            let is_valid = |text: String| find_error(&text, 0, 0, &[]).is_none();
            total += 1;
            one += usize::from(repaired.faults.len() == 1);
            right += usize::from(distance == 0);
            next += usize::from(distance <= 1);
            valid += usize::from(fixed(&damaged, fault).is_some_and(is_valid));
        }
    }
    let percent = |count: usize| count * 100 / total;
    let score = Score {
        one_fault: percent(one),
        right_line: percent(right),
        next_line: percent(next),
        valid_fix: percent(valid),
    };
    println!("{score:?}");
    assert!(score.one_fault >= 98, "{score:?}");
    assert!(score.right_line >= 75, "{score:?}");
    assert!(score.next_line >= 92, "{score:?}");
    assert!(score.valid_fix >= 60, "{score:?}");
}

#[test]
fn much_damage_is_repaired() {
    let mut random = Random(2);
    for text in good() {
        for _ in 0..200 {
            let mut damaged = text.clone();
            for _ in 0..random.below(60) {
                damaged = damage(&damaged, &mut random);
            }
            check(&damaged);
        }
    }
}

#[test]
fn safe_fixes_of_the_only_fault_make_a_text_valid() {
    for (path, text) in broken() {
        let faults = check(&text).faults;
        let [fault] = faults.as_slice() else { continue };
        let Some(fix) = &fault.fix else { continue };
        let stop = find_error(&fixed(&text, fault).unwrap(), 0, 0, &[]);
        let is_safe = fix.applicability == Applicability::Safe;
        assert!(!is_safe || stop.is_none(), "{}: {stop:?}", path.display());
    }
}

#[test]
fn texts_with_thousands_of_faults_are_repaired() {
    for (line, count) in [
        ("a: @b\n", 1000),
        ("- - a: b: c\n", 1000),
        (" a: \"b\n", 1000),
        ("[", 1),
        ("{a: ", 1),
        ("\"\n", 1),
        ("]\n", 1),
        ("--- a: b: c\n", 1000),
        ("a: {{ b }}:{{ c }}\n", 1),
    ] {
        let repaired = check(&line.repeat(5000));
        assert!(repaired.faults.len() <= count, "{line}");
    }
    // A value with many wrong escapes has one fault.
    let escapes = format!("a: \"{}\"", "\\q".repeat(5000));
    assert_eq!(check(&escapes).faults.len(), 1);
}
