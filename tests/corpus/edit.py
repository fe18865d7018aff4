"""What staff do to a workbook between two runs, done with openpyxl. usage: edit.py IN OUT OPERATIONS.json"""
import copy
import json
import sys
import warnings

import openpyxl
from openpyxl.comments import Comment

warnings.simplefilter("ignore")


def take(sheet, row):
    """A row as people carry it: values, formats, and the notes that move along with their cells."""
    cells = []
    for column in range(1, sheet.max_column + 1):
        cell = sheet.cell(row, column)
        note = cell.comment and Comment(cell.comment.text, cell.comment.author, cell.comment.height, cell.comment.width)
        cells.append((cell.value, copy.copy(cell._style), note))
    return cells


def put(sheet, row, cells):
    for column, (value, style, note) in enumerate(cells, 1):
        cell = sheet.cell(row, column)
        cell.comment = None
        cell.value, cell._style = value, copy.copy(style)
        cell.comment = note and Comment(note.text, note.author, note.height, note.width)


def reorder(sheet, first, rows):
    for at, cells in enumerate(rows, first):
        put(sheet, at, cells)


def block(sheet, operation):
    return [take(sheet, row) for row in range(operation["first"], operation["last"] + 1)]


def sort(book, operation):
    sheet = book[operation["sheet"]]
    by = operation["by"] - 1
    rows = sorted(block(sheet, operation), key=lambda cells: str(cells[by][0]), reverse=True)
    reorder(sheet, operation["first"], rows)


def move_row(book, operation):
    sheet = book[operation["sheet"]]
    rows = block(sheet, operation)
    rows.insert(operation["to"] - operation["first"], rows.pop(operation["from"] - operation["first"]))
    reorder(sheet, operation["first"], rows)


def copy_row(book, operation):
    sheet = book[operation["sheet"]]
    put(sheet, operation["to"], take(sheet, operation["from"]))


def delete_row(book, operation):
    book[operation["sheet"]].delete_rows(operation["row"])


def rename(book, operation):
    book[operation["sheet"]].title = operation["to"]


def copy_sheet(book, operation):
    """As Excel does it: with notes and with the rules that lie over cells."""
    sheet = book[operation["sheet"]]
    twin = book.copy_worksheet(sheet)
    twin.title = operation["to"]
    for ranges in sheet.conditional_formatting:
        for rule in ranges.rules:
            twin.conditional_formatting.add(str(ranges.sqref), copy.copy(rule))


def react(book, operation):
    """Types an answer to each finding that is about an action, and sorts the findings by what they say."""
    sheet = book[operation["sheet"]]
    header = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "Nr")
    column = {sheet.cell(header, at).value: at for at in range(1, sheet.max_column + 1)}
    for row in range(header + 1, sheet.max_row + 1):
        code, action = (sheet.cell(row, column[name]).value for name in ("Code", "Actie"))
        if action:
            sheet.cell(row, column["Reactie"]).value = f"antwoord op {code} | {action}"
    rows = dict(operation, first=header + 1, last=sheet.max_row, by=column["Melding"])
    sort(book, rows)


def main():
    source, target, operations = sys.argv[1:]
    book = openpyxl.load_workbook(source)
    with open(operations, encoding="utf-8") as file:
        for operation in json.load(file):
            if operation["sheet"] in book.sheetnames:
                globals()[operation["do"]](book, operation)
    book.save(target)


main()
