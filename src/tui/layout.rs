//! Where the panes are, from 1x1 to as large as it gets.

use ratatui::layout::Rect;

/// A pane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The events.
    #[default]
    Timeline,
    /// The text.
    Article,
    /// What one can filter by.
    Filters,
}

/// Which panes are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panes {
    /// The one that gets the keys.
    pub focus: Pane,
    /// The filter pane: shown or not as the user says; `None`: as the width
    /// allows.
    pub filters: Option<bool>,
    /// Only the focused pane, on the whole screen.
    pub zen: bool,
    /// Columns at the right that a list stands on; the panes keep clear of it.
    pub covered: u16,
    /// How many lanes there are.
    pub lanes: u16,
    /// Per cent of the room of timeline and article that the timeline gets.
    pub share: u16,
    /// Columns of the filter pane; `None`: as the width of the window has it.
    pub filter_columns: Option<u16>,
}

/// A line between two panes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Border {
    /// Between timeline and article.
    List,
    /// At the left of the filters.
    Filters,
}

impl Panes {
    /// The usual panes.
    pub fn new(share: u16) -> Self {
        Self {
            focus: Pane::Timeline,
            filters: None,
            zen: false,
            covered: 0,
            lanes: 0,
            share: share.clamp(20, 80),
            filter_columns: None,
        }
    }
}

/// From this width on timeline and article stand side by side, and lists to
/// filter by stand at the right of them.
pub const TWO_PANES: u16 = 72;
/// From this width on the filters stand beside them.
const THREE_PANES: u16 = 112;
/// A filter pane is this wide.
const FILTERS: u16 = 30;

/// Places on the screen. Absent ones have no area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// The first line.
    pub header: Rect,
    /// Axis and bars of the density strip.
    pub strip: Rect,
    /// The strips of pinned actors, a line each.
    pub lanes: Rect,
    /// The titles of the panes.
    pub titles: Rect,
    /// The timeline's lines.
    pub list: Rect,
    /// The selected event in two lines below the timeline.
    pub detail: Rect,
    /// The article's text.
    pub article: Rect,
    /// The filters.
    pub filters: Rect,
    /// The last line.
    pub status: Rect,
}

impl Areas {
    /// For a window of columns and rows.
    pub fn of((width, height): (u16, u16), panes: &Panes) -> Self {
        let mut areas = Self::default();
        let mut y = 0;
        let mut left = height;
        let mut take = |rows: u16| {
            let rows = rows.min(left);
            let area = Rect::new(0, y, width, rows);
            y += rows;
            left -= rows;
            area
        };
        if height >= 4 {
            areas.header = take(1);
        }
        if !panes.zen {
            areas.strip = take(match height {
                0..=11 => 0,
                12..=17 => 1,
                18..=43 => 2,
                _ => 3,
            });
            areas.lanes = take(panes.lanes.min(match height {
                0..=13 => 0,
                14..=19 => 2,
                20..=29 => 4,
                _ => 6,
            }));
        }
        if height >= 6 {
            areas.titles = take(1);
        }
        let status = u16::from(height >= 3);
        let body = take(height.saturating_sub(
            areas.header.height
                + areas.strip.height
                + areas.lanes.height
                + areas.titles.height
                + status,
        ));
        areas.status = take(status);
        areas.split(body, panes);
        areas
    }

    fn split(&mut self, body: Rect, panes: &Panes) {
        let filters_on =
            panes.focus == Pane::Filters || panes.filters.unwrap_or(body.width >= THREE_PANES);
        let alone = panes.zen || body.width < TWO_PANES;
        if panes.covered > 0 && body.width >= TWO_PANES {
            let (rest, covered) = cut(body, body.width.saturating_sub(panes.covered));
            self.filters = covered;
            match rest.width {
                _ if panes.zen => self.article = rest,
                TWO_PANES.. => {
                    (self.list, self.article) = cut(rest, rest.width * panes.share / 100)
                }
                _ => self.list = rest,
            }
        } else if alone {
            match panes.focus {
                Pane::Timeline => self.list = body,
                Pane::Article => self.article = body,
                Pane::Filters => self.filters = body,
            }
        } else if body.width >= THREE_PANES {
            let wanted = panes.filter_columns.unwrap_or(FILTERS + body.width / 40);
            let filters = match filters_on {
                true => wanted.clamp(16, body.width / 2),
                false => 0,
            };
            let (rest, filters) = cut(body, body.width - filters);
            self.filters = filters;
            (self.list, self.article) = cut(rest, rest.width * panes.share / 100);
        } else if panes.focus == Pane::Filters
            || panes.filters == Some(true) && panes.focus == Pane::Timeline
        {
            (self.list, self.filters) = cut(body, body.width - FILTERS);
        } else {
            (self.list, self.article) = cut(body, body.width * panes.share / 100);
        }
        if self.list.height >= 14 {
            self.detail = Rect {
                y: self.list.bottom() - 3,
                height: 3,
                ..self.list
            };
            self.list.height -= 3;
        }
    }

