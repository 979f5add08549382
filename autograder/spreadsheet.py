"""What a cell of a table may hold that people open in a spreadsheet."""


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula: as OWASP says, with an apostrophe before what begins like one."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")) else text


def number(value: float | None) -> str:
    """Points as a spreadsheet reads them; nothing where there are none."""
    return "" if value is None else f"{round(value, 2):g}"
