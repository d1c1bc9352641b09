"""Files to be taken in, of every kind: whole ones, those that are known to be hostile, and damaged ones."""

import importlib.util
import io
import json
import sqlite3
import stat
import zipfile
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from random import Random

from mutating import WORDS, Mutator

_PACKING = Path(__file__).parents[1] / "flashcards" / "exchange" / "anki" / "packing.py"
_MANIFEST = "manifest.json"

#: Texts by the end of their file's name.
TEXTS = {
    "csv": "front,back,tags\nWhat is Adam?,An optimizer,adam\n'=1+1,\"two\nlines\",\nq,a,\"b, c\"\n",
    "tsv": 'front\tback\nWhat is SGD?\tDescent\n"q"""\ta\n',
    "txt": "#separator:tab\n#html:true\n#deck column:1\n#tags column:4\nD::E\t<b>q</b>\t{{c1::a}}<br>b\tx y\n",
    "md": "Q: What is Adam?\nA: An optimizer.\n\nC: Warm-up [begins] with a [small] step.\n\n---\n\nQ: $x$?\nA: y\n",
}  # fmt: skip


class Files:
    """Makes files in a folder; `backup` is a whole one of ours."""

    def __init__(self, folder: Path, backup: Path, rng: Random) -> None:
        self._folder = folder
        self._rng = rng
        self._backup = _members(backup)
        self._packing = _packing()
        self._collection = self._new_collection()
        self._texts = {suffix: Mutator((text,), rng) for suffix, text in TEXTS.items()}
        self._lines = Mutator([self._backup["journal.jsonl"].decode()], rng)

    def known(self) -> list[Path]:
        """A whole one of each kind, and hostile ones."""
        made = [self._text(suffix, text) for suffix, text in TEXTS.items()]
        made.append(self._zip("whole.zip", self._backup))
        made.append(self._package("whole.apkg", self._collection))
        bomb = self._collection + b"\0" * 2**26
        made.append(self._package("bomb.apkg", bomb))
        made.append(self._zip("bomb.zip", self._backup | {"decks/bomb.yaml": b"#" * 2**26}))
        for name in ("../../escaped", "/tmp/escaped", "decks/../../escaped.yaml", "decks\\..\\escaped.yaml"):
            made += [
                self._zip(f"climbs{len(made)}.zip", self._backup | {name: b"x"}),
                self._zip(f"climbs{len(made)}.apkg", {"collection.anki21": self._collection, name: b"x"}),
            ]
        made += [self._with_links("links.zip", self._backup), self._with_links("links.apkg", {})]
        for number, statements in enumerate(_TRAPS):
            made.append(self._package(f"trap{number}.apkg", self._new_collection(statements)))
        return made

    def damaged(self) -> Path:
        """One that is damaged by chance."""
        rng = self._rng
        match rng.randrange(8):
            case 0 | 1 | 2:
                suffix = rng.choice(list(TEXTS))
                return self._text(suffix, self._texts[suffix].text())
            case 3:
                flipped = _flipped(self._collection, rng)
                return self._package("flipped.apkg", flipped)
            case 4:
                return self._package("values.apkg", self._with_strange_values())
            case 5:
                made = self._package("bytes.apkg", self._collection)
                made.write_bytes(_flipped(made.read_bytes(), rng))
                return made
            case 6:
                made = self._zip("bytes.zip", self._backup)
                made.write_bytes(_flipped(made.read_bytes(), rng))
                return made
            case _:
                return self._with_strange_rows()

    def _text(self, suffix: str, text: str) -> Path:
        made = self._folder / f"file.{suffix}"
        made = made.with_stem(f"file{self._rng.randrange(3)}")
        made.write_bytes(text.encode("utf-8", "surrogatepass"))
        return made

    def _zip(self, name: str, members: dict[str, bytes]) -> Path:
        made = self._folder / name
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
            for member, content in members.items():
                file.writestr(member, content)
        return made

    def _package(self, name: str, database: bytes) -> Path:
        return self._zip(name, {self._rng.choice(("collection.anki21", "collection.anki2")): database})

    def _with_links(self, name: str, members: dict[str, bytes]) -> Path:
        made = self._zip(name, members)
        with zipfile.ZipFile(made, "a") as file:
            for link in ("decks/link.yaml", "collection.anki21"):
                entry = zipfile.ZipInfo(link)
                entry.external_attr = (stat.S_IFLNK | 0o777) << 16
                file.writestr(entry, "/etc/passwd")
        return made

    def _with_strange_rows(self) -> Path:
        """A backup of ours whose manifest vouches for what stands in it."""
        journal = self._lines.text().encode("utf-8", "replace")
        members = self._backup | {"journal.jsonl": journal}
        manifest = json.loads(members[_MANIFEST])
        for told in manifest["files"]:
            content = members[told["name"]]
            told |= {"size": len(content), "sha256": sha256(content).hexdigest()}
        manifest["rows"] = journal.count(b"\n")
        return self._zip("rows.zip", members | {_MANIFEST: json.dumps(manifest).encode()})

    def _new_collection(self, more: tuple[str, ...] = ()) -> bytes:
        database = self._folder / "made.db"
        database.unlink(missing_ok=True)
        notes = [(1, ("What is Adam?", "An <b>optimizer</b>")), (1, ("$x$", "y"), "tag"), (1, ("q", "a"))]
        revlog = [(1_740_000_000_000 + n, 10, 3, 2500, 4000, 1) for n in range(5)]
        self._packing.collection(database, notes, revlog=revlog, more=more)
        return database.read_bytes()

    def _with_strange_values(self) -> bytes:
        rng = self._rng
        database = self._folder / "made.db"
        database.write_bytes(self._collection)
        with closing(sqlite3.connect(database)) as connection, connection:
            for _ in range(rng.randint(1, 4)):
                table, columns = rng.choice(_COLUMNS)
                word = rng.choice(WORDS).encode("utf-8", "replace").decode()
                value = rng.choice(
                    (word, rng.randrange(-(2**63), 2**63), None, word.encode(), rng.random(), -1)
                )
                column = rng.choice(columns.split())
                connection.execute(
                    f"UPDATE OR IGNORE {table} SET {column} = ? WHERE abs(random()) % 2", (value,)
                )
        return database.read_bytes()


