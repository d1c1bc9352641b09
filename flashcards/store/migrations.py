"""The schema, one step a version, and how a database gets from one to the next.

A verified backup comes first; then all steps, with the new version number, are one transaction.
"""

import sqlite3
from collections.abc import Callable
from secrets import token_hex
from typing import TYPE_CHECKING

from flashcards.core.errors import NotSaved
from flashcards.store.backups import back_up
from flashcards.store.database import APPLICATION_ID
from flashcards.store.refusals import meaning

if TYPE_CHECKING:
    from flashcards.store.database import Database

_JOURNAL = """
CREATE TABLE journal (
    device TEXT NOT NULL CHECK (length(device) BETWEEN 1 AND 64),
    seq INTEGER NOT NULL CHECK (seq > 0),
    order_ms INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    day INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('answer', 'try', 'practice', 'cram', 'quiz', 'placed', 'advance',
                                       'suspend', 'resume', 'bury', 'reset', 'undo')),
    card TEXT NOT NULL CHECK (length(card) > 0),
    grade INTEGER CHECK (grade BETWEEN 0 AND 5),
    elapsed_ms INTEGER CHECK (elapsed_ms >= 0),
    target_device TEXT,
    target_seq INTEGER,
    detail TEXT NOT NULL CHECK (length(detail) >= 2),
    checksum TEXT NOT NULL CHECK (length(checksum) = 16),
    PRIMARY KEY (device, seq),
    CHECK (kind <> 'answer' OR grade IS NOT NULL),
    CHECK ((kind = 'undo') = (target_seq IS NOT NULL)),
    CHECK ((target_device IS NULL) = (target_seq IS NULL))
) STRICT
"""

# The columns up to `needs` say where the library has the card (position NULL: no deck has it), the others
# are the fold of the journal. One table, so that one index answers what is due, in the library's order.
_CARDS = """
CREATE TABLE cards (
    id TEXT PRIMARY KEY,
    entry TEXT NOT NULL,
    deck TEXT NOT NULL,
    position INTEGER,
    needs TEXT NOT NULL DEFAULT '',
    ease INTEGER,
    interval_days INTEGER,
    repetitions INTEGER,
    due_day INTEGER,
    lapses INTEGER,
    first_day INTEGER,
    last_day INTEGER,
    last_grade INTEGER,
    last_order_ms INTEGER,
    suspended INTEGER NOT NULL DEFAULT 0,
    buried_day INTEGER,
    advanced INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID
"""

