"""`flashcards export`: tables for other programs, written whole or not at all."""

import csv
import errno
import io
import itertools
import json
import os
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.cli.export import Output
from flashcards.cli.waiting import announce, with_progress
from flashcards.reports.tables import flat, safe_cell, write_csv

REQUIRE = "FLASHCARDS_REQUIRE_ORACLES"

#: What readers of review logs look for.
FIRST = ["card_id", "review_time", "review_rating", "review_state", "review_duration"]


class Terminal(io.StringIO):
    """Standard error that is a terminal."""

    def isatty(self):
        return True


@pytest.fixture
def fsrs():
    """The package that reads our reviews; without it a test is skipped, or fails where oracles are required."""
    try:
        import fsrs
    except ImportError:
        if os.environ.get(REQUIRE) == "1":
            pytest.fail(f"fsrs is not installed, and {REQUIRE}=1")
        pytest.skip("fsrs, which reads our reviews, is not installed: pip install flashcards[oracle]")
    return fsrs


@pytest.fixture
def studied(flash, days):
    """A deck of three cards, answered over a week, with one answer taken back."""
    flash.cards(3)
    flash.play(4, 2, 5, 3, 4, now=days.at(0))
    flash.play(4, 4, now=days.at(1))
    flash("undo", now=days.at(1))
    flash.play(1, 4, 4, now=days.at(7))
    return flash


def table(result):
    """A CSV on standard output as a list of objects."""
    assert result.code == 0, result.err
    return list(csv.DictReader(io.StringIO(result.out)))


def reviews(flash):
    return flash("export", "reviews", "--format", "jsonl").lines


# ---- reviews


def test_reviews_begin_with_what_other_tools_read(studied):
    """The five columns of review logs come first, in their order; one row is one answer that holds."""
    rows = table(studied("export", "reviews"))
    assert list(rows[0])[:5] == FIRST
    journal = [row for card in "123" for row in studied.show(f"d/c{card}")["journal"]]
    held = [row for row in journal if row["kind"] == "answer" and not row["undone"]]
    assert sorted((row["device"], int(row["seq"])) for row in rows) == sorted(
        (row["device"], row["seq"]) for row in held
    )
    assert len(rows) == len([row for row in journal if row["kind"] == "answer"]) - 1


def test_ratings_are_the_four_keys(studied):
    """Below Hard everything is Again: qualities 0 to 5 are ratings 1 1 1 2 3 4."""
    ratings = {row["grade"]: row["review_rating"] for row in reviews(studied)}
    assert ratings == {1: 1, 2: 1, 3: 2, 4: 3, 5: 4}


def test_states_are_told_apart(flash, days):
    """New is 0, a repeat on the first day 1, a later review 2, a repeat after failing that 3."""
    flash.cards(1)
    flash.play(2, 4, now=days.at(0))
    flash.play(1, 4, now=days.at(1))
    assert [row["review_state"] for row in reviews(flash)] == [0, 1, 2, 3]
    assert [row["counted"] for row in reviews(flash)] == [True, False, True, False]


def test_a_review_tells_how_its_card_moved(flash, days):
    """Each row has ease and interval from before and after, as SM-2's golden vector has them."""
    flash.cards(1)
    for day in (0, 1, 7, 23):
        flash.play(5, now=days.at(day))
    told = [
        (row["interval_days_before"], row["interval_days"], row["ease"], row["due_day"])
        for row in reviews(flash)
    ]
    assert told == [
        (None, 1, 2.6, days.date(1)),
        (1, 6, 2.7, days.date(7)),
        (6, 16, 2.8, days.date(23)),
        (16, 45, 2.9, days.date(68)),
    ]


def test_reviews_go_under_the_present_id(flash, days):
    """What was answered under a former id stands under the present one, and says what it was asked as."""
    flash.cards(1)
    flash.play(4, now=days.at(0))
    flash.deck("deck: d\ntitle: D\ncards: [{id: new, was: [c1], q: Q, a: A}]\n")
    flash.play(4, now=days.at(1))
    assert [(row["card_id"], row["asked_as"]) for row in reviews(flash)] == [
        ("d/new", "d/c1"),
        ("d/new", "d/new"),
    ]


def test_fsrs_schedules_from_our_reviews(studied, fsrs, tmp_path):
    """The package fsrs builds its review logs from the CSV, and schedules each card from them."""
    path = tmp_path / "reviews.csv"
    assert studied("export", "reviews", "--output", path).code == 0
    by_card = {}
    for row in csv.DictReader(io.StringIO(path.read_text("utf-8"))):
        moment = datetime.fromtimestamp(int(row["review_time"]) / 1000, UTC)
        duration = int(row["review_duration"]) if row["review_duration"] else None
        log = fsrs.ReviewLog(row["card_id"], fsrs.Rating(int(row["review_rating"])), moment, duration)
        assert fsrs.ReviewLog.from_json(log.to_json()) == log
        by_card.setdefault(row["card_id"], []).append(log)
    assert set(by_card) == {"d/c1", "d/c2", "d/c3"}
    for card_id, logs in by_card.items():
        card = fsrs.Scheduler(enable_fuzzing=False).reschedule_card(fsrs.Card(card_id=card_id), logs)
        assert card.last_review == max(log.review_datetime for log in logs)
        assert card.due > card.last_review
        assert card.stability > 0


