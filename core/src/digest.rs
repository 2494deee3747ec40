//! SHA-256 (FIPS 180-4): what two can compare who do not show each other what it was taken of.
//!
//! The core depends on nothing, and what was handed to a lender must be provable in every language alike.

use crate::date::Date;
use std::fmt;

/// The first 32 bits of the fractional parts of the square roots of the first 8 primes.
const START: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

/// The same of the cube roots of the first 64.
const ROUNDS: [u32; 64] = [
    0x428a_2f98,
    0x7137_4491,
    0xb5c0_fbcf,
    0xe9b5_dba5,
    0x3956_c25b,
    0x59f1_11f1,
    0x923f_82a4,
    0xab1c_5ed5,
    0xd807_aa98,
    0x1283_5b01,
    0x2431_85be,
    0x550c_7dc3,
    0x72be_5d74,
    0x80de_b1fe,
    0x9bdc_06a7,
    0xc19b_f174,
    0xe49b_69c1,
    0xefbe_4786,
    0x0fc1_9dc6,
    0x240c_a1cc,
    0x2de9_2c6f,
    0x4a74_84aa,
    0x5cb0_a9dc,
    0x76f9_88da,
    0x983e_5152,
    0xa831_c66d,
    0xb003_27c8,
    0xbf59_7fc7,
    0xc6e0_0bf3,
    0xd5a7_9147,
    0x06ca_6351,
    0x1429_2967,
    0x27b7_0a85,
    0x2e1b_2138,
    0x4d2c_6dfc,
    0x5338_0d13,
    0x650a_7354,
    0x766a_0abb,
    0x81c2_c92e,
    0x9272_2c85,
    0xa2bf_e8a1,
    0xa81a_664b,
    0xc24b_8b70,
    0xc76c_51a3,
    0xd192_e819,
    0xd699_0624,
    0xf40e_3585,
    0x106a_a070,
    0x19a4_c116,
    0x1e37_6c08,
    0x2748_774c,
    0x34b0_bcb5,
    0x391c_0cb3,
    0x4ed8_aa4a,
    0x5b9c_ca4f,
    0x682e_6ff3,
    0x748f_82ee,
    0x78a5_636f,
    0x84c8_7814,
    0x8cc7_0208,
    0x90be_fffa,
    0xa450_6ceb,
    0xbef9_a3f7,
    0xc671_78f2,
];

/// The SHA-256 of a text; written in 64 hexadecimal digits.
///
/// ```
/// use anjieflow::digest::Digest;
///
/// let digest = Digest::of("abc").to_string();
/// assert_eq!(digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Digest([u32; 8]);

impl Digest {
    /// Of this text, as UTF-8.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut digester = Digester::default();
        digester.text(text);
        digester.done()
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|word| write!(f, "{word:08x}"))
    }
}

/// A text that is told piece by piece, and never held: only the block that is not full yet.
pub(crate) struct Digester {
    state: [u32; 8],
    /// The last words, the newest at the end.
    words: [u32; 16],
    /// How many bytes were told.
    count: u64,
}

impl Default for Digester {
    fn default() -> Self {
        Self { state: START, words: [0; 16], count: 0 }
    }
}

impl Digester {
    /// Goes on with this text, as UTF-8.
    pub(crate) fn text(&mut self, text: &str) {
        let bytes = text.as_bytes();
        // Up to where a word begins, then four at once.
        let lacking = self.count.wrapping_neg() as usize % 4;
        let (begun, mut rest) = bytes.split_at_checked(lacking).unwrap_or((bytes, &[]));
        begun.iter().for_each(|byte| self.byte(*byte));
        while let Some((word, after)) = rest.split_first_chunk() {
            self.tell(4, |_| u32::from_be_bytes(*word));
            rest = after;
        }
        rest.iter().for_each(|byte| self.byte(*byte));
    }

    /// Goes on with a number in decimal digits, with zeros before it up to this width.
    pub(crate) fn number(&mut self, number: u32, width: u32) {
        let (above, digit) = (number / 10, number % 10);
        if above > 0 || width > 1 {
            self.number(above, width.saturating_sub(1));
        }
        // OK because a digit is below ten.
        self.byte(b'0' + digit as u8);
    }

