//! Puts a book on paper: where every row comes to stand, and what the sheets look like.

use crate::framework::{MUNICIPALITIES, SUBTHEMES, THEMES};
use crate::model::{Book, Field, Fill, Light, Look, Paint, Row, Sheet, Value};
use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime,
    FilterCondition, FontScheme, Format, FormatAlign, FormatBorder, FormatUnderline, Formula, Image, Note,
    ObjectMovement, Url, Workbook, Worksheet, XlsxError,
};

/// The row of the header, counted from zero.
const HEADER: u32 = 4;
/// The author of every cell note: never a person.
const NOTE_AUTHOR: &str = "Secretariaat";
/// Accent 1 of the theme, for text and header fills.
const ACCENT: Color = Color::Theme(4, 0);
/// The line colour of the tables.
const LINE: Color = Color::RGB(0xBFCDD1);
/// The fill of group rows.
const PALE: Color = Color::Theme(2, 0);
const GREY: Color = Color::RGB(0x5C6F76);

const PRIORITIES: [&str; 6] =
    ["Hoog", "Gemiddeld tot Hoog", "Gemiddeld tot hoog", "Gemiddeld", "Laag tot gemiddeld", "Laag"];
const LEVELS: [&str; 4] = ["Districtelijk", "Lokaal", "D & L", "L&D"];
const PROGRESS: [(&str, &str); 7] = [
    ("Niet gestart", "Er is nog niets gedaan."),
    ("Loopt", "De actie is begonnen en ligt op schema."),
    ("Vertraagd", "De actie loopt achter; de reden staat bij Stand van zaken."),
    ("On hold", "De actie ligt stil; de reden staat bij Stand van zaken."),
    ("Afgerond", "De actie is klaar; de datum staat bij Stand van zaken."),
    ("Vervallen", "De actie gaat niet door; de reden staat bij Stand van zaken."),
    ("Doorlopend", "De actie hoort bij het gewone werk en houdt niet op."),
];
const FOOTNOTES: [&str; 3] = [
    "* Hoog – Deze actie is nodig omdat er nog (vrijwel) niets is geregeld. Gemiddeld – Er is iets geregeld, verbetering is mogelijk. Laag – Er is iets geregeld en de betrokkenen zijn tevreden.",
    "** De kleur in de kolom Status is de stand van het sub-thema in het wegingskader; het woord is de voortgang van de actie. Die twee staan los van elkaar.",
    "W = Wijdemeren · GM = Gooise Meren · B/L = Blaricum en Laren · Hi = Hilversum · Hu = Huizen · D = districtelijk · L = lokaal",
];

/// One line below the header of an action sheet.
pub(crate) enum Line<'a> {
    Group(usize),
    Action(&'a Row),
    Spacer,
    Footnote(&'static str),
}

/// The lines of a sheet with their row, counted from zero.
pub(crate) fn lines(sheet: &Sheet) -> Vec<(u32, Line<'_>)> {
    let mut lines = Vec::new();
    let mut theme = None;
    for row in &sheet.rows {
        let own = SUBTHEMES[row.about].theme;
        if sheet.grouped && theme != Some(own) {
            if theme.is_some() {
                lines.push(Line::Spacer);
            }
            lines.push(Line::Group(own));
            theme = Some(own);
        }
        lines.push(Line::Action(row));
    }
    lines.push(Line::Spacer);
    lines.extend(FOOTNOTES.map(Line::Footnote));
    if !sheet.below.is_empty() {
        lines.push(Line::Spacer);
        lines.extend(sheet.below.iter().map(Line::Action));
    }
    (HEADER + 1..).zip(lines).collect()
}

/// The column of a field, counted from zero.
pub(crate) fn column_of(sheet: &Sheet, field: Field) -> Option<u16> {
    (0..).zip(&sheet.columns).find(|(_, column)| column.field == field).map(|(at, _)| at)
}

/// The letters of a column.
pub(crate) fn letter(column: u16) -> String {
    rust_xlsxwriter::utility::column_number_to_name(column)
}

/// Writes a book as an xlsx package.
pub(crate) fn write(book: &Book, logo: &[u8], theme: &std::path::Path) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.use_custom_theme(theme)?;
    let standard = Format::new().set_font_name("Calibri").set_font_size(11).set_font_scheme(FontScheme::Body);
    workbook.set_default_format(&standard, 20, 64)?;
    let (year, month, day) = book.date;
    workbook.set_properties(
        &DocProperties::new()
            .set_title("De Basis op Orde – actieoverzicht implementatieplan")
            .set_subject("Aanpak radicalisering en extremisme, district Gooi en Vechtstreek")
            .set_author("Secretariaat")
            .set_company("De Basis op Orde")
            .set_comment("Verzonnen voorbeeld. De acties, trekkers en data zijn niet echt.")
            .set_creation_datetime(&ExcelDateTime::from_ymd(year, month, day)?.and_hms(9, 30, 0)?),
    );
    let logo = Image::new_from_buffer(logo)?
        .set_scale_to_size(250.0, 58.0, true)
        .set_alt_text("Logo De Basis op Orde: blokken op een fundament")
        .set_object_movement(ObjectMovement::MoveButDontSizeWithCells);

    let mut sheets = vec![reading_guide(book, &logo)?, assessment(book, &logo)?];
    for sheet in &book.sheets {
        sheets.push(action_sheet(book, sheet, &logo)?);
    }
    sheets.push(lists()?);
    sheets[0].set_active(true);
    for sheet in sheets {
        workbook.push_worksheet(sheet);
    }
    workbook.save_to_buffer()
}

