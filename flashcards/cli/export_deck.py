"""`flashcards export deck`: decks in the forms that other programs read."""

import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING

from flashcards.cli.export import write_output
from flashcards.cli.home import Home
from flashcards.cli.waiting import with_progress
from flashcards.core.cards import Card
from flashcards.core.errors import UnknownName, UsageError
from flashcards.decks.leafing import DeckHead, deck_entries, deck_head
from flashcards.store.journal import reading
from flashcards.text.show import show

if TYPE_CHECKING:
    from flashcards.core.incoming import LeftOut

#: The forms, each with what it is.
DECK_FORMATS = {
    "apkg": "a package for Anki",
    "tsv": "Anki's text form",
    "csv": "a table for spreadsheets",
    "md": "hashcards' Markdown",
    "json": "all that the deck says",
}
_ENDINGS = {"txt": "tsv", "markdown": "md"}

Entries = Iterable[tuple[Card, ...]]
Writer = Callable[[IO[bytes]], object]


class DeckExport:
    """Some decks on their way out; `variants` says how many problems are drawn for a computed card."""

    def __init__(self, home: Home, names: Sequence[str], variants: int) -> None:
        self._home = home
        self._variants = variants
        self.heads = [deck_head(home.cards, name) for name in dict.fromkeys(names)]
        self.left_out: list[LeftOut] = []

    def entries(self) -> Entries:
        """The entries of all decks, problems drawn."""
        from flashcards.exchange.drawn import with_drawn

        whole = chain.from_iterable(deck_entries(self._home.cards, head) for head in self.heads)
        total = sum(head.cards for head in self.heads)
        return with_progress(with_drawn(whole, self._variants, self.left_out), "entries", total)

    # ---- the forms

    def apkg(self, file: IO[bytes], *, with_answers: bool) -> None:
        """Anki's package."""
        from flashcards.cli.export_apkg import write_apkg

        write_apkg(self._home, self.heads, file, self._variants, self.left_out, with_answers=with_answers)

    def tsv(self, file: IO[bytes]) -> None:
        """Anki's text form."""
        from flashcards.exchange.for_anki.text import deck_text

        _write_pieces(file, deck_text(self.entries()))

    def csv(self, file: IO[bytes]) -> None:
        """A table."""
        from flashcards.exchange.deck_rows import COLUMNS, deck_rows
        from flashcards.reports.tables import write_csv

        write_csv(file, COLUMNS, deck_rows(self.entries()))

    def md(self, file: IO[bytes]) -> None:
        """Markdown; UsageError for several decks."""
        from flashcards.exchange.deck_markdown import deck_markdown

        if len(self.heads) > 1:
            raise UsageError("a file of this form is one deck", "export them one by one")
        _write_pieces(file, deck_markdown(self.heads[0].title, self.entries(), self.left_out))

    def json(self, file: IO[bytes]) -> None:
        """All that the decks say; problems stay as they are."""
        from flashcards.exchange.deck_json import deck_json

        _write_pieces(file, deck_json(map(self._whole, self.heads)))

    def _whole(self, head: DeckHead) -> tuple[str, str, str, Entries]:
        told = with_progress(deck_entries(self._home.cards, head), "entries", head.cards)
        return head.name, head.title, head.about, told

    def tell_left_out(self) -> None:
        """Say on standard error what this form cannot hold: each reason once, with how many entries it concerns."""
        reasons: dict[str, list[str]] = {}
        for one in self.left_out:
            reasons.setdefault(one.why, []).append(one.where)
        for why, places in reasons.items():
            count = f"{len(places)} entries, the first is {places[0]}" if len(places) > 1 else places[0]
            sys.stderr.write(f"left out: {show(f'{why} ({count})', lines=False)}\n")


def export_decks(
    names: Sequence[str],
    form: str | None,
    output: Path | None,
    *,
    force: bool,
    variants: int,
    with_answers: bool,
) -> None:
    """Write the decks. Raises UsageError, and UnknownName for decks that there are not."""
    chosen = _format(form, output)
    if with_answers and chosen != "apkg":
        raise UsageError(
            "only an .apkg holds progress", "`flashcards export reviews` and `cards` write it as tables"
        )
    with Home() as home:
        home.cards  # noqa: B018 - reading decks writes, and must be over before one moment is looked at
        home.tell_broken_decks()
        home.selection(names)  # knows which decks there are
        if not names:
            decks = ", ".join(home.deck_names()) or "none yet"
            raise UsageError("which deck? `export deck NAME`", f"there is {decks}")
        export = DeckExport(home, names, variants)
        writers: dict[str, Writer] = {
            "apkg": lambda file: export.apkg(file, with_answers=with_answers),
            "tsv": export.tsv,
            "csv": export.csv,
            "md": export.md,
            "json": export.json,
        }
        with reading(home.connection):
            write_output(output, writers[chosen], replaces=force)
        export.tell_left_out()


def _format(form: str | None, output: Path | None) -> str:
    """The form that was named, or that the file's ending tells; a package is no text for a terminal or a pipe."""
    if form is None:
        ending = output.suffix.lower().removeprefix(".") if output is not None else ""
        form = _ENDINGS.get(ending, ending if ending in DECK_FORMATS else "csv")
    if form not in DECK_FORMATS:
        raise UnknownName("format", form, DECK_FORMATS, otherwise=f"there is {', '.join(DECK_FORMATS)}")
    if form == "apkg" and output is None:
        raise UsageError("a package is a file for Anki", "give it as --output FILE.apkg")
    return form


def _write_pieces(file: IO[bytes], pieces: Iterable[str]) -> None:
    for piece in pieces:
        file.write(piece.encode())
