"""A table imported here and by Anki's own package: whole processes, in turn, the same file.

    python tests/bench/csv_import.py [ROWS]

Prints the seconds of CPU and of wall time and the peak memory of both, and their ratios; the lowest of each counts.
The deck is parsed by the next command that needs it, which is measured apart.
"""

import csv
import os
import sys
import tempfile
import time
from pathlib import Path

_TURNS = 5
_ANKI = """
import sys, tempfile
from anki.collection import Collection, ImportCsvRequest
collection = Collection(tempfile.mkdtemp() + "/c.anki2")
metadata = collection.get_csv_metadata(path=sys.argv[1], delimiter=None)
collection.import_csv(ImportCsvRequest(path=sys.argv[1], metadata=metadata))
collection.close()
"""
_OURS = "from flashcards.cli.main import main; main()"


def run(script, *arguments, home):
    """Run a script; gives the seconds of wall time and CPU, and the peak memory in MB."""
    begun = time.perf_counter()
    environment = os.environ | {"FLASHCARDS_HOME": str(home), "TMPDIR": str(home)}
    child = os.posix_spawn(
        sys.executable,
        [sys.executable, "-c", script, *map(str, arguments)],
        environment,
        file_actions=[(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)],
    )
    _, status, used = os.wait4(child, 0)
    if status:
        raise SystemExit(f"{arguments} failed with {status}")
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main():
    """The table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        table = folder / "words.csv"
        with table.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["front", "back", "tags"])
            rows.writerows(
                [f"What is item {n} of the list?", f"Answer {n}, no more.", "dl optim"] for n in range(count)
            )
        figures = {"anki": [], "ours": [], "ours, the next command": []}
        for turn in range(_TURNS):
            home = folder / f"home{turn}"
            home.mkdir()
            run(_OURS, "decks", home=home)  # reads the bundled decks, which are no part of an import
            figures["anki"].append(run(_ANKI, table, home=home))
            figures["ours"].append(run(_OURS, "import", table, home=home))
            if not turn:
                figures["ours, the next command"].append(run(_OURS, "decks", home=home))
        lowest = {name: [min(column) for column in zip(*runs, strict=True)] for name, runs in figures.items()}
        print(f"{count:,} rows, {table.stat().st_size / 2**20:.1f} MB, lowest of {_TURNS} turns")
        for name, (wall, cpu, memory) in lowest.items():
            ratios = " ".join(
                f"{one / other:.2f}" for one, other in zip((wall, cpu, memory), lowest["anki"], strict=True)
            )
            print(f"{name:<24}{wall:6.2f} s {cpu:6.2f} s CPU {memory:6.0f} MB   of anki's {ratios}")


if __name__ == "__main__":
    main()