    /// Goes on with a day, `2026-03-02`.
    pub(crate) fn day(&mut self, day: Date) {
        self.number(day.year().unsigned_abs(), 4);
        for part in [day.month(), day.day()] {
            self.byte(b'-');
            self.number(u32::from(part), 2);
        }
    }

    pub(crate) fn byte(&mut self, byte: u8) {
        self.tell(1, |word| (word << 8) | u32::from(byte));
    }

    /// Goes on with so many bytes of the newest word.
    fn tell(&mut self, bytes: u64, told: impl FnOnce(u32) -> u32) {
        if let Some(word) = self.words.get_mut(usize::from(self.count as u8 % 64) / 4) {
            *word = told(*word);
        }
        self.count = self.count.wrapping_add(bytes);
        if self.count % 64 == 0 {
            compress(&mut self.state, &mut self.words);
        }
    }

    /// The digest: after a one, zeros, and the length in bits, which make the last block whole.
    pub(crate) fn done(mut self) -> Digest {
        let bits = self.count.wrapping_mul(8);
        self.byte(0x80);
        while self.count % 64 != 56 {
            self.byte(0);
        }
        bits.to_be_bytes().into_iter().for_each(|byte| self.byte(byte));
        Digest(self.state)
    }
}

fn compress(state: &mut [u32; 8], words: &mut [u32; 16]) {
    let mut now = *state;
    for (at, round) in ROUNDS.into_iter().enumerate() {
        if at >= 16 {
            extend(words, at);
        }
        let [a, b, c, d, e, f, g, h] = now;
        let big = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
        let chosen = (e & f) ^ (!e & g);
        let one = h.wrapping_add(big).wrapping_add(chosen).wrapping_add(round).wrapping_add(word(words, at));
        let small = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
        let two = small.wrapping_add((a & b) ^ (a & c) ^ (b & c));
        now = [one.wrapping_add(two), a, b, c, d.wrapping_add(one), e, f, g];
    }
    for (new, old) in state.iter_mut().zip(now) {
        *new = new.wrapping_add(old);
    }
}

/// The word of a round stands in the place of that sixteen rounds before it, which it is made of among others.
fn extend(words: &mut [u32; 16], at: usize) {
    let (far, near) = (word(words, at + 1), word(words, at + 14));
    let far = far.rotate_right(7) ^ far.rotate_right(18) ^ (far >> 3);
    let near = near.rotate_right(17) ^ near.rotate_right(19) ^ (near >> 10);
    let next = word(words, at).wrapping_add(far).wrapping_add(word(words, at + 9)).wrapping_add(near);
    if let Some(word) = words.get_mut(at % 16) {
        *word = next;
    }
}

fn word(words: &[u32; 16], at: usize) -> u32 {
    words.get(at % 16).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Digest, Digester};
    use crate::date::Date;
    use proptest::prelude::*;

    /// FIPS 180-4 and NIST's example values.
    #[test]
    fn the_published_examples() {
        let two_blocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
        for (text, digest) in [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (two_blocks, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
        ] {
            assert_eq!(Digest::of(text).to_string(), digest);
        }
        let million = "a".repeat(1_000_000);
        let digest = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
        assert_eq!(Digest::of(&million).to_string(), digest);
    }

    proptest! {
        #[test]
        fn a_text_in_pieces_is_the_text(pieces in prop::collection::vec("\\PC{0,40}", 0..12)) {
            let mut digester = Digester::default();
            pieces.iter().for_each(|piece| digester.text(piece));
            prop_assert_eq!(digester.done(), Digest::of(&pieces.concat()));
        }

        #[test]
        fn numbers_and_days_are_as_they_are_written(number in any::<u32>(), width in 1_usize..12, days in 0_i32..127_000) {
            let day = Date::MIN.add_days(days).unwrap();
            let mut digester = Digester::default();
            digester.number(number, 1);
            digester.number(number, width as u32);
            digester.day(day);
            prop_assert_eq!(digester.done(), Digest::of(&format!("{number}{number:0width$}{day}")));
        }
    }

    /// Around the ends of blocks, where the length just fits or does not.
    #[test]
    fn every_length_is_made_whole() {
        let whole = (0..200).map(|length| Digest::of(&"x".repeat(length)).to_string()).collect::<Vec<_>>();
        let told = Digest::of(&whole.concat()).to_string();
        assert_eq!(told, "f61ffcc417e1f0e59eba2da7fa32fbe05b64e478b68c6bacf990455f00248b98");
    }
}
