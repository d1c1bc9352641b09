"""Databases of every version there was, brought up; and of versions to come, which are left as they are."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import process
import program
from fault import Fault, Outcome, Trial

from flashcards.store.database import SCHEMA_VERSION
from flashcards.store.journal import Moment

#: The schema of each version, as it was written then.
SCHEMAS = Path(__file__).parents[1] / "schemas"
_DAYS = 365
#: The last day of the year is that of `process.NOW`.
_FIRST = 739_689 - _DAYS + 1
_CARDS = 40
_AS_JSON = (
    ("stats",),
    ("due",),
    ("card", "show", "d/c7"),
    ("card", "show", "d/new-name"),
    ("export", "reviews"),
)
#: Commands that would write, or read, or look at what is broken.
_COMMANDS = (
    ("due",), ("review", "--answers", "-"), ("undo",), ("stats",), ("card", "suspend", "d/c1"), ("backup",),
    ("export", "all", "--output", "{home}/out.zip"), ("import", "{home}/other.zip"),
    ("quiz", "--answers", "-"), ("practice", "sigmoid", "--plain"), ("doctor",), ("doctor", "--mend"),
)  # fmt: skip


def versions(trial: Trial) -> Outcome:
    """Bring up what was, and refuse what will be."""
    outcome = Outcome()
    today = _home(trial.place / "today")
    _lived(today, trial.rng)
    said = _said(today, outcome.broken)
    for version in trial.each(range(1, SCHEMA_VERSION + 1)):
        home = _home(trial.place / f"version {version}")
        _write(home, version, today)
        found = _said(home, outcome.broken)
        for words, text in said.items():
            outcome.tried += 1
            if found[words] != text:
                outcome.broken.append(
                    f"from version {version} `{' '.join(words)}` says {found[words]}, not {text}"
                )
        rows, wrong = program.look(home)
        wrong += _unlike(today, home)
        if rows != program.rows_of(today):
            wrong.append("the journal is another one")
        outcome.broken += [f"from version {version}: {one}" for one in wrong]
    for name, change in CHANGES.items():
        outcome.tried += len(_COMMANDS)
        outcome.broken += _refused(today, trial.place / name, name, change)
    outcome.notes = (
        f"{SCHEMA_VERSION} versions brought up; {len(CHANGES)} to come, {len(_COMMANDS)} commands each"
    )
    return outcome


# ---- what was


def _home(place: Path) -> Path:
    home = program.new_home(place, _CARDS)
    deck = home / "decks" / "d.yaml"
    deck.write_text(deck.read_text().replace("{id: c9,", "{id: new-name, was: [c9],"))
    return home


def _lived(home: Path, rng: Random) -> None:
    """A year of studying, by today's program."""
    with program.opened(home) as one:
        one.connection.execute("PRAGMA synchronous=OFF")
        for day in range(_FIRST, _FIRST + _DAYS):
            at_ms = (day - 719_163) * 86_400_000 + rng.randrange(36_000_000, 60_000_000)
            for _ in range(rng.choice((0, 2, 5, 9))):
                at_ms += rng.randrange(1000, 60_000)
                moment = Moment(at_ms, day, rng.choice((60, 120)))
                kind = rng.choice(
                    ("answer",) * 16 + ("undo", "undo", "suspend", "resume", "bury", "reset", "cram", "try")
                )
                card = f"d/c{rng.randint(1, _CARDS)}"
                grade = rng.choice((0, 1, 2, 3, 4, 4, 4, 5)) if kind in {"answer", "cram"} else None
                detail = (
                    {"kind": "sigmoid", "seed": at_ms % 97, "verdict": "right"}
                    if rng.random() < 0.2
                    else None
                )
                if kind == "undo":
                    one.journal.undo(moment)
                else:
                    elapsed_ms = None if grade is None else rng.randrange(60_000)
                    one.journal.append(moment, kind, card, grade=grade, elapsed_ms=elapsed_ms, detail=detail)


