"""`flashcards quiz`: a timed quiz, its history, and quizzes on paper and in files."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flashcards.cli.home import Home
from flashcards.cli.pages import examples
from flashcards.cli.printing import print_json, screen
from flashcards.cli.search_option import SearchOption
from flashcards.core.cards import TYPE_NAMES, Basic, Cloze
from flashcards.core.errors import UnknownName, UsageError

if TYPE_CHECKING:
    from flashcards.cli.exam import Exam

app = typer.Typer(add_completion=False, rich_markup_mode=None)

MOST_QUESTIONS, MOST_MINUTES = 500, 1440
USUAL_QUESTIONS, USUAL_PASS = 20, 70
#: What a quiz can ask; a basic card with wrong options is a choice.
TYPES = [name for body, name in TYPE_NAMES.items() if body not in {Basic, Cloze}]


@app.command(
    epilog=examples(
        "flashcards quiz optimizers --questions 10",
        "flashcards quiz --mix 'activations=5,losses=5' --minutes 12",
        "flashcards quiz --seed 7 --print exam.html --versions 4",
    )
)
def quiz(  # noqa: PLR0913 - the command's options
    decks: Annotated[list[str] | None, typer.Argument(metavar="[DECK]...", help="Only these decks.")] = None,
    tag: Annotated[
        list[str] | None,
        typer.Option("--tag", metavar="TAG", help="Only cards with this tag; may be repeated."),
    ] = None,
    search: SearchOption = None,
    questions: Annotated[
        int | None,
        typer.Option(
            "--questions", min=1, max=MOST_QUESTIONS, metavar="N", help="Ask so many; 20 if not given."
        ),
    ] = None,
    minutes: Annotated[
        float | None,
        typer.Option(
            "--minutes",
            metavar="M",
            help="The time for the whole. Where no time is given: 45 s a question, 150 s a problem.",
        ),
    ] = None,
    seconds: Annotated[
        float | None, typer.Option("--seconds", metavar="S", help="The time for each question.")
    ] = None,
    level: Annotated[
        list[int] | None,
        typer.Option("--level", min=1, max=3, metavar="N", help="Only cards of this level; may be repeated."),
    ] = None,
    types: Annotated[
        str | None,
        typer.Option(
            "--types", metavar="TYPES", help=f"Only these types, with commas between: {', '.join(TYPES)}."
        ),
    ] = None,
    mix: Annotated[
        str | None,
        typer.Option("--mix", metavar="PARTS", help="So many of each deck or tag: activations=5,adam=3."),
    ] = None,
    pass_percent: Annotated[
        int | None,
        typer.Option(
            "--pass",
            min=0,
            max=100,
            metavar="N",
            help="The pass mark, in percent of all points; 70 if not given.",
        ),
    ] = None,
    seed: Annotated[
        str | None,
        typer.Option("--seed", metavar="TEXT", help="Ask the questions and numbers that belong to TEXT."),
    ] = None,
    practice: Annotated[
        bool, typer.Option("--practice", help="Feedback at once, and no clock unless a time is given.")
    ] = False,
    no_back: Annotated[bool, typer.Option("--no-back", help="Questions that were left stay left.")] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the quiz that was left or killed.")
    ] = False,
    drop_it: Annotated[bool, typer.Option("--drop", help="Drop the quiz that was left.")] = False,
    history: Annotated[bool, typer.Option("--history", help="Show the quizzes that were handed in.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the history as JSON.")] = False,
    sheet: Annotated[
        Path | None,
        typer.Option(
            "--print",
            metavar="FILE",
            help="Write it as HTML for paper, and its key beside it into a file named -key.",
        ),
    ] = None,
    versions: Annotated[
        int | None,
        typer.Option(
            "--versions", min=1, max=26, metavar="N", help="So many versions on paper, with other numbers."
        ),
    ] = None,
    save: Annotated[
        Path | None, typer.Option("--save", metavar="FILE", help="Write the quiz to a file, for --from.")
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="Take the quiz of a file, the same for everybody."),
    ] = None,
    answers: Annotated[
        str | None,
        typer.Option(
            "--answers", metavar="FILE", help="Play answers from JSON lines; - reads standard input."
        ),
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Plain lines from top to bottom, for screen readers and logs.")
    ] = False,
) -> None:
    """Take a timed quiz, and see where you stand.

    When a question's time is up, what was typed is its answer; when the whole time is up, the quiz is handed in.
    It changes no schedule. Time runs only while the program does: stopped with Ctrl-Z, on a machine that sleeps,
    and between leaving and --resume the clock stands still.
    """
    drawing = {
        "[DECK]": decks,
        "--tag": tag,
        "--search": search,
        "--questions": questions,
        "--minutes": minutes,
        "--seconds": seconds,
        "--level": level,
        "--types": types,
        "--mix": mix,
        "--no-back": no_back,
    }
    modes = {"--resume": resume, "--drop": drop_it, "--history": history, "--from": source is not None}
    _require_one_way([name for name, is_given in modes.items() if is_given], drawing)
    if as_json and not history:
        raise UsageError("--json prints the history", "give it with --history; --answers FILE plays in JSON")
    if versions is not None and sheet is None:
        raise UsageError("--versions is for paper", "give it with --print FILE.html")
    if history:
        _print_history(as_json=as_json)
        return
    import secrets

    from flashcards.cli.exam import Exam, drop
    from flashcards.cli.exam_draw import ExamWish, draw_quiz
    from flashcards.core.quiz import Rules

    rules = Rules(
        exam_ms=_time("--minutes", minutes, 60_000),
        question_ms=_time("--seconds", seconds, 1_000),
        pass_percent=USUAL_PASS if pass_percent is None else pass_percent,
        goes_back=not no_back,
        tells_at_once=practice,
    )
    count, parts = _count(questions, mix), _mix(mix)
    kinds = _types(types)
    with Home() as home:
        home.tell_broken_decks()
        if drop_it:
            sys.stdout.write("The open quiz is dropped.\n" if drop(home) else "There is no open quiz.\n")
            return
        if resume:
            raise typer.Exit(play(Exam.resume(home), answers, is_plain=plain))
        if source is not None:
            from flashcards.cli.exam_paper import from_file

            drawn = from_file(home, source, seed=seed, pass_percent=pass_percent, practice=practice)
        else:
            wish = ExamWish(
                home.selection(decks or (), tag or (), search),
                count=count,
                rules=rules,
                seed=seed if seed is not None else secrets.token_hex(4),
                mix=parts,
                levels=frozenset(level or ()),
                types=kinds,
                is_timed_by_question=minutes is None and seconds is None and not practice,
            )
            drawn = draw_quiz(home, wish)
        if save is not None or sheet is not None:
            from flashcards.cli.exam_paper import write_quiz

            write_quiz(drawn, title=_title(decks, mix), save=save, sheet=sheet, versions=versions or 1)
            return
        raise typer.Exit(play(Exam.start(home, drawn), answers, is_plain=plain))


def play(exam: "Exam", answers: str | None, *, is_plain: bool) -> int:
    """Play on what there is, and see to the day's backup; gives the exit code."""
    code = _play(exam, answers, is_plain=is_plain)
    from flashcards.cli.copies import back_up_daily

    back_up_daily(exam.home)
    return code


