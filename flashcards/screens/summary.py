"""The end of a sitting: what was done, why it ended, what comes tomorrow."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from flashcards.core.session import Ending
from flashcards.screens.words import clock, foreign_line, plural

_SHOWN_FAILURES = 10
_REASONS: dict[Ending, str] = {
    "all done": "All done: nothing is left for today.",
    "limit reached": "The limit is reached and more cards wait: `--new 5` or `--limit 20` takes some of them.",
    "crammed": "That was every card selected; the schedule is as it was.",
    "quit": "You stopped here: everything is saved.",
    "not saved": "You stopped here: the last answer is NOT saved, all before it are.",
    "none found": "The search finds no card to ask; `flashcards card search` also finds suspended ones, and decks that are off.",
    "no cards": "There are no cards to ask: the decks are off (`flashcards decks`) or have mistakes (`flashcards check`).",
}


@dataclass(frozen=True, slots=True)
class Summary:
    """A sitting in figures; `left` cards of today, `tomorrow` due cards, as things stand."""

    ending: Ending
    answers: int
    cards: int
    right: int
    elapsed_ms: int
    failed: Sequence[tuple[str, str]]
    left: int
    tomorrow_due: int
    tomorrow_new: int
    next_command: str


def summary_lines(summary: Summary) -> list[Text]:
    """The same lines for the screen and for plain output."""
    if not summary.answers:
        lines = [Text("Nothing was answered.")]
    else:
        share = round(100 * summary.right / summary.answers)
        lines = [
            Text(
                f"{plural(summary.cards, 'card')} reviewed in {clock(summary.elapsed_ms)}, ", style="bold"
            ).append(f"{summary.right} of {plural(summary.answers, 'answer')} right ({share} %).")
        ]
    lines.append(Text(_REASONS[summary.ending]))
    if summary.failed:
        lines.append(Text("Failed:", style="bold"))
        lines += [foreign_line(f"  {card}  {asks}") for card, asks in summary.failed[:_SHOWN_FAILURES]]
        for line in lines[-len(summary.failed[:_SHOWN_FAILURES]) :]:
            line.no_wrap, line.overflow = True, "ellipsis"
        if len(summary.failed) > _SHOWN_FAILURES:
            lines.append(Text(f"  and {len(summary.failed) - _SHOWN_FAILURES} more"))
    if summary.left:
        lines.append(Text(f"Not asked yet: {plural(summary.left, 'card')}."))
    lines.append(Text(f"Tomorrow: {summary.tomorrow_due} due, up to {summary.tomorrow_new} new."))
    lines.append(Text.assemble("Next: ", (summary.next_command, "bold")))
    return lines


def summary_screen(summary: Summary) -> RenderableType:
    """The end of a sitting, below a rule."""
    return Group(Text("─" * 20), *summary_lines(summary))
