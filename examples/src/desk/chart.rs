//! The curves of loans as one page: what is owed, and what of each payment is interest; loans side by side.
#![expect(clippy::float_arithmetic, reason = "a drawing is measured in dots, and needs no fen")]

use anjieflow::money::Money;
use anjieflow::repayment::Row;
use maud::{Markup, PreEscaped, html};
use plotters::coord::Shift;
use plotters::drawing::{DrawingAreaErrorKind, IntoDrawingArea};
use plotters::prelude::{
    AreaSeries, ChartBuilder, Color, DrawingArea, DrawingBackend, IntoFont, RGBColor, SVGBackend, TRANSPARENT,
};

use super::page::{both, switch, whole};
use super::words::Words;

const SIZE: (u32, u32) = (560, 280);
const PRINCIPAL: RGBColor = RGBColor(0x14, 0x61, 0x5a);
const INTEREST: RGBColor = RGBColor(0xc9, 0x7b, 0x2a);
const INK: RGBColor = RGBColor(0x6d, 0x74, 0x80);

/// A loan to be drawn.
pub struct Curve {
    /// What it is called.
    pub name: Words,
    /// Every payment.
    pub rows: Vec<Row>,
    /// The sum of all interest.
    pub interest: Money,
}

/// The page. All loans are drawn to one scale, so that they can be compared by eye.
pub fn page(loan: &Words, curves: &[Curve]) -> String {
    let scale = Scale::of(curves);
    let title = Words::new("还款计划", "Repayment");
    let body = html! {
        header {
            div.top { h1 { (both(&title)) } (switch()) }
            p.day { (both(loan)) }
        }
        main { div.loans { @for curve in curves { (drawing(curve, &scale)) } } }
    };
    whole(&format!("{} · {}", title.zh, title.en), &body)
}

fn drawing(curve: &Curve, scale: &Scale) -> Markup {
    let first = curve.rows.first().map(|row| row.payment.to_string()).unwrap_or_default();
    let last = curve.rows.last().map(|row| row.payment.to_string()).unwrap_or_default();
    html! {
        section {
            h2 { (both(&curve.name)) }
            p.soft {
                (both(&Words::new(
                    format!("共 {} 期，首期 {first} 元，末期 {last} 元，总利息 {} 元", curve.rows.len(), curve.interest),
                    format!("{} payments, first {first}, last {last}, total interest {} yuan", curve.rows.len(), curve.interest),
                )))
            }
            h3 { (both(&Words::new("每期还款：深色为本金，浅色为利息", "Each payment: principal below, interest above"))) }
            div.sheet { (PreEscaped(payments(&curve.rows, scale))) }
            h3 { (both(&Words::new("剩余本金", "What is still owed"))) }
            div.sheet { (PreEscaped(balance(&curve.rows, scale))) }
        }
    }
}

/// How far the axes go.
struct Scale {
    years: f64,
    payment: f64,
    balance: f64,
}

impl Scale {
    fn of(curves: &[Curve]) -> Self {
        let rows = || curves.iter().flat_map(|curve| &curve.rows);
        // A last payment that closes the loan at once would leave nothing to see of the others.
        let first = |curve: &Curve| curve.rows.first().map_or(0.0, |row| yuan(row.payment));
        let greatest = |values: &mut dyn Iterator<Item = f64>| values.fold(1.0, f64::max);
        Self {
            years: greatest(&mut rows().map(years)),
            payment: greatest(&mut curves.iter().map(first)) * 1.1,
            balance: greatest(&mut rows().map(|row| yuan(row.balance))) * 1.05,
        }
    }
}

fn yuan(amount: Money) -> f64 {
    amount.fen() as f64 / 100.0
}

fn years(row: &Row) -> f64 {
    f64::from(row.period) / 12.0
}

/// An area from zero up to its points.
struct Area {
    points: Vec<(f64, f64)>,
    colour: RGBColor,
    depth: f64,
}

fn area(rows: &[Row], height: fn(&Row) -> Money, colour: RGBColor, depth: f64) -> Area {
    Area { points: rows.iter().map(|row| (years(row), yuan(height(row)))).collect(), colour, depth }
}

fn payments(rows: &[Row], scale: &Scale) -> String {
    let whole = area(rows, |row| row.payment, INTEREST, 0.6);
    let principal = area(rows, |row| row.principal, PRINCIPAL, 1.0);
    drawn(scale.years, scale.payment, &[whole, principal])
}

fn balance(rows: &[Row], scale: &Scale) -> String {
    drawn(scale.years, scale.balance, &[area(rows, |row| row.balance, PRINCIPAL, 0.25)])
}

/// An SVG with axes from zero, years across; an empty text when it cannot be drawn, for a page without a curve is better
/// than none.
fn drawn(across: f64, up: f64, areas: &[Area]) -> String {
    let mut svg = String::new();
    let done = draw(&SVGBackend::with_string(&mut svg, SIZE).into_drawing_area(), across, up, areas);
    if done.is_err() { String::new() } else { svg }
}

fn draw<B: DrawingBackend>(
    page: &DrawingArea<B, Shift>,
    across: f64,
    up: f64,
    areas: &[Area],
) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
    let mut chart = ChartBuilder::on(page)
        .margin(14)
        .x_label_area_size(26)
        .y_label_area_size(72)
        .build_cartesian_2d(0.0..across, 0.0..up)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(INK.mix(0.18))
        .axis_style(INK.mix(0.5))
        .label_style(("sans-serif", 12).into_font().color(&INK))
        .y_labels(6)
        .x_label_formatter(&|years| format!("{years:.0}"))
        .y_label_formatter(&|yuan| format!("{yuan:.0}"))
        .draw()?;
    for Area { points, colour, depth } in areas {
        let series = AreaSeries::new(points.iter().copied(), 0.0, colour.mix(*depth));
        chart.draw_series(series.border_style(colour.stroke_width(1)))?;
    }
    page.present()
}
