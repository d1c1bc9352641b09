"""`flashcards practice`: problems with fresh numbers, one after another; and variants for teachers."""

import contextlib
import secrets
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Annotated

import typer

from flashcards.cli.home import Home
from flashcards.cli.pages import examples
from flashcards.cli.printing import print_json, screen
from flashcards.core.days import iso
from flashcards.core.errors import UnknownName, UsageError
from flashcards.problems.contract import Kind
from flashcards.problems.drawing import draw
from flashcards.problems.plugins import installed_kinds
from flashcards.store.practice import read_records
from flashcards.text.show import show

if TYPE_CHECKING:
    from flashcards.problems.variants import Variant

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(
    epilog=examples(
        "flashcards practice optimizers",
        "flashcards practice adam-step --seed 7 --solve",
        "flashcards practice losses --count 12 --html sheet.html",
    )
)
def practice(  # noqa: PLR0913 - the command's options
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[KIND]...", help="Only these kinds of problems, or all kinds of these topics."
        ),
    ] = None,
    as_list: Annotated[
        bool, typer.Option("--list", help="List the kinds by topic, with how you did so far.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON: the list of kinds, or the problems drawn.")
    ] = False,
    seed: Annotated[
        int | None,
        typer.Option(
            "--seed", min=0, metavar="N", help="Draw the numbers that belong to N, the same each time."
        ),
    ] = None,
    solve: Annotated[
        bool,
        typer.Option(
            "--solve", help="Print a problem with its answers, the steps there, and the usual mistakes."
        ),
    ] = False,
    count: Annotated[
        int | None,
        typer.Option("--count", min=1, max=1000, metavar="N", help="Draw so many problems for a page."),
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option(
            "--html",
            metavar="FILE",
            help="Write a worksheet, and its solutions beside it into a file named -key.",
        ),
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Plain lines from top to bottom, for screen readers and logs.")
    ] = False,
) -> None:
    """Solve problems with fresh numbers, your weakest kinds first.

    Practice changes no schedule; what you answered is kept all the same.
    """
    kinds = find_kinds(names or ())
    _refuse_at_odds(
        {
            "--list": as_list,
            "--html": html is not None,
            "--json": as_json,
            "--solve": solve,
            "--seed": seed is not None,
            "--count": count is not None,
        }
    )
    if as_list:
        _print_list(kinds, as_json=as_json)
    elif html is not None:
        _write_worksheet(_variants(kinds, seed, count or 10), names or (), html)
    elif as_json or solve:
        _print_variants(
            _variants(kinds, seed, count or 1), as_json=as_json, solve=solve, as_one=count is None
        )
    elif count is not None:
        raise UsageError("--count draws problems for a page", "give it with --html FILE, --json or --solve")
    else:
        raise typer.Exit(
            _play(kinds, seed, is_plain=plain or not (sys.stdin.isatty() and sys.stdout.isatty()))
        )


def _refuse_at_odds(given: Mapping[str, bool]) -> None:
    """UsageError when of two options given one would go unheard."""
    unheard = {"--list": ("--html", "--solve", "--seed", "--count"), "--html": ("--json", "--solve")}
    for option, others in unheard.items():
        for other in others:
            if given[option] and given[other]:
                raise UsageError(f"{option} and {other} do not go together", "give one of them")


def find_kinds(names: Sequence[str]) -> list[Kind]:
    """The kinds that the names mean, in the order of the plug-ins; all where none is named. Raises UnknownName."""
    known = installed_kinds()
    topics = {kind.topic for kind in known.by_name.values()}
    for name in names:
        if name not in known.by_name and name not in topics:
            told = known.mistakes[0] if known.mistakes else "`flashcards practice --list` lists them"
            raise UnknownName("kind or topic", name, [*known.by_name, *topics], otherwise=told)
    kinds = [kind for kind in known.by_name.values() if not names or {kind.name, kind.topic} & set(names)]
    if not kinds:
        raise UsageError("no plug-in brings any kind of problem", *known.mistakes[:1])
    return kinds


def _print_list(kinds: Sequence[Kind], *, as_json: bool) -> None:
    for mistake in installed_kinds().mistakes:
        sys.stderr.write(f"passed over: {show(mistake)}\n")
    with Home() as home:
        home.library.cache.keep_kinds(installed_kinds().topics)
        records = read_records(home.connection)
    if not as_json:
        from flashcards.screens.practice import kinds_table

        screen().print(kinds_table(kinds, records))
        return
    listed = []
    for kind in kinds:
        record = records.get(kind.name)
        listed.append(
            {
                "kind": kind.name,
                "version": kind.version,
                "topic": kind.topic,
                "level": kind.level,
                "parts": [part.name for part in kind.parts],
                "answers": record.answers if record else 0,
                "right": record.right if record else 0,
                "last_day": iso(record.last_day) if record else None,
            }
        )
    print_json(listed)


def _variants(kinds: Sequence[Kind], seed: int | None, count: int) -> list["Variant"]:
    """So many variants: the kinds in turn, each round with the next seed."""
    first = secrets.randbits(32) if seed is None else seed
    return [draw(kinds[index % len(kinds)], first + index // len(kinds)) for index in range(count)]


def _print_variants(variants: Sequence["Variant"], *, as_json: bool, solve: bool, as_one: bool) -> None:
    from flashcards.reports.variants import variant_json, variant_lines

    if as_json:
        values = [variant_json(variant, is_solved=solve) for variant in variants]
        print_json(values[0] if as_one else values)
    else:
        pages = ["\n".join(variant_lines(variant, is_solved=solve)) for variant in variants]
        sys.stdout.write("\n\n".join(pages) + "\n")


def _write_worksheet(variants: Sequence["Variant"], names: Sequence[str], path: Path) -> None:
    from flashcards.reports.files import write_files
    from flashcards.reports.worksheet import worksheet

    # A path without a name is refused below.
    key = path.with_name(f"{path.stem}-key{path.suffix}") if path.name else path
    title = f"Problems: {', '.join(names)}" if names else "Problems"
    sheet, solved = worksheet(title, variants)
    write_files({path: sheet, key: solved})
    sys.stderr.write(f"{len(variants)} problems in {path}, their key in {key}\n")


def _play(kinds: Sequence[Kind], seed: int | None, *, is_plain: bool) -> int:
    """Play with a person, and say at the end how it went."""
    from flashcards.cli.drill import Drill
    from flashcards.cli.drill_player import DrillPlayer, LineView, ScreenView
    from flashcards.core.plurals import plural
    from flashcards.terminal.modes import silent_terminal

    code = 0
    with Home() as home:
        home.library.cache.keep_kinds(installed_kinds().topics)
        drill = Drill(home, kinds, Random(), seed)  # noqa: S311
        try:
            with contextlib.nullcontext() if is_plain else silent_terminal():
                DrillPlayer(drill, LineView() if is_plain else ScreenView()).play()
        except KeyboardInterrupt:
            code = 130
            if is_plain:
                sys.stdout.write("\n")
    if not drill.answers:
        sys.stdout.write("Nothing was answered.\n")
        return code
    sys.stdout.write(f"{drill.right} of {plural(drill.answers, 'answer')} right; all are saved.\n")
    sys.stdout.write(f"Next: flashcards practice {drill.weakest}\n")
    return code
