//! Names in messages: paths, lists of names, names without what may be secret, and did-you-mean.

use std::borrow::Cow;

use crate::diagnostic::{is_word, quoted, shown};
use crate::model::environment::MAPS;
use crate::path::Path;

/// So many keys of a path are shown. A caller may let values nest as deeply as it likes.
const DEEPEST: usize = 100;

/// A path as programmers write it: `ports[0].port`. In names of variables, what follows a `=` is left out.
pub fn dotted(path: &Path) -> String {
    let mut out = String::new();
    for (at, (name, is_variable)) in masked_segments(path).into_iter().enumerate() {
        if at == DEEPEST {
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

/// The keys and indices of a path, the name of a variable masked and one `…` for all that is inside it, and whether each
/// is such a name.
pub fn masked_segments(path: &Path) -> Vec<(Cow<'_, str>, bool)> {
    let keys: Vec<_> = path.segments().collect();
    let map = (1..=keys.len()).find(|count| keys.get(..*count).is_some_and(leads_to_variables));
    let mut segments: Vec<_> = keys.into_iter().map(|key| (key, false)).collect();
    if let Some(map) = map {
        segments.truncate(map.saturating_add(2));
        for (at, segment) in segments.iter_mut().skip(map).enumerate() {
            let shown = match at {
                0 => mask(&segment.0),
                _ => "…".to_owned(),
            };
            *segment = (Cow::Owned(shown), true);
        }
    }
    segments
}

/// Whether a path leads to an object of variables.
pub fn is_map(path: &Path) -> bool {
    let keys: Vec<_> = path.segments().collect();
    leads_to_variables(&keys)
}

/// Resources and profiles may be called as people like, also `environment`.
fn leads_to_variables(keys: &[Cow<'_, str>]) -> bool {
    let is_own_name = match keys {
        [around, _] => around == "resources",
        [permissions, profiles, _] => permissions == "permissions" && profiles == "profiles",
        _ => false,
    };
    !is_own_name && keys.last().is_some_and(|key| MAPS.contains(&key.as_ref()))
}

/// A name without what follows a `=` in it, which may be a secret.
pub fn mask(name: &str) -> String {
    match name.split_once('=') {
        Some((name, _)) => format!("{name}=…"),
        None => name.to_owned(),
    }
}

/// The name of a key, for a message: masked if it is the name of a variable.
pub(super) fn masked_name(path: &Path, name: &str) -> String {
    if path.parent().is_some_and(|parent| is_map(&parent)) {
        quoted(&mask(name))
    } else {
        quoted(name)
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
        let deep = dotted(&Path::parse(&"/a".repeat(200)));
        assert_eq!(deep, format!("a{}.…", ".a".repeat(99)));
        let within = Path::parse("/resources/environment/config/environment/A/secret");
        assert_eq!(
            dotted(&within),
            "resources.environment.config.environment.A.…"
        );
    }
}
