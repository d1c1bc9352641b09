"""`flashcards undo`: take back the last thing that was done, also after the sitting has ended."""

import typer

from flashcards.cli.home import Home
from flashcards.cli.pages import examples
from flashcards.cli.printing import print_line
from flashcards.core.days import iso
from flashcards.core.errors import UsageError
from flashcards.core.grades import NAMES
from flashcards.store.journal import current_id

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(epilog=examples("flashcards undo"))
def undo() -> None:
    """Take back this computer's last answer, suspension, burial or reset.

    Typed again it takes back the one before, also days later.
    """
    with Home() as home:
        row = home.journal.undo(home.moment())
        if row is None:
            raise UsageError(
                "there is nothing to take back",
                "only what was done on this computer can be, and since the last restore",
            )
        card = current_id(home.connection, row.card)
    grade = f" ({row.grade} {NAMES[row.grade]})" if row.grade is not None else ""
    print_line(f"taken back: {row.kind}{grade} of {card}, given on {iso(row.day)}")
