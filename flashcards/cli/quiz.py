"""`flashcards quiz`: a timed quiz, its history, and quizzes on paper and in files."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from flashcards.cli import quiz_options
from flashcards.cli.home import Home
from flashcards.cli.pages import examples
from flashcards.cli.printing import print_json, screen
from flashcards.cli.search_option import SearchOption
from flashcards.core.errors import UsageError

if TYPE_CHECKING:
    from flashcards.cli.exam import Exam

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(
    epilog=examples(
        "flashcards quiz optimizers --questions 10",
        "flashcards quiz --mix 'activations=5,losses=5' --minutes 12",
        "flashcards quiz --seed 7 --print exam.html --versions 4",
    )
)
def quiz(  # noqa: PLR0913 - the command's options
    decks: quiz_options.Decks = None,
    tag: quiz_options.Tags = None,
    search: SearchOption = None,
    questions: quiz_options.Questions = None,
    minutes: quiz_options.Minutes = None,
    seconds: quiz_options.Seconds = None,
    level: quiz_options.Levels = None,
    types: quiz_options.Types = None,
    mix: quiz_options.Mix = None,
    pass_percent: quiz_options.PassMark = None,
    seed: quiz_options.Seed = None,
    practice: quiz_options.Practice = False,
    no_back: quiz_options.NoBack = False,
    resume: quiz_options.Resume = False,
    drop_it: quiz_options.Drop = False,
    history: quiz_options.History = False,
    as_json: quiz_options.HistoryJson = False,
    sheet: quiz_options.Sheet = None,
    versions: quiz_options.Versions = None,
    save: quiz_options.Save = None,
    source: quiz_options.Source = None,
    answers: quiz_options.Answers = None,
    plain: quiz_options.Plain = False,
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
    quiz_options.require_one_way([name for name, is_given in modes.items() if is_given], drawing)
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
        exam_ms=quiz_options.time_ms("--minutes", minutes, 60_000),
        question_ms=quiz_options.time_ms("--seconds", seconds, 1_000),
        pass_percent=quiz_options.USUAL_PASS if pass_percent is None else pass_percent,
        goes_back=not no_back,
        tells_at_once=practice,
    )
    count, parts = quiz_options.count_of(questions, mix), quiz_options.mix_of(mix)
    kinds = quiz_options.types_of(types)
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
    names = [*(decks or ()), *(name for name, _ in quiz_options.mix_of(mix))]
    return f"Quiz: {', '.join(names)}" if names else "Quiz"


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
