"""Answers a shell that asks how a command line goes on. Light on purpose, see `flashcards.core.days`.

The shells' scripts call `flashcards __complete SHELL LINE [WORD]`: LINE is the command line up to the cursor, WORD
what bash would replace of it. The first line of the answer says what follows (`words`; `stems`, which go on
without a space; `files`, which the shell knows better), each further one is a word. What cannot be found out is
left out, silently: whoever presses Tab wants no message.

Commands and options stand in `shells/command_line.json`, made from the commands themselves by `completion`. Names
come from the cache of decks alone: the database is never touched, and no deck is read.
"""

import json
import os
import sys

from flashcards.cli.shell_words import Line, quoted
from flashcards.text.show import show

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

COMMAND_LINE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "shells", "command_line.json")

#: What a shell is told: what kind of words these are, and each with a remark.
Answer = tuple[str, dict[str, str]]


def complete(arguments: list[str]) -> int:
    """Write the answer; the exit code is always 0."""
    try:
        shell, text, *rest = arguments
        line = Line(text)
        how, words = _answer(line)
        # What cannot be seen could not be chosen either.
        fitting = {
            word: remark
            for word, remark in words.items()
            if word.startswith(line.word) and show(word, lines=False) == word
        }
        lines = _for_bash(line, rest[0], fitting) if shell == "bash" else _with_remarks(shell, fitting)
        sys.stdout.write("\n".join([how, *lines]) + "\n")
    except Exception:  # noqa: BLE001, S110 - see above
        pass
    return 0


def _for_bash(line: Line, replaced: str, words: dict[str, str]) -> list[str]:
    """What bash puts in place of `replaced`: it cuts words at colons and equal signs as well."""
    if not line.raw.endswith(replaced):
        return []
    kept = Line(line.raw[: len(line.raw) - len(replaced)])
    return [quoted(word[len(kept.word) :], kept.quote) for word in words]


def _with_remarks(shell: str, words: dict[str, str]) -> list[str]:
    """A word and, after a tab, its remark (fish) or the whole line to show for it (zsh)."""
    width = max(map(len, words), default=0)
    lines = []
    for word, remark in words.items():
        shown = show(remark, limit=100, lines=False)
        if shell == "zsh":
            shown = f"{word:<{width}}  -- {shown}" if shown else word
        lines.append(f"{word}\t{shown}")
    return lines


def _answer(line: Line) -> Answer:
    with open(COMMAND_LINE, encoding="utf-8") as file:
        root: dict[str, Any] = json.load(file)
    command, given, option = _place(root, line.before[1:])
    word = line.word
    if option:
        return _values(root, _kind(option, given), [], word)
    if word.startswith("-") and "--" not in given:
        name, equals, value = word.partition("=")
        if not equals:
            return "words", {name: remark for name, (_, remark) in command["options"].items()}
        how, words = _values(root, _kind(command["options"][name][0], given), [], value)
        return how, {f"{name}={value}": remark for value, remark in words.items()}
    given = [argument for argument in given if argument != "--"]
    if command["commands"] and not given:
        return "words", {name: sub["help"] for name, sub in command["commands"].items()}
    kinds = command["arguments"]
    if len(given) < len(kinds):
        return _values(root, kinds[len(given)].removesuffix("..."), given, word)
    if kinds and kinds[-1].endswith("..."):
        return _values(root, kinds[-1].removesuffix("..."), given, word)
    return "words", {}


def _place(root: "dict[str, Any]", words: list[str]) -> "tuple[dict[str, Any], list[str], str]":
    """The command that the words lead to, its arguments so far, and the value that the last option waits for."""
    command, option = root, ""
    given: list[str] = []
    for word in words:
        if option:
            option = ""
        elif word.startswith("-") and word != "--" and "--" not in given:
            option = command["options"].get(word, ("", ""))[0]
        elif word in command["commands"] and not given:
            command = command["commands"][word]
        else:
            given.append(word)
    return command, given, option


def _kind(kind: str, given: list[str]) -> str:
    """What an option takes after these arguments: decks have forms of their own."""
    return "FORMAT of deck" if kind == "FORMAT" and given[:1] == ["deck"] else kind