/// The colour of a fill.
fn colour(fill: Fill) -> Color {
    match (fill.paint, fill.light) {
        (Paint::Bright, Light::Red) => Color::RGB(0xFF0000),
        (Paint::Bright | Paint::Flattened, Light::Orange) => Color::RGB(0xFFC000),
        (Paint::Bright | Paint::Flattened, Light::Green) => Color::RGB(0x92D050),
        (Paint::Flattened, Light::Red) => Color::RGB(0xC00000),
        (Paint::Soft, Light::Red) => Color::RGB(0xFFC7CE),
        (Paint::Soft, Light::Orange) => Color::RGB(0xFFEB9C),
        (Paint::Soft, Light::Green) => Color::RGB(0xC6EFCE),
        (Paint::Theme, Light::Red) => Color::Theme(5, 0),
        (Paint::Theme, Light::Orange) => Color::Theme(6, 0),
        (Paint::Theme, Light::Green) => Color::Theme(7, 0),
        (Paint::Tint, Light::Red) => Color::Theme(5, 2),
        (Paint::Tint, Light::Orange) => Color::Theme(6, 2),
        (Paint::Tint, Light::Green) => Color::Theme(7, 2),
    }
}

/// The body font; a sheet that went through another program lost the theme font.
fn font(flattened: bool) -> Format {
    let format = Format::new().set_font_size(10);
    if flattened {
        format.set_font_name("Liberation Sans").set_font_size(9)
    } else {
        format.set_font_name("Calibri").set_font_scheme(FontScheme::Body)
    }
}

fn accent(flattened: bool) -> Color {
    if flattened { Color::RGB(0x1F5C6B) } else { ACCENT }
}

fn boxed(format: Format) -> Format {
    format
        .set_border(FormatBorder::Thin)
        .set_border_color(LINE)
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_align(FormatAlign::Left)
        .set_indent(1)
}

fn header_format(flattened: bool) -> Format {
    boxed(font(flattened))
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(accent(flattened))
        .set_align(FormatAlign::VerticalCenter)
}

fn title_format(size: u32) -> Format {
    font(false).set_font_size(size).set_bold().set_font_color(ACCENT).set_align(FormatAlign::VerticalCenter)
}

/// The format of an action's cell in one column.
fn cell_format(sheet: &Sheet, row: &Row, field: Field) -> Format {
    let format = boxed(font(sheet.flattened));
    match field {
        Field::Nr => format.set_bold().set_font_color(accent(sheet.flattened)),
        Field::Theme => format.set_bold(),
        Field::Subtheme => format,
        Field::Planning | Field::Updated => format.set_num_format("dd\\-mm\\-yyyy"),
        Field::Status => {
            let format = format.set_indent(0).set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
            row.fill.map_or(format.clone(), |fill| {
                let format = format.set_background_color(colour(fill));
                // Dark red is the one fill on which black is hard to read.
                let dark = fill.light == Light::Red && matches!(fill.paint, Paint::Theme | Paint::Flattened);
                if dark { format.set_font_color(Color::White) } else { format }
            })
        }
        _ => format,
    }
}

