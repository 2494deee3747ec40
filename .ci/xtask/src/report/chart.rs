//! The chart of the report: a bar a peer, how many of our runs one of its takes.

use super::measured::Measured;
use crate::project;
use anyhow::{Result, anyhow};
use plotters::prelude::*;

const ROW: u32 = 18;

/// Draws `benches/report.svg`.
pub fn draw(all: &[Measured]) -> Result<()> {
    let bars: Vec<(String, f64)> = all
        .iter()
        .filter(|it| it.is_ours())
        .flat_map(|ours| ours.peers(all).map(move |peer| (label(peer), peer.ratio(ours))))
        .collect();
    let path = project::path("benches/report.svg");
    plot(&path, &bars).map_err(|cause| anyhow!("cannot draw {}: {cause}", path.display()))
}

fn label(peer: &Measured) -> String {
    format!("{}: {}, {}", peer.from, peer.bench(), peer.whose())
}

fn plot(path: &std::path::Path, bars: &[(String, f64)]) -> Result<(), Box<dyn std::error::Error>> {
    let count = u32::try_from(bars.len())?;
    let area = SVGBackend::new(path, (900, 60 + ROW * count)).into_drawing_area();
    area.fill(&WHITE)?;
    let most = bars.iter().map(|(_, ratio)| *ratio).fold(10.0, f64::max) * 2.0;
    let mut chart = ChartBuilder::on(&area)
        .margin(10)
        .x_label_area_size(30)
        .y_label_area_size(330)
        .build_cartesian_2d((0.01..most).log_scale(), 0..count)?;
    let names = |row: &u32| bars.get(*row as usize).map_or_else(String::new, |(name, _)| name.clone());
    chart
        .configure_mesh()
        .disable_y_mesh()
        .y_labels(bars.len())
        .y_label_formatter(&names)
        .x_desc("ratio to ours")
        .draw()?;
    chart.draw_series(bars.iter().zip(0..).map(|((_, ratio), row)| {
        let colour = if *ratio < 1.0 { RED.mix(0.6) } else { BLUE.mix(0.6) };
        Rectangle::new([(1.0, row), (*ratio, row + 1)], colour.filled())
    }))?;
    area.present()?;
    Ok(())
}
