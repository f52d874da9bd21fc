//! CPU, memory and storage quantities. They are parsed once, compared exactly, and kept as they were written.

use super::names::split_once;
use super::{decimal, number};

/// A quantity as it was written, and its parsed value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity<'d, V> {
    /// The text.
    pub text: &'d str,
    /// The parsed value, or why the text is not a valid quantity.
    pub value: Result<V, QuantityError>,
}

/// Why a text is not a valid quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantityError {
    /// It is not a decimal number and a unit.
    Form,
    /// The unit is missing.
    NoUnit,
    /// The unit is unknown.
    Unit,
    /// The quantity is zero.
    Zero,
    /// The quantity is above the maximum.
    TooLarge,
    /// The quantity is not a whole number of bytes, or of thousandths of a vCPU.
    Fraction,
}

/// The maximum CPU quantity, in thousandths of a vCPU.
pub(crate) const MAX_MILLICORES: u64 = number::MAX_EXACT;

/// The maximum number of bytes.
pub(crate) const MAX_BYTES: u64 = (1 << 63) - 1;

/// The pattern of CPU quantities, for schemas: at most three decimals of a vCPU, or whole millicores.
pub(crate) const CPU_PATTERN: &str = r"^(?=.*[1-9])([0-9]+(\.[0-9]{1,3}0*)?|[0-9]+(\.0+)?m)$";

/// The pattern of sizes, for schemas. A pattern can't require a whole number of bytes.
pub(crate) const SIZE_PATTERN: &str = r"^(?=.*[1-9])[0-9]+(\.[0-9]+)?([KMGT]i|[kMGT])$";

/// CPU from which on a warning says that it is unlikely: 256 vCPUs, in thousandths.
pub(crate) const UNLIKELY_MILLICORES: u64 = 256_000;

/// Memory below which a warning says that it is small, in bytes.
pub(crate) const SMALL_MEMORY: u64 = 128 << 20;

/// An exact amount of CPU.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cpu {
    /// Thousandths of a vCPU.
    pub millicores: u64,
}

/// Reads vCPUs (`"0.5"`, `"2"`) or millicores (`"500m"`).
pub(crate) fn parse_cpu(text: &str) -> Quantity<'_, Cpu> {
    Quantity {
        text,
        value: read_cpu(text),
    }
}

/// Whether a text is a valid CPU quantity.
pub(crate) fn is_cpu(text: &str) -> bool {
    read_cpu(text).is_ok()
}

#[inline(always)]
fn read_cpu(text: &str) -> Result<Cpu, QuantityError> {
    match split_short_number(text) {
        Some((count @ 1.., b"")) => Ok(Cpu {
            millicores: count * 1000,
        }),
        Some((millicores @ 1.., b"m")) => Ok(Cpu { millicores }),
        _ => read_any_cpu(text),
    }
}

/// Splits a text into a number of one to nine digits and the rest. Most quantities begin with such a number.
#[inline]
fn split_short_number(text: &str) -> Option<(u64, &[u8])> {
    let bytes = text.as_bytes();
    let (mut value, mut length) = (0, 0);
    while let Some(digit @ b'0'..=b'9') = bytes.get(length) {
        if length == 9 {
            return None;
        }
        value = value * 10 + u32::from(digit - b'0');
        length += 1;
    }
    let rest = bytes.get(length..).filter(|_| length > 0)?;
    Some((u64::from(value), rest))
}

#[inline(never)]
fn read_any_cpu(text: &str) -> Result<Cpu, QuantityError> {
    let (number, shift) = match text.strip_suffix('m') {
        Some(number) => (number, 0),
        None => (text, 3),
    };
    let (whole, fraction) = split_decimal(number)?;
    let (thousandths, decimals) = fraction.split_at_checked(shift).unwrap_or((fraction, ""));
    let missing = shift.saturating_sub(thousandths.len());
    let scale = [1, 10, 100, 1000].get(missing).copied().unwrap_or(1);
    let millicores = checked_product(append_digits(append_digits(0, whole)?, thousandths)?, scale)?;
    let decimals = decimals.trim_end_matches('0');
    match millicores {
        ..=MAX_MILLICORES if !decimals.is_empty() => Err(QuantityError::Fraction),
        0 => Err(QuantityError::Zero),
        1..=MAX_MILLICORES => Ok(Cpu { millicores }),
        _ => Err(QuantityError::TooLarge),
    }
}

/// Splits a decimal number into the parts before and after the point. Each part has at least one digit.
#[inline(always)]
fn split_decimal(number: &str) -> Result<(&str, &str), QuantityError> {
    let (whole, fraction) = match split_once(number, b'.') {
        Some((_, "")) => return Err(QuantityError::Form),
        Some(parts) => parts,
        None => (number, ""),
    };
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) {
        return Err(QuantityError::Form);
    }
    Ok((whole, fraction))
}

