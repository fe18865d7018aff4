fn main() {
    let path = std::env::args().nth(1).unwrap();
    let book = planwacht::workbook::read(&std::fs::read(&path).unwrap(), "x").unwrap();
    for grid in &book.sheets {
        println!("# {}", grid.sheet);
        for t in &grid.troubles {
            println!("! {}", t.nl);
        }
        for ((r, c), cell) in &grid.cells {
            let f = |x: Option<planwacht::cell::Rgb>| x.map(|x| x.to_string()).unwrap_or_default();
            println!(
                "{}\t{}\t{}\t{}",
                planwacht::cell::a1(*r, *c),
                f(cell.fill),
                f(cell.echo),
                cell.text().replace(['\n', '\t'], " ")
            );
        }
    }
}
