"""HTML that a student's code or text made, cleaned of everything that runs."""

import re

import nh3

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


# A picture's own data: letters and digits, harmless wherever they stand. Reading them takes most of the time.
PICTURE = re.compile(r"(data:image/(?:png|jpeg);base64,)([A-Za-z0-9+/=]{1000,})")
SET_ASIDE = re.compile(r"(data:image/(?:png|jpeg);base64,)aside([0-9]{1,9})aside")


def safe_html(html: str) -> str:
    """The same without scripts, forms, frames, and links that are not http(s), mail or a picture's own data."""
    pictures: list[str] = []

    def set_aside(found: re.Match[str]) -> str:
        pictures.append(found[2])
        return f"{found[1]}aside{len(pictures) - 1}aside"

    def put_back(found: re.Match[str]) -> str:
        number = int(found[2])
        return found[1] + (pictures[number] if number < len(pictures) else "")

    return SET_ASIDE.sub(put_back, _clean(PICTURE.sub(set_aside, html)))


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "data"},
        filter_style_properties=STYLES,
        attribute_filter=_no_data_but_pictures,
        link_rel="noopener noreferrer",
    )


def _no_data_but_pictures(tag: str, attribute: str, value: str) -> str | None:
    if attribute in ("href", "src") and value.lstrip().lower().startswith("data:"):
        picture = tag == "img" and value.lstrip().lower().startswith("data:image/")
        return value if picture else None
    return value
