"""What an import has brought, for the person who typed it."""

from collections.abc import Iterator, Sequence

from flashcards.cli.import_decks import Placed
from flashcards.cli.printing import print_line
from flashcards.core.incoming import Omissions


def print_report(
    placed: Sequence[Placed], omissions: Omissions, remarks: Sequence[str], *, dry_run: bool
) -> None:
    """Say what came into which deck, what was left out and why, and what to type next."""
    for line in (
        *_decks(placed),
        *filter(None, remarks),
        *_left_out(placed, omissions),
        *_next(placed, dry_run=dry_run),
    ):
        print_line(line)


def _decks(placed: Sequence[Placed]) -> Iterator[str]:
    for deck in placed:
        adoption = deck.adoption
        counts = {
            "new": adoption.added,
            "changed": adoption.changed,
            "as before": adoption.unchanged,
            "only here": adoption.kept,
        }
        told = ", ".join(f"{number} {what}" for what, number in counts.items() if number)
        if told:
            yield f"{deck.name}: {told}, in {', '.join(map(str, deck.paths))}"
        if deck.overrides:
            yield f"  it takes the place of the bundled deck of that name, until `flashcards decks remove {deck.name}`"
        for path in deck.before:
            yield f"how it was before is in {path}"


def _left_out(placed: Sequence[Placed], omissions: Omissions) -> Iterator[str]:
    all_of_it = [omissions, *(deck.adoption.omissions for deck in placed)]
    count = sum(one.count for one in all_of_it)
    first = [left for one in all_of_it for left in one.first][: Omissions.MOST_SHOWN]
    if count:
        yield f"left out: {count}"
    for left in first:
        yield f"  {left.where}: {left.why}"
    if count > len(first):
        yield f"  and {count - len(first)} more"


def _next(placed: Sequence[Placed], *, dry_run: bool) -> Iterator[str]:
    came = [
        deck.name
        for deck in placed
        if deck.adoption.added or deck.adoption.changed or deck.adoption.unchanged
    ]
    if not came:
        yield "no card came: nothing was changed"
    elif dry_run:
        yield "a dry run: nothing was written"
    else:
        yield f"next: flashcards review {' '.join(came[:3])}"