/// Writes a value; `run` is the font of the pieces of rich text.
fn write_value(
    page: &mut Worksheet,
    at: (u32, u16),
    value: &Value,
    format: &Format,
    run: &Format,
) -> Result<(), XlsxError> {
    let (row, column) = at;
    match value {
        Value::Blank => page.write_blank(row, column, format)?,
        Value::Text(text) => page.write_string_with_format(row, column, text, format)?,
        Value::Number(number) => page.write_number_with_format(row, column, *number, format)?,
        Value::Date(year, month, day) => {
            page.write_datetime_with_format(row, column, &ExcelDateTime::from_ymd(*year, *month, *day)?, format)?
        }
        Value::Formula(formula, result) => {
            page.write_formula_with_format(row, column, Formula::new(formula).set_result(*result), format)?
        }
        Value::Rich(runs) => {
            let formats: Vec<Format> = runs
                .iter()
                .map(|(look, _)| match look {
                    Look::Plain => run.clone(),
                    Look::Bold => run.clone().set_bold(),
                    Look::Struck => run.clone().set_font_strikethrough().set_font_color(GREY),
                })
                .collect();
            let pieces: Vec<(&Format, &str)> =
                formats.iter().zip(runs).map(|(format, (_, text))| (format, text.as_str())).collect();
            page.write_rich_string_with_format(row, column, &pieces, format)?
        }
    };
    Ok(())
}

/// How many lines a text takes in a column of this width; words are not broken.
fn wrapped(text: &str, width: f64) -> usize {
    // A character of 10-point body text is narrower than the digit of 11 points in which widths count.
    let room = (width * 1.2).max(4.0) as usize;
    text.split('\n')
        .map(|line| {
            let mut count = 1;
            let mut used = 0;
            for word in line.split(' ') {
                let length = word.chars().count();
                if used > 0 && used + 1 + length > room {
                    count += 1;
                    used = 0;
                }
                used += length + usize::from(used > 0);
            }
            count
        })
        .sum()
}

/// The height in points that shows all text of a row.
fn height(sheet: &Sheet, row: &Row) -> f64 {
    let tallest = sheet
        .columns
        .iter()
        .filter(|column| column.field != Field::Theme)
        .map(|column| wrapped(&row.get(column.field).shown(), column.width - 2.0))
        .max()
        .unwrap_or(1);
    (tallest as f64 * 13.0 + 6.0).max(21.0)
}

fn page_setup(page: &mut Worksheet, book: &Book) {
    page.set_screen_gridlines(false);
    page.set_landscape();
    // 8 is A3.
    page.set_paper_size(8);
    page.set_print_fit_to_pages(1, 0);
    page.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    page.set_footer(format!("&L&9Concept – {}&C&9Vertrouwelijk&R&9Pagina &P van &N", book.version));
}