# ---- cards and quizzes


def test_cards_have_their_place_and_their_text(studied):
    """Every card of the library is a row, with what it asks and where it stands."""
    studied.deck('deck: e\ntitle: E\ncards: [{id: x, q: "= 1 + 1?", a: A, tags: [sums, easy], level: 2}]\n')
    rows = studied("export", "cards", "--format", "json").json
    assert [row["card_id"] for row in rows] == ["d/c1", "d/c2", "d/c3", "e/x"]
    memory = studied.show("d/c1")["memory"]
    assert {name: rows[0][name] for name in memory} == memory
    assert (rows[3]["state"], rows[3]["tags"], rows[3]["level"]) == ("new", ["sums", "easy"], 2)
    assert table(studied("export", "cards"))[3]["question"] == "'= 1 + 1?"


def test_a_card_that_no_deck_has_is_told(studied):
    """A card with a history is in the table when its deck is gone, without a text."""
    (studied.home / "decks" / "d.yaml").unlink()
    rows = studied("export", "cards", "--format", "jsonl").lines
    assert {(row["card_id"], row["in_library"], row["question"]) for row in rows} == {
        (f"d/c{number}", False, None) for number in (1, 2, 3)
    }


def test_quizzes_have_a_row_for_each_question(studied, opened, days):
    """A question's row has its verdict and its quiz's result; answers on the way are left out."""
    result = {
        "points": 1.5,
        "of": 2,
        "percent": 75.0,
        "pass_percent": 60,
        "passed": True,
        "ending": "handed in",
    }
    rows = [
        ("d/c1", {"quiz": "q1", "n": 1, "typed": "x"}),
        ("d/c1", {"quiz": "q1", "n": 1, "typed": "x", "verdict": "right", "share": 1.0, "seconds": 3.2}),
        ("d/c2", {"quiz": "q1", "n": 2, "typed": "=1", "verdict": "partly", "share": 0.5, "slip": "s"}),
        ("quiz", {"quiz": "q1", "result": result | {"seconds": 60, "seed": "7", "topics": {"d": [1.5, 2]}}}),
    ]
    with opened(days.at(8)) as home:
        for card, detail in rows:
            home.journal.append(home.moment(), "quiz", card, detail=detail)
    told = studied("export", "quizzes", "--format", "jsonl").lines
    assert [(row["card_id"], row["verdict"], row["share"], row["quiz_percent"]) for row in told] == [
        ("d/c1", "right", 1.0, 75.0),
        ("d/c2", "partly", 0.5, 75.0),
    ]
    assert [row["typed"] for row in table(studied("export", "quizzes"))] == ["x", "'=1"]


# ---- figures


def test_figures_are_those_of_stats(studied):
    """As JSON they are what `stats` prints of all days; as a table each number has a row."""
    figures = studied("stats", "--period", "all", "--json").json
    assert studied("export", "stats", "--format", "json").json == figures
    rows = studied("export", "stats", "--format", "jsonl").lines
    assert [(f"{row['figure']}.{row['place']}".strip("."), row["value"]) for row in rows] == list(
        flat(figures)
    )
    assert table(studied("export", "stats"))[0] == {"figure": "version", "place": "", "value": "1"}


# ---- formats


def test_the_three_formats_say_the_same(studied):
    """CSV, JSON and JSON lines hold the same rows."""
    rows = reviews(studied)
    assert studied("export", "reviews", "--format", "json").json == rows
    as_text = [
        {
            name: "" if one is None else str(int(one) if isinstance(one, bool) else one)
            for name, one in row.items()
        }
        for row in rows
    ]
    assert table(studied("export", "reviews")) == as_text


@pytest.mark.parametrize(
    ("name", "begins"), [("x.csv", "card_id,"), ("x.JSON", "[\n{"), ("x.ndjson", "{"), ("x", "card_id,")]
)
def test_the_ending_tells_the_format(studied, tmp_path, name, begins):
    """Without --format the file's ending decides, and CSV is meant where it does not."""
    assert studied("export", "reviews", "--output", tmp_path / name).code == 0
    assert (tmp_path / name).read_text("utf-8").startswith(begins)


@pytest.mark.parametrize(("form", "nothing"), [("csv", 1), ("json", "[]\n"), ("jsonl", "")])
def test_nothing_is_a_table_without_rows(flash, form, nothing):
    """Before the first review there is a header, an empty array, or no line."""
    flash.cards(1)
    out = flash("export", "reviews", "--format", form).out
    assert (out.count("\n") if form == "csv" else out) == nothing


