//! Tables of figures, as the reports have them.

use comfy_table::{CellAlignment, Table, presets::ASCII_MARKDOWN};

/// A Markdown table without rows; its first column has names, the others figures.
#[must_use]
pub fn table(titles: &[impl ToString]) -> Table {
    let mut table = Table::new();
    table
        .load_style(ASCII_MARKDOWN)
        .set_header(titles.iter().map(ToString::to_string));
    for index in 1..titles.len() {
        if let Some(column) = table.column_mut(index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

/// With a comma between thousands.
#[must_use]
pub fn grouped(number: &impl ToString) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev();
    let groups: Vec<_> = groups.map(String::from_utf8_lossy).collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped_from_the_right() {
        assert_eq!(grouped(&7), "7");
        assert_eq!(grouped(&1_000), "1,000");
        assert_eq!(grouped(&12_345_678), "12,345,678");
    }
}
