"""What `check` says of cards that have a history and that no deck has any more: advice, a line for each deck."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from flashcards.core.ids import deck_of
from flashcards.core.plurals import plural
from flashcards.decks.mistakes import Mistake

#: So many are named, of a deck that has lost more.
_MOST_NAMED = 20


def advise_on_orphans(
    orphans: Iterable[str], decks: Mapping[str, str], left_out: Iterable[str]
) -> Iterator[Mistake]:
    """The advice; `decks` are those in use with their paths, `left_out` those whose mistakes are told anyway.

    Of a deck that is gone there is no path, and no line.
    """
    told_anyway = frozenset(left_out)
    for deck, cards in groupby(sorted(orphans), deck_of):
        if deck in told_anyway:
            continue
        names = list(cards)
        named = ", ".join(names[:_MOST_NAMED]) + (" and more" if len(names) > _MOST_NAMED else "")
        count = plural(len(names), "card")
        if deck in decks:
            message = f"{count} with a history that the deck has no more: {named}"
            hint = "`was: [old-id]` on the card that took its place gives it the history; nothing is lost meanwhile"
            yield Mistake(decks[deck], 1, 1, "advice", message, hint)
        else:
            message = f"the deck '{deck}' is gone, and {count} of it with a history: {named}"
            hint = "`flashcards add FILE` brings it back with its progress; nothing is lost meanwhile"
            yield Mistake("", 0, 0, "advice", message, hint)
