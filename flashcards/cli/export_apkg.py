"""Decks as a package for Anki."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from typing import IO

from flashcards.cli.home import Home
from flashcards.cli.waiting import with_progress
from flashcards.core.cards import decoded
from flashcards.core.incoming import LeftOut
from flashcards.core.journal import Standing
from flashcards.decks.leafing import DeckHead, entry_texts
from flashcards.exchange.for_anki.collection import PackageDeck
from flashcards.exchange.for_anki.note_types import BASIC
from flashcards.exchange.for_anki.package import ONE_NEW, Answer, NoteRow, write_package
from flashcards.exchange.for_anki.plain_notes import plain_note
from flashcards.exchange.for_anki.progress import card_row


def write_apkg(
    home: Home,
    heads: Sequence[DeckHead],
    file: IO[bytes],
    variants: int,
    left_out: list[LeftOut],
    *,
    with_answers: bool,
) -> None:
    """Write the decks, with so many variants of each computed card; what cannot be drawn is told to `left_out`."""
    decks = {head.name: PackageDeck(*head[:3], head.changed_ms) for head in heads}
    entries = chain.from_iterable(
        zip(repeat(decks[head.name]), entry_texts(home.cards, head), strict=False) for head in heads
    )
    told = with_progress(entries, "entries", sum(head.cards for head in heads))
    standings = _standings(home) if with_answers else {}
    notes = _notes(told, standings, variants, left_out)
    answers = _answers(home) if with_answers else ()
    write_package(file, list(decks.values()), notes, answers, home.settings.number("rollover_hour"))


def _notes(
    entries: Iterable[tuple[PackageDeck, list[str]]],
    standings: Mapping[str, Standing],
    variants: int,
    left_out: list[LeftOut],
) -> Iterator[NoteRow]:
    for deck, texts in entries:
        if plain := plain_note(texts):
            entry, tags, fields = plain
            rows = (card_row(entry, 0, standings[entry]),) if entry in standings else ONE_NEW
            yield NoteRow(entry, BASIC, deck, tags, fields, rows)
        else:
            yield from _other_notes(deck, texts, standings, variants, left_out)


def _other_notes(
    deck: PackageDeck,
    texts: list[str],
    standings: Mapping[str, Standing],
    variants: int,
    left_out: list[LeftOut],
) -> Iterator[NoteRow]:
    """What an entry becomes that is not as plain as most are."""
    from flashcards.exchange.drawn import with_drawn
    from flashcards.exchange.for_anki.fields import card_place, note_fields

    for cards in with_drawn((tuple(map(decoded, texts)),), variants, left_out):
        note_type, fields = note_fields(cards)
        entry, tags = cards[0].entry, cards[0].tags
        rows = [card_row(card.id, card_place(card), standings.get(card.id)) for card in cards]
        yield NoteRow(entry, note_type, deck, tags, fields, rows)


def _standings(home: Home) -> Mapping[str, Standing]:
    from flashcards.store.cards import all_standings

    return all_standings(home.connection)


def _answers(home: Home) -> Iterator[Answer]:
    from flashcards.exchange.for_anki.progress import answers_of
    from flashcards.store.exports import read_reviews

    return answers_of(read_reviews(home.connection, home.scheduler))
