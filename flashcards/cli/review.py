"""`flashcards review`: the day's cards, on a screen, in plain lines, or from a script."""

import contextlib
import secrets
import sys
from collections.abc import Sequence

from flashcards.cli.ask import Wish
from flashcards.cli.home import Home
from flashcards.cli.player import Player
from flashcards.cli.printing import screen
from flashcards.cli.sitting import Sitting
from flashcards.core.questions import question
from flashcards.screens.summary import Summary, summary_lines, summary_screen
from flashcards.store.today import due_on
from flashcards.terminal.modes import silent_terminal


def run(  # noqa: PLR0913 - what the options of the command say
    decks: Sequence[str] = (),
    tags: Sequence[str] = (),
    search: str | None = None,
    *,
    limit: int | None = None,
    new: int | None = None,
    cram: bool = False,
    seed: str | None = None,
    plain: bool = False,
    answers: str | None = None,
) -> int:
    """Play a sitting, and give the exit code."""
    lines = None
    if answers is not None:
        from flashcards.cli.script_lines import script_lines

        lines = script_lines(answers)
    with Home() as home:
        home.tell_broken_decks()
        if home.clock_is_far_behind():
            _say(
                "the clock is days behind your last review; if it is wrong, set it before you go on, "
                "and if it is right, `flashcards doctor --mend` takes back what lies ahead"
            )
        wish = Wish(
            home.selection(decks, tags, search),
            new=new,
            due=limit,
            cram=cram,
            seed=seed if seed is not None else secrets.token_hex(8),
        )
        sitting = Sitting(home, wish)
        if lines is not None:
            from flashcards.cli.script import play_script

            code = 0 if play_script(sitting, lines) else 2
        else:
            code = _play(sitting, is_plain=plain or not (sys.stdin.isatty() and sys.stdout.isatty()))
        if code != 4:  # a database that takes no answer is not looked at again
            from flashcards.cli.copies import back_up_daily

            back_up_daily(home)
    return code


def summary_of(sitting: Sitting) -> Summary:
    """The sitting in figures."""
    home, session = sitting.home, sitting.session
    day = home.today()
    failed = []
    for card_id in session.failed:
        card = home.cards.card(card_id)
        failed.append((card_id, question(card.body) if card else ""))
    return Summary(
        ending=sitting.ending(),
        answers=len(session.reviews),
        cards=len({review.card for review in session.reviews}),
        right=session.right,
        elapsed_ms=session.elapsed_ms,
        failed=failed,
        left=session.left,
        tomorrow_due=due_on(home.connection, day + 1, sitting.wish.selection),
        tomorrow_new=home.settings.number("new_per_day"),
        next_command="flashcards review" if session.left else "flashcards due",
    )


def _play(sitting: Sitting, *, is_plain: bool) -> int:
    """Play with a person, and end with the summary however it ends."""
    code = 0
    try:
        with contextlib.nullcontext() if is_plain else silent_terminal():
            _player(sitting, is_plain=is_plain).play()
    except KeyboardInterrupt:
        sitting.quit()
        code = 130
    summary = summary_of(sitting)
    if summary.ending == "not saved":
        code = 4
    if is_plain:
        sys.stdout.write("".join(f"{line.plain}\n" for line in summary_lines(summary)))
    else:
        screen().print(summary_screen(summary))
    return code


def _player(sitting: Sitting, *, is_plain: bool) -> Player:
    if is_plain:
        from flashcards.cli.line_player import LinePlayer

        return LinePlayer(sitting)
    from flashcards.cli.screen_player import ScreenPlayer

    return ScreenPlayer(sitting)


def _say(text: str) -> None:
    sys.stderr.write(f"flashcards: {text}\n")