def _write(home: Path, version: int, today: Path) -> None:
    """A database as that version had it, with the same journal; its caches as far as it had them."""
    with closing(sqlite3.connect(home / "flashcards.db", isolation_level=None)) as connection:
        connection.executescript((SCHEMAS / f"{version}.sql").read_text())
        connection.execute("ATTACH ? AS today", (str(today / "flashcards.db"),))
        for table in _tables(connection, "main"):
            names = _columns(connection, "main", table) & _columns(connection, "today", table)
            columns = ", ".join(f'"{name}"' for name in sorted(names))
            connection.execute(f'DELETE FROM main."{table}"')
            connection.execute(
                f'INSERT INTO main."{table}" ({columns}) SELECT {columns} FROM today."{table}"'
            )
        connection.execute("DETACH today")
        connection.execute("PRAGMA journal_mode=WAL")


def _said(home: Path, wrong: list[str]) -> dict[tuple[str, ...], str]:
    said = {}
    for words in _AS_JSON:
        result = process.run(home, *words, *(() if "export" in words else ("--json",)))
        said[words] = result.out
        if result.code or result.err:
            wrong.append(f"{home.name}: `{' '.join(words)}` left with {result.code}: {result.err}")
    return said


def _unlike(today: Path, home: Path) -> Iterator[str]:
    """Where the tables, indexes and triggers differ from those of a database that is made today."""
    schemas = []
    for one in (today, home):
        with closing(sqlite3.connect(one / "flashcards.db")) as connection:
            found = connection.execute("SELECT type, name, sql FROM sqlite_master")
            schemas.append({(kind, name, " ".join((sql or "").split())) for kind, name, sql in found})
    if schemas[0] != schemas[1]:
        yield f"the schema differs in {schemas[0] ^ schemas[1]}"


def _tables(connection: sqlite3.Connection, schema: str) -> list[str]:
    return [
        name
        for (name,) in connection.execute(f"SELECT name FROM {schema}.sqlite_master WHERE type = 'table'")
    ]


def _columns(connection: sqlite3.Connection, schema: str, table: str) -> set[str]:
    return {row[1] for row in connection.execute(f'PRAGMA {schema}.table_info("{table}")')}


# ---- what will be

CHANGES: dict[str, tuple[str, ...]] = {
    "the next version": (f"PRAGMA user_version={SCHEMA_VERSION + 1}",),
    "a far version": (f"PRAGMA user_version={SCHEMA_VERSION + 1000}",),
    "the last version": ("PRAGMA user_version=2147483647",),
    "another schema": (
        "ALTER TABLE cards ADD COLUMN stability REAL",
        "CREATE TABLE later (a TEXT) STRICT",
        "DROP TABLE aliases",
        f"PRAGMA user_version={SCHEMA_VERSION + 1}",
    ),
}


def _refused(today: Path, home: Path, name: str, change: tuple[str, ...]) -> Iterator[str]:
    shutil.copytree(today, home)
    assert process.run(today, "export", "all", "--force", "--output", str(home / "other.zip")).code == 0
    path = home / "flashcards.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in change:
            connection.execute(statement)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = path.read_bytes()
    for words in _COMMANDS:
        result = process.run(home, *(word.format(home=home) for word in words), stdin='{"grade": 4}\n')
        said = f"{name}: `{' '.join(words)}`"
        is_doctor = words[0] == "doctor"
        if result.code != 4 or (not is_doctor and result.err.count("flashcards: ") != 1):
            yield f"{said} left with {result.code}: {result.out} {result.err}"
        if path.read_bytes() != kept:
            yield f"{said} changed the file"
            return
        beside = [one.name for one in home.glob("flashcards.db-*")]
        if beside or (home / "out.zip").exists():
            yield f"{said} left {beside} behind"
            return


FAULTS = [
    Fault(
        "versions",
        "the same stats, journal and schema from every version; newer ones refused, and untouched byte for byte",
        0,
        0,
        versions,
    )
]