fn action_sheet(book: &Book, sheet: &Sheet, logo: &Image) -> Result<Worksheet, XlsxError> {
    let mut page = Worksheet::new();
    page.set_name(&sheet.name)?;
    page.set_tab_color(if sheet.code == "D" { Color::Theme(4, 0) } else { Color::Theme(9, 0) });
    page_setup(&mut page, book);
    page.set_default_note_author(NOTE_AUTHOR);
    let last_column = sheet.columns.len() as u16 - 1;
    for (at, column) in (0..).zip(&sheet.columns) {
        page.set_column_width(at, column.width)?;
    }
    heading(&mut page, book, sheet, logo)?;
    for (at, column) in (0..).zip(&sheet.columns) {
        page.write_string_with_format(HEADER, at, &column.header, &header_format(sheet.flattened))?;
    }
    page.set_row_height(HEADER, 30)?;

    let mut last_action = HEADER;
    for (at, line) in lines(sheet) {
        match line {
            Line::Group(theme) => {
                let format = font(sheet.flattened)
                    .set_bold()
                    .set_font_color(accent(sheet.flattened))
                    .set_background_color(if sheet.flattened { Color::RGB(0xE6EFF1) } else { PALE })
                    .set_align(FormatAlign::VerticalCenter)
                    .set_align(FormatAlign::Left)
                    .set_indent(1)
                    .set_border(FormatBorder::Thin)
                    .set_border_color(LINE);
                let text = format!("Thema {} – {}", theme + 1, THEMES[theme]);
                page.merge_range(at, 0, at, last_column, &text, &format)?;
                page.set_row_height(at, 19)?;
            }
            Line::Spacer => {
                page.set_row_height(at, 7)?;
            }
            Line::Footnote(text) => {
                page.write_string_with_format(at, 0, text, &font(false).set_font_size(9).set_font_color(GREY))?;
            }
            Line::Action(row) => {
                action_row(&mut page, sheet, row, at)?;
                if sheet.rows.iter().any(|own| own.key == row.key) {
                    last_action = at;
                }
            }
        }
    }
    if sheet.grouped {
        merge_themes(&mut page, sheet)?;
    }
    page.autofilter(HEADER, 0, last_action, last_column)?;
    if !sheet.filter.is_empty() {
        let column = column_of(sheet, Field::Priority).unwrap_or(0);
        let shown = sheet.filter.iter().fold(FilterCondition::new(), |filter, value| filter.add_list_filter(*value));
        page.filter_column(column, &shown.add_list_blanks_filter())?;
    }
    page.set_freeze_panes(HEADER + 1, 3)?;
    page.set_repeat_rows(HEADER, HEADER)?;
    page.set_zoom(90);
    conditional_formats(&mut page, sheet, last_action)?;
    if !sheet.flattened {
        drop_downs(&mut page, sheet, last_action)?;
    }
    header_note(&mut page, sheet)?;
    Ok(page)
}

/// The title rows above the header, with the logo at the right.
fn heading(page: &mut Worksheet, book: &Book, sheet: &Sheet, logo: &Image) -> Result<(), XlsxError> {
    page.set_row_height(0, 28)?;
    page.set_row_height(1, 16)?;
    page.set_row_height(2, 16)?;
    page.set_row_height(3, 8)?;
    page.write_string_with_format(0, 0, &sheet.heading, &title_format(18))?;
    let small = font(false).set_font_color(GREY);
    let line = format!(
        "De Basis op Orde – implementatieplan aanpak radicalisering en extremisme · {} · {}",
        book.date_words, book.version
    );
    page.write_string_with_format(1, 0, line, &small)?;
    page.write_string_with_format(2, 0, "Uitleg van kleuren, woorden en afkortingen: blad Leeswijzer", &small)?;
    let last = sheet.columns.len() as u16 - 1;
    page.insert_image_with_offset(0, last - 1, logo, 150, 6)?;
    Ok(())
}

fn action_row(page: &mut Worksheet, sheet: &Sheet, row: &Row, at: u32) -> Result<(), XlsxError> {
    for (column, field) in (0..).zip(sheet.columns.iter().map(|column| column.field)) {
        write_value(page, (at, column), &row.get(field), &cell_format(sheet, row, field), &font(sheet.flattened))?;
    }
    page.set_row_height(at, height(sheet, row))?;
    if row.hidden {
        page.set_row_hidden(at)?;
    }
    for (field, text) in &row.notes {
        if let Some(column) = column_of(sheet, *field) {
            page.insert_note(at, column, &note(text))?;
        }
    }
    Ok(())
}

fn note(text: &str) -> Note {
    Note::new(text).set_author(NOTE_AUTHOR).add_author_prefix(false).set_width(220).set_height(70)
}

/// Merges the theme and sub-theme cells of neighbouring actions.
fn merge_themes(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let actions: Vec<(u32, &Row)> = lines(sheet)
        .into_iter()
        .filter_map(|(at, line)| match line {
            Line::Action(row) if sheet.rows.iter().any(|own| own.key == row.key) => Some((at, row)),
            _ => None,
        })
        .collect();
    for (field, same) in [
        (Field::Theme, (|a, b| SUBTHEMES[a].theme == SUBTHEMES[b].theme) as fn(usize, usize) -> bool),
        (Field::Subtheme, |a, b| a == b),
    ] {
        let column = column_of(sheet, field).unwrap_or(0);
        for run in actions.chunk_by(|a, b| a.0 + 1 == b.0 && same(a.1.about, b.1.about)) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            let text = match field {
                Field::Theme => THEMES[SUBTHEMES[first.1.about].theme].to_owned(),
                _ => first.1.get(field).shown(),
            };
            let format = cell_format(sheet, first.1, field);
            if first.0 == last.0 {
                page.write_string_with_format(first.0, column, &text, &format)?;
            } else {
                page.merge_range(first.0, column, last.0, column, &text, &format)?;
            }
        }
    }
    Ok(())
}