_STEP_1 = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    _JOURNAL,
    "CREATE INDEX journal_order ON journal (order_ms, device, seq)",
    "CREATE INDEX journal_card ON journal (card)",
    "CREATE INDEX journal_target ON journal (target_device, target_seq) WHERE target_seq IS NOT NULL",
    """CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON journal
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    """CREATE TRIGGER journal_is_not_deleted BEFORE DELETE ON journal
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    _CARDS,
    # Holds all that the day's queue looks at, so that it never goes to the table itself.
    """CREATE INDEX cards_due ON cards (due_day, position, last_day, buried_day, suspended, advanced)
       WHERE due_day IS NOT NULL AND position IS NOT NULL""",
    "CREATE INDEX cards_unseen ON cards (position) WHERE due_day IS NULL AND position IS NOT NULL",
    "CREATE INDEX cards_advanced ON cards (position) WHERE advanced = 1",
    "CREATE INDEX cards_of_day ON cards (last_day)",
    "CREATE INDEX cards_entry ON cards (entry)",
    """CREATE TABLE decks (name TEXT PRIMARY KEY, title TEXT NOT NULL, path TEXT NOT NULL,
       own INTEGER NOT NULL, cards INTEGER NOT NULL, position INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
    "CREATE TABLE aliases (old TEXT PRIMARY KEY, id TEXT NOT NULL) STRICT, WITHOUT ROWID",
)

# The quiz that is being taken, so that a killed one goes on: `drawn` is what it asks, `standing` what was given and
# where the time stands. Apart, because the second is written every second and the first is large.
_QUIZZES = (
    """CREATE TABLE quizzes (id TEXT PRIMARY KEY, drawn TEXT NOT NULL, begun_ms INTEGER NOT NULL)
       STRICT, WITHOUT ROWID""",
    """CREATE TABLE quiz_standings (quiz TEXT PRIMARY KEY REFERENCES quizzes (id) ON DELETE CASCADE,
       standing TEXT NOT NULL) STRICT, WITHOUT ROWID""",
)

_GRADES = ", ".join(f"grade_{grade} INTEGER NOT NULL" for grade in range(6))

# Sums by deck and day (deck '': everything), which `core.tallies` defines; all can be counted anew.
_TALLIES = (
    f"""CREATE TABLE tally_days (deck TEXT NOT NULL, day INTEGER NOT NULL, state TEXT NOT NULL, {_GRADES},
        ms INTEGER NOT NULL, PRIMARY KEY (deck, day, state)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE tally_hours (deck TEXT NOT NULL, day INTEGER NOT NULL, hour INTEGER NOT NULL,
        reviews INTEGER NOT NULL, passed INTEGER NOT NULL, PRIMARY KEY (deck, day, hour)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE tally_problems (deck TEXT NOT NULL, day INTEGER NOT NULL, kind TEXT NOT NULL, slip TEXT NOT NULL,
        answers INTEGER NOT NULL, "right" INTEGER NOT NULL, PRIMARY KEY (deck, day, kind, slip))
        STRICT, WITHOUT ROWID""",
    # Holds all that figures of the cards look at, so that they never go to the table itself.
    """CREATE INDEX cards_spread ON cards (ease, interval_days, lapses, suspended, position)
       WHERE ease IS NOT NULL AND position IS NOT NULL""",
    # Few cards are in these; without them all would be looked through for those few.
    "CREATE INDEX cards_needing ON cards (id) WHERE needs <> ''",
    "CREATE INDEX cards_suspended ON cards (id) WHERE suspended = 1",
    "CREATE INDEX cards_buried ON cards (buried_day) WHERE buried_day IS NOT NULL",
    # With no scheduler said to have folded the journal, it is folded anew, and that fills them.
    "DELETE FROM meta WHERE name = 'scheduler'",
)

# Version 4 kept its counts by triggers, and had other indexes. All that it had beside version 3 can be made anew.
_GONE = (
    *(
        f"DROP TRIGGER IF EXISTS cards_by_{counted}_{move}"
        for counted in ("due_day", "interval_days", "ease", "stage")
        for move in ("come", "go", "move_from", "move_to")
    ),
    *(f"DROP TABLE IF EXISTS {table}" for table in ("card_heaps", "card_stages", "tally_answers")),
    *(f"DROP INDEX IF EXISTS {index}" for index in ("cards_place", "cards_lapsed", "cards_spread")),
    *(
        f"DROP INDEX {index}"
        for index in ("cards_of_day", "cards_due", "cards_needing", "journal_order", "journal_card")
    ),
)

# An answer writes a page or two for each index that it changes. So these few hold all that the day's queue and the
# searches look at, and neither goes to the tables themselves.
_INDEXES = (
    "CREATE INDEX cards_of_day ON cards (last_day, position)",
    # Leads to the first cards of much that is found, and is taken by nothing that does not say >= 0: for all else
    # SQLite would take it too often.
    "CREATE INDEX cards_place ON cards (position) WHERE position >= 0",
    """CREATE INDEX cards_due ON cards (due_day, position, last_day, buried_day, suspended, advanced, interval_days)
       WHERE due_day IS NOT NULL AND position IS NOT NULL""",
    # Leads to the leeches and the weakest.
    """CREATE INDEX cards_lapsed ON cards (lapses, ease, suspended, position)
       WHERE lapses IS NOT NULL AND position IS NOT NULL""",
    "CREATE INDEX cards_needing ON cards (entry, needs, repetitions, position) WHERE needs <> ''",
    "CREATE INDEX journal_order ON journal (order_ms, day)",
    # All that a fold of the whole journal looks at, in its order.
    """CREATE INDEX journal_card ON journal (card, order_ms, device, seq, kind, day, grade, elapsed_ms)""",
)

_STAGE = "CASE WHEN {row}.ease IS NULL THEN 0 WHEN {row}.repetitions < 2 THEN 1 ELSE 2 END"


def _counted(row: str, cards: int) -> str:
    stage = _STAGE.format(row=row)
    return f"({cards}, {row}.deck, {stage}, {row}.suspended, {row}.due_day, {row}.interval_days, {row}.ease)"


_KEPT = (
    # So many cards of one value, suspended ones apart: all cards with a memory by due day (1), interval (2) and
    # ease (3); and all cards by deck and stage (0 new, 1 with a memory, 2 known).
    """CREATE TABLE card_heaps (what INTEGER NOT NULL, value INTEGER NOT NULL, suspended INTEGER NOT NULL,
       cards INTEGER NOT NULL, PRIMARY KEY (what, value, suspended)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE card_stages (deck TEXT NOT NULL, stage INTEGER NOT NULL, suspended INTEGER NOT NULL,
       cards INTEGER NOT NULL, PRIMARY KEY (deck, stage, suspended)) STRICT, WITHOUT ROWID""",
    # What is yet to be added to these two, or to the sums of days and hours: so many cards that are counted there now,
    # or so many reviews. Rows at the end are one page to write, where the sums themselves are seven.
    """CREATE TABLE unsettled (number INTEGER PRIMARY KEY, deck TEXT NOT NULL,
       cards INTEGER, stage INTEGER, suspended INTEGER, due_day INTEGER, interval_days INTEGER, ease INTEGER,
       reviews INTEGER, day INTEGER, state TEXT, hour INTEGER, grade INTEGER, ms INTEGER) STRICT""",
    # A trigger, so that nobody who changes a card can forget it. A position is given to many cards at once alone, and
    # then all are counted anew.
    f"""CREATE TRIGGER cards_are_counted AFTER UPDATE OF ease, interval_days, repetitions, due_day, suspended ON cards
        WHEN NEW.position IS NOT NULL BEGIN
        INSERT INTO unsettled (cards, deck, stage, suspended, due_day, interval_days, ease)
        VALUES {_counted("OLD", -1)}, {_counted("NEW", 1)}; END""",
    # The answers to each kind of problem, latest last.
    """CREATE TABLE tally_answers (kind TEXT NOT NULL, order_ms INTEGER NOT NULL, device TEXT NOT NULL,
       seq INTEGER NOT NULL, day INTEGER NOT NULL, answers INTEGER NOT NULL, "right" INTEGER NOT NULL,
       PRIMARY KEY (kind, order_ms, device, seq, day)) STRICT, WITHOUT ROWID""",
    # With no scheduler said to have folded the journal, it is folded anew, and that counts them all.
    "DELETE FROM meta WHERE name = 'scheduler'",
)


def _run(*statements: str) -> Callable[[sqlite3.Connection], None]:
    def step(connection: sqlite3.Connection) -> None:
        for statement in statements:
            connection.execute(statement)

    return step


#: The step at index n leads from version n to n + 1.
STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    _run(*_STEP_1),
    _run(*_QUIZZES),
    _run(*_TALLIES),
    _run(),  # to version 4, of which nothing is left
    _run(*_GONE, *_INDEXES, *_KEPT),
)


def migrate(database: "Database") -> None:
    """Bring the database to the newest version; raises NotSaved, and then it is as it was."""
    connection = database.connection
    version = database.schema_version()
    if version == len(STEPS):
        return  # another program came first
    if version > 0:
        back_up(database.path, f"before-version-{len(STEPS)}")
    try:
        connection.execute("BEGIN IMMEDIATE")
        for step in STEPS[database.schema_version() :]:  # and it may have come first only now
            step(connection)
        if version == 0:
            connection.execute("INSERT OR IGNORE INTO meta VALUES ('device', ?)", (token_hex(8),))
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise sqlite3.IntegrityError("a row would refer to nothing")
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={len(STEPS)}")
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        what, hint = meaning(error, database.path)
        done = f"brought to version {len(STEPS)}, and is as it was" if version else "made"
        raise NotSaved(f"the database could not be {done}: {what}", hint) from error
