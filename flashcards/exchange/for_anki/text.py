"""A deck as Anki's text form: its own types of notes, and the GUIDs by which a second import updates in place."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from flashcards.core.cards import Basic, Card, Cloze
from flashcards.exchange.for_anki.markup import block_html, cloze_html
from flashcards.exchange.sides import answer_with_whys, sides, told_after

_HEAD = """#separator:tab
#html:true
#guid column:1
#notetype column:2
#deck column:3
#tags column:4
"""
_CODE = re.compile(r"<pre>.*?</pre>", re.DOTALL)


def deck_text(entries: Iterable[Sequence[Card]]) -> Iterator[str]:
    """Pieces of the file, a note a line."""
    yield _HEAD
    for cards in entries:
        card = cards[0]
        row = [
            card.entry,
            _note_type(cards),
            card.deck,
            " ".join(card.tags),
            *map(_in_one_line, _fields(card)),
        ]
        line = io.StringIO()
        csv.writer(line, delimiter="\t", lineterminator="\n").writerow(row)
        yield line.getvalue()


def _note_type(cards: Sequence[Card]) -> str:
    if isinstance(cards[0].body, Cloze):
        return "Cloze"
    is_both = isinstance(cards[0].body, Basic) and len(cards) > 1
    return "Basic (and reversed card)" if is_both else "Basic"


def _fields(card: Card) -> tuple[str, str]:
    if isinstance(card.body, Cloze):
        return cloze_html(card.body.text), block_html(told_after(card))
    return block_html(sides(card).question), block_html(answer_with_whys(card))


def _in_one_line(html: str) -> str:
    return _CODE.sub(lambda code: code[0].replace("\n", "<br>"), html).replace("\n", " ")
