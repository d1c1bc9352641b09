"""A deck of 100,000 basic cards as a package for Anki, against Anki's own export of the same notes.

    python tests/bench/deck_export.py [CARDS [ROUNDS]]

Each round runs both as whole processes, one after the other; times are medians, memory is the peak of the process.
The cards are read from the cache of parsed decks, where every command but the first finds them.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]

#: Runs a snippet, and prints its seconds, those after its imports, and its peak memory in MiB.
MEASURE = """
import resource, sys, time
start = time.perf_counter()
{imports}
ready = time.perf_counter()
{work}
end = time.perf_counter()
print(end - start, end - ready, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, file=sys.stderr)
"""
OURS = MEASURE.format(
    imports="from flashcards.cli.main import main",
    work="sys.argv = ['flashcards', 'export', 'deck', 'd', '--output', {package!r}, '--force']\n"
    "try:\n    main()\nexcept SystemExit as left:\n    assert not left.code, left.code",
)
THEIRS = MEASURE.format(
    imports="from anki.collection import Collection, ExportAnkiPackageOptions",
    work="col = Collection({collection!r})\n"
    "options = ExportAnkiPackageOptions(legacy={legacy})\n"
    "assert col.export_anki_package(out_path={package!r}, options=options, limit=None) == {cards}\ncol.close()",
)
FILL = """
from anki.collection import Collection, ImportAnkiPackageRequest
col = Collection({collection!r})
col.import_anki_package(ImportAnkiPackageRequest(package_path={package!r}))
col.close()
"""


def run(code, home):
    """What a process wrote as its last line on standard error, as numbers."""
    environment = os.environ | {"FLASHCARDS_HOME": str(home), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, cwd=home, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return [float(word) for word in done.stderr.splitlines()[-1].split()] if done.stderr else []


def main():
    cards = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        deck = home / "decks" / "d.yaml"
        deck.parent.mkdir()
        entries = (
            f"  - {{id: c{n}, q: Question {n} about things?, a: Answer {n} in some words, tags: [a, b]}}\n"
            for n in range(cards)
        )
        deck.write_text(f"deck: d\ntitle: D\ncards:\n{''.join(entries)}")
        collection, package = str(home / "anki.anki2"), str(home / "d.apkg")
        ours = OURS.format(package=package)
        run(ours, home)
        run(FILL.format(collection=collection, package=package), home)
        contenders = {"flashcards": ours}
        for name, legacy in (("anki, the same form", True), ("anki, its newer form", False)):
            contenders[name] = THEIRS.format(
                collection=collection, package=str(home / "a.apkg"), legacy=legacy, cards=cards
            )
        measured = {name: [] for name in contenders}
        for _ in range(rounds):
            for name, code in contenders.items():
                measured[name].append(run(code, home))
        size = Path(package).stat().st_size
    figures = {
        name: [median(column) for column in zip(*rows, strict=True)] for name, rows in measured.items()
    }
    base = figures["anki, the same form"]
    print(f"{cards:,} notes, {rounds} rounds; our package has {size / 2**20:.1f} MiB")
    for name, (whole, work, memory) in figures.items():
        print(
            f"{name:22}{whole:7.2f} s ({whole / base[0]:.2f}); without imports{work:7.2f} s ({work / base[1]:.2f}); "
            f"{memory:5.0f} MiB ({memory / base[2]:.2f})"
        )


if __name__ == "__main__":
    main()
