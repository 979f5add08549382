"""HTML that a student's code or text made, cleaned of everything that runs, or that a page would fetch by itself."""

import re

import nh3
from markupsafe import escape
from pygments.token import STANDARD_TYPES

# What nh3 allows, and what mathematics, tables and folded answers in notebooks use besides.
TAGS = nh3.ALLOWED_TAGS | {"details", "summary", "figure", "figcaption", "section"}
ATTRIBUTES = {
    **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    "*": {"class", "id", "style", "title", "role", "aria-label", "aria-hidden", "lang", "dir"},
}
ATTRIBUTES["img"] = ATTRIBUTES.get("img", set()) | {"alt", "width", "height", "src"}
STYLES = {
    "width", "height", "max-width", "max-height", "min-width", "margin", "margin-top", "margin-bottom", "margin-left",
    "margin-right", "padding", "border", "border-left", "border-bottom", "border-top", "border-collapse",
    "border-radius", "color", "background", "background-color", "font-size", "font-weight", "font-family",
    "font-style", "text-align", "vertical-align", "white-space", "overflow", "overflow-x", "display", "gap",
    "flex-wrap", "line-height", "text-decoration",
}  # fmt: skip
# By which CSS fetches something: url(), image-set(), image(), src(), or one of them written with escapes.
FETCHES = re.compile(r"url|image|src|\\", re.IGNORECASE)
# The page's own styles know tables of pandas, links beside headings and coloured code. Any other class would let a text
# look like a part of the page, or cover it.
CLASSES = frozenset({"dataframe", "anchor-link", "highlight", *STANDARD_TYPES.values()})
FORMULA = re.compile(r"formula-\d+")  # holds a formula's place while a text is cleaned: see mathml.py

# A picture's own data: letters and digits, harmless wherever they stand. Reading them takes most of the time.
PICTURE = re.compile(r"(data:image/(?:png|jpeg);base64,)([A-Za-z0-9+/=]{1000,})")
SET_ASIDE = re.compile(r"(data:image/(?:png|jpeg);base64,)aside([0-9]{1,9})aside")

# What is parsed in a time that grows with a square: elements in elements, what stands in a table but in none of its
# cells, and the attributes of a tag. A table of pandas with 100 rows and 20 columns has 4,300 marks ("<") and 60,000
# characters; up to the limits, parsing takes less than a second.
SHORT = 4_000  # characters, of which nothing takes long
MOST_MARKS = 30_000
MOST_STEPS = 20_000_000  # depth times marks
MOST_ODD = 20_000  # characters, where a tag is not written as tags are
MOST_COPIED = 5_000_000  # characters
MOST_GROWTH = 5  # times: as much as "&" grows when it is written as HTML
TAG = re.compile(r"""<\w+(?:\s+[^\s"'<>/=]+(?:=(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=`]+))?){0,50}\s*/?>""")
OPENS = re.compile(r"<[a-z]", re.IGNORECASE)
# Parts of a table and items of a list can't stand in one another without a table or a list around each, outside of SVG
# and MathML.
SHALLOW = re.compile(r"<(?:t[dhr]|tbody|thead|tfoot|col|colgroup|caption|li|p|br|hr|img)[\s/>]", re.IGNORECASE)
FOREIGN = re.compile(r"<(?:svg|math)", re.IGNORECASE)
# An element that is opened again in each block that follows, until it is closed; equal ones up to three times.
FORMATS = re.compile(r"<(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])", re.IGNORECASE)
EQUAL_ONES = 3


def safe_html(html: str) -> str:
    """The same without scripts, forms, frames, foreign pictures, and links that are not http(s) or mail.

    What would take long to parse is shown as the text that it is.
    """
    pictures: list[str] = []

    def set_aside(found: re.Match[str]) -> str:
        pictures.append(found[2])
        return f"{found[1]}aside{len(pictures) - 1}aside"

    def put_back(found: re.Match[str]) -> str:
        number = int(found[2])
        return found[1] + (pictures[number] if number < len(pictures) else "")

    forged = SET_ASIDE.search(html)  # many such places would each get the same picture
    without_pictures = html if forged else PICTURE.sub(set_aside, html)
    clean = None if is_tangled(without_pictures) else _clean(without_pictures)
    if clean is None or len(clean) > MOST_GROWTH * len(without_pictures) + 1_000:
        return f"<pre>{escape(html)}</pre>"
    return clean if forged else SET_ASIDE.sub(put_back, clean)


def is_tangled(html: str) -> bool:
    """Whether it may take long to parse, or become far more than it is."""
    if len(html) <= SHORT:
        return False
    marks = html.count("<")
    if marks > MOST_MARKS:
        return True
    starts = [found.start() for found in OPENS.finditer(html)]
    if len(html) > MOST_ODD and not all(TAG.match(html, start) for start in starts):
        return True
    depth = marks if FOREIGN.search(html) else sum(not SHALLOW.match(html, start) for start in starts)
    return depth * marks > MOST_STEPS or _opened_again(html) * marks > MOST_COPIED


def _opened_again(html: str) -> int:
    """How many characters of tags the parser may have to write again at one place."""
    tags = {tag and tag[0] for tag in (TAG.match(html, found.start()) for found in FORMATS.finditer(html))}
    if None in tags:  # it may end anywhere
        return len(html)
    links = {tag for tag in tags if tag[:2].lower() == "<a"}  # the next one closes the one before
    return EQUAL_ONES * sum(map(len, tags - links)) + max(map(len, links), default=0)


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "data"},
        filter_style_properties=STYLES,
        attribute_filter=_only_harmless,
        link_rel="noopener noreferrer",
    )


def _only_harmless(tag: str, attribute: str, value: str) -> str | None:
    """An attribute's value, or what may stay of it: None for nothing."""
    match attribute:
        case "src":  # a picture of somebody else's tells them who looks; one of the server's own may be any address
            return value if tag == "img" and value.lstrip().lower().startswith("data:image/") else None
        case "href":
            return None if value.lstrip().lower().startswith("data:") else value
        case "style":
            return None if FETCHES.search(value) else value
        case "class":
            return " ".join(one for one in value.split() if one in CLASSES or FORMULA.fullmatch(one)) or None
    return value
