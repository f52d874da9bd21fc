use std::fmt::Write;
use std::path::PathBuf;

use alien_sdk_core::internal::fix::Edit;
use alien_sdk_core::internal::span::{LineIndex, Units};

use super::lines::line_start;
use super::*;

/// Good texts, one for each file in `tests/good`.
fn good() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/good");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    assert!(files.len() >= 5);
    files
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap())
        .collect()
}

/// Repairs a text, and checks what must be true of every repaired text.
fn check(text: &str) -> Repaired {
    let repaired = repair(text);
    assert_eq!(repaired.text.len(), text.len(), "{text}");
    assert!(find_error(&repaired.text, 0, 0, &[]).is_none(), "{text}");
    for fault in &repaired.faults {
        assert!(text.get(fault.span.range()).is_some(), "{fault:?}\n{text}");
        fixed(text, fault);
    }
    repaired
}

/// The text with the fix of a fault.
fn fixed(text: &str, fault: &SyntaxFault) -> Option<String> {
    let mut out = String::new();
    let mut at = 0;
    for edit in &fault.fix.as_ref()?.edits {
        let Edit::Replace { span, text: new } = edit else {
            panic!("{edit:?}")
        };
        out += &text[at..span.start as usize];
        out += new;
        at = span.end as usize;
    }
    Some(out + &text[at..])
}

#[test]
fn good_texts_have_no_faults() {
    for text in good() {
        let repaired = check(&text);
        assert_eq!(repaired.text, text);
        assert!(repaired.faults.is_empty());
    }
}

#[test]
fn a_text_that_is_cut_off_has_at_most_one_fault() {
    for text in good() {
        for (end, _) in text.char_indices() {
            let cut = &text[..end];
            let repaired = check(cut);
            assert!(repaired.faults.len() <= 1, "{:#?}\n{cut}⟦", repaired.faults);
        }
    }
}

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
    let sign = SIGNS
        .chars()
        .nth(random.below(SIGNS.chars().count()))
        .unwrap();
    match random.below(3) {
        0 => drop(chars.remove(at)),
        1 => chars.insert(at, sign),
        _ => chars[at] = sign,
    }
    chars.into_iter().collect()
}

#[test]
fn one_wrong_character_causes_few_faults() {
    let mut random = Random(1);
    let mut counts = [0; 4];
    for text in good() {
        for _ in 0..2000 {
            let damaged = damage(&text, &mut random);
            let repaired = check(&damaged);
            let count = repaired.faults.len();
            if count > 1 {
                show(&damaged, &repaired);
            }
            counts[count.min(3)] += 1;
        }
    }
    println!("{counts:?}");
}

#[test]
fn much_damage_is_repaired() {
    let mut random = Random(2);
    for text in good() {
        for _ in 0..300 {
            let mut damaged = text.clone();
            for _ in 0..random.below(60) {
                damaged = damage(&damaged, &mut random);
            }
            check(&damaged);
        }
    }
}

/// The lines of a text that differ from those of another one, with their numbers.
fn changed_lines(old: &str, new: &str) -> String {
    let mut out = String::new();
    let (old, new): (Vec<_>, Vec<_>) = (old.split('\n').collect(), new.split('\n').collect());
    let same_start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - same_start;
    let pairs = old.iter().rev().zip(new.iter().rev());
    let same_end = pairs.take(most).take_while(|(a, b)| a == b).count();
    for (at, line) in new
        .iter()
        .enumerate()
        .take(new.len() - same_end)
        .skip(same_start)
    {
        if new.len() != old.len() || old[at] != *line {
            writeln!(
                out,
                "    {:>2} | {}",
                at + 1,
                line.replace('\r', "␍").trim_end()
            )
            .unwrap();
        }
    }
    out
}

/// What is said about a broken text, and what it becomes.
fn report(text: &str) -> String {
    let repaired = check(text);
    let index = LineIndex::new(text);
    let place = |span: Span| {
        let [start, end] = [span.start, span.end].map(|at| index.position(text, at, Units::Utf32));
        let [start, end] = [start, end].map(|at| format!("{}:{}", at.line + 1, at.character + 1));
        format!("{start}-{end}")
    };
    let mut out = String::new();
    for fault in &repaired.faults {
        writeln!(out, "{} {}", place(fault.span), fault.message).unwrap();
        writeln!(out, "  help: {}", fault.help).unwrap();
        for (span, message) in &fault.related {
            writeln!(out, "  {} {message}", place(*span)).unwrap();
        }
        if let Some(fix) = &fault.fix {
            writeln!(out, "  {:?} fix:", fix.applicability).unwrap();
            out += &changed_lines(text, &fixed(text, fault).unwrap());
        }
        for span in &fault.broken {
            writeln!(out, "  broken: {}", place(*span)).unwrap();
        }
        for start in &fault.unfinished {
            writeln!(
                out,
                "  unfinished from {}",
                place(Span::new(*start, *start))
            )
            .unwrap();
        }
    }
    out += "repaired:\n";
    for (at, line) in lines::lines(text, 0, text.len()).enumerate() {
        let range = line.start..(line.end + 1).min(text.len());
        let new = repaired.text[range.clone()].trim_end_matches('\n');
        if new != text[range].trim_end_matches('\n') {
            writeln!(out, "    {:>2} | {}", at + 1, new.trim_end()).unwrap();
        }
    }
    out
}

