"""Speed beside Anki's own package, in one run: `python tests/bench/run.py [--cards N ...] [--write FOLDER]`.

Makes the same cards and ten times as many reviews for both sides, measures each promise side by side, and prints
a table of them; with --write it is also written as JSON and Markdown. Budgets are for 100,000 cards; with several
sizes a second table tells how each time grows. The exit code is 1 when a promise is not held.
"""

import argparse
import itertools
import json
import os
import platform
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

from rows import SERVED, WHOLE
from sides import PEER, Bench, environments

#: The size that the budgets are for.
BUDGETED = 100_000


def main():
    """Measure every size that is asked for."""
    options = _options()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    found = []
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        place = Path(options.keep or made)
        place.mkdir(parents=True, exist_ok=True)
        pythons = environments(place)
        for cards in options.cards:
            found += _measured(pythons, cards, options)
    for line in _growths(found):
        print(line)
    if options.write:
        _write(Path(options.write), found)
    sys.exit(1 if any(row["held"] is False for row in found) else 0)


def _options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--cards", type=int, nargs="+", default=[100_000], help="sizes, each with ten times the reviews"
    )
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--write", metavar="FOLDER", help="write speed.json and speed.md there")
    parser.add_argument(
        "--keep", metavar="FOLDER", help="keep the peer's environment there for the next time"
    )
    return parser.parse_args()


def _measured(pythons, cards, options):
    print(f"\n{cards:,} cards, {10 * cards:,} reviews; {_machine()}", flush=True)
    print(_LINE.format("what", "ours", "peer", "floor", "ratio", "budget", ""), flush=True)
    found = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        bench = Bench(Path(folder), pythons, cards, 10 * cards, options.rounds)
        with bench:
            found += [_told(row, bench) for row in SERVED]
        found += [_told(row, bench) for row in WHOLE]
    return found


def _told(row, bench):
    measured = row.measure(bench)
    told = {
        "what": row.name, "cards": bench.cards, "reviews": bench.reviews, "unit": row.unit, "against": row.against,
        "ours": measured.ours, "peer": measured.peer, "floor": measured.floor, "ratio": measured.ratio,
        "budget": row.budget, "held": measured.ratio <= row.budget, "notes": measured.notes,
    }  # fmt: skip
    print(_LINE.format(*_cells(told)), flush=True)
    return told


def _growths(found):
    """For each row, how much longer ours takes for so many times the cards."""
    lines = []
    for name in dict.fromkeys(row["what"] for row in found):
        rows = [row for row in found if row["what"] == name]
        steps = [
            f"{after['cards'] / before['cards']:g}x cards: {after['ours'] / before['ours']:.2f}x"
            for before, after in itertools.pairwise(rows)
            if after["cards"] > before["cards"]
        ]
        if steps:
            lines.append(f"{name}: {', '.join(steps)}")
    return lines


_LINE = "{:<38} {:>10} {:>10} {:>9} {:>7} {:>7}  {}"


def _cells(row):
    floor = "" if row["floor"] is None else f"{row['floor']:.2f}"
    ending = f"{_WORDS[row['held']]}of {row['against']}{'; ' + row['notes'] if row['notes'] else ''}"
    return (
        row["what"],
        f"{row['ours']:.2f} {row['unit']}",
        f"{row['peer']:.2f} {row['unit']}",
        floor,
        f"{row['ratio']:.3f}",
        f"{row['budget']:g}",
        ending,
    )


_WORDS = {True: "held, ", False: "MISSED, ", None: ""}


def _write(folder, found):
    folder.mkdir(parents=True, exist_ok=True)
    about = {"date": time.strftime("%Y-%m-%d"), "machine": _machine(), "peer": PEER}
    (folder / "speed.json").write_text(json.dumps(about | {"rows": found}, indent=2) + "\n", encoding="utf-8")
    sizes = list(dict.fromkeys(row["cards"] for row in found))
    lines = [f"{about['date']}, {about['machine']}, beside {PEER}"]
    for cards in sizes:
        lines += ["", f"{cards:,} cards and {10 * cards:,} reviews:", "", *_table(found, cards)]
    if len(sizes) > 1:
        lines += ["", "Ours, by cards:", "", *_by_size(found, sizes)]
    (folder / "speed.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _table(found, cards):
    yield "| what | ours | peer | floor | ratio | budget | |"
    yield "|---|---|---|---|---|---|---|"
    for row in found:
        if row["cards"] == cards:
            yield f"| {' | '.join(_cells(row))} |"


def _by_size(found, sizes):
    yield f"| what | {' | '.join(f'{cards:,}' for cards in sizes)} |"
    yield f"|---{'|---' * len(sizes)}|"
    for name in dict.fromkeys(row["what"] for row in found):
        ours = {row["cards"]: _cells(row)[1] for row in found if row["what"] == name}
        yield f"| {name} | {' | '.join(ours.get(cards, '') for cards in sizes)} |"


def _machine():
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"


if __name__ == "__main__":
    main()