/// Appends decimal digits to the number `start`.
fn append_digits(start: u64, digits: &str) -> Result<u64, QuantityError> {
    digits.bytes().try_fold(start, |value, digit| {
        // Larger numbers exceed the maximum in any unit.
        if value >= u64::MAX / 10 {
            return Err(QuantityError::TooLarge);
        }
        Ok(value * 10 + u64::from(digit.wrapping_sub(b'0')))
    })
}

/// Multiplies with an overflow check. `checked_mul` needs 128-bit arithmetic, which WebAssembly doesn't have.
fn checked_product(value: u64, scale: u64) -> Result<u64, QuantityError> {
    // A product has no more digits than both factors in total.
    if value.leading_zeros() + scale.leading_zeros() >= u64::BITS {
        return Ok(value.wrapping_mul(scale));
    }
    value.checked_mul(scale).ok_or(QuantityError::TooLarge)
}

/// An amount of memory or storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bytes {
    /// The number of bytes.
    pub bytes: u64,
    /// Whether the unit is a power of 1000.
    pub decimal: bool,
}

/// Reads a size: `"512Mi"`, `"1.5Gi"`, `"16G"`.
pub(crate) fn parse_size(text: &str) -> Quantity<'_, Bytes> {
    Quantity {
        text,
        value: read_size(text),
    }
}

/// Whether a text is a valid size.
pub(crate) fn is_size(text: &str) -> bool {
    read_size(text).is_ok()
}

#[inline(always)]
fn read_size(text: &str) -> Result<Bytes, QuantityError> {
    let bytes = match split_short_number(text) {
        Some((count @ 1.., b"Mi")) => count << 20,
        Some((count @ 1.., b"Gi")) => count << 30,
        _ => return read_any_size(text),
    };
    Ok(Bytes {
        bytes,
        decimal: false,
    })
}

#[inline(never)]
fn read_any_size(text: &str) -> Result<Bytes, QuantityError> {
    let (number, unit) = split_unit(text);
    let (whole, fraction) = split_decimal(number)?;
    let (base, power): (u64, u32) = match unit.as_bytes() {
        b"Ki" => (1024, 1),
        b"Mi" => (1024, 2),
        b"Gi" => (1024, 3),
        b"Ti" => (1024, 4),
        b"k" => (1000, 1),
        b"M" => (1000, 2),
        b"G" => (1000, 3),
        b"T" => (1000, 4),
        b"" => return Err(QuantityError::NoUnit),
        _ => return Err(QuantityError::Unit),
    };
    let scale = base.pow(power);
    let whole = checked_product(append_digits(0, whole)?, scale)?;
    let part = scaled_fraction(fraction, base, power)?;
    match whole.checked_add(part) {
        Some(0) => Err(QuantityError::Zero),
        Some(bytes @ ..=MAX_BYTES) => Ok(Bytes {
            bytes,
            decimal: base == 1000,
        }),
        _ => Err(QuantityError::TooLarge),
    }
}

/// A size as it was probably meant: `1Gi` for `1GB` and `1 gb`, and a valid size itself. `None` if it has no unit.
pub(crate) fn likely_size(text: &str) -> Option<String> {
    if is_size(text) {
        return Some(text.to_owned());
    }
    let (number, unit) = split_unit(text.trim());
    let unit = likely_unit(unit)?;
    Some(format!("{number}{unit}")).filter(|size| is_size(size))
}

/// The unit that was probably meant: `Gi` for `GB`, `gb` and `G`.
pub(crate) fn likely_unit(unit: &str) -> Option<&'static str> {
    Some(match unit.trim_start().to_ascii_lowercase().as_str() {
        "k" | "kb" | "ki" | "kib" => "Ki",
        "m" | "mb" | "mi" | "mib" => "Mi",
        "g" | "gb" | "gi" | "gib" => "Gi",
        "t" | "tb" | "ti" | "tib" => "Ti",
        _ => return None,
    })
}

/// A number of bytes in the largest unit of 1024 that gives a whole number. `None` if no unit does.
pub(crate) fn in_largest_unit(mut bytes: u64) -> Option<String> {
    let mut unit = None;
    for larger in ["Ki", "Mi", "Gi", "Ti"] {
        if bytes == 0 || !bytes.is_multiple_of(1024) {
            break;
        }
        bytes /= 1024;
        unit = Some(larger);
    }
    unit.map(|unit| format!("{bytes}{unit}"))
}

/// Numbers below the first one are probably Gi, those below the second one Mi, and others bytes.
pub(crate) type LikelyUnits = [f64; 2];

/// The units of memory without a unit: from 64 on, few people mean gibibytes.
pub(crate) const MEMORY_UNITS: LikelyUnits = [64.0, 4_194_304.0];

/// The units of storage without a unit, which is mostly counted in gibibytes.
pub(crate) const STORAGE_UNITS: LikelyUnits = [10_000.0, 1_000_000.0];

/// A number without a unit as a size with the unit that was probably meant.
pub(crate) fn sized(number: &str, [gibibytes, mebibytes]: LikelyUnits) -> Option<String> {
    let value = decimal::parse(number)?;
    let size = if value >= mebibytes {
        in_largest_unit(number.parse().ok()?)?
    } else if value >= gibibytes {
        format!("{number}Mi")
    } else {
        format!("{number}Gi")
    };
    is_size(&size).then_some(size)
}

