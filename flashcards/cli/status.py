"""`flashcards` alone: where you stand, and what to type next."""

from rich.text import Text

from flashcards.cli.home import Home
from flashcards.cli.printing import screen
from flashcards.core.plurals import plural
from flashcards.screens.colours import counts
from flashcards.store.today import Answered, due_on, plan


def run() -> int:
    """Print at most five lines, and give the exit code."""
    with Home() as home:
        home.tell_broken_decks()
        today = home.today()
        selection = home.selection()
        queue = plan(home.connection, today, selection, home.limits())
        done = Answered(home.connection, today, selection)
        decks, cards, seen = home.connection.execute(
            """SELECT (SELECT count(*) FROM decks), count(*), count(due_day) FROM cards
               WHERE position IS NOT NULL"""
        ).fetchone()
        tomorrow = due_on(home.connection, today + 1, selection)
    answered = sum(done.new.values()) + sum(done.due.values())
    left = len(queue.due) + len(queue.new) + len(queue.repeats)
    console = screen()
    console.print(Text(f"{plural(cards, 'card')} in {plural(decks, 'deck')}, {seen} seen so far."))
    today_left = counts(len(queue.new), len(queue.repeats), len(queue.due))
    console.print(Text.assemble("Today: ", today_left, f"; {answered} answered."))
    console.print(Text(f"Tomorrow: {tomorrow} due."))
    if left:
        begin, why = "flashcards review", "begins"
    elif queue.more_new:
        begin, why = "flashcards review --new 5", "takes five new cards early"
    else:
        begin, why = "flashcards decks", "shows what there is"
    console.print(
        Text.assemble(
            "Next: ", (begin, "bold"), f" {why}; ", ("flashcards --help", "bold"), " lists the rest."
        )
    )
    return 0
