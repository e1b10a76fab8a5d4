//! What the cells of a table are about: the head of their column and the first cell of their row.

use crate::span::Span;

/// A figure in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell<'t> {
    /// What stands above its column, without the unit in brackets.
    pub(super) head: &'t str,
    /// What its row begins with.
    pub(super) row: &'t str,
}

/// A longer row is none, in bytes.
const LONGEST: usize = 1200;

/// So many rows above a figure are looked at.
const ROWS: usize = 60;

impl<'t> Cell<'t> {
    /// The cell of the figure that begins at byte `at` of `text`, in the line `row`.
    pub(super) fn of(text: &'t str, row: Span, at: u32) -> Option<Self> {
        if row.len() > LONGEST {
            return None;
        }
        let line = &text[row.range()];
        let mark = mark(line)?;
        let column = text[row.start as usize..at as usize].matches(mark).count();
        let first = usize::from(line.starts_with(mark));
        let above = text[..row.start as usize].trim_end_matches('\n').rsplit('\n');
        let head = above.take(ROWS).take_while(|line| self::mark(line) == Some(mark)).last()?;
        let head = without_unit(head.split(mark).nth(column)?.trim());
        let row = line.split(mark).nth(first)?.trim();
        (column > first && is_name(head)).then_some(Self { head, row })
    }
}

/// What divides the cells of a row: a bar at its start and after each, or tabs.
fn mark(line: &str) -> Option<char> {
    if line.starts_with('|') {
        return Some('|');
    }
    line.contains('\t').then_some('\t')
}

/// 总投资 of 总投资(亿元).
fn without_unit(head: &str) -> &str {
    let open = head.strip_suffix(')').and_then(|inner| inner.rfind('('));
    open.map_or(head, |open| head[..open].trim_end())
}

/// Whether a head names something: a year over a column does not.
fn is_name(head: &str) -> bool {
    !head.starts_with(|char: char| char.is_ascii_digit())
        && head.chars().filter(|char| char.is_alphabetic()).nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, figure: &str, expected: Option<(&str, &str)>) {
        let at = text.find(figure).unwrap();
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
        let cell = Cell::of(text, Span::new(start, end), at as u32);
        assert_eq!(cell.map(|cell| (cell.head, cell.row)), expected, "{figure}");
    }

    #[test]
    fn the_head_of_a_column_names_its_figures() {
        let table = "县区\t总投资(亿元)\t2023年\n青石县\t36.2\t12\n白鹭县\t28.4\t11";
        check(table, "28.4", Some(("总投资", "白鹭县")));
        check(table, "36.2", Some(("总投资", "青石县")));
        check(table, "12", None);
        check(table, "2023", None);
        let bars = "| 县区 | 项目数 |\n| --- | --- |\n| 青石县 | 14个 |";
        check(bars, "14个", Some(("项目数", "青石县")));
        check("青石县投资36.2亿元。", "36.2", None);
    }
}