fn conditional_formats(page: &mut Worksheet, sheet: &Sheet, last: u32) -> Result<(), XlsxError> {
    let (Some(status), Some(standing)) = (column_of(sheet, Field::Status), column_of(sheet, Field::Standing)) else {
        return Ok(());
    };
    let cell = format!("${}{}", letter(status), HEADER + 2);
    let closed = ConditionalFormatFormula::new()
        .set_rule(format!("=OR({cell}=\"Afgerond\",{cell}=\"Vervallen\")").as_str())
        .set_format(Format::new().set_font_color(GREY).set_italic());
    page.add_conditional_format(HEADER + 1, 0, last, 3, &closed)?;
    let late = ConditionalFormatFormula::new()
        .set_rule(format!("={cell}=\"Vertraagd\"").as_str())
        .set_format(Format::new().set_bold());
    page.add_conditional_format(HEADER + 1, status, last, standing, &late)?;
    if sheet.own_rule {
        let own = ConditionalFormatFormula::new()
            .set_rule(format!("={cell}=\"Loopt\"").as_str())
            .set_format(Format::new().set_background_color(Color::RGB(0xC6EFCE)).set_font_color(Color::RGB(0x006100)));
        page.add_conditional_format(HEADER + 1, status, last, status, &own)?;
    }
    Ok(())
}

fn drop_downs(page: &mut Worksheet, sheet: &Sheet, last: u32) -> Result<(), XlsxError> {
    for (field, list) in [
        (Field::Priority, list_range(0, PRIORITIES.len())),
        (Field::Level, list_range(1, LEVELS.len())),
        (Field::Status, list_range(2, PROGRESS.len())),
    ] {
        let Some(column) = column_of(sheet, field) else { continue };
        let validation = DataValidation::new()
            .allow_list_formula(Formula::new(list))
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_title("Kies uit de lijst")?
            .set_error_message("Deze waarde staat niet in de lijst op het blad Lijsten.")?;
        page.add_data_validation(HEADER + 1, column, last, column, &validation)?;
    }
    Ok(())
}

/// The range on the sheet Lijsten that holds the values of one list.
fn list_range(column: u16, count: usize) -> String {
    let letter = letter(column);
    format!("=Lijsten!${letter}$2:${letter}${}", count + 1)
}

fn header_note(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    for (field, text) in [
        (Field::Status, "Kleur = stand van het sub-thema (wegingskader). Woord = voortgang van de actie."),
        (Field::Planning, "Kwartaal, datum, herhaling of doorlopend."),
    ] {
        if let Some(column) = column_of(sheet, field) {
            page.insert_note(HEADER, column, &note(text))?;
        }
    }
    Ok(())
}