    /// Columns for a list to filter by at the right of a window: those of the
    /// filter pane where it is shown.
    pub fn list_columns(&self, width: u16) -> u16 {
        match self.filters.width {
            0 => (width / 4).clamp(36, 46),
            shown => shown + 1,
        }
    }

    /// The pane at a place.
    pub fn pane_at(&self, x: u16, y: u16) -> Option<Pane> {
        let inside = |area: Rect| area.contains((x, y).into());
        let title = inside(self.titles);
        let column = |area: Rect| title && x >= area.x && x < area.right();
        if inside(self.list) || inside(self.detail) || column(self.list) {
            Some(Pane::Timeline)
        } else if inside(self.article) || column(self.article) {
            Some(Pane::Article)
        } else if inside(self.filters) || column(self.filters) {
            Some(Pane::Filters)
        } else {
            None
        }
    }

    /// The line between two panes at a place.
    pub fn border_at(&self, x: u16, y: u16) -> Option<Border> {
        let beside = |pane: Rect, border: u16| {
            pane.area() > 0 && x == border && (self.titles.y..pane.bottom()).contains(&y)
        };
        if self.article.area() > 0 && beside(self.list, self.list.right()) {
            Some(Border::List)
        } else if beside(self.filters, self.filters.x.saturating_sub(1)) && self.filters.x > 0 {
            Some(Border::Filters)
        } else {
            None
        }
    }

    /// The area of a pane.
    pub fn pane(&self, pane: Pane) -> Rect {
        match pane {
            Pane::Timeline => self.list,
            Pane::Article => self.article,
            Pane::Filters => self.filters,
        }
    }
}

/// Cuts a column off and leaves one column for the line between.
fn cut(area: Rect, width: u16) -> (Rect, Rect) {
    let width = width.min(area.width);
    let left = Rect { width, ..area };
    let gap = u16::from(width < area.width);
    let right = Rect {
        x: area.x + width + gap,
        width: area.width - width - gap,
        ..area
    };
    (left, right)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widths(width: u16, height: u16, panes: Panes) -> (u16, u16, u16) {
        let areas = Areas::of((width, height), &panes);
        (areas.list.width, areas.article.width, areas.filters.width)
    }

    #[test]
    fn panes_come_with_the_width() {
        let panes = Panes::new(50);
        assert_eq!(widths(60, 15, panes), (60, 0, 0));
        assert_eq!(widths(80, 24, panes), (40, 39, 0));
        let (list, article, filters) = widths(120, 40, panes);
        assert!(list >= 40 && article >= 40 && filters >= 30);
    }

    #[test]
    fn panes_keep_clear_of_a_list() {
        let covered = |width, filters| {
            let panes = Panes {
                filters,
                ..Panes::new(50)
            };
            let covered = Areas::of((width, 40), &panes).list_columns(width);
            widths(width, 40, Panes { covered, ..panes })
        };
        // Where the filter pane stands nothing moves.
        assert_eq!(covered(120, None), widths(120, 40, Panes::new(50)));
        assert_eq!(covered(80, None), (44, 0, 35));
        assert_eq!(covered(120, Some(false)), (42, 41, 35));
    }

    #[test]
    fn one_pane_at_a_time_when_narrow() {
        let panes = Panes {
            focus: Pane::Article,
            ..Panes::new(50)
        };
        assert_eq!(widths(60, 15, panes), (0, 60, 0));
    }

    #[test]
    fn everything_lies_inside_at_any_size() {
        for width in 1..130 {
            for height in 1..50 {
                for focus in [Pane::Timeline, Pane::Article, Pane::Filters] {
                    for zen in [false, true] {
                        let panes = Panes {
                            focus,
                            zen,
                            filters: Some(height % 2 == 0),
                            covered: 0,
                            lanes: width % 4,
                            share: 50,
                            filter_columns: (width % 3 == 0).then_some(height),
                        };
                        let areas = Areas::of((width, height), &panes);
                        let screen = Rect::new(0, 0, width, height);
                        let all = [
                            areas.header,
                            areas.strip,
                            areas.lanes,
                            areas.titles,
                            areas.list,
                            areas.detail,
                            areas.article,
                            areas.filters,
                            areas.status,
                        ];
                        for (at, area) in all.iter().enumerate() {
                            assert_eq!(screen.intersection(*area).area(), area.area());
                            for other in &all[at + 1..] {
                                assert_eq!(area.intersection(*other).area(), 0);
                            }
                        }
                        assert!(areas.pane(focus).area() > 0, "{width}x{height} {focus:?}");
                    }
                }
            }
        }
    }
}
