//! Bytes as hexadecimal digits.

/// Two lower-case digits a byte.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| if value < 10 { b'0' + value } else { b'a' - 10 + value };
    let digits: Vec<u8> = bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect();
    // OK because digits are ASCII.
    String::from_utf8(digits).unwrap_or_default()
}

/// The bytes of pairs of digits, small or capital; none where there is another letter, or one too many.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    text.as_bytes().chunks(2).map(pair).collect()
}

fn pair(pair: &[u8]) -> Option<u8> {
    let digit = |letter: u8| char::from(letter).to_digit(16);
    match pair {
        [high, low] => u8::try_from(digit(*high)? * 16 + digit(*low)?).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{hex, unhex};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_byte_has_two_digits(bytes: Vec<u8>) {
            prop_assert_eq!(hex(&bytes), bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
        }

        #[test]
        fn digits_read_back(bytes: Vec<u8>) {
            let digits = hex(&bytes);
            prop_assert_eq!(unhex(&digits.to_uppercase()), Some(bytes.clone()));
            prop_assert_eq!(unhex(&digits), Some(bytes));
        }

        #[test]
        fn what_is_no_digit_is_not_read(bytes: Vec<u8>, other in "[^0-9A-Fa-f]", at: prop::sample::Index) {
            let mut text = hex(&bytes);
            text.insert_str(at.index(text.len() + 1), &other);
            prop_assert_eq!(unhex(&text), None);
        }
    }

    #[test]
    fn a_digit_alone_is_not_read() {
        assert_eq!(unhex("0"), None);
        assert_eq!(unhex("001"), None);
    }
}