#[test]
fn line_ends_of_windows_make_no_difference() {
    let faults = |text: &str| {
        let index = LineIndex::new(text);
        let position = |fault: SyntaxFault| {
            let start = index.position(text, fault.span.start, Units::Utf32);
            (start.line, start.character, fault.message)
        };
        check(text)
            .faults
            .into_iter()
            .map(position)
            .collect::<Vec<_>>()
    };
    for text in broken().into_iter().map(|(_, text)| text) {
        for end in ["\r\n", "\r"] {
            assert_eq!(faults(&text.replace('\n', end)), faults(&text), "{text}");
        }
    }
}

/// The files of `tests/broken` with their content.
fn broken() -> Vec<(PathBuf, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/broken");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "yaml"))
        .collect();
    files.sort();
    assert!(files.len() >= 30);
    let read = |path: PathBuf| (path.clone(), std::fs::read_to_string(&path).unwrap());
    files.into_iter().map(read).collect()
}

#[test]
fn broken_texts_are_explained() {
    let mut different = Vec::new();
    for (file, text) in broken() {
        let found = report(&text);
        let expected = file.with_extension("txt");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&expected, &found).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != found {
            different.push(format!("{}:\n{found}", file.display()));
        }
    }
    let run = "run with UPDATE_EXPECT=1 to write the results, and review them";
    assert!(different.is_empty(), "{}\n{run}", different.join("\n"));
}

fn show(text: &str, repaired: &Repaired) {
    println!("-----\n{text}\n");
    for fault in &repaired.faults {
        let at = fault.span.start as usize;
        let start = line_start(text, at);
        let line = text[..start].matches('\n').count() + 1;
        println!(
            "  {line}:{} {:?} {}\n     help: {}",
            at - start + 1,
            &text[fault.span.range()],
            fault.message,
            fault.help
        );
        if let Some(new) = fixed(text, fault) {
            println!(
                "     fix ({:?}): {}",
                fault.fix.as_ref().unwrap().applicability,
                new.replace('\n', "⏎")
            );
        }
    }
    println!("  tree: {}", repaired.text.replace('\n', "⏎"));
}

#[test]
fn score() {
    let mut random = Random(3);
    let (mut total, mut same_line, mut near, mut offered, mut parses, mut restored) =
        (0, 0, 0, 0, 0, 0);
    for text in good() {
        for _ in 0..2000 {
            let damaged = damage(&text, &mut random);
            let repaired = repair(&damaged);
            let Some(fault) = repaired.faults.first() else {
                continue;
            };
            total += 1;
            let at = text
                .bytes()
                .zip(damaged.bytes())
                .take_while(|(a, b)| a == b)
                .count();
            let line = |at: usize| {
                damaged.as_bytes()[..at]
                    .iter()
                    .filter(|b| **b == b'\n')
                    .count()
            };
            let distance = line(at).abs_diff(line(fault.span.start as usize));
            same_line += usize::from(distance == 0);
            near += usize::from(distance <= 1);
            let ok = fixed(&damaged, fault).map(|n| find_error(&n, 0, 0, &[]).is_none());
            println!("CAT {} | {ok:?} | {}", fault.message, distance.min(2));
            if std::env::var("BAD").is_ok() && ok == Some(false) {
                println!("DAMAGE in line {}", line(at) + 1);
                show(&damaged, &repaired);
            }
            if fault.fix.is_none() {
                let stop = find_error(&damaged, 0, 0, &[]).unwrap();
                let l = line_start(&damaged, stop.at);
                println!(
                    "UNK {:?} | {} | {} {:?} ⟂ {:?}",
                    stop.kind,
                    fault.message,
                    line(at) as isize - line(stop.at) as isize,
                    damaged.lines().nth(line(at)).unwrap_or(""),
                    &damaged[l..stop.at]
                );
            }
            let mut is_restored = false;
            if let Some(new) = fixed(&damaged, fault) {
                offered += 1;
                parses += usize::from(find_error(&new, 0, 0, &[]).is_none());
                is_restored = new == text;
                restored += usize::from(is_restored);
            }
            if std::env::var("SHOW").is_ok() && distance > 1 && !is_restored {
                println!("DAMAGE in line {}", line(at) + 1);
                show(&damaged, &repaired);
            }
        }
    }
    println!(
        "{total}: line {same_line}, near {near}, offered {offered}, parses {parses}, restored {restored}"
    );
}

