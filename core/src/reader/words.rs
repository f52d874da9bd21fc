//! Suggestions by the words of a name: `targetCpuPercent` for `targetCPUUtilizationPercentage`, `port` for `containerPort`.

use super::names::{suggest, suggest_part};

/// Words that say nothing that distinguishes keys.
const FILLERS: [&str; 9] = [
    "requests",
    "utilization",
    "usage",
    "average",
    "value",
    "spec",
    "setting",
    "config",
    "the",
];

/// The lower-case words of a name in any style. Longer names have none.
pub(super) fn words_of(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    if name.len() > 60 {
        return words;
    }
    let chars: Vec<char> = name.chars().collect();
    let mut is_new = true;
    for (at, c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| chars.get(at));
        let after = chars.get(at + 1);
        let starts = c.is_ascii_uppercase()
            && (before.is_some_and(|before| !before.is_ascii_uppercase())
                || after.is_some_and(char::is_ascii_lowercase));
        match words.last_mut() {
            _ if !c.is_ascii_alphanumeric() => is_new = true,
            Some(word) if !is_new && !starts => word.push(c.to_ascii_lowercase()),
            _ => {
                words.push(c.to_ascii_lowercase().to_string());
                is_new = false;
            }
        }
    }
    words.retain(|word| !FILLERS.contains(&word.as_str()));
    words
}

/// Whether two words are the same, or one is longer: `percent` and `percentage`, `replica` and `replicas`.
fn is_same_word(word: &str, other: &str) -> bool {
    let (short, long) = if word.len() < other.len() {
        (word, other)
    } else {
        (other, word)
    };
    short == long || short.len() >= 4 && long.starts_with(short) && long.len() - short.len() <= 3
}

/// The only one of the names with the most words in common with `name`, whose words are all in `name`, or the other way round.
pub(super) fn suggest_words<'n>(
    name: &str,
    names: impl Iterator<Item = &'n str>,
) -> Option<&'n str> {
    let words = words_of(name);
    let mut best: Option<(usize, Option<&'n str>)> = None;
    for candidate in names {
        let Some(score) = common_words(&words, &words_of(candidate)) else {
            continue;
        };
        match best {
            Some((most, _)) if most > score => {}
            Some((most, _)) if most == score => best = Some((score, None)),
            _ => best = Some((score, Some(candidate))),
        }
    }
    best?.1
}

/// The name that was probably meant, by its letters, its words or its beginning.
pub(crate) fn suggest_any<'n>(name: &str, names: &[&'n str]) -> Option<&'n str> {
    let names = || names.iter().copied();
    suggest(name, names())
        .or_else(|| suggest_words(name, names()))
        .or_else(|| suggest_part(name, names()))
}

/// The number of words that two names have in common, if one of them has all words of the other.
fn common_words(words: &[String], others: &[String]) -> Option<usize> {
    let is_in = |word: &String, list: &[String]| list.iter().any(|other| is_same_word(word, other));
    if let [single] = others {
        // A single word is the first or the last one, which is what the name is about.
        let ends = [words.first(), words.last()];
        let is_end = ends
            .into_iter()
            .flatten()
            .any(|word| is_same_word(word, single));
        return (is_end && single.len() >= 3).then_some(1);
    }
    let mut telling = others.iter().filter(|word| *word != "target");
    let contains_all = telling.all(|word| is_in(word, words));
    if !others.is_empty() && contains_all {
        return Some(others.len());
    }
    (words.len() > 1 && words.iter().all(|word| is_in(word, others))).then_some(words.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_into_words() {
        assert_eq!(words_of("targetCPUPercent"), ["target", "cpu", "percent"]);
        assert_eq!(words_of("target_cpu-percent"), ["target", "cpu", "percent"]);
        assert_eq!(words_of("HTTPGet"), ["http", "get"]);
    }

    #[test]
    fn words_are_compared() {
        let names = [
            "min",
            "max",
            "targetCpuPercent",
            "targetMemoryPercent",
            "port",
        ];
        let meant = |name| suggest_words(name, names.into_iter());
        assert_eq!(
            meant("targetCPUUtilizationPercentage"),
            Some("targetCpuPercent")
        );
        assert_eq!(
            meant("target_memory_utilization"),
            Some("targetMemoryPercent")
        );
        assert_eq!(meant("containerPort"), Some("port"));
        assert_eq!(meant("minReplicas"), Some("min"));
        assert_eq!(meant("target"), None);
        assert_eq!(meant("portSetting"), Some("port"));
        assert_eq!(meant("protocol"), None);
    }
}
