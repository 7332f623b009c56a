"""A mail's HTML made safe to be shown: what paints stays, what runs, asks or loads goes."""

import html as entities
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import nh3
from lxml import etree

from helpdesk.channels.email.colours import has_own_colours
from helpdesk.channels.email.leads import with_leads
from helpdesk.channels.email.markup import html_to_text
from helpdesk.channels.email.nesting import is_bottomless
from helpdesk.channels.email.pictures import Pictures
from helpdesk.channels.email.stylesheet import safe_css

_TAGS = (nh3.ALLOWED_TAGS | {"font", "big", "address", "main", "section", "tfoot"}) - {
    "area", "details", "map", "summary",
}  # fmt: skip
# Not only their tags: what stands inside was never for readers.
_WITH_ALL_INSIDE = {
    "applet", "audio", "embed", "frameset", "iframe", "math", "noembed", "noframes", "noscript",
    "object", "script", "select", "style", "svg", "template", "textarea", "title", "video", "xmp",
}  # fmt: skip
_ANYWHERE = {
    "align", "bgcolor", "border", "cellpadding", "cellspacing", "class", "color", "dir", "face",
    "height", "id", "lang", "size", "style", "title", "valign", "width",
}  # fmt: skip
_ATTRIBUTES = {
    "*": _ANYWHERE,
    "a": {"href"},
    "img": {"src", "alt", "hspace", "vspace"},
    "td": {"colspan", "rowspan", "nowrap"},
    "th": {"colspan", "rowspan", "nowrap", "scope"},
    "col": {"span"},
    "colgroup": {"span"},
    "ol": {"start", "type"},
    "ul": {"type"},
    "li": {"value", "type"},
}
_LINKED = ("http://", "https://", "mailto:", "tel:")
_SCHEMES = {"http", "https", "mailto", "tel", "cid", "data"}
_OWN_WINDOW = {"a": {"target": "_blank"}}


@dataclass(frozen=True)
class Paper:
    """A mail as it can be shown: its body, its sheet, and what the sheet of paper is like.

    `pictures` is how many stand elsewhere, `hosts` are the places of those that may be fetched;
    `style` and `direction` are those of the whole mail ("" where it has none).
    """

    body: str
    sheet: str
    style: str
    direction: str
    pictures: int
    hosts: tuple[str, ...]
    has_colours: bool


def paper(
    html: str,
    inline: Mapping[str, str] | None = None,
    *,
    from_elsewhere: bool = False,
    own_host: str = "",
) -> Paper:
    """What may be shown of `html`; `inline` gives pictures that came with it by their Content-ID.

    Pictures from elsewhere stand in it only where `from_elsewhere` says so. Of bottomless HTML the
    words alone are left.
    """
    if is_bottomless(html):
        html = f"<pre>{entities.escape(html_to_text(html))}</pre>"
    pictures = Pictures(inline or {}, from_elsewhere=from_elsewhere, own_host=own_host)
    style, sheet, direction = _of_the_whole(html)
    body = nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags=_WITH_ALL_INSIDE,
        attributes=_ATTRIBUTES,
        attribute_filter=_kept(pictures),
        url_schemes=_SCHEMES,
        set_tag_attribute_values=_OWN_WINDOW,
    )
    return Paper(
        body=with_leads(body),
        sheet=sheet,
        style=style,
        direction=direction,
        pictures=pictures.count,
        hosts=tuple(pictures.hosts),
        has_colours=has_own_colours(body) or has_own_colours(f"{style};{sheet}"),
    )


def _kept(pictures: Pictures) -> Callable[[str, str, str], str | None]:
    def kept(tag: str, name: str, value: str) -> str | None:
        if name == "style":
            return safe_css(value)
        if name == "src":
            return pictures.address(value) if tag == "img" else None
        if name == "href":
            bare = "".join(each for each in value.strip() if each.isprintable())
            return bare if bare.lower().startswith(_LINKED) else None
        return value

    return kept


def _of_the_whole(html: str) -> tuple[str, str, str]:
    """Style of the body, all style sheets, and the direction, which no fragment of it tells."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        tree = etree.fromstring(html.encode("utf-8", "replace").replace(b"\0", b""), parser)
    except etree.XMLSyntaxError:
        return "", "", ""
    if tree is None:
        return "", "", ""
    body = tree.find("body")
    attributes = {} if body is None else body.attrib
    style = attributes.get("style", "")
    for name, attribute in (("background-color", "bgcolor"), ("color", "text")):
        if attribute in attributes:
            style = f"{name}:{attributes[attribute]};{style}"
    direction = attributes.get("dir") or tree.get("dir") or ""
    sheets = "\n".join(each.text or "" for each in tree.iter("style"))
    # Braces would end the declaration that the body's style is.
    style = safe_css(style).replace("{", "").replace("}", "")
    return style, safe_css(sheets), direction if direction in ("rtl", "ltr") else ""