#[test]
#[ignore]
fn speed() {
    let container = |n: usize, extra: &str| {
        format!(
            "  api-{n}:\n    lifecycle: live\n    config:\n      type: container\n      id: api-{n}\n      code: {{type: image, image: \"ghcr.io/acme/api:v3\"}}\n      cpu: {{min: \"1\", desired: \"2\"}}\n      memory:\n        min: 1Gi\n        desired: 2Gi\n      ports:\n        - port: 8080\n          expose: http\n      environment:\n        A: b\n        C: d\n{extra}      permissions: execution\n"
        )
    };
    let time = |name: &str, text: &str| {
        let start = std::time::Instant::now();
        let strict = find_error(text, 0, 0, &[]).is_none();
        let strict_time = start.elapsed();
        let start = std::time::Instant::now();
        let repaired = repair(text);
        println!(
            "{name}: {} KB, strict {strict} {strict_time:?}, {:?}, {} faults",
            text.len() / 1000,
            start.elapsed(),
            repaired.faults.len()
        );
    };
    let stack = |count: usize, bad: &dyn Fn(usize) -> &'static str| {
        "id: shop\nresources:\n".to_owned()
            + &(0..count).map(|n| container(n, bad(n))).collect::<String>()
    };
    let count = std::env::var("COUNT").map_or(1000, |c| c.parse().unwrap());
    time("good", &stack(count, &|_| ""));
    for extra in [
        "      command [a, b]\n",
        "      id: \"a\n",
        "     x: y\n",
        "       x: y\n",
        "      x: [1, 2\n",
        "\tx: y\n",
        "      - a\n",
        "      x: a: b\n",
        " x: y\n",
        "x: y\n z: 1\n",
        "      x: @a\n",
    ] {
        time(
            &format!("one {extra:?}"),
            &stack(count, &|n| if n == count / 2 { extra } else { "" }),
        );
        time(&format!("all {extra:?}"), &stack(count, &|_| extra));
    }
    let good = stack(count, &|_| "");
    time(
        "resources without colon",
        &good.replacen("resources:", "resources", 1),
    );
    time("first line indented", &format!(" {good}"));
    time(
        "indented once",
        &good.replacen("resources:\n ", "resources:\n   ", 1),
    );
    time("tabs", &good.replace("  ", "\t"));
    time("no colons", &good.replace(':', ""));
    time("open brackets", &"[".repeat(count * 100));
    time("open brackets in lines", &"[\n".repeat(count * 100));
    time("open keys", &"{a: ".repeat(count * 100));
    time("close brackets", &"]\n".repeat(count * 100));
    time("quotes", &"\"\n".repeat(count * 100));
    time("quote pairs", &"\"a\" \"b\"\n".repeat(count * 100));
    time("long line", &format!("a: {}", "b: ".repeat(count * 100)));
    time(
        "long words",
        &"word "
            .repeat(count * 100)
            .replace("word word word ", "word\n"),
    );
    time(
        "list of quotes",
        &format!("[{}", "\"a\" ".repeat(count * 100)),
    );
    time("escapes", &format!("a: \"{}\"", "\\q".repeat(count * 100)));
    time("templates", &"a: {{ b }}\n{{ if x }}\n".repeat(count * 20));
    time("json lines", &"{\"a\": 1}\n".repeat(count * 20));
    time(
        "json no commas",
        &format!("[{}]", "{\"a\": 1}\n".repeat(count * 20)),
    );
    time(
        "staircase",
        &(0..count.min(3000))
            .map(|n| format!("{}a\n", " ".repeat(n)))
            .collect::<String>(),
    );
    time(
        "staircase keys",
        &(0..count.min(3000))
            .map(|n| format!("{}a:\n", " ".repeat(n)))
            .chain(["x\n".repeat(count)])
            .collect::<String>(),
    );
    time(
        "down",
        &(0..count.min(3000))
            .rev()
            .map(|n| format!("{}a: b\n", " ".repeat(n)))
            .collect::<String>(),
    );
    time("anchors", &"a: &\n".repeat(count * 20));
    time("dashes", &"- - - - a\n - b\n".repeat(count * 20));
    time("documents", &"--- a: b: c\n".repeat(count * 20));
    time("nul", &"a: \0b\n\u{7f}\n".repeat(count * 20));
}
