//! What rust_xlsxwriter cannot write: drop-downs whose list is on another sheet in the form in which Excel itself stores
//! them, an extension of the worksheet.

use std::error::Error;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Rewrites the worksheets whose part number is given; every other part keeps its content.
pub(crate) fn extend_drop_downs(package: &[u8], sheets: &[usize]) -> Result<Vec<u8>, Box<dyn Error>> {
    let parts: Vec<String> = sheets.iter().map(|number| format!("xl/worksheets/sheet{number}.xml")).collect();
    let mut archive = ZipArchive::new(Cursor::new(package))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index)?;
        let name = entry.name()?.into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content)?;
        if parts.contains(&name) {
            content = moved_to_extension(std::str::from_utf8(&content)?).into_bytes();
        }
        writer.start_file(name, options)?;
        writer.write_all(&content)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// Takes the data validations out of a worksheet and puts them into its extension list.
fn moved_to_extension(sheet: &str) -> String {
    let (Some(start), Some(end)) = (sheet.find("<dataValidations"), sheet.find("</dataValidations>")) else {
        return sheet.to_owned();
    };
    let after = end + "</dataValidations>".len();
    let mut extension = String::new();
    let mut count = 0;
    for one in sheet[start..end].split("<dataValidation ").skip(1) {
        let (Some(attributes), Some(range)) = (between(one, "", ">"), between(one, "sqref=\"", "\"")) else { continue };
        let Some(list) = between(one, "<formula1>", "</formula1>") else { continue };
        let attributes = attributes.replace(&format!(" sqref=\"{range}\""), "");
        extension.push_str(&format!(
            "<x14:dataValidation {attributes}><x14:formula1><xm:f>{list}</xm:f></x14:formula1>\
             <xm:sqref>{range}</xm:sqref></x14:dataValidation>"
        ));
        count += 1;
    }
    let list = format!(
        "<extLst><ext xmlns:x14=\"http://schemas.microsoft.com/office/spreadsheetml/2009/9/main\" \
         uri=\"{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}\"><x14:dataValidations \
         xmlns:xm=\"http://schemas.microsoft.com/office/excel/2006/main\" count=\"{count}\">{extension}\
         </x14:dataValidations></ext></extLst></worksheet>"
    );
    format!("{}{}", &sheet[..start], &sheet[after..]).replace("</worksheet>", &list)
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let from = text.find(start)? + start.len();
    let length = text.get(from..)?.find(end)?;
    text.get(from..from + length)
}
