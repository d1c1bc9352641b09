r"""The text of cards as a search sees it: words and signs, one after the other with a space between.

A word is found from its beginning, whatever its case and accents; a sign is found as it is written, so that `C++`,
`\beta` and `1e-8` are what they say. What belongs to no text (type, level, tags) are tokens that no text can give.
"""

import re
import unicodedata
from collections.abc import Iterator

from flashcards.core.cards import Body, Card, Cloze
from flashcards.core.cloze import revealed

#: Scripts without spaces between words: each of their signs is one by itself.
_UNSPACED = "\u2e80-\u312f\u31a0-\ua4cf\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[^\W_{_UNSPACED}]+|[^\s\x00-\x1f\x7f-\x9f\ud800-\udfff]")
#: Between two texts of a card: no phrase goes from one into the other.
_END = "::"
#: The gap that no cloze has: none is marked as the one that is asked.
_NO_GAP = -1


def folded(text: str) -> str:
    """The words and signs of a text, without case and accents, each after a single space."""
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text)
        text = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return " ".join(_TOKEN.findall(text.casefold()))


def fact(name: str, value: str) -> str:
    """A token that no text gives: `folded` makes a token by itself of each sign."""
    return f":{name}:{value}"


def searchable(card: Card) -> str:
    """All that is found of a card."""
    facts = [fact("type", card.type), *(fact("tag", tag) for tag in card.tags)]
    if card.level is not None:
        facts.append(fact("level", str(card.level)))
    return " ".join([*facts, f" {_END} ".join(folded(text) for text in _texts(card))])


def _texts(card: Card) -> Iterator[str]:
    """The card's id, what its body says, and what stands beside it."""
    yield card.id
    body: Body = card.body
    if isinstance(body, Cloze):
        yield revealed(body.text, _NO_GAP)
    else:
        yield from _strings(tuple(getattr(body, name) for name in body.__slots__))
    yield from (text for text in (card.hint, card.why, card.note, card.source, *card.tags) if text)


def _strings(value: object) -> Iterator[str]:
    """All texts within a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _strings(part)
    elif hasattr(value, "__slots__"):
        for name in value.__slots__:
            yield from _strings(getattr(value, name))
