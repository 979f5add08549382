"""Links from a card to the section that teaches an idea, as JupyterLab opens them."""

import json
import re
from pathlib import Path

from course_utils.questions.misconceptions_of_all import RULES
from course_utils.questions.question import Section

# JupyterLab resolves links against the notebook's folder, where its kernel begins: a notebook may move on later.
BEGAN_IN = Path.cwd()
_CODE = re.compile(r"`([^`]*)`")
# Outside of code, perhaps emphasis, mathematics, an entity or a link. JupyterLab's ids are made of what is rendered.
_RENDERED = re.compile(r"[*$&\\#]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|\]\(")
_ENCODED = re.compile(r'[^ -~]|[<>"%]')  # in an address, where JupyterLab would not know the id again


def link_to(section: Section, asked_in: str, beginning: Path | None = None) -> str:
    """The address of a section for a link in the notebook ``asked_in``; empty where it leads nowhere.

    Lectures are looked for in ``notebooks/`` beside and above the folder ``beginning``: problem sets lie at different
    depths, depending on how they were handed out.
    """
    if section.notebook in (asked_in, RULES.notebook):
        heading = heading_id(section.heading)
        return heading and f"#{heading}"
    beginning = beginning or BEGAN_IN
    for above, folder in enumerate((beginning, *beginning.parents)):
        lecture = folder / "notebooks" / f"{section.notebook}.ipynb"
        if lecture.is_file():
            # JupyterLab knows the headings of a notebook only some time after it has opened it, but cells at once.
            cell = _cell_of(section.heading, lecture)
            return f"{'../' * above}notebooks/{lecture.name}" + (f"#cell-id={cell}" if cell else "")
    return ""


def _cell_of(heading: str, notebook: Path) -> str:
    """The id of the cell that holds a heading; empty where it is not found, as in a damaged copy."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    except (ValueError, KeyError):
        return ""
    for cell in cells:
        lines = "".join(cell["source"]).splitlines() if cell["cell_type"] == "markdown" else []
        if any(line.startswith("#") and line.lstrip("#").strip() == heading for line in lines):
            return cell.get("id", "")
    return ""


def heading_id(heading: str) -> str:
    """The id that JupyterLab gives to a heading; empty where only JupyterLab itself can tell."""
    if _ENCODED.search(heading) or _RENDERED.search(_CODE.sub("", heading)):
        return ""
    return _CODE.sub(r"\1", heading).replace(" ", "-")