@given(st.text())
def test_no_cell_is_a_formula(text):
    """Whatever stands in a cell, no spreadsheet takes it for a formula; what was put in can be had back."""
    cell = safe_cell(text)
    assert cell.lstrip(" \u00a0\u3000")[:1] not in {*"=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"}
    assert cell in {text, f"'{text}"}


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=2, max_size=2
        )
    )
)
def test_any_text_comes_through_csv(rows):
    """Commas, quotes and line breaks in cells survive."""
    file = io.BytesIO()
    write_csv(file, ("a", "b"), [dict(zip("ab", row, strict=True)) for row in rows])
    read = list(csv.reader(io.StringIO(file.getvalue().decode(), newline="")))
    assert read == [["a", "b"], *([safe_cell(cell) for cell in row] for row in rows)]


def test_figures_become_flat():
    """Nested values become rows that say where each stood."""
    assert list(flat({"a": {"b": [1, {"c": None}]}, "d": "x"})) == [
        ("a.b.0", 1),
        ("a.b.1.c", None),
        ("d", "x"),
    ]


# ---- files


def test_a_file_is_not_replaced_unasked(studied, tmp_path):
    """A file that is there stays as it is, until --force says otherwise."""
    path = tmp_path / "x.csv"
    path.write_text("mine")
    result = studied("export", "reviews", "--output", path)
    assert (result.code, path.read_text()) == (2, "mine")
    assert "--force" in result.err
    assert studied("export", "reviews", "--output", path, "--force").code == 0
    assert path.read_text().startswith("card_id,")


def test_a_link_leads_to_the_file_that_is_replaced(studied, tmp_path):
    """The link stays a link, and what it leads to is written, with its mode."""
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    assert studied("export", "reviews", "--output", link, "--force").code == 0
    assert link.is_symlink()
    assert real.read_text().startswith("card_id,")
    assert real.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("place", ["", "missing/x.csv", "file/x.csv"])
def test_a_place_that_cannot_be_written_is_told(studied, tmp_path, place):
    """A folder, a folder that is not there, and a file in the place of one: one line and a hint, nothing written."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "file").write_text("")
    result = studied("export", "reviews", "--output", folder / place, "--force")
    assert (result.code, len(result.err.splitlines())) == (2, 2)
    assert [path.name for path in folder.iterdir()] == ["file"]


@pytest.mark.parametrize("what", ["reviews", "all"])
def test_a_full_disk_leaves_nothing_half_written(studied, tmp_path, monkeypatch, what):
    """When the disk is full, the old file is as it was, and no other is beside it."""
    path = tmp_path / "out" / "x.zip"
    path.parent.mkdir()
    path.write_text("old")

    def full(_handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    result = studied("export", what, "--output", path, "--force")
    assert result.code == 2
    assert "No space left" in result.err
    assert [(one.name, one.read_text()) for one in path.parent.iterdir()] == [("x.zip", "old")]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["everything"], "there is reviews, cards"),
        (["review"], "did you mean 'reviews'?"),
        (["reviews", "--format", "xml"], "there is csv, json, jsonl"),
        (["all"], "--output FILE.zip"),
        (["all", "--format", "csv", "--output", "x.zip"], "--output FILE.zip"),
        ([], "Missing argument"),
    ],
    ids=str,
)
def test_what_cannot_be_exported_is_told(flash, arguments, told):
    """A wrong name, a wrong format, a backup without a file: code 2 and what there is."""
    result = flash("export", *arguments)
    assert result.code == 2
    assert told in result.err


def test_a_terminal_sees_nothing_that_drives_it(monkeypatch):
    """What leaves for a terminal passes the gate; a pipe is given what there is."""
    for stream, seen in ((Terminal(), "a␛[2Jb\n"), (io.StringIO(), "a\x1b[2Jb\n")):
        monkeypatch.setattr("sys.stdout", stream)
        Output().write(b"a\x1b[2Jb\n")
        assert stream.getvalue() == seen


# ---- progress


@pytest.mark.parametrize("stream", [Terminal, io.StringIO])
def test_what_takes_long_tells_how_far_it_is(monkeypatch, stream):
    """Past a second a line says how many of how many; on a terminal it is gone in the end."""
    err = stream()
    monkeypatch.setattr("sys.stderr", err)
    clock = itertools.count()
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    assert list(with_progress(range(3000), "reviews", 3000)) == list(range(3000))
    assert " of 3,000 reviews" in err.getvalue()
    assert err.getvalue().endswith("\r" if err.isatty() else "\n")


def test_what_is_done_at_once_is_announced(capsys):
    """A step that cannot tell how far it is says beforehand what it does, if it is long."""
    announce("folding", 1_000)
    announce("folding", 1_000_000)
    assert capsys.readouterr().err == "folding 1,000,000 rows ...\n"


def test_what_is_quick_tells_nothing(monkeypatch):
    """Within a second nothing is written."""
    err = Terminal()
    monkeypatch.setattr("sys.stderr", err)
    monkeypatch.setattr(time, "monotonic", lambda: 0.0)
    assert list(with_progress("abc", "rows", 3)) == ["a", "b", "c"]
    assert err.getvalue() == ""


def test_exports_are_json_that_any_reader_takes(studied):
    """What was typed comes through JSON, also where it is no text."""
    assert all(json.dumps(row, allow_nan=False).isascii() for row in reviews(studied))
