"""HTML as people's cards have it, to Markdown: what can be read stays, what only looks is dropped.

Made for fields of other programs, which are pieces of HTML, often broken ones. Every step is linear in the text's
length: what comes in is foreign.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from flashcards.exchange.escaping import escaped, formula, is_plain
from flashcards.exchange.markdown_lines import Lines
from flashcards.exchange.spans import OWN_SIGNS

_TOKEN = re.compile(
    r"""<!--
    | <(?P<end>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9-]*)(?P<attributes>(?:[^<>"']|"[^"]*"|'[^']*')*+)>
    | \\\( | \\\[ | \[\$\$?\] | \[latex\] | \[sound:(?P<sound>[^\[\]<>]{1,300})\]
    """,
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
#: What begins any of these, and an entity.
_SIGN = re.compile(r"[<\\\[&]")
#: What ends a formula, and whether it stands by itself.
_FORMULAS = {
    "\\(": ("\\)", False),
    "\\[": ("\\]", True),
    "[$]": ("[/$]", False),
    "[$$]": ("[/$$]", True),
    "[latex]": ("[/latex]", False),
}
_DROPPED = frozenset({"script", "style", "head", "title", "template", "svg", "canvas"})
_TAG = re.compile("<[^<>]*>")
#: All but single spaces, which most are.
_SPACES = re.compile(r"[^\S ]\s*| \s+")
#: Words are letters, digits and signs; of what is not ASCII, what can be seen.
_LETTER = re.compile(r"[!-~]|[^\x00-\xa0\W]|[\u2010-\u2027\u2030-\u205e\u2070-\uf8ff\U00010000-\U000dffff]")
_MEDIA = frozenset({"img", "audio", "video", "object", "embed", "iframe"})
#: All that is more than a tag of Markdown's.
_SPECIAL = _MEDIA | _DROPPED | {"anki-mathjax", "a"}


class Converted(NamedTuple):
    """A text as Markdown, and the names of the media that it had; each is named in the text where it stood.

    `has_words` is false where nothing but media's names would be left to read.
    """

    text: str
    media: tuple[str, ...] = ()
    has_words: bool = True


def to_markdown(html: str, *, has_gaps: bool = False) -> Converted:
    """The HTML of a field as Markdown; with `has_gaps`, `{{c1::...}}` is kept as it is."""
    if is_plain(html):
        return Converted(html.rstrip())
    if _SIGN.search(html) is None:
        words = _spaced(html)
        if not words.isprintable():
            words = words.translate(OWN_SIGNS)
        has_words = not words.isspace() and _LETTER.search(words) is not None
        return Converted(escaped(words.lstrip(), starts_line=True, has_gaps=has_gaps).strip(), (), has_words)
    return _Converter(html, has_gaps=has_gaps).converted()


def _spaced(text: str) -> str:
    """The text with single spaces between its words, as most have them already."""
    return text if text.isprintable() and "  " not in text else _SPACES.sub(" ", text)


class _Converter:
    def __init__(self, html: str, *, has_gaps: bool) -> None:
        self._html = html
        self._lines = Lines(has_gaps=has_gaps)
        self._media: list[str] = []
        self._absent: set[str] = set()
        self._has_words = False

    def converted(self) -> Converted:
        html, at = self._html, 0
        while token := _TOKEN.search(html, at):
            if at < token.start():
                self._words(html[at : token.start()])
            at = self._taken(token)
        self._words(html[at:])
        return Converted(self._lines.text(), tuple(self._media), self._has_words)

    def _taken(self, token: re.Match[str]) -> int:
        """Handle what is not words; gives where to go on."""
        if tag := token["tag"]:
            return self._tag(tag, token)
        if token["sound"]:
            self._medium("sound", token["sound"])
            return token.end()
        if token[0] == "<!--":
            return self._after("-->", token.end()) or len(self._html)
        closer, displayed = _FORMULAS[token[0]]
        return self._formula(token, closer, displayed=displayed)

    def _tag(self, tag: str, token: re.Match[str]) -> int:
        name, is_end = tag.lower(), bool(token["end"])
        if name not in _SPECIAL:
            self._lines.tag(name, is_end=is_end)
        elif name in _MEDIA:
            self._media_tag(name, token)
        elif name in _DROPPED and not is_end:
            return self._after(f"</{tag}>", token.end()) or token.end()
        elif name == "anki-mathjax" and not is_end:
            return self._formula(token, "</anki-mathjax>", displayed="block" in token["attributes"])
        elif name == "a":
            self._lines.tag(name, is_end=is_end, address=_address(token))
        return token.end()

    def _after(self, closer: str, at: int) -> int | None:
        """Where the text goes on after the closer; None, and no second search for it, where there is none."""
        if closer in self._absent:
            return None
        found = self._html.find(closer, at)
        if found < 0:
            self._absent.add(closer)
            return None
        return found + len(closer)

    def _formula(self, token: re.Match[str], closer: str, *, displayed: bool) -> int:
        end = self._after(closer, token.end())
        if end is None:
            self._words(token[0])
            return token.end()
        tex = unescape(_TAG.sub(" ", self._html[token.end() : end - len(closer)]))
        self._lines.formula(formula(tex, displayed=displayed))
        self._has_words = self._has_words or bool(tex.strip())
        return end

    def _words(self, text: str) -> None:
        if not text:
            return
        if "&" in text:
            text = unescape(text)
        if not self._has_words:
            self._has_words = not text.isspace() and _LETTER.search(text) is not None
        if self._lines.is_code:
            self._lines.code(text)
        else:
            self._lines.words(_spaced(text))

    def _media_tag(self, name: str, token: re.Match[str]) -> None:
        if token["end"]:
            return
        values = dict(_attributes(token["attributes"]))
        source = values.get("src") or values.get("data") or ""
        self._medium("image" if name == "img" else name, source or values.get("alt", "?"))

    def _medium(self, what: str, name: str) -> None:
        name = " ".join(unescape(name).split())[:100]
        self._media.append(name)
        self._lines.words(f"({what}: {name})")


def _address(token: re.Match[str]) -> str:
    return unescape(dict(_attributes(token["attributes"])).get("href", ""))


def _attributes(text: str) -> Iterator[tuple[str, str]]:
    for found in _ATTRIBUTE.finditer(text):
        yield found[1].lower(), found[2] or found[3] or found[4] or ""
