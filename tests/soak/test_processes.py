"""Processes that review at once: it is noticed when they do not mind each other."""

import sys
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from fault import Trial
from faults import processes

from flashcards.cli.agenda import Agenda
from flashcards.store.database import Database
from flashcards.store.journal import Journal


def blind():
    """A card that another has answered meanwhile is graded once more."""
    real = Journal.append

    def append(self, *arguments, shown=None, **fields):
        return real(self, *arguments, **fields)

    Journal.append = append


def hasty():
    """Transactions begin as readers, and then find that another writes."""

    @contextmanager
    def writing(self):
        self.connection.execute("BEGIN")
        yield self.connection
        self.connection.execute("COMMIT")

    Database.writing = writing


def deaf():
    """Nobody looks at what others have done since the sitting began."""
    Agenda.is_behind = lambda self: False


@pytest.mark.parametrize("sabotage", [blind, hasty, deaf])
def test_processes_that_do_not_mind_each_other_are_noticed(tmp_path, sabotage):
    """Cards graded twice, locks and limits that are passed are found."""
    for attempt in range(5):
        place = tmp_path / str(attempt)
        place.mkdir()
        if processes.processes(Trial(25, place, Random(attempt), is_long=False), sabotage).broken:
            return
    pytest.fail("nothing was noticed")
