//! Whole numbers of any size, for the few questions that no fixed width answers exactly.

/// A natural number, its least limb first.
#[derive(Clone, Debug)]
pub(crate) struct Natural(Vec<u64>);

impl Natural {
    pub(crate) fn new(value: u64) -> Self {
        Self(vec![value])
    }

    /// `base` to the power `exponent`.
    pub(crate) fn power(base: u64, exponent: u16) -> Self {
        (0..exponent).fold(Self::new(1), |power, _| power.times(base))
    }

    pub(crate) fn times(mut self, factor: u64) -> Self {
        let mut carry = 0;
        for limb in &mut self.0 {
            let product = u128::from(*limb) * u128::from(factor) + u128::from(carry);
            // OK because these are the two halves of the product.
            (*limb, carry) = (product as u64, (product >> 64) as u64);
        }
        if carry > 0 {
            self.0.push(carry);
        }
        self
    }

    /// This number less one that is not greater.
    pub(crate) fn less(mut self, other: &Self) -> Self {
        let mut borrow = false;
        for (place, limb) in self.0.iter_mut().enumerate() {
            let subtrahend = other.0.get(place).copied().unwrap_or(0);
            let (difference, under) = limb.overflowing_sub(subtrahend);
            let (difference, under_again) = difference.overflowing_sub(u64::from(borrow));
            (*limb, borrow) = (difference, under || under_again);
        }
        self
    }

    pub(crate) fn is_at_least(&self, other: &Self) -> bool {
        let limb = |number: &Self, place| number.0.get(place).copied().unwrap_or(0);
        let places = (0..self.0.len().max(other.0.len())).rev();
        let mut pairs = places.map(|place| (limb(self, place), limb(other, place)));
        pairs.find(|(one, other)| one != other).is_none_or(|(one, other)| one > other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carries_and_borrows_cross_limbs() {
        let power = Natural::power(10, 40);
        let less = power.clone().less(&Natural::new(1));
        assert!(power.is_at_least(&less) && !less.is_at_least(&power) && power.is_at_least(&power));
        // 10⁴⁰ − 1 is forty nines: 9 · 1111111111111111111 · (10²¹ + …), by hand the remainder by nine is zero.
        let nines = Natural::new(1_111_111_111_111_111_111).times(9).times(10).times(1);
        assert!(less.is_at_least(&nines));
        // (10⁴⁰ − 1) + 1 = 10⁴⁰, told through both operations.
        let twice = power.clone().times(2).less(&power);
        assert!(twice.is_at_least(&power) && power.is_at_least(&twice));
    }
}
