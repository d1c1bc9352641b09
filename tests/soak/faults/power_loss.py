"""Power loss: the disk as it may be found, at random points of a recorded sequence of system calls."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import process
import program
from disk import Disk, files_below, write_files_below
from fault import Fault, Outcome, Trial
from old import old_database, version_of
from recording import STRACE, Call, recorded
from whole import broken_copies, copies, rows_in

#: Commands one after the other in one process: their words, and their standard input.
Commands = list[tuple[tuple[str, ...], str]]

#: What such a process does instead of one command.
_DRIVER = """
import io
from flashcards.cli import main as way_in
places.bundled_decks = lambda: {bundled!r}
for words, stdin in {commands!r}[:-1]:
    sys.argv, sys.stdin = ["flashcards", *words], io.StringIO(stdin)
    try:
        way_in.main()
    except SystemExit as leaving:
        assert not leaving.code, (words, leaving.code)
words, stdin = {commands!r}[-1]
sys.argv, sys.stdin = ["flashcards", *words], io.StringIO(stdin)
"""


@dataclass(frozen=True)
class Story:
    """What was recorded: where, the calls, which of them matter, and the journal before and at the end."""

    root: Path
    home: Path
    bundled: str
    before: Path
    calls: list[Call]
    changes: list[int]
    said: list[int]
    known: int
    rows: list[program.Values]
    old_version: int


def power_loss(trial: Trial, sabotage: str = "", *, trusts_sync: bool = True) -> Outcome:
    """Cut the power at random points of two stories."""
    outcome = Outcome()
    if STRACE is None:
        return Outcome(skipped="there is no strace")
    stories = [_first_start(trial.place / "first", sabotage), _migration(trial.place / "second", sabotage)]
    acknowledged = 0
    for number in trial.each(range(trial.count)):
        story = stories[number % 2]
        cut = _cut(story, trial.rng)
        acknowledged += _replay(story, cut, Random(f"{trial.rng.random()}"), outcome, trusts_sync=trusts_sync)
    changes = " and ".join(str(len(story.changes)) for story in stories)
    outcome.notes = f"cut in {changes} changes; {acknowledged} acknowledged answers looked for"
    return outcome


def _first_start(place: Path, sabotage: str) -> Story:
    """From no home at all: a sitting, an undo, another sitting, a backup over an older one, closing each time."""
    commands: Commands = [
        (program.REVIEW, program.script(12)),
        (("undo",), ""),
        (program.REVIEW, program.script(5)),
        (("export", "all", "--output", str(place / "root" / "all.zip")), ""),
        (program.REVIEW, program.script(4)),
        (("export", "all", "--force", "--output", str(place / "root" / "all.zip")), ""),
    ]
    (place / "root").mkdir(parents=True)
    return _recorded(place, commands, sabotage)


def _migration(place: Path, sabotage: str) -> Story:
    """From a database of the first schema: a migration, and a sitting."""
    home = place / "root" / "a" / "home"
    home.mkdir(parents=True)
    old_database(home, 200)
    commands: Commands = [(("due",), ""), (program.REVIEW, program.script(6)), (("undo",), "")]
    return _recorded(place, commands, sabotage)


def _recorded(place: Path, commands: Commands, sabotage: str) -> Story:
    root, bundled, before = place / "root", place / "bundled", place / "before"
    program.new_home(bundled)
    home = root / "a" / "home"
    old = home / "flashcards.db"
    version = version_of(old) if old.exists() else 0
    shutil.copytree(root, before)
    driver = sabotage + _DRIVER.format(bundled=str(bundled / "decks"), commands=commands)
    calls = recorded(process.started_anew(sabotage=driver), place / "trace.txt", process.environment(home))
    changes = _followed(root, before, calls)
    said = [number for number, call in enumerate(calls, start=1) if _is_said(call)]
    decks = str(bundled / "decks")
    rows = program.rows_of(home, decks)
    known = 200 if version else 0
    return Story(root, home, decks, before, calls, changes, said, known, rows, version)


def _followed(root: Path, before: Path, calls: list[Call]) -> list[int]:
    """After which calls the disk is another one. RuntimeError, if what was followed is not what came of it."""
    after = {path: content for path, content in files_below(root).items() if not path.endswith("-shm")}
    shutil.rmtree(root)
    shutil.copytree(before, root)
    disk = Disk(root)
    changes = [number for number, call in enumerate(calls, start=1) if disk.do(call)]
    if disk.now() != after:
        raise RuntimeError(f"the recording does not explain {disk.now().keys() ^ after.keys()}")
    write_files_below(root, after)
    return changes


def _cut(story: Story, rng: Random) -> int:
    """After how many calls the power goes: anywhere, and often right after something was said."""
    return rng.choice(story.said if rng.random() < 0.3 else story.changes)


def _is_said(call: Call) -> bool:
    return call.name == "write" and call.arguments[0] in {"1", "2"}


def _replay(story: Story, cut: int, rng: Random, outcome: Outcome, *, trusts_sync: bool) -> int:
    """Lose the power after so many calls, and look at what is found; how many answers had been acknowledged."""
    shutil.rmtree(story.root)
    shutil.copytree(story.before, story.root)
    disk = Disk(story.root, trusts_sync=trusts_sync)
    said = ""
    for call in story.calls[:cut]:
        disk.do(call)
        if _is_said(call):
            said += call.texts[0].decode()
    write_files_below(story.root, disk.after_power_loss(rng))
    outcome.tried += 1
    for wrong in _wrongs(story, said):
        outcome.broken.append(f"after call {cut} of {story.root.parent.name}: {wrong}")
    return len(process.acknowledged(said))


def _wrongs(story: Story, said: str) -> Iterator[str]:
    database = story.home / "flashcards.db"
    migrated = story.old_version and database.exists() and version_of(database) > story.old_version
    if migrated and not copies(story.home):
        yield "migrated, and there is no backup"
    yield from broken_copies(story.home, story.known)
    backup = story.root / "all.zip"
    told = said.count("rows of the journal and")
    if backup.exists() and not isinstance(rows := rows_in(backup), int):
        yield f"all.zip: {rows}"
    elif told and (not backup.exists() or rows < (18, 22)[told - 1]):
        yield "the backup that was told of is not there"
    least = story.known + len(process.acknowledged(said)) + said.count("taken back: answer")
    found, wrongs = program.look(story.home, story.bundled)
    yield from wrongs
    if found != story.rows[: len(found)] or len(found) < least:
        yield f"{least} rows were acknowledged, and {len(found)} are there"


FAULTS = [Fault("power-loss", "0 acknowledged lost, 0 corrupt", 300, 6000, power_loss)]
