"""Both sides as they are measured: an environment each, the same histories in each, and a process that serves each."""

import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import floors

HERE = Path(__file__).parent
CHECKOUT = HERE.parents[1]
PEER = "anki==26.9.3"


def environments(folder):
    """The Pythons of both sides, each with its package installed from nothing; made once in a folder."""
    pythons = {}
    for side, package in (("ours", f"{CHECKOUT}[anki]"), ("peer", PEER)):
        pythons[side] = folder / side / "bin" / "python"
        if side == "ours" or not pythons[side].exists():
            venv.create(folder / side, with_pip=True, clear=True)
            subprocess.run([pythons[side], "-m", "pip", "install", "--quiet", "--quiet", package], check=True)
    return pythons


class Side:
    """A process that does one operation after another and says how long each repetition took (ms)."""

    def __init__(self, command):
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._line()

    def __call__(self, what, times=1):
        print(json.dumps({"do": what, "times": times}), file=self._process.stdin, flush=True)
        return json.loads(self._line())

    def close(self):
        self._process.stdin.close()
        self._process.wait()

    def _line(self):
        line = self._process.stdout.readline()
        if not line:
            sys.exit("a side has ended by itself")
        return line


class Bench:
    """One size, ready to be measured: a home and a collection with the same cards and reviews."""

    def __init__(self, folder, pythons, cards, reviews, rounds):
        self.folder, self.pythons, self.cards, self.reviews, self.rounds = (
            folder,
            pythons,
            cards,
            reviews,
            rounds,
        )
        self.home, self.collection = folder / "home", folder / "collection.anki2"
        histories = folder / "histories.db"
        self._run("ours", "-c", _WRITE, HERE, histories, str(cards), str(reviews))
        self._run("peer", HERE / "peer.py", "make", histories, self.collection)
        self._run("ours", HERE / "ours.py", "make", histories, self.home)
        self.ours = self.peer = None

    def __enter__(self):
        self.ours = Side([self.pythons["ours"], HERE / "ours.py", "serve", self.home])
        self.peer = Side([self.pythons["peer"], HERE / "peer.py", "serve", self.collection])
        return self

    def __exit__(self, *error):
        for side in (self.ours, self.peer):
            side.close()

    def bare(self):
        """A Python that does nothing, from the environment that ours runs in."""
        return floors.process([self.pythons["ours"], "-c", "pass"])

    def flashcards(self, *arguments, home=None):
        """One command of ours as a whole process."""
        command = [self.pythons["ours"].with_name("flashcards"), *arguments]
        return floors.process(command, FLASHCARDS_HOME=str(home or self.home))

    def anki(self, *arguments):
        """One operation of the peer as a whole process."""
        return floors.process([self.pythons["peer"], HERE / "peer.py", *arguments])

    def fresh_home(self):
        """A home that has been used and has no decks or answers of its own."""
        seed, home = self.folder / "seed", self.folder / "fresh"
        if not seed.exists():
            self.flashcards("due", home=seed)
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(seed, home)
        return home

    def _run(self, side, *arguments):
        subprocess.run(
            [self.pythons[side], *arguments], check=True, env=os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
        )


_WRITE = """
import sys
sys.path.insert(0, sys.argv[1])
from histories import write_histories
write_histories(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
"""
