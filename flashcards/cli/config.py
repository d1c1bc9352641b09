"""`flashcards config`: see and change the settings; the file keeps its comments."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flashcards.cli.pages import examples
from flashcards.cli.places import find_places
from flashcards.cli.printing import print_json, screen
from flashcards.cli.settings import SETTINGS, Value, find_setting, load_settings
from flashcards.cli.streams import write_ascii
from flashcards.core.errors import BrokenStore, UsageError
from flashcards.reports.files import new_file
from flashcards.screens.words import foreign_line

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(
    epilog=examples(
        "flashcards config", "flashcards config new_per_day 20", "flashcards config new_per_day default"
    )
)
def config(
    name: Annotated[
        str | None, typer.Argument(metavar="[SETTING]", help="The setting; without it, all are shown.")
    ] = None,
    value: Annotated[
        str | None,
        typer.Argument(metavar="[VALUE]", help="Its new value; `default` takes it out of the file."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON: setting, value, origin.")] = False,
) -> None:
    """Show the settings and where each comes from, or change one."""
    path = find_places().settings
    if name is not None and value is not None:
        change_setting(path, name, value)
        screen().print(foreign_line(f"{name}: {value}"))
        return
    settings = load_settings(path)
    if settings.is_on("ascii"):
        write_ascii()
    names = [find_setting(name).name] if name else [setting.name for setting in SETTINGS]
    if as_json:
        print_json(
            [{"setting": one, "value": settings.values[one], "origin": settings.origin[one]} for one in names]
        )
        return
    from flashcards.screens.settings import settings_table

    screen().print(
        settings_table(
            [
                (one, _as_text(settings.values[one]), settings.origin[one], find_setting(one).meaning)
                for one in names
            ]
        )
    )


def change_setting(path: str, name: str, value: str | tuple[str, ...]) -> None:
    """Write the setting into the file; raises UsageError for a value that it cannot have."""
    document = _read(path)
    if value == "default" and name in document:
        document.pop(name)
    elif value == "default":
        find_setting(name)
    else:
        setting = find_setting(name)
        try:
            read = setting.read(value)
        except ValueError as wanted:
            raise UsageError(f"{setting.name} must be {wanted}", setting.meaning) from wanted
        document[setting.name] = list(read) if isinstance(read, tuple) else read
    write_settings(Path(path), document.as_string())


def _read(path: str) -> "TOMLDocument":
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        return tomlkit.parse(Path(path).read_text("utf-8"))
    except FileNotFoundError:
        return tomlkit.document()
    except (OSError, ValueError, RecursionError, TOMLKitError) as error:
        raise BrokenStore(f"{path}: {error}", "correct the file, or move it away for the defaults") from error


def write_settings(path: Path, text: str) -> None:
    """Put the text in the place of the settings, so that it is never half written; raises UsageError."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"cannot make the folder {path.parent}: {error.strerror}", "FLASHCARDS_HOME names another one"
        ) from error
    with new_file(path, replaces=True) as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(text.encode())


def _as_text(value: Value) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)