fn reading_guide(book: &Book, logo: &Image) -> Result<Worksheet, XlsxError> {
    let mut page = Worksheet::new();
    page.set_name("Leeswijzer")?;
    page.set_tab_color(Color::Theme(6, 0));
    page_setup(&mut page, book);
    page.set_paper_size(9);
    page.set_portrait();
    page.set_print_fit_to_pages(1, 1);
    page.set_column_width(0, 16)?;
    page.set_column_width(1, 26)?;
    for column in 2..8 {
        page.set_column_width(column, 15)?;
    }
    let body = font(false).set_align(FormatAlign::VerticalCenter).set_text_wrap();
    let label = font(false).set_bold().set_align(FormatAlign::VerticalCenter);
    let section = title_format(12).set_border_bottom(FormatBorder::Medium).set_border_bottom_color(ACCENT);

    page.set_row_height(0, 36)?;
    let title = "De Basis op Orde – actieoverzicht implementatieplan";
    page.merge_range(0, 0, 0, 7, title, &title_format(20))?;
    let subtitle = font(false).set_font_size(11).set_font_color(GREY);
    let text = "Aanpak radicalisering en extremisme · district Gooi en Vechtstreek";
    page.write_string_with_format(1, 0, text, &subtitle)?;
    page.insert_image_with_offset(2, 5, logo, 40, 6)?;
    let facts = [
        ("Datum", book.date_words),
        ("Versie", book.version),
        ("Soort", "Concept – vertrouwelijk"),
        ("Contact", "[functie]"),
    ];
    for (row, (name, value)) in (3..).zip(facts) {
        page.write_string_with_format(row, 0, name, &label)?;
        page.write_string_with_format(row, 1, value, &font(false))?;
    }

    let mut row = 8;
    let heading = |page: &mut Worksheet, row: u32, text: &str| -> Result<(), XlsxError> {
        page.set_row_height(row, 20)?;
        page.merge_range(row, 0, row, 7, text, &section)?;
        Ok(())
    };
    heading(&mut page, row, "Hoe leest u dit overzicht?")?;
    for text in [
        "Het blad Districtelijk bevat de acties die de gemeenten samen uitvoeren. Elke gemeente heeft daarnaast een eigen blad; Blaricum en Laren delen er een.",
        "Het blad Wegingskader laat per sub-thema zien hoe elke gemeente ervoor stond in december 2024 en welke prioriteit het onderwerp in het plan heeft.",
        "Vul een trekker in als functie of team, nooit als naam. Noem geen personen en geen casussen.",
    ] {
        row += 1;
        page.merge_range(row, 0, row, 7, text, &body)?;
        page.set_row_height(row, 28)?;
    }
    row += 2;
    heading(&mut page, row, "Kleuren: de stand van een sub-thema in een gemeente")?;
    for (light, meaning) in [
        (Light::Red, "Er is (vrijwel) niets georganiseerd."),
        (Light::Orange, "Er is een start gemaakt; verbetering is mogelijk."),
        (Light::Green, "De betrokkenen zijn tevreden met hoe het nu gaat."),
    ] {
        row += 1;
        let swatch = boxed(font(false)).set_background_color(colour(Fill { light, paint: Paint::Bright }));
        page.write_blank(row, 0, &swatch)?;
        page.merge_range(row, 1, row, 7, meaning, &body.clone().set_align(FormatAlign::Left).set_indent(1))?;
        page.set_row_height(row, 18)?;
    }
    row += 2;
    heading(&mut page, row, "Woorden: de voortgang van een actie")?;
    for (word, meaning) in PROGRESS {
        row += 1;
        page.write_string_with_format(row, 0, word, &label)?;
        page.merge_range(row, 1, row, 7, meaning, &body)?;
    }
    row += 2;
    heading(&mut page, row, "Bladen")?;
    let link = font(false).set_font_color(ACCENT).set_underline(FormatUnderline::Single);
    let names = std::iter::once(("Wegingskader", "stand per sub-thema, december 2024"))
        .chain(book.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.heading.as_str())));
    for (name, about) in names {
        row += 1;
        page.write_url_with_format(row, 0, Url::new(format!("internal:'{name}'!A1")).set_text(name), &link)?;
        page.merge_range(row, 1, row, 7, about, &body)?;
    }
    row += 2;
    for text in &FOOTNOTES[..2] {
        page.merge_range(row, 0, row, 7, text, &body.clone().set_font_size(9).set_font_color(GREY))?;
        page.set_row_height(row, 26)?;
        row += 1;
    }
    Ok(page)
}

