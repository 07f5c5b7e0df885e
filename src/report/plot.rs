//! A square of two figures from 0 to 1, as SVG: axes, grid, and where a pair of figures stands.

use maud::{Markup, html};

/// The square's edges in the picture, whose units are about a pixel; it is shown as wide as there is room.
const LEFT: f64 = 42.0;
const RIGHT: f64 = 290.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 218.0;

/// Where lines of the grid stand.
const GRID: [f64; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];

/// What a picture is called, and what it says to whom can't see it.
pub(super) struct Titles<'a> {
    /// What no other picture of the file is named.
    pub id: &'a str,
    pub title: &'a str,
    pub description: &'a str,
    pub x: &'a str,
    pub y: &'a str,
}

/// Where a figure stands from the left.
pub(super) fn x(figure: f64) -> f64 {
    LEFT + figure.clamp(0.0, 1.0) * (RIGHT - LEFT)
}

/// Where a figure stands from the top.
pub(super) fn y(figure: f64) -> f64 {
    BOTTOM - figure.clamp(0.0, 1.0) * (BOTTOM - TOP)
}

/// A place as SVG writes it.
pub(super) fn at(place: f64) -> String {
    format!("{place:.1}")
}

/// The picture, with what is drawn on the square.
pub(super) fn plot(titles: &Titles<'_>, drawn: &Markup) -> Markup {
    let (title, description) = (
        format!("{}-title", titles.id),
        format!("{}-desc", titles.id),
    );
    html! {
        svg.plot viewBox="0 0 300 260" role="img" aria-labelledby={ (title) " " (description) } {
            title id=(title) { (titles.title) }
            desc id=(description) { (titles.description) }
            (grid())
            text x=(at((LEFT + RIGHT) / 2.0)) y="252" text-anchor="middle" { (titles.x) }
            text x=(at(-(TOP + BOTTOM) / 2.0)) y="12" text-anchor="middle" transform="rotate(-90)" { (titles.y) }
            (drawn)
        }
    }
}

fn grid() -> Markup {
    html! {
        @for figure in GRID {
            line.grid x1=(at(x(figure))) y1=(at(TOP)) x2=(at(x(figure))) y2=(at(BOTTOM)) {}
            line.grid x1=(at(LEFT)) y1=(at(y(figure))) x2=(at(RIGHT)) y2=(at(y(figure))) {}
            text x=(at(x(figure))) y=(at(BOTTOM + 15.0)) text-anchor="middle" { (figure) }
            text x=(at(LEFT - 5.0)) y=(at(y(figure) + 4.0)) text-anchor="end" { (figure) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stay_on_the_square() {
        assert_eq!((x(0.0), x(1.0), x(7.0)), (LEFT, RIGHT, RIGHT));
        assert_eq!((y(0.0), y(1.0), y(-7.0)), (BOTTOM, TOP, BOTTOM));
        assert_eq!(at(x(0.5)), "166.0");
    }
}
