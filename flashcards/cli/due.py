"""`flashcards due`: what today holds. It sits in shell prompts, so it loads almost nothing."""

import sys

from flashcards.cli.home import Home
from flashcards.core.days import iso
from flashcards.store import today
from flashcards.text.show import show

#: Its options, for both ways in.
FLAGS = {
    "--json": "Print JSON: day, new, due and the decks.",
    "--exit-code": "Exit with 3 when nothing is due.",
}

#: Deck -> new cards, due cards (today's failures included), cards in all.
Counts = dict[str, tuple[int, int, int]]


def run(flags: set[str]) -> int:
    """Print what today holds, and give the exit code."""
    with Home() as home:
        home.tell_broken_decks()
        day = home.today()
        counts = count(home)
    new, due = (sum(numbers[place] for numbers in counts.values()) for place in (0, 1))
    if "--json" in flags:
        _print_json(day, new, due, counts)
    else:
        _print_lines(new, due, counts)
    return 3 if "--exit-code" in flags and not new and not due else 0


def count(home: Home) -> Counts:
    """What today holds of each deck, in the library's order."""
    new, due = today.count(home.connection, home.today(), home.selection(), home.limits())
    decks = home.connection.execute("SELECT name, cards FROM decks ORDER BY position")
    return {deck: (new[deck], due[deck], cards) for deck, cards in decks}


def _print_json(day: int, new: int, due: int, counts: Counts) -> None:
    from flashcards.cli.printing import print_json

    decks = [
        {"deck": deck, "new": deck_new, "due": deck_due, "cards": cards}
        for deck, (deck_new, deck_due, cards) in counts.items()
    ]
    print_json({"day": iso(day), "new": new, "due": due, "decks": decks})


def _print_lines(new: int, due: int, counts: Counts) -> None:
    if not new and not due:
        sys.stdout.write("Nothing is due today.\n")
        return
    sys.stdout.write(f"Today: {new} new, {due} due. `flashcards review` begins.\n")
    width = max(len(deck) for deck in counts)
    for deck, (deck_new, deck_due, _) in counts.items():
        if deck_new or deck_due:
            sys.stdout.write(f"  {show(deck):<{width}}  {deck_new:>4} new  {deck_due:>4} due\n")
