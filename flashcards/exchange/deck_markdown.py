"""A deck in the Markdown of hashcards: `Q:` and `A:`, and `C:` with the gaps in brackets.

There every gap is a card of its own, and has no hint; a bracket that is none has a backslash before it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from flashcards.core.cards import Card, Cloze
from flashcards.core.cloze import Gap, Part, parse
from flashcards.core.incoming import LeftOut
from flashcards.exchange.sides import answer_with_whys, sides

#: What begins a card or a remark at the beginning of a line, and what ends a card.
_MARK = re.compile(r"^(?=[QAC]:|#)", re.MULTILINE)
_END = re.compile(r"^---\s*$", re.MULTILINE)
_BRACKET = re.compile(r"[\[\]]")
_NO_NAME = re.compile(r"[\"\\\x00-\x1f]")


def deck_markdown(title: str, entries: Iterable[Sequence[Card]], left_out: list[LeftOut]) -> Iterator[str]:
    """Pieces of the file; what this form cannot say is put into `left_out`."""
    yield f'---\nname = "{_NO_NAME.sub(" ", title)}"\n---\n'
    for cards in entries:
        card = cards[0]
        left_out += (LeftOut(card.entry, why) for why in _unsaid(card))
        if isinstance(card.body, Cloze):
            yield f"\nC: {_safe(_gaps(parse(card.body.text)))}\n"
            continue
        for one in cards:
            yield f"\nQ: {_safe(sides(one).question)}\n\nA: {_safe(answer_with_whys(one))}\n"


def _unsaid(card: Card) -> Iterator[str]:
    if card.hint:
        yield "hints"
    if isinstance(card.body, Cloze):
        gaps = [part for part in parse(card.body.text) if isinstance(part, Gap)]
        if len({gap.number for gap in gaps}) < len(gaps):
            yield "that gaps are asked together"
        if any(gap.hint for gap in gaps):
            yield "hints of gaps"
        if card.why or card.note or card.source:
            yield "what is told after a cloze"


def _gaps(parts: Iterable[Part]) -> str:
    return "".join(
        _escaped(part) if isinstance(part, str) else f"[{_escaped(part.answer)}]" for part in parts
    )


def _escaped(text: str) -> str:
    return _BRACKET.sub(r"\\\g<0>", text)


def _safe(text: str) -> str:
    """The text with no line in it that would begin or end a card, or be passed over."""
    return _END.sub("***", _MARK.sub(" ", text.strip("\n")))
