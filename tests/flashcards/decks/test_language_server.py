"""What an editor says of a deck: the YAML language server reads the schema as the template's first line names it."""

import json
import os
import shutil
import subprocess
from threading import Timer

import pytest

from flashcards.decks.models import ENTRY_TYPES, DeckFile
from flashcards.decks.parts import WrongOption
from flashcards.decks.reading import read_deck
from flashcards.decks.schema import schema_text
from flashcards.decks.template import template

#: The path of the program yaml-language-server.
SERVER = "FLASHCARDS_YAML_SERVER"
REQUIRE = "FLASHCARDS_REQUIRE_ORACLES"
HANG_SECONDS = 100

_SETTINGS = {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}}


class LanguageServer:
    """A conversation with the server: one message at a time, each waited for."""

    def __init__(self, command):
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._guard = Timer(HANG_SECONDS, self._process.kill)
        self._guard.start()
        self._asked = 0
        item = {"snippetSupport": True, "documentationFormat": ["markdown"]}
        document = {"completion": {"completionItem": item}, "hover": {"contentFormat": ["markdown"]}}
        capabilities = {"textDocument": document, "workspace": {"configuration": True}}
        self._request("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities})
        self._send({"method": "initialized", "params": {}})

    def close(self):
        """End the server."""
        self._guard.cancel()
        self._process.kill()
        self._process.communicate()

    def lines_of_mistakes(self, path, text):
        """The lines, from 1, on which the editor marks something when the file is opened."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        while True:
            message = self._receive()
            told = message.get("params") or {}
            if message.get("method") == "textDocument/publishDiagnostics" and told["uri"] == path.as_uri():
                return {mistake["range"]["start"]["line"] + 1 for mistake in told["diagnostics"]}

    def hover(self, path, line, column):
        """The text that is shown over a place, both counted from 0."""
        found = self._request("textDocument/hover", _at(path, line, column))
        return found["contents"]["value"] if found else ""

    def completion(self, path, line, column):
        """What is offered at a place: label -> what is put in."""
        found = self._request("textDocument/completion", _at(path, line, column))
        return {item["label"]: item.get("insertText", "") for item in found["items"]}

    def _request(self, method, parameters):
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": parameters})
        while True:
            message = self._receive()
            if message.get("id") == self._asked and "method" not in message:
                return message["result"]

    def _send(self, message):
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        self._process.stdin.flush()

    def _receive(self):
        length = 0
        while (line := self._process.stdout.readline()) != b"\r\n":
            assert line, "the language server has ended"
            if line.lower().startswith(b"content-length"):
                length = int(line.partition(b":")[2])
        message = json.loads(self._process.stdout.read(length))
        if "method" in message and "id" in message:  # it asks for the editor's settings
            items = (message.get("params") or {}).get("items", ())
            answer = [_SETTINGS if item.get("section") == "yaml" else {} for item in items]
            self._send({"id": message["id"], "result": answer or None})
        return message


def _at(path, line, column):
    return {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": column}}


@pytest.fixture(scope="module")
def server():
    """The server; without it a test is skipped, or fails where oracles are required."""
    path, node = os.environ.get(SERVER, ""), shutil.which("node")
    if not node or not os.path.isfile(path):
        if os.environ.get(REQUIRE) == "1":
            pytest.fail(f"{SERVER} names no yaml-language-server, or there is no node, and {REQUIRE}=1")
        pytest.skip(f"needs node, and the path of yaml-language-server in {SERVER}")
    server = LanguageServer([node, path, "--stdio"])
    yield server
    server.close()


@pytest.fixture
def desk(tmp_path):
    """A folder whose name needs care in an address, with the schema in it."""
    folder = tmp_path / "deep learning ü"
    folder.mkdir()
    (folder / "deck.schema.json").write_text(schema_text())
    return folder


def deck_text(desk):
    schema = (desk / "deck.schema.json").as_uri()
    return template("my-deck", "My deck", schema, "my-deck.yaml", "relu")


def test_the_template_has_no_mistake(server, desk):
    """The editor finds the schema by the template's first line, and nothing to mark; a deck beside it as well."""
    text = deck_text(desk)
    assert server.lines_of_mistakes(desk / "a.yaml", text) == set()
    assert server.lines_of_mistakes(desk / "b.yaml", text.replace("title:", "titel:")) == {3, 4}
    own = "# yaml-language-server: $schema=../deck.schema.json\ndeck: d\ncards: []\n"
    (desk / "decks").mkdir()
    assert server.lines_of_mistakes(desk / "decks" / "d.yaml", own) == {2}


#: What is put in place of what in the template.
MISTAKES = {
    "no title": ("title: 'My deck'\n", ""),
    "unknown key": ("about:", "abut:"),
    "not true or false": ("truth: false", "truth: maybe"),
    "no number": ("at_least: 2", "at_least: many"),
    "no id": ("id: typed", "id: Typed One"),
    "a list for a text": ("- Momentum", "- [Momentum]"),
    "unknown key of an entry": ("    why: The", "    wy: The"),
    "level": ("  - id: gaps", "  - level: 7\n    id: gaps"),
    "one step": ("steps: [forward pass, loss, backward pass, update]", "steps: [forward pass]"),
    "no answer": ("    accept: [AdamW, Adam with decoupled weight decay]\n", ""),
    "a text for a list": ("    at_least: 2", "    at_least: 2\n    tags: one"),
    "a key of another type": ("    truth: false", "    truth: false\n    items: [a]"),
    "key of a wrong option": ("        why: It", "        reason: It"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistakes_are_marked_where_check_names_them(server, desk, mistake):
    """What a schema can express, an editor marks on the line that `check` names."""
    old, new = MISTAKES[mistake]
    text = deck_text(desk)
    assert old in text
    text = text.replace(old, new, 1)
    named = {each.line for each in read_deck(text.encode(), "a.yaml")}
    assert named
    assert named <= server.lines_of_mistakes(desk / f"{mistake}.yaml", text)


def test_every_key_is_explained(server, desk):
    """Over each key of the template stands its description."""
    text = deck_text(desk)
    path = desk / "a.yaml"
    server.lines_of_mistakes(path, text)
    explained = set()
    for number, line in enumerate(text.splitlines()):
        key = line.strip().removeprefix("- ").partition(":")[0]
        fields = [
            model.model_fields[key]
            for model in (DeckFile, WrongOption, *ENTRY_TYPES)
            if key in model.model_fields
        ]
        if fields and not line.lstrip().startswith("#"):
            shown = server.hover(path, number, line.index(key) + 1)
            assert any(field.description.split("`")[0][:40] in shown.replace("\\", "") for field in fields), (
                shown
            )
            explained.add(key)
    assert explained >= {entry.answer_key for entry in ENTRY_TYPES} | {
        "deck",
        "title",
        "id",
        "q",
        "why",
        "reject",
    }


def test_keys_and_whole_entries_are_offered(server, desk):
    """In an entry all keys are offered, for a new one each type with what it needs, in the deck what it lacks."""
    text = deck_text(desk) + "\n  - id: new\n    "
    path = desk / "a.yaml"
    server.lines_of_mistakes(path, text)
    offered = server.completion(path, text.count("\n"), 4)
    assert offered.keys() >= {key for entry in ENTRY_TYPES for key in entry.model_fields} - {"id"}
    text = deck_text(desk) + "\n  - "
    path = desk / "b.yaml"
    server.lines_of_mistakes(path, text)
    offered = server.completion(path, text.count("\n"), 4)
    for entry in ENTRY_TYPES:
        needed = {name for name, field in entry.model_fields.items() if field.is_required()}
        assert all(f"{key}:" in offered[f"{entry.type_name} card"] for key in needed)
    text = deck_text(desk).partition("about:")[0]
    path = desk / "c.yaml"
    server.lines_of_mistakes(path, text)
    assert server.completion(path, text.count("\n"), 0).keys() >= {"about", "sources", "cards"}
