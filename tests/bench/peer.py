"""The peer's side, run by the Python that has `anki`: one operation a line in, what it took (in ms) a line out.

peer.py serve COLLECTION            operations as JSON lines: {"do": "answer", "times": 50}
peer.py make HISTORIES COLLECTION   the collection from the same histories
peer.py due|csv|in|out ...          one whole process each
"""

import json
import os
import sqlite3
import sys
import time
from datetime import date

_BUTTONS = (1, 1, 1, 2, 3, 4)


def main():
    """Do what the arguments say."""
    what, *arguments = sys.argv[1:]
    {"serve": serve, "make": make, "due": due, "csv": take_csv, "in": take_in, "out": give_out}[what](
        *arguments
    )


def opened(path):
    """The collection, and Anki loaded only now: cold starts count it."""
    from anki.collection import Collection

    return Collection(path)


def make(histories, path):
    """All decks below one, all notes basic, answers and memory put in as Anki itself would have left them."""
    col = opened(path)
    _set_limits(col)
    source = sqlite3.connect(histories)
    decks = {
        name: col.decks.id(f"all::{name}") for (name,) in source.execute("SELECT DISTINCT deck FROM cards")
    }
    kind, now, shift = (
        col.models.by_name("Basic")["id"],
        int(time.time()),
        col.sched.today - date.today().toordinal(),
    )
    notes, cards = [], []
    for number, (deck, name, front, back, due, ease, interval, reps, lapses) in enumerate(
        source.execute("SELECT * FROM cards"), 1
    ):
        notes.append((number, name, kind, now, -1, "", f"{front}\x1f{back}", front, 0, 0, ""))
        state = (
            (0, 0, number, 0, 0, 0, 0)
            if due is None
            else (2, 2, due + shift, interval, ease * 10, reps, lapses)
        )
        cards.append((number, number, decks[deck], 0, now, -1, *state, 0, 0, 0, 0, ""))
    col.decks.set_current(col.decks.id("all"))
    col.close()
    # Not by its own connection, which takes many minutes for so many rows.
    connection = sqlite3.connect(path)
    connection.executemany(f"INSERT INTO notes VALUES ({', '.join('?' * 11)})", notes)
    connection.executemany(f"INSERT INTO cards VALUES ({', '.join('?' * 18)})", cards)
    connection.executemany(f"INSERT INTO revlog VALUES ({', '.join('?' * 9)})", _reviews(source))
    connection.commit()
    connection.close()


def _reviews(source):
    last = 0
    for at_ms, _, card, grade, ms, before, after, ease in source.execute(
        "SELECT * FROM reviews ORDER BY at_ms"
    ):
        last = max(at_ms, last + 1)
        yield last, card + 1, -1, _BUTTONS[grade], after, before, ease * 10, ms, 1


def _set_limits(col):
    config = col.decks.config_dict_for_deck_id(1)
    config["new"]["perDay"], config["rev"]["perDay"] = 20, 9999
    col.decks.update_config(config)


def serve(path):
    """Do each operation that comes in; the time of each of its repetitions goes out."""
    col = opened(path)
    print("ready", flush=True)
    for line in sys.stdin:
        wish = json.loads(line)
        print(json.dumps(_OPERATIONS[wish["do"]](col, wish.get("times", 1))), flush=True)
    col.close()


def _timed(work, times):
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


def _answer(col, times):
    def once():
        queued = col.sched.get_queued_cards(fetch_limit=1).cards[0]
        answer = col.sched.build_answer(card=_Card(col, queued.card.id), states=queued.states, rating=2)
        col.sched.answer_card(answer)

    return _timed(once, times)


def _Card(col, card_id):  # noqa: N802 - stands in for Anki's class of that name
    card = col.get_card(card_id)
    card.start_timer()
    return card


def _undo(col, times):
    """Of answers just given, as no more than thirty steps are kept."""
    taken = []
    for _ in range(times):
        _answer(col, 1)
        taken += _timed(col.undo, 1)
    return taken


def _queue(col, times):
    def once():
        col.decks.set_current(everything)
        col.sched.get_queued_cards(fetch_limit=200)

    everything, taken = col.decks.id("all"), []
    for _ in range(times):
        col.decks.set_current(1)  # another deck, so that coming back has the queue built anew
        taken += _timed(once, 1)
    return taken


def _graphs(days):
    return lambda col, times: _timed(lambda: col._backend.graphs(search="", days=days), times)  # noqa: SLF001


def _find(query):
    return lambda col, times: _timed(lambda: col.find_cards(query), times)


def _switch(col, times):
    """Switching its other scheduler on, which goes through all answers; off again, untimed."""
    taken = []
    for _ in range(times):
        taken += _timed(lambda: _configure(col, fsrs=True), 1)
        _configure(col, fsrs=False)
    return taken


def _configure(col, *, fsrs):
    from anki.deck_config_pb2 import UpdateDeckConfigsRequest

    shown = col.decks.get_deck_configs_for_update(col.decks.id("all"))
    request = UpdateDeckConfigsRequest(
        target_deck_id=col.decks.id("all"), configs=[each.config for each in shown.all_config], fsrs=fsrs
    )
    col.decks.update_deck_configs(request)


_OPERATIONS = {
    "answer": _answer,
    "undo": _undo,
    "queue": _queue,
    "counts": lambda col, times: _timed(col.sched.deck_due_tree, times),
    "stats": _graphs(0),
    "stats-year": _graphs(365),
    "stats-month": _graphs(31),
    "word": _find("w0042"),
    "rated": _find("rated:30"),
    "interval": _find("prop:ivl>100"),
    "refold": _switch,
}


def due(path):
    """What is due, by deck."""
    col = opened(path)
    col.sched.deck_due_tree()
    col.close()


def take_csv(source, path):
    """A table of notes into a new collection."""
    from anki.collection import ImportCsvRequest

    _forget(path)
    col = opened(path)
    metadata = col.get_csv_metadata(source, None)
    col.import_csv(ImportCsvRequest(path=source, metadata=metadata))
    _require(col)
    col.close()


def take_in(source, path):
    """A package of notes into a new collection."""
    from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

    _forget(path)
    col = opened(path)
    col.import_anki_package(ImportAnkiPackageRequest(package_path=source, options=ImportAnkiPackageOptions()))
    _require(col)
    col.close()


def give_out(path, target):
    """All notes as a package, in the format that all versions read."""
    from anki.collection import ExportAnkiPackageOptions

    col = opened(path)
    col.export_anki_package(
        out_path=target, options=ExportAnkiPackageOptions(with_scheduling=False, legacy=True), limit=None
    )
    col.close()


def _forget(path):
    for ending in ("", "-wal", "-shm"):
        if os.path.exists(path + ending):
            os.remove(path + ending)


def _require(col):
    if not col.note_count():
        sys.exit("nothing came in")


if __name__ == "__main__":
    main()
