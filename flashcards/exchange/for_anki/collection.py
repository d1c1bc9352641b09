"""An empty collection of Anki in schema 11, with its note types and decks: the older form that every version reads."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from html import escape
from typing import Any

from flashcards.exchange.for_anki.note_types import BASIC, note_types

#: Anki counts due days from the day on which a collection was made.
FIRST_DAY = date(2000, 1, 1).toordinal()
_FIRST_S = (FIRST_DAY - date(1970, 1, 1).toordinal()) * 86_400

_TABLES = """
CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null, scm integer not null,
    ver integer not null, dty integer not null, usn integer not null, ls integer not null, conf text not null,
    models text not null, decks text not null, dconf text not null, tags text not null);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null, mod integer not null,
    usn integer not null, tags text not null, flds text not null, sfld integer not null, csum integer not null,
    flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null, ord integer not null,
    mod integer not null, usn integer not null, type integer not null, queue integer not null, due integer not null,
    ivl integer not null, factor integer not null, reps integer not null, lapses integer not null,
    left integer not null, odue integer not null, odid integer not null, flags integer not null, data text not null);
CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null, ease integer not null,
    ivl integer not null, lastIvl integer not null, factor integer not null, time integer not null,
    type integer not null);
CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);
"""
#: What a new collection of Anki is set to; the scheduler is the one that counts days by the zone.
_SETTINGS = """{"nextPos": 1, "curDeck": 1, "activeDecks": [1], "sortType": "noteFld", "sortBackwards": false,
"addToCur": true, "newSpread": 0, "collapseTime": 1200, "timeLim": 0, "estTimes": true, "dueCounts": true,
"schedVer": 2, "sched2021": true}"""
_LIMITS = """{"1": {"id": 1, "name": "Default", "mod": 0, "usn": 0, "maxTaken": 60, "autoplay": true, "timer": 0,
"replayq": true, "dyn": false,
"new": {"delays": [1, 10], "ints": [1, 4, 0], "initialFactor": 2500, "order": 1, "perDay": 20, "bury": false},
"rev": {"perDay": 200, "ease4": 1.3, "ivlFct": 1, "maxIvl": 36500, "bury": false, "hardFactor": 1.2},
"lapse": {"delays": [10], "mult": 0, "minInt": 1, "leechFails": 8, "leechAction": 1}}}"""


@dataclass(frozen=True, slots=True)
class PackageDeck:
    """A deck as Anki shows it; `changed_ms` is when its file was written."""

    name: str
    title: str
    about: str
    changed_ms: int

    number: int = field(init=False)

    def __post_init__(self) -> None:
        """The number is the deck's id in Anki, the same for the same name."""
        digest = blake2b(self.name.encode(), digest_size=5).digest()
        object.__setattr__(self, "number", 10**12 + int.from_bytes(digest, "big"))


def make_collection(connection: sqlite3.Connection, decks: Sequence[PackageDeck], rollover_hour: int) -> None:
    """Make the tables, and the one row that says what stands in them."""
    changed_ms = max((deck.changed_ms for deck in decks), default=0)
    # Days are counted as they are here, in whatever zone the file is opened.
    settings = json.loads(_SETTINGS) | {"curModel": BASIC, "creationOffset": 0, "rollover": rollover_hour}
    listed = {
        str(deck.number): _deck(deck.number, deck.name, _about(deck), deck.changed_ms // 1000)
        for deck in decks
    }
    listed["1"] = _deck(1, "Default", "", 0)
    texts = (json.dumps(settings), json.dumps(note_types()), json.dumps(listed), _LIMITS)
    for statement in _TABLES.split(";"):
        connection.execute(statement)
    connection.execute(
        "INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')",
        (_FIRST_S + rollover_hour * 3_600, changed_ms, changed_ms, *texts),
    )


def _about(deck: PackageDeck) -> str:
    return "<br>".join(escape(text).replace("\n", " ") for text in (deck.title, deck.about) if text)


def _deck(number: int, name: str, about: str, changed_s: int) -> dict[str, Any]:
    today = {f"{what}Today": [0, 0] for what in ("new", "rev", "lrn", "time")}
    shown = {"collapsed": False, "browserCollapsed": False, "desc": about, "dyn": 0, "conf": 1}
    return {
        "id": number,
        "name": name,
        "mod": changed_s,
        "usn": -1,
        "extendNew": 0,
        "extendRev": 0,
        **today,
        **shown,
    }