_COLUMNS = (
    ("col", "crt ver conf models decks"),
    ("notes", "guid mid tags flds"),
    ("cards", "nid did ord type queue due ivl factor reps lapses odue odid"),
    ("revlog", "cid ease time factor type"),
)
_ENDLESS = """CREATE VIEW notes AS WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n)
    SELECT x AS id, 'g' AS guid, 1 AS mid, '' AS tags, 'a' AS flds FROM n"""
#: What a database can do by itself when it is read.
_TRAPS = (
    ("DROP TABLE notes", _ENDLESS),
    ("CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM notes; END",),
    ("CREATE VIEW more AS SELECT load_extension('/tmp/x') FROM notes",),
    ("ALTER TABLE notes RENAME TO n", "CREATE TABLE notes (id, guid, mid, tags, flds AS (hex(zeroblob(100000000))))"),
    ("CREATE INDEX i ON notes (length(flds))",),
    ("UPDATE notes SET flds = zeroblob(20000000)",),
    ("PRAGMA writable_schema = ON", "UPDATE sqlite_master SET sql = 'CREATE TABLE notes (' WHERE name = 'notes'"),
)  # fmt: skip


def _members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def _packing():
    spec = importlib.util.spec_from_file_location("packing", _PACKING)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _flipped(content: bytes, rng: Random) -> bytes:
    """The content with some bytes changed, and now and then cut."""
    changed = io.BytesIO(content)
    for _ in range(rng.choice((1, 3, 30))):
        changed.seek(rng.randrange(len(content)))
        changed.write(bytes([rng.randrange(256)]))
    return changed.getvalue()[: rng.randrange(len(content)) if rng.random() < 0.2 else None]
