"""How long 100,000 notes of an Anki package take to come in, beside Anki's own import of the same file, in one run.

    python tests/bench/anki_import.py [NOTES [FOLDER]]

Needs `anki`. Without and with a schedule and answers; in FOLDER the packages are kept and used again. What is timed
here, in seconds of CPU because others may use the machine, ends when the deck is written and the journal folded; the
peak is that of a process of its own.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

WORDS = (
    "gradient",
    "loss",
    "layer",
    "weight",
    "bias",
    "kernel",
    "stride",
    "batch",
    "epoch",
    "softmax",
    "token",
)
CREATED_S = 1_700_000_000


def text(rng, words):
    """Some words, now and then with HTML or a formula."""
    line = " ".join(rng.choices(WORDS, k=words))
    kind = rng.random()
    if kind < 0.1:
        return f"{line} <b>{rng.choice(WORDS)}</b><br>{line}"
    if kind < 0.15:
        return rf"{line} \(\frac{{{rng.randrange(99)}}}{{x}}\) &amp; {line}"
    return line


def build(folder, count, *, has_history):
    """A package with so many notes; with a history, four fifths are review cards with three answers each."""
    from anki.collection import AddNoteRequest, Collection, ExportAnkiPackageOptions

    path = folder / f"{count}-{'history' if has_history else 'notes'}.apkg"
    if path.exists():
        return path
    rng = Random(1)
    collection = Collection(str(folder / "build.anki2"))
    model = collection.models.by_name("Basic")
    deck = collection.decks.id("Deep learning")
    for first in range(0, count, 10_000):
        requests = []
        for number in range(first, min(first + 10_000, count)):
            note = collection.new_note(model)
            note.fields = [f"What of {text(rng, 5)} {number}", text(rng, 6)]
            note.tags = rng.sample(WORDS, 2)
            requests.append(AddNoteRequest(note, deck))
        collection.add_notes(requests)
    if has_history:
        schedule(collection, rng)
    options = ExportAnkiPackageOptions(with_scheduling=has_history, with_media=False, legacy=False)
    collection.export_anki_package(out_path=str(path), options=options, limit=None)
    collection.close()
    (folder / "build.anki2").unlink()
    return path


def schedule(collection, rng):
    """Answers and a schedule, put in without answering one by one."""
    cards = collection.db.list("SELECT id FROM cards ORDER BY id")
    studied = cards[: len(cards) * 4 // 5]
    today = collection.sched.today
    collection.db.executemany(
        "UPDATE cards SET type = 2, queue = 2, due = ?, ivl = ?, factor = ?, reps = 3, lapses = ? WHERE id = ?",
        [
            (
                today + rng.randrange(60),
                rng.randrange(1, 99),
                rng.randrange(1300, 2900, 50),
                rng.randrange(3),
                card,
            )
            for card in studied
        ],
    )
    first_ms = (collection.crt - 90 * 86_400) * 1000
    collection.db.executemany(
        "INSERT INTO revlog VALUES (?, ?, -1, ?, 5, 2, 2500, ?, 1)",
        [
            (first_ms + (index * 3 + turn) * 20_000, card, rng.randrange(1, 5), rng.randrange(2000, 20_000))
            for index, card in enumerate(studied)
            for turn in range(3)
        ],
    )


def anki(package, folder):
    """Anki's own import."""
    from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

    collection = Collection(str(folder / "into.anki2"))
    begun = time.process_time()
    collection.import_anki_package(
        ImportAnkiPackageRequest(
            package_path=str(package), options=ImportAnkiPackageOptions(with_scheduling=True)
        )
    )
    took = time.process_time() - begun
    collection.close()
    return took


def ours(package, folder):
    """Ours: reading, writing the decks, and putting the history in."""
    from flashcards.cli.clock import wall_time
    from flashcards.decks.adopting import Adoption
    from flashcards.exchange.anki.reading import read_anki
    from flashcards.store.database import Database
    from flashcards.store.library import use_scheduler
    from flashcards.store.taking_over import Source, take_over

    database = Database(str(folder / "journal.db"))
    use_scheduler(database, "sm2")
    begun = time.process_time()
    ids = {}
    with read_anki(package) as collection:
        for deck in collection.decks:
            adoption = Adoption(deck.name, deck.title, deck.about)
            with (folder / f"{deck.name}.yaml").open("wb") as file:
                for _, piece in adoption.pieces(deck.entries):
                    file.write(piece)
            ids |= adoption.ids
        print(f"    decks {time.process_time() - begun:.2f} s", file=sys.stderr)
        source = Source(
            collection.device,
            lambda key, suffix: ids[key] + suffix,
            lambda at_ms: (at_ms // 86_400_000 + 719_163, 0),
            int(wall_time().timestamp() * 1000) + 10**12,
        )
        take_over(
            database,
            source,
            collection.answers(),
            collection.standings(lambda at_ms: at_ms // 86_400_000 + 719_163),
        )
    took = time.process_time() - begun
    database.close()
    return took


def measured(name, package):
    """Seconds and peak memory in MB, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        told = subprocess.run(
            [sys.executable, __file__, "--one", name, str(package), folder],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout.split()
    return float(told[0]), float(told[1]) / 1024


def main():
    """The table."""
    if sys.argv[1:2] == ["--one"]:
        took = {"anki": anki, "ours": ours}[sys.argv[2]](Path(sys.argv[3]), Path(sys.argv[4]))
        status = Path("/proc/self/status").read_text("ascii")
        print(took, status.partition("VmHWM:")[2].split()[0])
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(temporary)
        for has_history in (False, True):
            package = build(folder, count, has_history=has_history)
            rounds = [(measured("anki", package), measured("ours", package)) for _ in range(3)]
            theirs = min(seconds for (seconds, _), _ in rounds)
            here = min(seconds for _, (seconds, _) in rounds)
            peaks = [max(one[side][1] for one in rounds) for side in (0, 1)]
            print(
                f"{count:,} notes {'with' if has_history else 'without'} history: anki {theirs:.2f} s {peaks[0]:.0f} MB,"
                f" here {here:.2f} s {peaks[1]:.0f} MB, ratio {here / theirs:.2f}"
            )


if __name__ == "__main__":
    main()
