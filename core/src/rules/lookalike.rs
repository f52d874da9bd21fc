//! Characters that look like others, or that can't be seen, and the ASCII text that was probably meant.

use crate::model::names::is_one_of;

/// The text with each such character replaced by the ASCII character that it looks like. `None` if there is none, or if
/// another character that is not ASCII remains.
pub(super) fn to_ascii(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            out.push_str(ascii_for(c)?);
        }
    }
    Some(out)
}

/// The ASCII character that a character looks like, or an empty text if it can't be seen.
fn ascii_for(c: char) -> Option<&'static str> {
    // Full-width forms are in the order of ASCII.
    if let Some(at @ 0..=0x5d) = u32::from(c).checked_sub(0xff01) {
        return ASCII.get(at as usize..=at as usize);
    }
    // Digits of other scripts: ten in order from the first one.
    for first in [0x660, 0x6f0, 0x966, 0x9e6, 0xe50] {
        if let Some(digit @ 0..=9) = u32::from(c).checked_sub(first) {
            return "0123456789".get(digit as usize..=digit as usize);
        }
    }
    let mut found = LOOKALIKES
        .iter()
        .filter(|(characters, _)| is_one_of(characters, c));
    found.next().map(|(_, ascii)| *ascii)
}

/// The characters of ASCII that have full-width forms.
const ASCII: &str = "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

const LOOKALIKES: &[(&str, &str)] = &[
    // Soft hyphens, zero-width characters, marks of direction and the byte order mark.
    (
        "\u{ad}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2060}\u{2066}\u{2067}\u{2068}\u{2069}\u{feff}",
        "",
    ),
    (
        "\u{a0}\u{2002}\u{2003}\u{2007}\u{2008}\u{2009}\u{200a}\u{202f}\u{205f}\u{3000}",
        " ",
    ),
    (
        "\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212}\u{fe58}\u{fe63}",
        "-",
    ),
    ("\u{2044}\u{2215}", "/"),
    ("\u{2236}\u{a789}", ":"),
    ("\u{2024}\u{3002}\u{66b}", "."),
    ("\u{201a}\u{60c}\u{3001}", ","),
    ("\u{2018}\u{2019}\u{2032}", "'"),
    // Letters of Cyrillic and Greek.
    ("\u{430}\u{3b1}", "a"),
    ("\u{441}\u{3f2}", "c"),
    ("\u{501}", "d"),
    ("\u{435}", "e"),
    ("\u{4bb}", "h"),
    ("\u{456}\u{3b9}\u{131}", "i"),
    ("\u{458}", "j"),
    ("\u{43a}\u{3ba}", "k"),
    ("\u{43c}", "m"),
    ("\u{43e}\u{3bf}", "o"),
    ("\u{440}\u{3c1}", "p"),
    ("\u{455}", "s"),
    ("\u{442}\u{3c4}", "t"),
    ("\u{3c5}", "u"),
    ("\u{3bd}", "v"),
    ("\u{445}\u{3c7}", "x"),
    ("\u{443}\u{3b3}", "y"),
    ("\u{410}\u{391}", "A"),
    ("\u{412}\u{392}", "B"),
    ("\u{421}\u{3f9}", "C"),
    ("\u{415}\u{395}", "E"),
    ("\u{41d}\u{397}", "H"),
    ("\u{406}\u{399}", "I"),
    ("\u{408}", "J"),
    ("\u{41a}\u{39a}\u{212a}", "K"),
    ("\u{41c}\u{39c}", "M"),
    ("\u{39d}", "N"),
    ("\u{41e}\u{39f}", "O"),
    ("\u{420}\u{3a1}", "P"),
    ("\u{405}", "S"),
    ("\u{422}\u{3a4}", "T"),
    ("\u{425}\u{3a7}", "X"),
    ("\u{423}\u{3a5}", "Y"),
    ("\u{396}", "Z"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lookalikes_become_ascii() {
        for (text, expected) in [
            ("orders\u{2011}api", "orders-api"),
            ("２０Gi", "20Gi"),
            ("٢", "2"),
            ("512\u{41c}i", "512Mi"),
            ("com\u{ad}pute", "compute"),
            ("executi\u{3bf}n", "execution"),
            ("\u{feff}a\u{a0}b：", "a b:"),
        ] {
            assert_eq!(to_ascii(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["api", "größe", "日本", "🚀"] {
            assert_eq!(to_ascii(text), None, "{text}");
        }
    }
}
