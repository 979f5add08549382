"""Right answers beside text that is slow to read: the process that judges them has no limit of time of its own."""

from .submission import RIGHT, Hostile, after


def _padded(name: str, why: str, padding: str, **options) -> Hostile:
    return Hostile(name, why, {"conv2d": after(padding)}, outcomes=RIGHT, **options)


SUBMISSIONS = [
    _padded(
        "60,000 blank lines",
        "a regular expression that looks for the next word from each of them takes half a minute, and before the"
        " notebook's process is ready that counted as this machine's fault",
        "\n" * 60_000 + "y = 1",
    ),
    _padded(
        "10,000 lines of a tab",
        "colouring them for the feedback page takes a time that grows with their square",
        "if 1:\n    pass\n" + "\t\n" * 10_000 + "y = 1",
    ),
    _padded(
        "a line of 100,000 characters",
        "the same for whatever stands in one line",
        f"y = '{'a.' * 50_000}'  # %",
    ),
    _padded(
        "help, in a cell of 30,000 characters",
        "IPython reads the whole cell again for each such line",
        "if 0:\n" + "    x?\n" * 10 + "z = 1 + 2 + 3\n" * 2_000,
    ),
    Hostile(
        "a text in which 6,000 formulas begin",
        "none of them ends: the rest of the text is searched for each",
        {"flip_or_not": "Because\n\n" + r"\\[" * 6_000},
        outcomes=RIGHT,
    ),
]
