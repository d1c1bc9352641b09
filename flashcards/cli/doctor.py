"""`flashcards doctor`: look at everything that the program stands on, and mend what can be mended."""

import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from flashcards.cli import doctor_database, doctor_places, doctor_surroundings
from flashcards.cli.pages import examples
from flashcards.cli.places import Places, find_places
from flashcards.cli.printing import print_json, screen
from flashcards.cli.settings import load_settings
from flashcards.core.errors import FlashcardsError
from flashcards.core.findings import Finding
from flashcards.screens.doctor import findings_table
from flashcards.screens.words import foreign_line, plural

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(epilog=examples("flashcards doctor", "flashcards doctor --mend"))
def doctor(
    mend: Annotated[
        bool,
        typer.Option(
            "--mend",
            help="Rebuild what can be rebuilt, save what can be saved of a damaged database, make files private.",
        ),
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON: a list of name, state, says and todo.")
    ] = False,
) -> None:
    """Look at the database, the decks, the clock and the machine, and say what is wrong and what to do.

    Each check is fine, worth a look, or broken; with anything broken the exit code is 4. A damaged database is never
    written to: what can be read of it, and the rest out of the newest backup, goes into a new one beside it, which
    takes its place with --mend.
    """
    places = find_places()
    if mend:
        for line in _mended(places):
            sys.stderr.write(f"{foreign_line(line).plain}\n")
    findings = list(_findings(places))
    if as_json:
        print_json([one.to_json() for one in findings])
    else:
        screen().print(findings_table(findings))
        broken = sum(one.state == "broken" for one in findings)
        look = sum(one.state == "look" for one in findings)
        sys.stderr.write(f"{plural(len(findings), 'check')}: {broken} broken, {look} worth a look\n")
    raise typer.Exit(4 if any(one.state == "broken" for one in findings) else 0)


def _mended(places: Places) -> Iterator[str]:
    yield from doctor_places.mended(places)
    yield from doctor_database.mended(places)


def _findings(places: Places) -> Iterator[Finding]:
    yield from doctor_places.findings(places)
    yield _settings(places)
    yield from doctor_database.findings(places)
    yield from doctor_surroundings.findings()


def _settings(places: Places) -> Finding:
    try:
        settings = load_settings(places.settings)
    except FlashcardsError as error:
        return Finding("settings", "broken", str(error), error.hint)
    changed = [name for name, origin in settings.origin.items() if origin != "default"]
    return Finding("settings", "fine", f"{places.settings}: {', '.join(changed) or 'all as they come'}")
