"""Tables that people open in a spreadsheet: what a cell may hold, in one place for all of them."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

# As OWASP says: what begins like this is taken for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?(e[+-]?\d+)?", re.ASCII)


def as_csv(
    columns: Sequence[str], rows: Iterable[Mapping[str, object]], *, headings: bool = True, end: str = "\n"
) -> str:
    """The rows as text, under their headings; no cell of them is taken for a formula. None is an empty cell."""
    buffer = io.StringIO()
    table = csv.DictWriter(buffer, columns, lineterminator=end)
    if headings:
        table.writeheader()
    table.writerows({name: safe("" if cell is None else str(cell)) for name, cell in row.items()} for row in rows)
    return buffer.getvalue()


def safe(text: str) -> str:
    """A text with an apostrophe before it, where a spreadsheet would take it for a formula; a number is none."""
    return f"'{text}" if text.startswith(FORMULA) and not NUMBER.fullmatch(text) else text


def number(value: float | None) -> str:
    """Points as a spreadsheet reads them; nothing where there are none."""
    return "" if value is None else f"{round(value, 2):g}"
