"""Draws the sheets of a JSON file: with openpyxl (draw.py SHEETS BOOK.xlsx), or as a flat OpenDocument sheet that LibreOffice
opens and saves (draw.py SHEETS BOOK.fods)."""

import datetime
import json
import sys
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in [("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle")]
) + ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"'
DAY = (
    '<number:date-style style:name="day"><number:day number:style="long"/><number:text>-</number:text>'
    '<number:month number:style="long"/><number:text>-</number:text><number:year number:style="long"/></number:date-style>'
    '<style:style style:name="Date" style:family="table-cell" style:data-style-name="day"/>'
    '<style:style style:name="Hidden" style:family="table"><style:table-properties table:display="false"/></style:style>'
)


def kind(value):
    """The kind of a value with what is in it."""
    return (value, None) if isinstance(value, str) else next(iter(value.items()))


def with_openpyxl(sheets, path):
    from openpyxl import Workbook
    from openpyxl.styles import PatternFill

    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet["name"])
        page.sheet_state = "hidden" if sheet["hidden"] else "visible"
        for one in sheet["cells"]:
            cell, (name, content) = page.cell(one["row"] + 1, one["col"] + 1), kind(one["value"])
            if name == "Date":
                cell.value, cell.number_format = datetime.date(*content), "dd-mm-yyyy"
            elif name == "Fill":
                cell.value = content[1] or None
                cell.fill = PatternFill("solid", fgColor=f"{content[0]:06X}")
            elif name == "Error":
                cell.value, cell.data_type = "#DIV/0!", "e"
            elif content != "":
                cell.value = content
        for top, left, bottom, right in sheet["merges"]:
            page.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
        for row in sheet["hidden_rows"]:
            page.row_dimensions[row + 1].hidden = True
    book.save(path)


def paragraphs(text):
    return "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n")) if text else ""


def flat_cell(value, span):
    """One cell of a flat sheet; `span` is how many rows and columns it is merged over."""
    merged = f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"' if span else ""
    name, content = kind(value)
    if name == "Date":
        attributes = f' table:style-name="Date" office:value-type="date" office:date-value="{datetime.date(*content)}"'
        return f"<table:table-cell{merged}{attributes}/>"
    if name == "Number":
        return f'<table:table-cell{merged} office:value-type="float" office:value="{content}"/>'
    if name == "Error":
        return f'<table:table-cell{merged} table:formula="of:=1/0"/>'
    style = f' table:style-name="fill{content[0]:06X}"' if name == "Fill" else ""
    text = content[1] if name == "Fill" else content
    return f'<table:table-cell{merged}{style} office:value-type="string">{paragraphs(text)}</table:table-cell>'


def flat_row(cells, spans, covered, row, hidden):
    out = []
    for col in range(max(cells, default=-1) + 1):
        span = spans.get((row, col))
        if col in cells or span:
            out.append(flat_cell(cells.get(col, {"Text": ""}), span))
        else:
            out.append("<table:covered-table-cell/>" if (row, col) in covered else "<table:table-cell/>")
    visibility = ' table:visibility="collapse"' if row in hidden else ""
    return f"<table:table-row{visibility}>{''.join(out) or '<table:table-cell/>'}</table:table-row>"


def flat_sheet(sheet):
    rows = {}
    for one in sheet["cells"]:
        rows.setdefault(one["row"], {})[one["col"]] = one["value"]
    spans, covered = {}, set()
    for top, left, bottom, right in sheet["merges"]:
        spans[top, left] = (bottom - top + 1, right - left + 1)
        covered |= {(row, col) for row in range(top, bottom + 1) for col in range(left, right + 1)}
    hidden = set(sheet["hidden_rows"])
    lines = [flat_row(rows.get(row, {}), spans, covered, row, hidden) for row in range(max(rows, default=0) + 1)]
    style = ' table:style-name="Hidden"' if sheet["hidden"] else ""
    return f"<table:table table:name={quoteattr(sheet['name'])}{style}>{''.join(lines)}</table:table>"


def flat(sheets, path):
    fills = {kind(one["value"])[1][0] for sheet in sheets for one in sheet["cells"] if kind(one["value"])[0] == "Fill"}
    styles = "".join(
        f'<style:style style:name="fill{rgb:06X}" style:family="table-cell">'
        f'<style:table-cell-properties fo:background-color="#{rgb:06X}"/></style:style>'
        for rgb in sorted(fills)
    )
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMESPACES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
        f"<office:automatic-styles>{DAY}{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f"{''.join(map(flat_sheet, sheets))}</office:spreadsheet></office:body></office:document>"
    )
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        sheets = json.load(file)
    (flat if sys.argv[2].endswith(".fods") else with_openpyxl)(sheets, sys.argv[2])


main()