fn assessment(book: &Book, logo: &Image) -> Result<Worksheet, XlsxError> {
    let mut page = Worksheet::new();
    page.set_name("Wegingskader")?;
    page.set_tab_color(Color::Theme(6, 0));
    page_setup(&mut page, book);
    page.set_paper_size(9);
    for (column, width) in (0..).zip([22.0, 36.0, 10.0, 10.0, 10.0, 10.0, 10.0, 27.0, 18.0]) {
        page.set_column_width(column, width)?;
    }
    page.set_row_height(0, 34)?;
    page.write_string_with_format(0, 0, "Wegingskader – stand van december 2024", &title_format(18))?;
    page.insert_image_with_offset(0, 7, logo, 60, 4)?;
    page.set_row_height(1, 24)?;
    let head = header_format(false);
    let centred = head.clone().set_indent(0).set_align(FormatAlign::Center);
    for (column, text) in [
        (0, "Thema"),
        (1, "Sub thema's"),
        (7, "Mate van prioriteit voor implementatieplan*"),
        (8, "Districtelijk of lokaal"),
    ] {
        page.merge_range(2, column, 3, column, text, &head)?;
    }
    page.merge_range(2, 2, 2, 6, "Status", &centred)?;
    for (column, (code, _)) in (2..).zip(MUNICIPALITIES) {
        page.write_string_with_format(3, column, code, &centred)?;
    }
    let middle = boxed(font(false)).set_align(FormatAlign::VerticalCenter);
    let bold = middle.clone().set_bold();
    let mut at = 4;
    for run in SUBTHEMES.chunk_by(|a, b| a.theme == b.theme) {
        page.merge_range(at, 0, at + run.len() as u32 - 1, 0, THEMES[run[0].theme], &bold)?;
        for sub in run {
            page.set_row_height(at, 19)?;
            page.write_string_with_format(at, 1, sub.name, &middle)?;
            assessment_cells(&mut page, book, at, &middle)?;
            page.write_string_with_format(at, 7, sub.priority, &middle)?;
            if sub.level.is_empty() {
                page.write_blank(at, 8, &middle)?;
            } else {
                page.write_string_with_format(at, 8, sub.level, &middle)?;
            }
            at += 1;
        }
    }
    let small = font(false).set_font_size(9).set_font_color(GREY);
    for (row, text) in (at + 1..).zip([
        "* Hoog – Deze actie is nodig omdat er nog (vrijwel) niets is geregeld.",
        "* Gemiddeld – Er is iets geregeld, verbetering is mogelijk.",
        "* Laag – Er is iets geregeld en de betrokkenen zijn tevreden.",
        "Van Huizen is alleen het thema Netwerk beoordeeld. Er zijn geen vaste criteria voor de kleuren.",
    ]) {
        page.write_string_with_format(row, 0, text, &small)?;
    }
    page.set_freeze_panes(4, 2)?;
    page.set_repeat_rows(2, 3)?;
    Ok(page)
}

/// The five status cells of one sub-theme; `at` is its row on the sheet.
fn assessment_cells(page: &mut Worksheet, book: &Book, at: u32, format: &Format) -> Result<(), XlsxError> {
    let about = at as usize - 4;
    let sub = &SUBTHEMES[about];
    for (place, light) in sub.lights.into_iter().enumerate() {
        let column = place as u16 + 2;
        let mut fill = light.map(|light| Fill { light, paint: Paint::Bright });
        let mut word = match light {
            Some(Light::Red) if sub.in_words => "Rood",
            Some(Light::Orange) if sub.in_words => "Oranje",
            Some(Light::Green) if sub.in_words => "Groen",
            _ => "",
        };
        if let Some((_, _, other, text)) = book.repainted.iter().find(|(a, p, _, _)| *a == about && *p == place) {
            fill = Some(*other);
            word = text;
        }
        let format = format.clone().set_indent(0).set_align(FormatAlign::Center);
        let format = fill.map_or(format.clone(), |fill| format.set_background_color(colour(fill)));
        write_value(page, (at, column), &Value::text(word), &format, &font(false))?;
    }
    Ok(())
}

fn lists() -> Result<Worksheet, XlsxError> {
    let mut page = Worksheet::new();
    page.set_name("Lijsten")?;
    let bold = font(false).set_bold();
    let words = PROGRESS.map(|(word, _)| word);
    for (column, (header, values)) in
        (0..).zip([("Prioriteit", &PRIORITIES[..]), ("Niveau", &LEVELS[..]), ("Voortgang", &words[..])])
    {
        page.set_column_width(column, 22)?;
        page.write_string_with_format(0, column, header, &bold)?;
        for (row, value) in (1..).zip(values) {
            page.write_string_with_format(row, column, *value, &font(false))?;
        }
    }
    page.set_hidden(true);
    Ok(page)
}
