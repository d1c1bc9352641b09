"""How long a backup, a look at everything, a salvage and a restore take over a long journal.

    python tests/bench/backups.py [REVIEWS [FOLDER]]

1,000,000 reviews of 100,000 cards unless told otherwise; in FOLDER the database is kept and used again.
"""

import sys
import tempfile
from contextlib import closing
from pathlib import Path

from figures import fill, timed

from flashcards.store.backups import back_up, in_silence
from flashcards.store.database import Database
from flashcards.store.drafts import take_place
from flashcards.store.library import rebuild_cards, use_scheduler
from flashcards.store.restoring import restored
from flashcards.store.salvage import salvaged
from flashcards.store.soundness import differing_caches, look_at, looked_at


def go_back(backup, path):
    """Restore the backup."""
    with restored(backup, path, in_silence) as coming:
        take_place(coming.draft, path)


def compare(path):
    """Fold the journal beside what is kept, and compare."""
    with closing(looked_at(path)) as connection:
        assert differing_caches(connection) == []


def save(path):
    """Search the file's bytes for rows."""
    with salvaged(path, in_silence) as saved:
        assert saved.holes == 0


def main():
    """Make or open the database, and print the times."""
    reviews = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[2] if len(sys.argv) > 2 else temporary)
        path = str(folder / "flashcards.db")
        if not Path(path).exists():
            with Database(path) as database:
                use_scheduler(database, "sm2")
                fill(database, 100_000, reviews)
                rebuild_cards(database)
        print(f"{reviews:,} reviews, a database of {Path(path).stat().st_size / 1e6:.0f} MB:")
        made = []
        for name, work in (
            ("a backup, verified", lambda: made.append(back_up(path, "daily"))),
            ("a look at every page and row", lambda: look_at(path, in_silence)),
            ("a fold, compared", lambda: compare(path)),
            ("a salvage", lambda: save(path)),
            ("a restore", lambda: go_back(made[0], path)),
        ):
            print(f"  {name:<30} {timed(work) / 1000:7.1f} s", flush=True)
        print(f"the backup has {made[0].stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
