//! The formats that files name by a number alone (ECMA-376 part 1, 18.8.30).

/// The code of a built-in format. Where it goes by the settings of the computer, which no file tells, it is the usual one of Dutch
/// offices: the short date is `dd-mm-jjjj`, and money is euros.
pub fn builtin_code(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        5 => "\"€\" #,##0;-\"€\" #,##0",
        6 => "\"€\" #,##0;[Red]-\"€\" #,##0",
        7 => "\"€\" #,##0.00;-\"€\" #,##0.00",
        8 => "\"€\" #,##0.00;[Red]-\"€\" #,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        // Those from 27 to 58 are dates and times of the Far East.
        14 | 27..=31 | 36 | 50..=54 | 57 | 58 => "dd-mm-yyyy",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 | 32 => "h:mm",
        21 | 33 => "h:mm:ss",
        34 | 55 => "h:mm AM/PM",
        35 | 56 => "h:mm:ss AM/PM",
        22 => "dd-mm-yyyy h:mm",
        37 => "#,##0_ ;-#,##0",
        38 => "#,##0_ ;[Red]-#,##0",
        39 => "#,##0.00_ ;-#,##0.00",
        40 => "#,##0.00_ ;[Red]-#,##0.00",
        41 => "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ",
        42 => "_ \"€\" * #,##0_ ;_ \"€\" * -#,##0_ ;_ \"€\" * \"-\"_ ;_ @_ ",
        43 => "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
        44 => "_ \"€\" * #,##0.00_ ;_ \"€\" * -#,##0.00_ ;_ \"€\" * \"-\"??_ ;_ @_ ",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss.0",
        48 => "##0.0E+0",
        49 => "@",
        _ => super::GENERAL,
    }
}
