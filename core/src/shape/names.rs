//! Names in messages: paths, lists of names, names without what may be secret, and did-you-mean.

use std::borrow::Cow;

use crate::diagnostic::{is_word, quoted, shown};
use crate::path::Path;
use crate::secret::{self, Form, MASK, VARIABLES, mask_beginning};

/// A path as programmers write it: `ports[0].port`. What may be secret in its keys is left out.
pub fn dotted(path: &Path) -> String {
    let mut out = String::new();
    for (name, is_variable) in masked_segments(path, |name| mask_beginning(name, Form::Name)) {
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

/// A path as other languages see it, without what may be secret in its keys.
pub fn masked_path(path: &Path) -> Path {
    let segments = masked_segments(path, secret::mask_name).into_iter();
    segments.fold(Path::root(), |out, (name, _)| out.key(&name))
}

/// The keys and indices of a path, masked, with one `…` for all that is inside a variable; and whether each is the name of a
/// variable.
fn masked_segments(path: &Path, mask: fn(&str) -> Cow<'_, str>) -> Vec<(Cow<'_, str>, bool)> {
    let keys: Vec<_> = path.segments().collect();
    let is_map = |count: &usize| {
        let keys = keys.get(..*count).unwrap_or_default();
        let key = keys.last().map_or("", Cow::as_ref);
        VARIABLES.contains(&key) && !is_own_name(keys)
    };
    let map = (1..=keys.len()).find(is_map).unwrap_or(keys.len());
    let segments = keys.into_iter().enumerate().take(map.saturating_add(2));
    segments
        .map(|(at, key)| match at.checked_sub(map) {
            Some(1) => (Cow::Borrowed(MASK), true),
            inside => {
                let key = match key {
                    Cow::Borrowed(key) => mask(key),
                    Cow::Owned(key) => Cow::Owned(mask(&key).into_owned()),
                };
                (key, inside.is_some())
            }
        })
        .collect()
}

/// Whether the values at a path are not shown: its last key says that they are variables, or something else that is secret.
pub fn hides(keys: &[Cow<'_, str>]) -> bool {
    keys.last().is_some_and(|key| secret::hides(key)) && !is_own_name(keys)
}

/// Resources and profiles may be called as people like, also `environment`.
fn is_own_name(keys: &[Cow<'_, str>]) -> bool {
    match keys {
        [around, _] => around == "resources",
        [permissions, profiles, _] => permissions == "permissions" && profiles == "profiles",
        _ => false,
    }
}

/// `"a"`, `"b"` or `"c"`.
pub fn either(names: &[&str]) -> String {
    list(names, "or")
}

/// Names in quotes, with a word before the last one.
pub(super) fn list(names: &[&str], last_word: &str) -> String {
    let quoted: Vec<_> = names.iter().map(|name| quoted(name)).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {last_word} {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// The name that was likely meant: the same but for case and separators, or few letters away.
pub fn suggest<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let plain = |text: &str| -> Vec<char> {
        text.chars()
            .filter(|c| is_word(*c))
            .map(|c| c.to_ascii_lowercase())
            .take(40)
            .collect()
    };
    let meant = plain(word);
    // Beyond this, nothing is similar, and long words cost time.
    if meant.len() < 2 || word.len() > 60 {
        return None;
    }
    names
        .map(|name| (distance(&meant, &plain(name)), name))
        .filter(|(distance, name)| *distance <= (name.len().min(meant.len()) / 3).min(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// The one name that goes on where `word` ends, or the other way round: `timeoutSeconds` for `timeout`,
/// `buildArgs` for `args`, `min` for `minimum`.
pub(super) fn suggest_part<'n>(
    word: &str,
    names: impl Iterator<Item = &'n str>,
) -> Option<&'n str> {
    let plain = |text: &str| text.replace(['_', '-'], "").to_ascii_lowercase();
    let long_enough = |text: &str| (3..40).contains(&text.len());
    let word = Some(plain(word)).filter(|word| long_enough(word))?;
    let mut found = names.filter(|name| {
        let name = plain(name);
        name.starts_with(&word)
            || name.ends_with(&word)
            || long_enough(&name) && word.starts_with(&name)
    });
    found.next().filter(|_| found.next().is_none())
}

/// The number of letters to insert, remove, replace or swap with the next one.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    let mut last_a = None;
    for (row, &from) in a.iter().enumerate() {
        let mut current = vec![row + 1];
        let mut last_b = None;
        for (column, &to) in b.iter().enumerate() {
            let at =
                |line: &[usize], column: usize| line.get(column).copied().unwrap_or(usize::MAX - 1);
            let replaced = at(&above, column) + usize::from(from != to);
            let mut least = replaced
                .min(at(&above, column + 1) + 1)
                .min(at(&current, column) + 1);
            if last_a == Some(to) && last_b == Some(from) && column > 0 {
                least = least.min(at(&before, column - 1) + 1);
            }
            current.push(least);
            last_b = Some(to);
        }
        last_a = Some(from);
        before = std::mem::replace(&mut above, current);
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

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
    }

    #[test]
    fn paths_read_like_code() {
        assert_eq!(dotted(&Path::parse("/ports/0/port")), "ports[0].port");
        assert_eq!(
            dotted(&Path::parse("/environment/A=secret")),
            "environment.A=…"
        );
        let within = Path::parse("/resources/environment/config/environment/A/secret");
        assert_eq!(
            dotted(&within),
            "resources.environment.config.environment.A.…"
        );
        let unknown = Path::parse("/resources/A=secret/x/B=secret/0");
        assert_eq!(dotted(&unknown), "resources.A=….x.B=…[0]");
        assert_eq!(masked_path(&unknown).as_str(), "/resources/A=…/x/B=…/0");
    }
}