/// Splits a size into the number and the unit. The unit is everything after the digits and points.
#[inline]
pub(crate) fn split_unit(text: &str) -> (&str, &str) {
    let end = text
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || *byte == b'.')
        .count();
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// Returns `base^power` times a decimal fraction, if that is a whole number. It multiplies digit by digit.
fn scaled_fraction(fraction: &str, base: u64, power: u32) -> Result<u64, QuantityError> {
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() {
        return Ok(0);
    }
    // A fraction of Ti is whole only if its denominator divides 2^40, which takes at most 40 digits.
    if fraction.len() > 40 {
        return Err(QuantityError::Fraction);
    }
    let mut decimals: Vec<u64> = fraction
        .bytes()
        .map(|digit| u64::from(digit - b'0'))
        .collect();
    let mut part = 0;
    for _ in 0..power {
        let mut carry = 0;
        for decimal in decimals.iter_mut().rev() {
            let product = *decimal * base + carry;
            (*decimal, carry) = (product % 10, product / 10);
        }
        part = part * base + carry;
    }
    if decimals.iter().all(|decimal| *decimal == 0) {
        Ok(part)
    } else {
        Err(QuantityError::Fraction)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpu_is_read_exactly() {
        let millicores = |text| parse_cpu(text).value.map(|cpu| cpu.millicores);
        assert_eq!(millicores("0.5"), Ok(500));
        assert_eq!(millicores("500m"), Ok(500));
        assert_eq!(millicores("2"), Ok(2000));
        assert_eq!(millicores("002.50"), Ok(2500));
        assert_eq!(millicores("9007199254740992m"), Ok(MAX_MILLICORES));
        assert_eq!(millicores("9007199254740.992"), Ok(MAX_MILLICORES));
        for text in [
            "9007199254740993m",
            "99999999999999999999999",
            // 2^64 + 3. Without its last digit, it is `u64::MAX / 10`.
            "18446744073709551619m",
        ] {
            assert_eq!(millicores(text), Err(QuantityError::TooLarge), "{text}");
        }
        for text in ["0", "0.000", "0m"] {
            assert_eq!(millicores(text), Err(QuantityError::Zero), "{text}");
        }
        for text in [
            "", "m", ".5", "1.", "1.5.2", "-1", "+1", "1e3", " 1", "1 m", "٣", "NaN",
        ] {
            assert_eq!(millicores(text), Err(QuantityError::Form), "{text}");
        }
    }

    #[test]
    fn cpu_has_whole_thousandths() {
        for text in [
            "0.0005",
            "0.1m",
            "1000.5m",
            "0.50001",
            "9007199254740992.1m",
        ] {
            assert_eq!(
                parse_cpu(text).value,
                Err(QuantityError::Fraction),
                "{text}"
            );
        }
        assert_eq!(parse_cpu("0.5000").value, parse_cpu("500.0m").value);
    }

    #[test]
    fn both_readers_agree() {
        let numbers = [
            "",
            "0",
            "1",
            "00",
            "01",
            "512",
            "999999999",
            "000000001",
            "1000000000",
            "0000000001",
            "4294967296",
            "1.5",
            ".",
            "-1",
            "+1",
            "é",
        ];
        let units = ["", "m", "Mi", "Gi", "Ki", "mi", "M", "Mib", " Mi", "é", "0"];
        for number in numbers {
            for unit in units {
                let text = [number, unit].concat();
                assert_eq!(read_cpu(&text), read_any_cpu(&text), "{text}");
                assert_eq!(read_size(&text), read_any_size(&text), "{text}");
            }
        }
    }

    #[test]
    fn sizes_are_whole_bytes() {
        let size = |text| parse_size(text).value.map(|bytes| bytes.bytes);
        assert_eq!(size("1Ki"), Ok(1024));
        assert_eq!(size("1.5Gi"), Ok(3 << 29));
        assert_eq!(size("0.001k"), Ok(1));
        assert_eq!(size("0.0000000000009094947017729282379150390625Ti"), Ok(1));
        assert_eq!(
            size("8388607.99999999999909050529822707176208496093750Ti"),
            Ok(MAX_BYTES)
        );
        assert_eq!(size("8388608Ti"), Err(QuantityError::TooLarge));
        assert_eq!(size("0.1Ki"), Err(QuantityError::Fraction));
        assert_eq!(size("0.0001k"), Err(QuantityError::Fraction));
        assert_eq!(size("0Gi"), Err(QuantityError::Zero));
        assert_eq!(size("1024"), Err(QuantityError::NoUnit));
        assert_eq!(size("1GB"), Err(QuantityError::Unit));
        assert_eq!(size("1e3Mi"), Err(QuantityError::Unit));
        for text in ["", "Gi", "-1Gi", "1.Gi", ".5Gi", "1..5Gi"] {
            assert_eq!(size(text), Err(QuantityError::Form), "{text}");
        }
    }
}
