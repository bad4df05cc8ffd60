//! Quarter turns: how a sheet lay in the scanner.

use serde::Serialize;

/// How far a scanned picture has to be turned, clockwise, for the page to stand upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Turn {
    /// It stands upright.
    #[default]
    None,
    /// A quarter turn clockwise.
    Right,
    /// It stands on its head.
    Half,
    /// A quarter turn counter-clockwise.
    Left,
}

impl Turn {
    /// All four, the likely ones first.
    pub const ALL: [Self; 4] = [Self::None, Self::Half, Self::Right, Self::Left];

    /// This many quarter turns clockwise.
    pub fn of(quarters: i32) -> Self {
        match quarters.rem_euclid(4) {
            0 => Self::None,
            1 => Self::Right,
            2 => Self::Half,
            _ => Self::Left,
        }
    }

    /// How many quarter turns clockwise it is, 0 to 3.
    pub fn quarters(self) -> i32 {
        match self {
            Self::None => 0,
            Self::Right => 1,
            Self::Half => 2,
            Self::Left => 3,
        }
    }

    /// First this, then the other.
    #[must_use]
    pub fn then(self, other: Self) -> Self {
        Self::of(self.quarters() + other.quarters())
    }

    /// The width and height of something so large once it is turned.
    pub fn size<T>(self, (width, height): (T, T)) -> (T, T) {
        match self {
            Self::None | Self::Half => (width, height),
            Self::Right | Self::Left => (height, width),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check() {
        for turn in Turn::ALL {
            assert_eq!(Turn::of(turn.quarters()), turn);
            assert_eq!(turn.then(Turn::of(-turn.quarters())), Turn::None);
        }
        assert_eq!(Turn::Right.then(Turn::Right), Turn::Half);
        assert_eq!(Turn::Left.size((1, 2)), (2, 1));
    }
}
