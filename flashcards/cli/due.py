"""`flashcards due`: what today holds. It sits in shell prompts, so it loads almost nothing."""

import sys

from flashcards.cli.home import Home
from flashcards.core.days import iso
from flashcards.core.queue import Queue
from flashcards.store.today import plan
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
        today = home.today()
        queue = plan(home.connection, today, home.selection(), home.limits())
        counts = count(
            queue, dict(home.connection.execute("SELECT name, cards FROM decks ORDER BY position"))
        )
    new, due = (sum(numbers[place] for numbers in counts.values()) for place in (0, 1))
    if "--json" in flags:
        _print_json(today, new, due, counts)
    else:
        _print_lines(new, due, counts)
    return 3 if "--exit-code" in flags and not new and not due else 0


def count(queue: Queue, sizes: dict[str, int]) -> Counts:
    """The queue's cards by deck; `sizes` is how many cards each deck has."""
    counts = {deck: [0, 0, size] for deck, size in sizes.items()}
    for place, cards in ((0, queue.new), (1, queue.due), (1, queue.repeats)):
        for deck in [card.id.partition("/")[0] for card in cards]:  # `Waiting.deck`, which takes longer
            counts[deck][place] += 1
    return {deck: (new, due, size) for deck, (new, due, size) in counts.items()}


def _print_json(today: int, new: int, due: int, counts: Counts) -> None:
    from flashcards.cli.printing import print_json

    decks = [
        {"deck": deck, "new": deck_new, "due": deck_due, "cards": cards}
        for deck, (deck_new, deck_due, cards) in counts.items()
    ]
    print_json({"day": iso(today), "new": new, "due": due, "decks": decks})


def _print_lines(new: int, due: int, counts: Counts) -> None:
    if not new and not due:
        sys.stdout.write("Nothing is due today.\n")
        return
    sys.stdout.write(f"Today: {new} new, {due} due. `flashcards review` begins.\n")
    width = max(len(deck) for deck in counts)
    for deck, (deck_new, deck_due, _) in counts.items():
        if deck_new or deck_due:
            sys.stdout.write(f"  {show(deck):<{width}}  {deck_new:>4} new  {deck_due:>4} due\n")
