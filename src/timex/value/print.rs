//! Values as TIMEX3 writes them.

use std::fmt;

use super::{Part, Period, Point, TimeOfDay, Unit, Value, Year};

struct OrX(u8);

impl fmt::Display for OrX {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 => f.write_str("XX"),
            n => write!(f, "{n:02}"),
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Year::Unknown => f.write_str("XXXX")?,
            Year::Of(y) if y < 0 => write!(f, "BC{:04}", -y)?,
            Year::Of(y) => write!(f, "{y:04}")?,
            Year::Decade(d) => write!(f, "{d:03}")?,
            Year::Century(c) if c < 0 => write!(f, "BC{:02}", -1 - c)?,
            Year::Century(c) => write!(f, "{c:02}")?,
        }
        match self.part {
            Part::Whole => {}
            Part::Month(m) => write!(f, "-{}", OrX(m))?,
            Part::Day(m, d) => write!(f, "-{}-{}", OrX(m), OrX(d))?,
            Part::Week(w) => write!(f, "-W{}", OrX(w))?,
            Part::WeekDay(w, d) => write!(f, "-W{}-{d}", OrX(w))?,
            Part::Weekend(w) => write!(f, "-W{}-WE", OrX(w))?,
            Part::Quarter(0) => f.write_str("-QX")?,
            Part::Quarter(q) => write!(f, "-Q{q}")?,
            Part::Half(0) => f.write_str("-HX")?,
            Part::Half(h) => write!(f, "-H{h}")?,
            Part::Season(s) => write!(f, "-{}", s.code())?,
        }
        match self.time {
            TimeOfDay::None => Ok(()),
            TimeOfDay::Part(part) => write!(f, "T{}", part.code()),
            TimeOfDay::Clock(h, None, _) => write!(f, "T{h:02}"),
            TimeOfDay::Clock(h, Some(m), None) => write!(f, "T{h:02}:{m:02}"),
            TimeOfDay::Clock(h, Some(m), Some(s)) => write!(f, "T{h:02}:{m:02}:{s:02}"),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = |unit: Unit| if unit.is_clock() { "PT" } else { "P" };
        let letters = self.unit.letters();
        f.write_str(prefix(self.unit))?;
        let Some(n) = self.thousandths else {
            return write!(f, "X{letters}");
        };
        let (whole, fraction) = (n / 1000, n % 1000);
        let half = match self.unit {
            Unit::Year => Some("6M"),
            Unit::Hour => Some("30M"),
            Unit::Minute => Some("30S"),
            _ => None,
        };
        let minutes = fraction * 60 / 1000;
        match (fraction, half) {
            // "a quarter of an hour"
            (250 | 750, _) if self.unit == Unit::Hour && whole == 0 => write!(f, "{minutes}M")?,
            (0, _) => write!(f, "{whole}{letters}")?,
            (500, Some(half)) if whole > 0 => write!(f, "{whole}{letters}{half}")?,
            (500, Some(half)) => f.write_str(half)?,
            _ => {
                let digits = format!("{fraction:03}");
                write!(f, "{whole}.{}{letters}", digits.trim_end_matches('0'))?;
            }
        }
        if let Some((count, unit)) = self.rest {
            if unit.is_clock() && !self.unit.is_clock() {
                f.write_str("T")?;
            }
            write!(f, "{count}{}", unit.letters())?;
        }
        Ok(())
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => Ok(()),
            Self::Past => f.write_str("PAST_REF"),
            Self::Present => f.write_str("PRESENT_REF"),
            Self::Future => f.write_str("FUTURE_REF"),
            Self::Point(point) => point.fmt(f),
            Self::Period(period) => period.fmt(f),
        }
    }
}