def _values(root: "dict[str, Any]", kind: str, given: list[str], word: str) -> Answer:
    """What may stand where the help writes `kind`."""
    words: dict[str, str] = {}
    match kind:
        case "FILE":
            return "files", {}
        case "ID":
            return _ids(word)
        case "DECK" | "OWN-DECK":
            words = _decks(own_only=kind == "OWN-DECK")
        case "BACKUP":
            words = _backups()
        case "TAG":
            words = _tags()
        case "KIND":
            kinds = _rows("SELECT name, topic FROM kinds")
            words = dict.fromkeys(kinds.values(), "a topic") | kinds
        case "QUERY":
            return _query(root["choices"]["QUERY"], word)
        case "SETTING":
            words = _settings()
        case "VALUE":
            words = _setting_values(given[0])
        case "TOPIC" if given:
            words = {name: sub["help"] for name, sub in root["commands"][given[0]]["commands"].items()}
        case "TOPIC":
            topics = root["choices"]["TOPIC"]
            words = topics | {name: sub["help"] for name, sub in root["commands"].items()} | topics
        case _:
            words = root["choices"].get(kind, {})
    return "words", {name: remark for name, remark in words.items() if name not in given}


def _decks(*, own_only: bool = False) -> dict[str, str]:
    return _rows(
        "SELECT deck, title FROM files WHERE place IS NOT NULL AND is_own >= ? ORDER BY place", own_only
    )


def _tags() -> dict[str, str]:
    return _rows(
        "SELECT DISTINCT tag, '' FROM files JOIN tags ON file = files.id WHERE place IS NOT NULL ORDER BY tag"
    )


def _query(filters: dict[str, str], word: str) -> Answer:
    """The last filter of a search: first its name, then what may stand behind the colon."""
    last = word.rpartition(" ")[2].lstrip("-(")
    name, colon, _ = last.partition(":")
    if not colon:
        how, words = "stems", {each: remark for each, remark in filters.items() if each.endswith(":")}
    elif name in {"deck", "tag"}:
        named = _decks() if name == "deck" else _tags()
        how, words = "words", {f"{name}:{each}": remark for each, remark in named.items()}
    else:
        how, words = "words", {each: remark for each, remark in filters.items() if not each.endswith(":")}
    before = word[: len(word) - len(last)]
    return how, {before + each: remark for each, remark in words.items()}


def _ids(word: str) -> Answer:
    """Cards as if decks were folders: first the decks, then the cards of one."""
    if "/" not in word:
        return "stems", {f"{deck}/": title for deck, title in _decks().items()}
    inside = (
        "FROM files JOIN cards ON file = files.id WHERE place IS NOT NULL AND cards.id >= ? AND cards.id < ?"
    )
    first = _rows(f"SELECT cards.id, '' {inside} ORDER BY cards.id LIMIT 1000", word, f"{word}\U0010ffff")
    # With the last one the shell sees rightly how much all have in common, however many are left out.
    last = _rows(f"SELECT max(cards.id), '' {inside}", word, f"{word}\U0010ffff")
    return "words", first | last


def _rows(sql: str, *values: object) -> dict[str, str]:
    """Two columns of the cache; nothing where there is none."""
    import sqlite3

    from flashcards.cli.places import find_places

    path = find_places().cache
    for sign, code in (("%", "%25"), ("?", "%3f"), ("#", "%23")):
        path = path.replace(sign, code)
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=0.1)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        return {name: remark for name, remark in connection.execute(sql, values) if name}
    finally:
        connection.close()


def _backups() -> dict[str, str]:
    """The backups' numbers, the newest first; remarked on by day and reason."""
    from flashcards.cli.places import find_places

    folder = os.path.join(os.path.dirname(find_places().database), "backups")
    parts = [name.removesuffix(".db.gz").split("_") for name in sorted(os.listdir(folder), reverse=True)]
    return {part[0].lstrip("0"): f"{part[1]}, {part[2]}" for part in parts if len(part) == 3}


def _settings() -> dict[str, str]:
    from flashcards.cli.settings import SETTINGS

    return {setting.name: setting.meaning for setting in SETTINGS}


def _setting_values(name: str) -> dict[str, str]:
    from flashcards.cli.settings import find_setting

    setting = find_setting(name)
    words = dict.fromkeys(setting.choices, "")
    if setting.name == "decks_off":
        words = _decks()
    default = setting.default if isinstance(setting.default, str | int) else ""
    return words | {"default": f"as it was: {default}" if default != "" else "as it was"}