def _play(exam: "Exam", answers: str | None, *, is_plain: bool) -> int:
    """A script, plain lines or a screen."""
    if answers is not None:
        from flashcards.cli.exam_script import play_exam_script
        from flashcards.cli.script_lines import script_lines

        result, fine = play_exam_script(exam, script_lines(answers))
        return 2 if not fine else 0 if result.is_passed else 1
    if is_plain or not (sys.stdin.isatty() and sys.stdout.isatty()):
        from flashcards.cli.exam_plain import play_lines

        return play_lines(exam)
    from flashcards.cli.exam_screen import play_screen

    return play_screen(exam)


def _title(decks: Sequence[str] | None, mix: str | None) -> str:
    names = [*(decks or ()), *(name for name, _ in _mix(mix))]
    return f"Quiz: {', '.join(names)}" if names else "Quiz"


def _require_one_way(modes: Sequence[str], drawing: Mapping[str, object]) -> None:
    if len(modes) > 1:
        raise UsageError(f"{modes[0]} and {modes[1]} cannot be had together", "give one of them")
    named = next((name for name, value in drawing.items() if value), None)
    if modes and named is not None:
        raise UsageError(f"{modes[0]} takes no {named}", "that is for a quiz drawn anew")


def _time(name: str, given: float | None, unit_ms: int) -> int | None:
    if given is None:
        return None
    most = MOST_MINUTES * 60_000 // unit_ms
    if not 0 < given <= most or round(given * unit_ms) == 0:
        raise UsageError(f"{name} must be more than 0, and at most {most}: {given:g}")
    return round(given * unit_ms)


def _types(given: str | None) -> frozenset[str]:
    names = [name.strip() for name in (given or "").split(",") if name.strip()]
    for name in names:
        if name not in TYPES:
            raise UnknownName("type of question", name, TYPES, otherwise=f"there are {', '.join(TYPES)}")
    return frozenset(names)


def _count(questions: int | None, mix: str | None) -> int:
    if questions is not None and mix is not None:
        raise UsageError("--mix says itself how many questions there are", "leave --questions out")
    return questions or USUAL_QUESTIONS


def _mix(given: str | None) -> tuple[tuple[str, int], ...]:
    """`activations=5,optimizers=10`, each name once."""
    parts: dict[str, int] = {}
    for piece in given.split(",") if given is not None else ():
        name, _, count = (text.strip() for text in piece.partition("="))
        if (
            not name
            or not (count.isascii() and count.isdecimal())
            or not 0 < int(count[:9]) <= MOST_QUESTIONS
        ):
            raise UsageError(
                f"--mix has '{piece.strip()}', which is no NAME=NUMBER",
                "write it as activations=5,optimizers=10",
            )
        parts[name] = parts.get(name, 0) + int(count)
    if sum(parts.values()) > MOST_QUESTIONS:
        raise UsageError(
            f"a quiz has at most {MOST_QUESTIONS} questions, and --mix asks for {sum(parts.values())}"
        )
    return tuple(parts.items())


def _print_history(*, as_json: bool) -> None:
    from flashcards.reports.quiz import history_json, history_lines
    from flashcards.store.quizzes import read_past

    with Home() as home:
        pasts = read_past(home.connection)
    if as_json:
        print_json(history_json(pasts))
    elif sys.stdout.isatty():
        from flashcards.screens.quiz_result import history_screen

        screen().print(history_screen(pasts))
    else:
        sys.stdout.write("".join(f"{line}\n" for line in history_lines(pasts)))
