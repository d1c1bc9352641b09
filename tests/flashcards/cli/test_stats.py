"""`flashcards stats` as JSON: what it prints, what describes it, and what it refuses."""

import os
import time

import pytest
from jsonschema import Draft202012Validator

from flashcards.reports.stats_schema import schema_text, stats_schema
from flashcards.store import database, migrations


@pytest.fixture
def zone(monkeypatch):
    """Sets the computer's zone by its hours east of UTC."""

    def east(hours):
        monkeypatch.setenv("TZ", f"XXX{-hours}")
        time.tzset()

    yield east
    monkeypatch.undo()
    time.tzset()


def test_the_shipped_schema_is_current(checkout):
    """`data/stats.schema.json` is what the figures say it is."""
    assert (checkout / "data" / "stats.schema.json").read_text("utf-8") == schema_text()


def test_figures_follow_their_schema(flash):
    """Before the first review and after some, with all parts filled, the JSON is as the schema says."""
    Draft202012Validator.check_schema(stats_schema())
    validator = Draft202012Validator(stats_schema())
    flash.cards(5)
    empty = flash("stats", "--json")
    assert (empty.code, empty.err) == (0, "")
    validator.validate(empty.json)
    assert (empty.json["calendar"]["first_day"], empty.json["card_counts"]["new"]) == (None, 5)
    flash.play(4, 2, 5, 4)
    for period in ("month", "quarter", "year", "all"):
        figures = flash("stats", "--period", period, "--json").json
        validator.validate(figures)
        assert figures["today"]["reviews"]["total"] == 4
        assert figures["reviews"]["days"][0]["day"] == "2026-03-14"
        assert figures["today"]["passed"] == {
            "hits": 3,
            "of": 4,
            "share": 0.75,
            "low": pytest.approx(0.3006, abs=1e-4),
            "high": pytest.approx(0.9544, abs=1e-4),
        }


def test_undo_and_decks_are_followed(flash):
    """What was taken back counts no more, and a named deck tells of itself alone."""
    flash.cards(2, "one")
    flash.cards(3, "two")
    flash.play(4, 4, 4, 4, 4)
    flash("undo")
    assert flash("stats", "--json").json["today"]["reviews"]["total"] == 4
    figures = flash("stats", "one", "--json").json
    assert (figures["decks"], figures["card_counts"]["total"]) == (["one"], 2)
    assert [topic["name"] for topic in figures["mastery"]["topics"]] == ["one"]


def test_tags_are_topics(flash):
    """Every tag of the library is a topic, after the decks."""
    flash.deck("""
        deck: d
        title: D
        cards:
          - {id: a, q: Q, a: A, tags: [one]}
          - {id: b, q: Q, a: A}
    """)
    topics = flash("stats", "--json").json["mastery"]["topics"]
    assert [(topic["sort"], topic["name"], topic["seen"]["of"]) for topic in topics] == [
        ("deck", "d", 2),
        ("tag", "one", 1),
    ]


def test_hours_are_those_of_the_wall(flash, zone):
    """A review counts in the hour that the clock showed where it was given, also seen from another zone."""
    flash.cards(2)
    zone(1)
    flash.play(4, {"quit": True}, now="2026-03-14T09:30")
    zone(9)
    flash.play(4, now="2026-03-15T22:10")
    zone(-5)
    hours = flash("stats", "--json", now="2026-03-16T12:00").json["hours"]
    assert [hour["hour"] for hour in hours["hours"] if hour["passed"]["of"]] == [9, 22]
    assert hours["unknown"] == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--since", "yesterday"], "--since: 'yesterday' is not a date"),
        (["--until", "2026-02-30"], "--until: '2026-02-30' is not a date"),
        (["--since", "2026-03-10", "--until", "2026-03-09"], "--since 2026-03-10 is later than 2026-03-09"),
        (["--until", "2026-03-15"], "--until 2026-03-15 has not come yet"),
        (["--since", "2026-03-10", "--period", "month"], "--since and --period"),
        (["--period", "decade"], "there is no period 'decade'"),
        (["--json", "--html", "page.html"], "--json prints"),
        (["--force"], "--force replaces a file"),
        (["nothing"], "nothing"),
    ],
)
def test_wrong_options_are_told_in_a_line(flash, options, said):
    """Dates that make no sense and options that contradict each other: one line, a hint, exit code 2."""
    flash.cards(1)
    result = flash("stats", *options)
    assert (result.code, result.out) == (2, "")
    first, hint, *rest = result.err.splitlines()
    assert said in first
    assert hint.startswith("hint: ")
    assert rest == []


def test_a_file_is_not_replaced_unasked(flash, tmp_path):
    """A page is not written over a file without --force."""
    flash.cards(1)
    page = tmp_path / "page.html"
    page.write_text("mine")
    result = flash("stats", "--html", page)
    assert (result.code, page.read_text()) == (2, "mine")
    assert "--force" in result.err


@pytest.mark.parametrize("version", [2, 3])
def test_a_database_from_before_is_counted(flash, monkeypatch, version):
    """A database without the counts that figures are read from gets them when it is opened, after a backup."""
    flash.cards(3)
    flash.play(4, 4, 2, 4)
    figures = flash("stats", "--json").json
    path = flash.home / "flashcards.db"
    newer = path.rename(flash.home / "newer.db")
    with monkeypatch.context() as back:
        back.setattr(database, "SCHEMA_VERSION", version)
        back.setattr(migrations, "STEPS", migrations.STEPS[:version])
        with database.Database(str(path)) as old:
            old.connection.execute("ATTACH ? AS newer", (str(newer),))
            old.connection.execute("DELETE FROM meta")
            for table in ("meta", "journal", "cards", "decks", "aliases"):
                old.connection.execute(f"INSERT INTO {table} SELECT * FROM newer.{table}")
    assert flash("stats", "--json").json == figures
    assert os.listdir(flash.home / "backups")


def test_quizzes_are_summed_as_a_rebuild_sums_them(flash):
    """What a quiz tells of a kind of problem is in the sums at once, and the same after the journal was folded anew."""
    flash.deck("deck: d\ntitle: D\ncards:\n  - {id: step, problem: momentum-step}\n")
    flash("quiz", "--questions", "1", "--answers", "-", stdin='{"answer": "77; 78"}\n')
    figures = flash("stats", "--json").json
    assert "momentum-step" in str(figures)
    for scheduler in ("sm2-1990", "sm2"):
        assert flash("config", "scheduler", scheduler).code == 0
    assert flash("stats", "--json").json == figures
