r"""The text of cards as a search sees it: words and signs, one after the other with a space between.

A word is found from its beginning, whatever its case and accents; a sign is found as it is written, so that `C++`,
`\beta` and `1e-8` are what they say. What belongs to no text (type, level, tags) are tokens that no text can give.
"""

import re
import unicodedata
from collections.abc import Iterator

from flashcards.core.cards import Basic, Body, Card, Cloze
from flashcards.core.cloze import revealed

#: Scripts without spaces between words: each of their signs is one by itself.
_UNSPACED = "\u2e80-\u312f\u31a0-\ua4cf\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[^\W_{_UNSPACED}]+|[^\s\x00-\x1f\x7f-\x9f\ud800-\udfff]")
#: Between two texts of a card: no phrase goes from one into the other. The sign, which no text has, while it is read.
_END = "::"
_END_SIGN = "\0"
_TOKEN_OR_END = re.compile(f"{_TOKEN.pattern}|{_END_SIGN}")
#: The gap that no cloze has: none is marked as the one that is asked.
_NO_GAP = -1


def folded(text: str) -> str:
    """The words and signs of a text, without case and accents, each after a single space."""
    return " ".join(_TOKEN.findall(_without_accents(text).casefold()))


def fact(name: str, value: str) -> str:
    """A token that no text gives: `folded` makes a token by itself of each sign."""
    return f":{name}:{value}"


def searchable(card: Card) -> str:
    """All that is found of a card."""
    facts = [fact("type", card.type), *(fact("tag", tag) for tag in card.tags)]
    if card.level is not None:
        facts.append(fact("level", str(card.level)))
    # All texts at once: a card has some, and each by itself would take as long as all of them.
    text = _without_accents(_END_SIGN.join(_texts(card))).casefold()
    return " ".join([*facts, *_TOKEN_OR_END.findall(text)]).replace(_END_SIGN, _END)


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def _texts(card: Card) -> list[str]:
    """The card's id, what its body says, and what stands beside it."""
    body: Body = card.body
    if isinstance(body, Cloze):
        texts = [card.id, revealed(body.text, _NO_GAP)]
    elif isinstance(body, Basic):
        texts = [card.id, body.q, body.a, *_strings(body.wrong)]
    else:
        texts = [card.id, *_strings(tuple(getattr(body, name) for name in body.__slots__))]
    texts += filter(None, (card.hint, card.why, card.note, card.source, *card.tags))
    return texts


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
