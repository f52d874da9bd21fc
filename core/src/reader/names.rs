//! Names in messages: paths, lists of names, names without what may be secret, and did-you-mean.

use std::borrow::Cow;

use crate::diagnostic::{is_word, quoted, shown};
use crate::path::Path;
use crate::secret::{self, MASK, TextKind, VARIABLES, mask_beginning};

/// The maximum number of keys of a path that are shown: the caller may allow any depth.
const MAX_SHOWN_KEYS: usize = 100;

/// A path as programmers write it: `ports[0].port`. Parts of keys that may be secret are masked.
pub(crate) fn dotted_path(path: &Path) -> String {
    let mut out = String::new();
    let segments = masked_segments(path, |name| mask_beginning(name, TextKind::Name));
    for (at, (name, is_variable)) in segments.enumerate() {
        if at == MAX_SHOWN_KEYS {
            out.push_str(".…");
            break;
        }
        let is_index = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
        if is_index && !is_variable {
            out.push_str(&format!("[{name}]"));
        } else {
            let dot = if out.is_empty() { "" } else { "." };
            out.push_str(dot);
            out.push_str(if name.is_empty() { "\"\"" } else { "" });
            out.push_str(&shown(&name));
        }
    }
    out
}

/// The name of the variable at a path, for messages; `None` for any other path.
pub(super) fn variable_name(path: &Path) -> Option<String> {
    let segments = masked_segments(path, |name| mask_beginning(name, TextKind::Name));
    let (name, is_variable) = segments.last()?;
    is_variable.then(|| shown(&name))
}

/// A path as other languages see it. Parts of keys that may be secret are masked.
pub(crate) fn masked_path(path: Path) -> Path {
    let keys = || masked_segments(&path, secret::mask_name).map(|(key, _)| key);
    let is_unchanged = |key| matches!(key, Cow::Borrowed(key) if key != MASK);
    if keys().all(is_unchanged) {
        return path;
    }
    keys().fold(Path::root(), |out, key| out.key(&key))
}

/// The masked keys and indices of a path, and whether each one is the name of a variable. One `…` replaces everything inside a
/// variable.
fn masked_segments(
    path: &Path,
    mask: fn(&str) -> Cow<'_, str>,
) -> impl Iterator<Item = (Cow<'_, str>, bool)> {
    let mut map = None;
    path.segments().enumerate().map_while(move |(at, key)| {
        let depth = map.map_or(0, |map| at - map);
        let keys = || path.segments().take(at + 1).collect::<Vec<_>>();
        if depth == 0 && VARIABLES.contains(&key.as_ref()) && !is_own_name(&keys()) {
            map = Some(at);
        }
        let masked = match (depth, key) {
            (2, _) => Cow::Borrowed(MASK),
            (3.., _) => return None,
            (_, Cow::Borrowed(key)) => mask(key),
            (_, Cow::Owned(key)) => Cow::Owned(mask(&key).into_owned()),
        };
        Some((masked, depth > 0))
    })
}

