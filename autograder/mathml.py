r"""Formulas as MathML, which browsers show by themselves: no script, and nothing from the network."""

import re
from typing import Any
from xml.etree import ElementTree

from latex2mathml.converter import convert
from nbconvert.filters.markdown_mistune import IPythonRenderer

MOST_CHARACTERS = 2_000  # of a formula
TAGS = {
    "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder",
    "mover", "munderover", "mtable", "mtr", "mtd", "mpadded", "mphantom", "mstyle", "menclose", "mmultiscripts",
}  # fmt: skip
ATTRIBUTES = {
    "display", "stretchy", "fence", "form", "separator", "accent", "lspace", "rspace", "mathvariant", "width", "height",
    "depth", "displaystyle", "scriptlevel", "linethickness", "columnalign", "movablelimits", "minsize", "maxsize",
}  # fmt: skip
PLACE = re.compile(r'<span class="formula-([0-9]{1,6})"></span>')


class FormulasSetAside(IPythonRenderer):
    """Markdown whose formulas are kept in a list while an empty element holds their place."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.formulas: list[str] = []

    def inline_math(self, body: str) -> str:
        return self._place(body, super().inline_math(body), "inline")

    def block_math(self, body: str) -> str:
        return self._place(body, super().block_math(body), "block")

    def latex_environment(self, name: str, body: str) -> str:
        return self._place(rf"\begin{{{name}}}{body}\end{{{name}}}", super().latex_environment(name, body), "block")

    def _place(self, tex: str, otherwise: str, display: str) -> str:
        formula = mathml(tex, display)
        if formula is None:
            return otherwise
        self.formulas.append(formula)
        # Cleaning leaves it alone, but for one in an attribute, whose quotes become entities: it is not found again.
        return f'<span class="formula-{len(self.formulas) - 1}"></span>'

    def put_back(self, html: str) -> str:
        """Cleaned HTML with its formulas."""

        def formula(found: re.Match[str]) -> str:
            number = int(found[1])
            return self.formulas[number] if number < len(self.formulas) else ""

        return PLACE.sub(formula, html)


def mathml(tex: str, display: str) -> str | None:
    """A formula as MathML that can do nothing but be looked at; None if it can't be read."""
    if len(tex) > MOST_CHARACTERS:
        return None
    try:
        # Inside \text there is nothing that an underscore could be mistaken for.
        plain = re.sub(r"\\text\{[^{}]*\}", lambda text: text[0].replace(r"\_", "_"), tex)
        math = ElementTree.fromstring(convert(plain.strip(), display=display))
    except Exception:  # a student may write anything between two dollar signs, and its reader fails in many ways
        return None
    for element in math.iter():
        element.tag = element.tag.rpartition("}")[2]
        if element.tag not in TAGS:
            return None
        element.attrib = {name: value for name, value in element.attrib.items() if name in ATTRIBUTES}
    return ElementTree.tostring(math, encoding="unicode", short_empty_elements=False)
