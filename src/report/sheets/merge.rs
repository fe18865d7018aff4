//! The account of a merge, as a sheet for the merged workbook.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::draw::{Column, Sheet, Show};
use super::look::Look;
use super::save;
use crate::cell::CellRef;
use crate::report::ReportError;
use crate::wording::Lang;

/// What a merge did and left.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    /// The name of the workbook that the copies were merged into.
    pub base: String,
    /// One line for each thing.
    pub lines: Vec<AccountLine>,
    /// What is good to know: the file that it is about, and what it is.
    pub notices: Vec<(String, String)>,
}

/// One line of the account, in the language of the sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountLine {
    /// What became of it.
    pub kind: String,
    /// The names of the copies, one a line.
    pub copies: String,
    /// The tab in the merged workbook, by the name that is shown.
    pub sheet: String,
    /// The cell in the merged workbook, by the tab's own name: a link leads there.
    pub at: Option<CellRef>,
    /// The cells in the copies, one a line.
    pub copy_cells: String,
    /// The number of the action.
    pub action: String,
    /// The column.
    pub column: String,
    /// What stood there.
    pub before: String,
    /// What the copies say.
    pub now: String,
    /// Why it was left, or what has to be said of it.
    pub reason: String,
}

/// The name that such a sheet would like.
pub fn wanted_name(lang: Lang) -> &'static str {
    lang.pick("Samenvoeging", "Merge")
}

/// A workbook with one sheet of that name, to be added to the merged workbook.
///
/// # Errors
/// Where the name is no sheet name, or a limit of the file format is exceeded.
pub fn merge(name: &str, account: &Account, lang: Lang) -> Result<Vec<u8>, ReportError> {
    let mut workbook = Workbook::new();
    draw(&mut workbook, name, account, lang)?;
    save(workbook)
}

fn draw(workbook: &mut Workbook, name: &str, account: &Account, lang: Lang) -> Result<(), XlsxError> {
    let look = Look::new();
    let mut sheet = Sheet::new(workbook.add_worksheet().set_name(name)?, &look, lang)?;
    let subtitle = match lang {
        Lang::Nl => format!("Wat uit de kopieën in {} is gezet, en wat u zelf moet nakijken.", account.base),
        Lang::En => {
            format!("What was taken over from the copies into {}, and what you have to check yourself.", account.base)
        }
    };
    sheet.title(wanted_name(lang), &subtitle)?;
    let headers = match lang {
        Lang::Nl => [
            "Soort",
            "Kopie",
            "Blad",
            "Cel",
            "Cel in de kopie",
            "Nummer",
            "Kolom",
            "Eerst",
            "In de kopie",
            "Wat te doen",
        ],
        Lang::En => [
            "Kind",
            "Copy",
            "Sheet",
            "Cell",
            "Cell in the copy",
            "Number",
            "Column",
            "Before",
            "In the copy",
            "What to do",
        ],
    };
    let widths = [16.0, 28.0, 18.0, 9.0, 20.0, 10.0, 18.0, 38.0, 38.0, 44.0];
    let columns: Vec<Column> = headers.iter().zip(widths).map(|(header, width)| Column::text(header, width)).collect();
    let notice = |(about, message): &(String, String)| AccountLine {
        kind: lang.pick("goed om te weten", "good to know").to_owned(),
        copies: about.clone(),
        reason: message.clone(),
        ..AccountLine::default()
    };
    let notices = account.notices.iter().map(notice);
    let rows: Vec<Vec<Show>> = account.lines.iter().cloned().chain(notices).map(cells).collect();
    if rows.is_empty() {
        return sheet.instead(lang.pick(
            "De kopieën zeggen hetzelfde als uw werkmap. Er is niets overgenomen.",
            "The copies say the same as your workbook. Nothing was taken over.",
        ));
    }
    sheet.main_table("planwacht_samenvoeging", &columns, rows.into_iter())
}

fn cells(line: AccountLine) -> Vec<Show> {
    let cell = line.at.map_or_else(|| Show::Text(String::new()), |at| Show::Link(at.a1(), at));
    vec![
        Show::Label(line.kind),
        Show::Text(line.copies),
        Show::Text(line.sheet),
        cell,
        Show::Text(line.copy_cells),
        Show::Text(line.action),
        Show::Text(line.column),
        Show::Text(line.before),
        Show::Text(line.now),
        Show::Text(line.reason),
    ]
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Reader, Xlsx};

    use super::*;

    #[test]
    fn the_account_has_a_row_for_each_line_and_notice_and_no_formula() {
        let line = AccountLine {
            kind: "conflict".into(),
            sheet: "Zandwijk".into(),
            at: Some(CellRef::new("Zandwijk", 6, 3)),
            before: "=HYPERLINK(\"x\")".into(),
            ..AccountLine::default()
        };
        let account =
            Account { base: "plan.xlsx".into(), lines: vec![line], notices: vec![("a.xlsx".into(), "Iets".into())] };
        let mut book: Xlsx<_> =
            calamine::open_workbook_from_rs(Cursor::new(merge("Samenvoeging", &account, Lang::Nl).unwrap())).unwrap();
        let range = book.worksheet_range("Samenvoeging").unwrap();
        let rows: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
        assert_eq!(rows[4][..4], ["conflict", "", "Zandwijk", "D7"]);
        assert_eq!((rows[4][7].as_str(), rows[5][9].as_str()), ("=HYPERLINK(\"x\")", "Iets"));
        assert!(book.worksheet_formula("Samenvoeging").unwrap().is_empty());
        let nothing = merge("Merge", &Account::default(), Lang::En).unwrap();
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(nothing)).unwrap();
        assert!(
            book.worksheet_range("Merge")
                .unwrap()
                .cells()
                .any(|(_, _, cell)| cell.to_string().starts_with("The copies"))
        );
    }
}
