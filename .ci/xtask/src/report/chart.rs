//! The chart of the report: a bar a peer, how many times ours it takes, on a logarithmic scale.

use super::measured::{Measured, short};
use anyhow::{Result, anyhow};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;
type Drawn = Result<(), Box<dyn std::error::Error>>;

const WIDTH: i32 = 1000;
const ROW: i32 = 20;
/// Where the bars begin and end; to the left of them stand the names.
const LEFT: i32 = 430;
const RIGHT: i32 = 940;
/// Above the first bar: the heading and the scale.
const TOP: i32 = 64;

/// A peer, and how many times ours it takes.
struct Bar {
    from: &'static str,
    name: String,
    ratio: f64,
}

/// The chart as SVG.
pub fn draw(all: &[Measured]) -> Result<String> {
    let bar = |it: &Measured| {
        let name = format!("{} · {} {}", it.whose().replace('_', " "), it.subject(), it.case().replace('_', " "));
        Some(Bar { from: it.from, name, ratio: it.ratio(all)? })
    };
    let bars: Vec<Bar> = all.iter().filter_map(bar).collect();
    let mut text = String::new();
    plot(&mut text, &bars).map_err(|cause| anyhow!("cannot draw the chart: {cause}"))?;
    Ok(text)
}

fn plot(text: &mut String, bars: &[Bar]) -> Drawn {
    let height = TOP + ROW * i32::try_from(bars.len())? + 10;
    let size = (WIDTH.unsigned_abs(), height.unsigned_abs());
    let area = SVGBackend::with_string(text, size).into_drawing_area();
    area.fill(&WHITE)?;
    let scale = Scale::of(bars);
    heading(&area)?;
    scale.draw(&area, height)?;
    for (row, bar) in (0..).zip(bars) {
        bar.draw(&area, &scale, TOP + ROW * row)?;
    }
    area.present()?;
    Ok(())
}

/// What it shows, and the colours.
fn heading(area: &Area<'_>) -> Drawn {
    let title = "How many times ours the peers take (a bar to the left: faster than ours)";
    area.draw(&Text::new(title, (10, 8), ("sans-serif", 16)))?;
    for (at, from) in (0..).zip(["Rust", "Python", "Node"]) {
        let x = 10 + 90 * at;
        area.draw(&Rectangle::new([(x, 36), (x + 14, 50)], colour(from).filled()))?;
        area.draw(&Text::new(from, (x + 20, 36), ("sans-serif", 13)))?;
    }
    Ok(())
}

const fn colour(from: &str) -> RGBColor {
    match from.as_bytes() {
        b"Rust" => RGBColor(0xc2, 0x5a, 0x1e),
        b"Python" => RGBColor(0x2f, 0x6d, 0xb5),
        _ => RGBColor(0x3c, 0x8a, 0x3c),
    }
}

/// Powers of ten from here to there.
struct Scale {
    low: f64,
    high: f64,
}

impl Scale {
    fn of(bars: &[Bar]) -> Self {
        let powers = bars.iter().map(|bar| bar.ratio.log10());
        let (low, high) = powers.fold((0.0, 1.0), |(low, high), it| (f64::min(low, it), f64::max(high, it)));
        Self { low: low.floor(), high: high.ceil() }
    }

    #[allow(clippy::cast_possible_truncation, reason = "a place in a picture, after it was brought within its bounds")]
    fn x(&self, ratio: f64) -> i32 {
        let share = (ratio.log10() - self.low) / (self.high - self.low);
        LEFT + (share.clamp(0.0, 1.0) * f64::from(RIGHT - LEFT)).round() as i32
    }

    /// A line for each power of ten, that of one the darkest.
    fn draw(&self, area: &Area<'_>, height: i32) -> Drawn {
        let mut power = self.low;
        while power <= self.high {
            let (ratio, line) =
                (10_f64.powf(power), if power == 0.0 { RGBColor(60, 60, 60) } else { RGBColor(205, 205, 205) });
            let x = self.x(ratio);
            area.draw(&PathElement::new(vec![(x, TOP - 6), (x, height - 6)], line))?;
            let style = ("sans-serif", 12).into_font().color(&BLACK).pos(Pos::new(HPos::Center, VPos::Bottom));
            area.draw(&Text::new(format!("{ratio}"), (x, TOP - 8), style))?;
            power += 1.0;
        }
        Ok(())
    }
}

impl Bar {
    fn draw(&self, area: &Area<'_>, scale: &Scale, top: i32) -> Drawn {
        let (one, end, middle) = (scale.x(1.0), scale.x(self.ratio), top + ROW / 2);
        let bar = [(one.min(end), top + 3), (one.max(end), top + ROW - 3)];
        area.draw(&Rectangle::new(bar, colour(self.from).filled()))?;
        let style = |at| ("sans-serif", 12).into_font().color(&BLACK).pos(Pos::new(at, VPos::Center));
        // Names on the left, which a bar to the left of one must not reach.
        area.draw(&Text::new(self.name.clone(), (LEFT - 12, middle), style(HPos::Right)))?;
        area.draw(&Text::new(short(self.ratio), (one.max(end) + 6, middle), style(HPos::Left)))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::measured::lines;
    use super::*;
    use crate::project;

    #[test]
    fn a_peer_has_a_bar_with_its_ratio() {
        let rust = lines("Rust", "step/one/anjieflow: 10 ns\nstep/one/statig: 5 ns\nstep/one/slow: 12340 ns\n");
        let node = lines(
            "Node",
            "schedule/360 rows as objects/anjieflow: 580 us\nschedule/360 rows as objects/loanjs: 50 us\n",
        );
        let all = [rust, node].concat();
        let svg = draw(&all).unwrap();
        assert!(svg.contains("statig · step one") && svg.contains("0.50") && svg.contains("1234"), "{svg}");
        assert!(!svg.contains("anjieflow ·"));
        // To be looked at.
        std::fs::write(project::fresh("chart-sample").unwrap().join("chart.svg"), svg).unwrap();
    }

    #[test]
    fn one_is_where_bars_begin() {
        let bar = |ratio| Bar { from: "Rust", name: String::new(), ratio };
        let scale = Scale::of(&[bar(0.5), bar(1000.0)]);
        assert_eq!((scale.x(0.1), scale.x(1000.0)), (LEFT, RIGHT));
        // A pixel more or less.
        assert!((scale.x(10.0) - 2 * scale.x(1.0) + LEFT).abs() <= 1);
    }
}
