"""Packages of Anki's, made by hand: of its older layout, which needs nothing but SQLite."""

import json
import sqlite3
import zipfile
from contextlib import closing

SCHEMA = """
CREATE TABLE col (id integer PRIMARY KEY, crt integer, mod integer, scm integer, ver integer, dty integer,
    usn integer, ls integer, conf text, models text, decks text, dconf text, tags text);
CREATE TABLE notes (id integer PRIMARY KEY, guid text, mid integer, mod integer, usn integer, tags text, flds text,
    sfld integer, csum integer, flags integer, data text);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer, did integer, ord integer, mod integer, usn integer,
    type integer, queue integer, due integer, ivl integer, factor integer, reps integer, lapses integer,
    left integer, odue integer, odid integer, flags integer, data text);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer, usn integer, ease integer, ivl integer, lastIvl integer,
    factor integer, time integer, type integer);
"""
#: 2025-01-01 04:00 UTC
CREATED_S = 1_735_704_000
BASIC = ("Basic", ["Front", "Back"], [("{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}")], 0)


def note_type(name, fields, templates, kind):
    return {
        "name": name,
        "type": kind,
        "flds": [{"name": field, "ord": number} for number, field in enumerate(fields)],
        "tmpls": [{"qfmt": q, "afmt": a, "ord": number} for number, (q, a) in enumerate(templates)],
    }


def collection(
    path, notes, *, types=(BASIC,), decks=("Deck",), conf=None, cards=None, revlog=(), version=11, more=()
):
    """A database: notes are (type, fields) or (type, fields, tags), each with a new card for each template."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(SCHEMA)
        models = {str(number): note_type(*each) for number, each in enumerate(types, start=1)}
        listed = {str(number): {"name": name, "desc": ""} for number, name in enumerate(decks, start=1)}
        values = (
            CREATED_S,
            version,
            json.dumps(conf or {"schedVer": 2, "creationOffset": 0}),
            json.dumps(models),
            json.dumps(listed),
        )
        connection.execute("INSERT INTO col VALUES (1, ?, 0, 0, ?, 0, 0, 0, ?, ?, ?, '{}', '{}')", values)
        for number, (kind, fields, *tags) in enumerate(notes, start=1):
            row = (number, f"guid{number}", kind, "".join(f" {tag} " for tag in tags), "\x1f".join(fields))
            connection.execute("INSERT INTO notes VALUES (?, ?, ?, 0, 0, ?, ?, 0, 0, 0, '')", row)
            if cards is None:
                for ordinal in range(len(types[kind - 1][2])):
                    put_card(connection, number * 10 + ordinal, number, ordinal)
        for card in cards or ():
            put_card(connection, *card)
        connection.executemany("INSERT INTO revlog VALUES (?, ?, 0, ?, 0, 0, ?, ?, ?)", revlog)
        for statement in more:
            connection.execute(statement)
    return path


def put_card(  # noqa: PLR0917 - the columns of a card
    connection,
    key,
    note,
    ordinal,
    kind=0,
    queue=0,
    due=0,
    days=0,
    factor=0,
    reps=0,
    lapses=0,
    deck=1,
    odue=0,
    odid=0,
):
    connection.execute(
        "INSERT INTO cards VALUES (?, ?, ?, ?, 0, 0, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, 0, '')",
        (key, note, deck, ordinal, kind, queue, due, days, factor, reps, lapses, odue, odid),
    )


def package(path, database, name="collection.anki21", more=()):
    """A zip with the database in it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for other, content in more:
            file.writestr(other, content)
        file.write(database, name)
    return path
