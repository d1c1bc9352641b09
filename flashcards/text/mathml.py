"""A formula as MathML, for pages of HTML: only elements and attributes that draw, whatever the TeX asked for."""

import re
from html import unescape
from xml.etree.ElementTree import Element, SubElement, tostring

from flashcards.text.maths.tree import LONGEST, WORDS, is_too_deep

_DRAWN = frozenset(
    {"math", "mrow", "mstyle", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub", "msup"}
    | {"msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd", "mpadded", "mphantom"}
)
_ATTRIBUTES = frozenset(
    {
        "stretchy",
        "fence",
        "form",
        "accent",
        "linethickness",
        "columnalign",
        "width",
        "mathvariant",
        "displaystyle",
    }
    | {"minsize", "maxsize", "movablelimits"}
)
_VALUE = re.compile(r"[-+]?[a-z0-9. -]{1,24}")


def mathml(tex: str, *, is_display: bool = False) -> str | None:
    """The formula as a `math` element; None for TeX that cannot be read, which is then shown as it is."""
    from latex2mathml.converter import convert_to_element

    if len(tex) > LONGEST:
        return None
    try:
        read = convert_to_element(tex)
    # Foreign TeX meets another's parser here, which raises whatever comes of it.
    except Exception:  # noqa: BLE001
        return None
    if is_too_deep(read):
        return None
    page = Element("math", {"display": "block" if is_display else "inline"})
    return tostring(page, encoding="unicode") if all(_copied(child, page) for child in read) else None


def _copied(element: Element, parent: Element) -> bool:
    """Add a copy that only draws; False for an element that is not known, or a command that was not."""
    tag, text = element.tag, unescape(element.text or "")
    text = WORDS.get(text, text)
    if tag not in _DRAWN or "\\" in text:
        return False
    kept = {name: value for name, value in element.items() if name in _ATTRIBUTES and _VALUE.fullmatch(value)}
    copy = SubElement(parent, tag, kept)
    copy.text = text
    return all(_copied(child, copy) for child in element)
