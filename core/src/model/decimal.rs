//! Converts decimal text to numbers and back, exactly. The standard library is faster for numbers with very many digits, but
//! its code and tables would be a twentieth of the WebAssembly module. Of two shortest texts that are equally near to a
//! number, it also prints another one than JavaScript. The crate `ryu-js`, with which the tests compare, prints the same, but
//! with the parser of the standard library it would add twice as much to the module: 18 KB instead of 8 (gzipped).

/// A natural number of any size, as digits in base 2^32, the lowest first.
struct Natural(Vec<u32>);

impl Natural {
    fn new(value: u64) -> Self {
        Self(vec![value as u32, (value >> 32) as u32])
    }

    /// Multiplies by `factor` and adds `more`.
    fn multiply(&mut self, factor: u32, more: u32) {
        let mut carry = u64::from(more);
        for digit in &mut self.0 {
            carry += u64::from(*digit) * u64::from(factor);
            *digit = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    /// Divides by `divisor`, and returns the remainder.
    fn divide(&mut self, divisor: u32) -> u32 {
        let mut rest = 0;
        for digit in self.0.iter_mut().rev() {
            rest = rest << 32 | u64::from(*digit);
            *digit = (rest / u64::from(divisor)) as u32;
            rest %= u64::from(divisor);
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
        rest as u32
    }

    fn shift_left(&mut self, bits: u32) {
        let zeros = std::iter::repeat_n(0, bits as usize / 32);
        self.0.splice(..0, zeros);
        self.multiply(1 << (bits % 32), 0);
    }

    /// The 64 highest bits, the number of bits below them, and whether one of those is set.
    fn highest_bits(&self) -> (u64, i32, bool) {
        let mut digits = self.0.iter().rev().skip_while(|digit| **digit == 0);
        let count = digits.clone().count() as i32;
        let mut next = || u128::from(digits.next().copied().unwrap_or_default());
        let window = next() << 64 | next() << 32 | next();
        let drop = 32 - (window.leading_zeros() - 32).min(32);
        let cut = window & ((1 << drop) - 1) != 0;
        let below = 32 * (count - 3) + drop as i32;
        (
            (window >> drop) as u64,
            below,
            cut || digits.any(|digit| *digit != 0),
        )
    }
}

/// The factors of a power of five, each of which fits into 32 bits.
fn powers_of_five(exponent: u32) -> impl Iterator<Item = u32> {
    let whole = std::iter::repeat_n(5_u32.pow(13), exponent as usize / 13);
    whole.chain([5_u32.pow(exponent % 13)])
}

/// `10^exponent` for up to 22, which a float represents exactly.
fn power_of_ten(exponent: u32) -> f64 {
    (0..exponent).fold(1.0, |power, _| power * 10.0)
}

/// Every number halfway between two floats has fewer significant digits.
const MAX_DIGITS: usize = 800;

/// A positive number: `0.d₁d₂d₃… × 10^point`. The first and the last digit are not 0.
struct Decimal {
    digits: Vec<u8>,
    point: i32,
    /// Whether further digits that are not 0 were left out.
    is_cut: bool,
}

impl Decimal {
    /// The nearest float; of two that are equally near, the even one.
    fn value(&self) -> f64 {
        let exponent = self.point.saturating_sub(self.digits.len() as i32);
        if self.digits.is_empty() || self.point < -330 {
            return 0.0;
        }
        if self.point > 310 {
            return f64::INFINITY;
        }
        if self.digits.len() <= 15 && exponent.abs() <= 22 {
            let digits = |value: u64, digit: &u8| value * 10 + u64::from(*digit);
            let whole = self.digits.iter().fold(0, digits) as f64;
            let scale = power_of_ten(exponent.unsigned_abs());
            return if exponent < 0 {
                whole / scale
            } else {
                whole * scale
            };
        }
        let mut natural = Natural(Vec::new());
        for digit in &self.digits {
            natural.multiply(10, u32::from(*digit));
        }
        let (mut two, mut is_inexact) = (exponent, self.is_cut);
        if exponent >= 0 {
            powers_of_five(exponent.unsigned_abs()).for_each(|factor| natural.multiply(factor, 0));
        } else {
            // Room for 64 bits of the quotient: 5^n has at most 3n bits.
            let bits = 3 * exponent.unsigned_abs() + 64;
            natural.shift_left(bits);
            two -= bits as i32;
            for factor in powers_of_five(exponent.unsigned_abs()) {
                is_inexact |= natural.divide(factor) != 0;
            }
        }
        let (bits, below, cut) = natural.highest_bits();
        rounded(bits, two + below, is_inexact || cut)
    }

    /// Rounds to at most `count` digits, and adds `off` to the last one.
    fn rounded(&self, count: usize, off: i32) -> Self {
        let (kept, rest) = self
            .digits
            .split_at_checked(count)
            .unwrap_or((&self.digits, &[]));
        let is_odd = kept.last().is_some_and(|digit| digit % 2 == 1);
        let is_up = match rest {
            [5] => is_odd,
            [first, ..] => *first >= 5,
            [] => false,
        };
        let mut carry = off + i32::from(is_up);
        let mut digits = kept.to_vec();
        for digit in digits.iter_mut().rev() {
            let sum = i32::from(*digit) + carry;
            *digit = sum.rem_euclid(10) as u8;
            carry = sum.div_euclid(10);
        }
        let mut point = self.point;
        if carry > 0 {
            digits.insert(0, 1);
            point += 1;
        }
        Self::new(digits, point)
    }

    fn new(mut digits: Vec<u8>, mut point: i32) -> Self {
        let zeros = digits.iter().take_while(|digit| **digit == 0).count();
        digits.drain(..zeros);
        point -= zeros as i32;
        while digits.last() == Some(&0) {
            digits.pop();
        }
        Self {
            digits,
            point,
            is_cut: false,
        }
    }

    /// All digits of a positive number.
    fn exact(value: f64) -> Self {
        let bits = value.to_bits();
        let (exponent, fraction) = ((bits >> 52) as i32, bits & ((1 << 52) - 1));
        let (mantissa, two) = match exponent {
            0 => (fraction, -1074),
            _ => (fraction | 1 << 52, exponent - 1075),
        };
        let mut natural = Natural::new(mantissa);
        if two >= 0 {
            natural.shift_left(two.unsigned_abs());
        } else {
            powers_of_five(two.unsigned_abs()).for_each(|factor| natural.multiply(factor, 0));
        }
        let mut digits = Vec::new();
        while !natural.0.is_empty() {
            digits.push(natural.divide(10) as u8);
        }
        digits.reverse();
        let point = digits.len() as i32 + two.min(0);
        Self::new(digits, point)
    }

    /// The fewest digits that read back as this positive number.
    fn shortest(value: f64) -> Self {
        // Two decimals of at most 15 digits are never the same float.
        for places in 0..=22 {
            let scale = power_of_ten(places);
            let whole = (value * scale).round();
            if whole < 1e15 && whole / scale == value {
                let digits = (whole as u64).to_string();
                let point = digits.len() as i32 - places as i32;
                return Self::new(digits.bytes().map(|byte| byte - b'0').collect(), point);
            }
        }
        let exact = Self::exact(value);
        // Next to a power of two, the nearest decimal may be another float, and the second nearest the right one.
        let mut candidates =
            (1..=17).flat_map(|count| [0, 1, -1].map(|off| exact.rounded(count, off)));
        candidates
            .find(|decimal| decimal.value() == value)
            .unwrap_or(exact)
    }

    /// The text, with an exponent if the point is not within the bounds.
    fn print(&self, lowest: i32, highest: i32) -> String {
        let mut digits: String = self
            .digits
            .iter()
            .map(|digit| char::from(b'0' + digit))
            .collect();
        let has_exponent = self.point < lowest || self.point > highest;
        let point = if has_exponent { 1 } else { self.point };
        if point <= 0 {
            digits.insert_str(0, &"0".repeat(point.unsigned_abs() as usize));
            digits.insert_str(0, "0.");
        } else if point as usize >= digits.len() {
            digits.push_str(&"0".repeat(point as usize - digits.len()));
        } else {
            digits.insert(point as usize, '.');
        }
        if has_exponent {
            let sign = if self.point > 0 { "+" } else { "" };
            digits.push_str(&format!("e{sign}{}", self.point - 1));
        }
        digits
    }
}

/// `bits * 2^two` as the nearest float. The highest bit is set. `is_inexact` means that the number is slightly larger.
fn rounded(bits: u64, two: i32, is_inexact: bool) -> f64 {
    let exponent = two + 63;
    if exponent > 1023 {
        return f64::INFINITY;
    }
    // Below 2^-1022, floats have fewer bits.
    let drop = 11 + (-1022 - exponent).max(0).unsigned_abs();
    let kept = bits.checked_shr(drop).unwrap_or_default();
    let rest = u128::from(bits) - (u128::from(kept) << drop);
    let half = 1_u128 << (drop - 1).min(100);
    let is_up = rest > half || rest == half && (is_inexact || kept % 2 == 1);
    // The highest of 53 bits counts as part of the exponent.
    let base = u64::from((exponent + 1022).max(0).unsigned_abs()) << 52;
    f64::from_bits(base + kept + u64::from(is_up))
}

/// The float that is nearest to a decimal number; `None` if the text isn't one.
pub(crate) fn parse(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (number, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, parse_exponent(exponent)?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() + fraction.len() == 0 || !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let digits = || whole.bytes().chain(fraction.bytes());
    let zeros = digits().take_while(|byte| *byte == b'0').count();
    let mut rest = digits().skip(zeros);
    let first = rest
        .by_ref()
        .take(MAX_DIGITS)
        .map(|byte| byte - b'0')
        .collect();
    let point = whole.len() as i64 - zeros as i64 + i64::from(exponent);
    let point = point.clamp(-1_000, 1_000) as i32;
    let mut decimal = Decimal::new(first, point);
    decimal.is_cut = rest.any(|byte| byte != b'0');
    let value = decimal.value();
    Some(if text.starts_with('-') { -value } else { value })
}

fn parse_exponent(text: &str) -> Option<i32> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let size = |size: i32, byte: u8| size.saturating_mul(10).saturating_add((byte - b'0').into());
    let size = digits.bytes().fold(0, size);
    Some(if text.starts_with('-') { -size } else { size })
}

/// The shortest text that reads back as a finite number, with an exponent where JavaScript prints one.
pub(crate) fn print(value: f64) -> String {
    signed(value, |decimal| decimal.print(-5, 21))
}

/// The shortest text that reads back as a finite number, without an exponent.
pub(crate) fn print_positional(value: f64) -> String {
    signed(value, |decimal| decimal.print(i32::MIN, i32::MAX))
}

fn signed(value: f64, print: fn(&Decimal) -> String) -> String {
    if value == 0.0 || !value.is_finite() {
        return "0".to_owned();
    }
    let sign = if value < 0.0 { "-" } else { "" };
    format!("{sign}{}", print(&Decimal::shortest(value.abs())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pseudorandom numbers.
    fn random(seed: &mut u64) -> u64 {
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        *seed
    }

    #[test]
    fn numbers_are_read_as_by_the_standard_library() {
        let mut seed = 88_172_645_463_325_252;
        let check = |text: &str| {
            assert_eq!(parse(text), text.parse().ok(), "{text}");
        };
        let halfway = format!("{:.1100}", f64::from_bits(1) * 0.5 + f64::from_bits(0x7fff));
        for text in [
            "",
            "-",
            "+1",
            ".",
            ".5",
            "5.",
            "1e",
            "1e+",
            "e5",
            "-0",
            "0e9",
            "1.2.3",
            "1_000",
            " 1",
            "1e400",
            "1e-400",
            "1e99999999999",
            "1e-99999999999",
            "9007199254740993",
            "2.2250738585072011e-308",
            "1.7976931348623157e308",
            "1.7976931348623159e308",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "5e-324",
            "0.000000000000000000000000000000000000001",
            &halfway,
            &format!("{halfway}1"),
            &"9".repeat(2_000),
            &format!("0.{}1", "0".repeat(500)),
            &format!("1{}e-2000", "0".repeat(2_000)),
            &format!("9007199254740993{}1", "0".repeat(900)),
        ] {
            check(text);
        }
        for _ in 0..3_000 {
            let (a, b) = (random(&mut seed), random(&mut seed));
            let exponent = (random(&mut seed) % 700) as i32 - 350;
            check(&format!("{a}{b}"));
            check(&format!("-{a}.{b}e{exponent}"));
            check(&format!("{}e{exponent}", a % 1_000_000));
            // Exactly between two floats.
            check(&format!(
                "{}",
                (u128::from(a >> 11 | 1 << 52) * 2 + 1) << (b % 60)
            ));
        }
    }

    #[test]
    fn numbers_are_printed_as_by_javascript() {
        let mut seed = 88_172_645_463_325_252;
        for value in [
            5e-324,
            f64::MIN_POSITIVE,
            f64::MAX,
            9.5e-311,
            1e23,
            8.41e21,
            0.1 + 0.2,
            1e21,
            1e-7,
        ] {
            assert_eq!(parse(&print(value)), Some(value));
        }
        // Two texts of 16 digits are equally near; JavaScript takes the even one.
        assert_eq!(print(2_f64.powi(-44)), "5.684341886080802e-14");
        assert_eq!(print(2_f64.powi(-24)), "5.960464477539063e-8");
        // For more values: NUMBERS=100000000 cargo test --release --lib as_by_javascript
        let count = std::env::var("NUMBERS").map_or(6_000, |count| count.parse().unwrap());
        for round in 0..count {
            let bits = random(&mut seed);
            let value = match round % 3 {
                0 => (bits % 10_000_000) as f64 / 1_000.0,
                1 => (bits >> 11) as f64 / 65_536.0,
                _ => f64::from_bits(bits),
            };
            if !value.is_finite() || value == 0.0 {
                continue;
            }
            let printed = print(value);
            assert_eq!(printed, ryu_js::Buffer::new().format_finite(value));
            assert_eq!(parse(&printed), Some(value), "{printed}");
            assert_eq!(printed.parse(), Ok(value));
            let positional = print_positional(value);
            assert!(!positional.contains('e'));
            assert_eq!(positional.parse(), Ok(value));
        }
    }
}
