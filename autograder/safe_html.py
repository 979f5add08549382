"""HTML that a student's code or text made, cleaned of everything that runs."""

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


def safe_html(html: str) -> str:
    """The same without scripts, forms, frames, and links that are not http(s), mail or a picture's own data."""
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