/// Whether the values at a path are hidden: its last key says that they are variables or may be secret in another way.
pub(crate) fn hides_values(keys: &[Cow<'_, str>]) -> bool {
    keys.last().is_some_and(|key| secret::hides_value(key)) && !is_own_name(keys)
}

/// Whether the last key is the name of a resource or profile, which may be any name, including `environment`.
fn is_own_name(keys: &[Cow<'_, str>]) -> bool {
    match keys {
        [around, _] => around == "resources",
        [permissions, profiles, _] => permissions == "permissions" && profiles == "profiles",
        _ => false,
    }
}

/// `"a"`, `"b"` or `"c"`.
pub(crate) fn quoted_or_list(names: &[&str]) -> String {
    quoted_list(names, "or")
}

/// Names in quotes, with a word before the last one.
pub(super) fn quoted_list(names: &[&str], last_word: &str) -> String {
    let quoted: Vec<_> = names.iter().map(|name| quoted(name)).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {last_word} {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// The letters and digits of a name, in lower case, for comparing names.
fn letters(text: &str) -> impl DoubleEndedIterator<Item = char> {
    let words = text.chars().filter(|c| is_word(*c));
    words.map(|c| c.to_ascii_lowercase())
}

/// The maximum number of letters of a name that are compared.
const MAX_COMPARED: usize = 40;

/// The name that was probably meant: equal except for case and separators, or different in a few letters.
pub(crate) fn suggest<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    // A longer word is not similar to any name, and comparing it would take time.
    if word.len() > 60 {
        return None;
    }
    let meant: Vec<char> = letters(word).take(MAX_COMPARED).collect();
    if meant.len() < 2 {
        return None;
    }
    let near = names.filter_map(|name| {
        let limit = (name.len().min(meant.len()) / 3).min(MAX_DISTANCE);
        let letters = letters(name).take(MAX_COMPARED);
        Some((distance(&meant, letters, limit)?, name))
    });
    near.min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// The only name that starts or ends with `word`, or that `word` starts with: `timeoutSeconds` for `timeout`,
/// `buildArgs` for `args`, `min` for `minimum`.
pub(super) fn suggest_part<'n>(
    word: &str,
    names: impl Iterator<Item = &'n str>,
) -> Option<&'n str> {
    let length = |text: &str| letters(text).take(MAX_COMPARED).count();
    let long_enough = |length: &usize| (3..MAX_COMPARED).contains(length);
    let count = Some(length(word)).filter(long_enough)?;
    let mut found = names.filter(|name| {
        let begins = letters(name).take(count).eq(letters(word));
        let ends = || letters(name).rev().take(count).eq(letters(word).rev());
        let is_begun = |length| letters(word).take(length).eq(letters(name));
        begins || ends() || Some(length(name)).filter(long_enough).is_some_and(is_begun)
    });
    found.next().filter(|_| found.next().is_none())
}

/// The maximum number of letters in which a suggested name differs from the word.
const MAX_DISTANCE: usize = 3;

/// A distance above the maximum.
const TOO_FAR: usize = MAX_DISTANCE + 1;

/// The cells of a row that are computed: up to [`MAX_DISTANCE`] columns before and after the diagonal.
type Band = [usize; 2 * MAX_DISTANCE + 1];

/// The number of letters to insert, remove, replace or swap with the next one, if that is at most `limit`.
///
/// This fills a table with a row for each letter of `name` and a column for each letter of `word`. It computes only the cells
/// near the diagonal, since all others are above the maximum, and stops at the first row without a cell below it.
fn distance(word: &[char], name: impl Iterator<Item = char>, limit: usize) -> Option<usize> {
    let cell = |band: &Band, at: usize| band.get(at).copied().unwrap_or(TOO_FAR);
    let letter_of = |column: usize| word.get(column.checked_sub(1)?).copied();
    let (mut before, mut above): (Band, Band) =
        ([TOO_FAR; _], [TOO_FAR, TOO_FAR, TOO_FAR, 0, 1, 2, 3]);
    let (mut last, mut row) = (None, 0);
    for letter in name {
        row += 1;
        let mut current = [TOO_FAR; _];
        let (mut left, mut least) = (TOO_FAR, TOO_FAR);
        for (at, here) in current.iter_mut().enumerate() {
            let Some(column) = (row + at).checked_sub(MAX_DISTANCE) else {
                continue;
            };
            let of_word = letter_of(column);
            left = (cell(&above, at) + usize::from(of_word != Some(letter)))
                .min(cell(&above, at + 1) + 1)
                .min(left + 1);
            if of_word == last && letter_of(column.wrapping_sub(1)) == Some(letter) {
                left = left.min(cell(&before, at) + 1);
            }
            *here = left;
            least = least.min(left);
        }
        if least > limit {
            return None;
        }
        (before, above, last) = (above, current, Some(letter));
    }
    let end = (word.len() + MAX_DISTANCE).checked_sub(row)?;
    Some(cell(&above, end)).filter(|distance| *distance <= limit)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// [`distance`] without its bounds: the whole table.
    fn whole_distance(a: &[char], b: &[char]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for row in 0..=a.len() {
            for column in 0..=b.len() {
                if row == 0 || column == 0 {
                    table[row][column] = row + column;
                    continue;
                }
                let (from, to) = (a[row - 1], b[column - 1]);
                let replaced = table[row - 1][column - 1] + usize::from(from != to);
                let moved = table[row - 1][column].min(table[row][column - 1]) + 1;
                table[row][column] = replaced.min(moved);
                if row > 1 && column > 1 && from == b[column - 2] && a[row - 2] == to {
                    let swapped = table[row - 2][column - 2] + 1;
                    table[row][column] = table[row][column].min(swapped);
                }
            }
        }
        table[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn the_band_is_wide_enough(a in "[abc]{0,9}", b in "[abc]{0,9}", limit in 0..=MAX_DISTANCE) {
            let letters = |word: &str| word.chars().collect::<Vec<_>>();
            let whole = whole_distance(&letters(&a), &letters(&b));
            let near = Some(whole).filter(|whole| *whole <= limit);
            prop_assert_eq!(distance(&letters(&a), b.chars(), limit), near);
        }
    }

    #[test]
    fn suggestions_are_near() {
        let names = [
            "replicas",
            "memory",
            "targetCpuPercent",
            "id",
            "min",
            "http",
            "tcp",
        ];
        let meant = |word| suggest(word, names.into_iter());
        assert_eq!(meant("replica"), Some("replicas"));
        assert_eq!(meant("mmeory"), Some("memory"));
        assert_eq!(meant("target_cpu_percent"), Some("targetCpuPercent"));
        assert_eq!(meant("targetCPUPercent"), Some("targetCpuPercent"));
        assert_eq!(meant("https"), Some("http"));
        assert_eq!(meant("ID"), Some("id"));
        assert_eq!(meant("x"), None);
        assert_eq!(meant("udp"), None);
        assert_eq!(meant("volumes"), None);
        let part = |word| suggest_part(word, names.into_iter());
        assert_eq!(part("minimum"), Some("min"));
        assert_eq!(part("percent"), Some("targetCpuPercent"));
        assert_eq!(part("identity"), None);
        assert_eq!(part("p"), None);
        assert_eq!(part("CPU-Percent"), Some("targetCpuPercent"));
        assert_eq!(part("i d"), None);
    }

    #[test]
    fn paths_read_like_code() {
        assert_eq!(dotted_path(&Path::parse("/ports/0/port")), "ports[0].port");
        assert_eq!(
            dotted_path(&Path::parse("/environment/A=secret")),
            "environment.A=…"
        );
        let deep = dotted_path(&Path::parse(&"/a".repeat(200)));
        assert_eq!(deep, format!("a{}.…", ".a".repeat(99)));
        let within = Path::parse("/resources/environment/config/environment/A/secret");
        assert_eq!(
            dotted_path(&within),
            "resources.environment.config.environment.A.…"
        );
        let unknown = Path::parse("/resources/A=secret/x/B=secret/0");
        assert_eq!(dotted_path(&unknown), "resources.A=….x.B=…[0]");
        assert_eq!(masked_path(unknown).as_str(), "/resources/A=…/x/B=…/0");
    }
}
