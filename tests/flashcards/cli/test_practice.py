"""`flashcards practice`: one problem after another, the list of kinds, variants in full, worksheets."""

import os
import sqlite3
from itertools import count

import pytest

from flashcards.problems.drawing import draw
from flashcards.problems.plugins import Kinds, installed_kinds

STEP = "momentum-step"


@pytest.fixture
def variant():
    """The variant of a kind of two parts that `--seed 4` draws."""
    return draw(installed_kinds().find(STEP), 4)


@pytest.fixture
def practise(flash):
    """Practise the kind of two parts with these lines typed."""

    def play(*lines, options=("--seed", "4")):
        return flash("practice", STEP, *options, stdin="".join(f"{line}\n" for line in lines))

    return play


def rows(flash):
    """The practice rows of the journal, through the list of kinds."""
    (listed,) = flash("practice", STEP, "--list", "--json").json
    return listed


def test_a_solved_problem_ends_with_its_worked_solution(practise, variant):
    """Right answers, part after part, lead to the solution and then to another problem."""
    result = practise(*(part.right_text for part in variant.parts), "")
    assert result.code == 0
    assert result.out.count("Right") == 2
    assert "Worked solution:\nv1 = beta * v0" in result.out
    assert result.out.count("Before a step with momentum") == 2
    assert "2 of 2 answers right; all are saved" in result.out


def test_a_slip_is_named_and_the_numbers_stay(practise, variant):
    """A wrong answer is met with its slip's sentence, and the same part is asked again until it is right."""
    slip = next(slip for slip in variant.parts[0].slips if not slip.rival)
    result = practise(str(slip.value), variant.parts[0].right_text, ":quit")
    assert slip.says in result.out
    assert "Try it again" in result.out
    assert "Right" in result.out
    assert result.out.count("Before a step with momentum") == 1


def test_going_on_carries_the_own_value(practise, variant):
    """After :next the second part is marked on the learner's own first one."""
    own = 3.5
    carried = variant.givens["w0"] - variant.givens["lr"] * own
    result = practise(str(own), ":next", repr(carried), ":quit")
    assert "That follows from your own v1 = 3.5000" in result.out


def test_how_to_type_is_said_once(practise, variant):
    """A part that is typed as the one before it says nothing of that again."""
    result = practise(variant.parts[0].right_text, ":help", ":quit")
    assert all(part.ask in result.out for part in variant.parts)
    assert result.out.count("Type one number") == 1
    assert result.out.count("right within") == 1


def test_hints_come_one_by_one(practise, variant):
    """Each hint says more than the one before; the last stays."""
    result = practise(":hint", ":hint", ":hint", ":quit")
    assert [line[8:] for line in result.out.splitlines() if line.startswith("› Hint")] == [
        *variant.hints,
        variant.hints[-1],
    ]


def test_the_solution_shows_where_a_value_left_it(practise, variant):
    """A wrong value that one step explains is marked beside that step."""
    result = flash_line(practise("0.111", ":next", str(variant.parts[0].right), ":show"))
    assert "↑ your" in result
    assert "is v1: it goes on from here" in result


def flash_line(result):
    """What the solution says."""
    return result.out.partition("Worked solution:")[2]


def test_every_answer_is_journaled_and_no_schedule_moves(flash, practise, variant):
    """Answers and what was shown are rows of the kind's record; no card, queue or undo knows of them."""
    flash.deck(f"deck: p\ntitle: P\ncards:\n  - {{id: step, problem: {STEP}}}\n")
    before = flash.due()
    practise("77", variant.parts[0].right_text, ":show", ":quit")
    listed = rows(flash)
    assert (listed["answers"], listed["right"], listed["last_day"]) == (3, 1, "2026-03-14")
    assert flash.due() == before
    assert flash.show("p/step")["journal"] == []
    assert "nothing" in flash("undo").out + flash("undo").err
    assert flash("check").code == 0


def test_a_practised_kind_is_no_orphan(flash, practise):
    """Rows under a kind's name stand for no card, also after the journal was folded anew."""
    assert "0 of 1 answer right;" in practise("77", ":quit").out
    flash("config", "scheduler", "sm2-1990")
    result = flash("check")
    assert STEP not in result.out + result.err


def test_tries_are_not_answers(flash, practise):
    """What cannot be read costs nothing."""
    result = practise("abc", "", ":nonsense", ":help", ":quit")
    assert "there is no command :nonsense" in result.out
    assert ":next" in result.out
    assert "Nothing was answered." in result.out
    assert rows(flash)["answers"] == 0


def test_reviews_count_in_a_kind_s_record(flash):
    """Answers to computed cards are part of the record."""
    flash.deck(f"deck: p\ntitle: P\ncards:\n  - {{id: step, problem: {STEP}}}\n")
    flash.play({"answer": "1; 2"}, options=("--seed", "1"))
    assert rows(flash)["answers"] == 1


def test_the_weakest_kind_is_asked_first(flash):
    """Without a name, a kind that was failed comes before all others."""
    flash("practice", "softmax", stdin="1 2 3\n:quit\n")
    assert flash("practice", stdin=":quit\n").out.splitlines()[1].startswith("softmax:")


def test_a_topic_stands_for_its_kinds(flash):
    """A topic is practised kind by kind, each only after the others."""
    topic = installed_kinds().find(STEP).topic
    kinds = {kind.name for kind in installed_kinds().by_name.values() if kind.topic == topic}
    out = flash("practice", topic, stdin=":next\n" * 3 + ":quit\n").out
    asked = [line.split(":")[0] for line in out.splitlines() if line.endswith("right so far")]
    assert len(set(asked)) == len(asked) == min(4, len(kinds)) or len(kinds) < 4
    assert set(asked) <= kinds


def test_no_kind_has_the_name_of_a_topic():
    """Else its name would stand for all kinds of the topic, and it could not be asked for alone."""
    kinds = installed_kinds().by_name
    assert not kinds.keys() & {kind.topic for kind in kinds.values()}


def test_a_kind_that_breaks_is_passed_over(flash, monkeypatch):
    """A kind that cannot be drawn is named once, is not offered again, and harms no other."""
    sound = installed_kinds().find(STEP)

    class Broken(type(sound)):
        name = "broken"

        def solve(self, *_, **__):
            raise ZeroDivisionError("division by zero")

    kinds = Kinds({"broken": Broken(), STEP: sound})
    monkeypatch.setattr("flashcards.cli.practice.installed_kinds", lambda: kinds)
    result = flash("practice", stdin="0\n:next\n:next\n\n:next\n:quit\n")
    assert result.code == 0
    assert result.out.count("passed over: 'broken' breaks") == 1
    assert result.out.count(f"{STEP}: 0 of") >= 2
    assert f"Next: flashcards practice {STEP}" in result.out
    alone = flash("practice", "broken", stdin=":quit\n")
    assert alone.code == 1
    assert "'broken' breaks" in alone.err


def test_the_list_names_what_a_plug_in_could_not_bring(flash, monkeypatch):
    """What is missing from the list is told beside it, and the list is whole JSON all the same."""
    kinds = Kinds({STEP: installed_kinds().find(STEP)}, ["the plug-in 'x' breaks: \x1b[31m"])
    monkeypatch.setattr("flashcards.cli.practice.installed_kinds", lambda: kinds)
    result = flash("practice", "--list", "--json")
    assert [kind["kind"] for kind in result.json] == [STEP]
    assert "passed over: the plug-in 'x' breaks" in result.err
    assert "\x1b" not in result.err


def test_each_answer_has_its_own_time(home, practise, monkeypatch):
    """A second answer to the same part counts from the first one."""
    seconds = count(0, 10)
    monkeypatch.setattr("flashcards.cli.drill_player.time.monotonic", lambda: next(seconds))
    practise("77", "78", ":quit")
    with sqlite3.connect(home / "flashcards.db") as connection:
        rows = connection.execute("SELECT elapsed_ms FROM journal WHERE kind = 'practice'").fetchall()
    assert rows == [(10_000,), (10_000,)]


def test_one_variant_in_full(flash, variant):
    """`--json --solve` has the question, givens, answers, steps and slips of the seed's variant."""
    page = flash("practice", STEP, "--seed", "4", "--json", "--solve").json
    assert list(page) == ["kind", "version", "seed", "question", "givens", "conventions", "parts"]
    assert (page["kind"], page["seed"], page["question"]) == (STEP, 4, variant.question)
    assert page["givens"] == dict(variant.givens)
    assert [part["name"] for part in page["parts"]] == ["v1", "w1"]
    assert [part["answer"] for part in page["parts"]] == [part.right for part in variant.parts]
    assert [step["name"] for part in page["parts"] for step in part["steps"]] == ["v1", "w1"]
    for part, asked in zip(page["parts"], variant.parts, strict=True):
        assert list(part) == ["name", "asks", "answer", "tolerance", "steps", "slips"]
        assert part["tolerance"] == max(5e-4, 0.01 * abs(part["answer"]))
        assert [slip["id"] for slip in part["slips"]] == [slip.id for slip in asked.slips]
        assert [slip["value"] for slip in part["slips"]] == [slip.value for slip in asked.slips]


def test_a_variant_without_its_answers(flash):
    """Without `--solve` no answer, step or slip is told."""
    page = flash("practice", STEP, "--seed", "4", "--json").json
    assert [list(part) for part in page["parts"]] == [["name", "asks"]] * 2


def test_several_variants_are_a_list(flash):
    """`--count` draws the kinds in turn, each round with the next seed."""
    pages = flash("practice", STEP, "softmax", "--seed", "1", "--count", "3", "--json").json
    drawn = [(page["kind"], page["seed"]) for page in pages]
    assert sorted(drawn[:2]) == [(STEP, 1), ("softmax", 1)]
    assert drawn[2][1] == 2


def test_a_variant_as_text(flash, variant):
    """`--solve` alone prints question, solution and what mistakes give."""
    out = flash("practice", STEP, "--seed", "4", "--solve").out
    assert variant.question in out
    assert variant.solution[0].line in out
    assert variant.parts[0].slips[0].says in out


def test_a_worksheet_has_its_key_apart(flash, tmp_path):
    """The sheet has the questions and no answer; the key beside it has both."""
    sheet = tmp_path / "sheet.html"
    result = flash("practice", STEP, "--seed", "4", "--count", "2", "--html", sheet)
    assert result.code == 0
    key = tmp_path / "sheet-key.html"
    pages = [draw(installed_kinds().find(STEP), seed) for seed in (4, 5)]
    for variant in pages:
        assert variant.question in sheet.read_text("utf-8")
        assert variant.question in key.read_text("utf-8")
        for part in variant.parts:
            assert f"{part.name} = {part.right_text}" in key.read_text("utf-8")
            assert f"{part.name} = {part.right_text}" not in sheet.read_text("utf-8")
    assert sorted(path.name for path in tmp_path.glob("*sheet*")) == ["sheet-key.html", "sheet.html"]


def test_a_slip_that_happens_to_be_right_is_no_mistake(flash, tmp_path):
    """Where a slip gives the right answer with these numbers, its sentence would be untrue: it is left out."""
    kind = installed_kinds().find("avoidable-bias")
    part = draw(kind, 1).parts[-1]
    (by_chance,) = [slip for slip in part.slips if slip.value == part.right]
    sheet = tmp_path / "sheet.html"
    out = flash("practice", kind.name, "--seed", "1", "--solve").out
    flash("practice", kind.name, "--seed", "1", "--count", "1", "--html", sheet)
    for text in (out, (tmp_path / "sheet-key.html").read_text("utf-8")):
        assert by_chance.says not in text
        assert all(slip.says in text for slip in part.mistakes)


@pytest.mark.parametrize("target", ["", ".", "folder", "pipe"])
def test_a_worksheet_replaces_nothing_but_files(flash, tmp_path, target, monkeypatch):
    """A folder, a pipe or a device stays what it is."""
    work = tmp_path / "work"
    (work / "folder").mkdir(parents=True)
    os.mkfifo(work / "pipe")
    monkeypatch.chdir(work)
    result = flash("practice", STEP, "--html", target)
    assert result.code == 2
    assert "it is no file" in result.err
    assert sorted(path.name for path in work.iterdir()) == ["folder", "pipe"]
    assert (work / "pipe").is_fifo()


def test_a_worksheet_that_cannot_be_written_leaves_nothing(flash, tmp_path):
    """A folder that is not there is told in one line."""
    result = flash("practice", STEP, "--html", tmp_path / "none" / "sheet.html")
    assert result.code == 2
    assert "cannot write" in result.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["momentun-step"], "did you mean 'momentum-step'?"),
        (["zzz"], "--list"),
        (["--count", "3"], "--html FILE"),
        (["--seed", "-1"], "--seed"),
        (["--list", "--seed", "1"], "--list and --seed do not go together"),
        (["--list", "--html", "x.html"], "--list and --html do not go together"),
        (["--html", "x.html", "--json"], "--html and --json do not go together"),
    ],
)
def test_wrong_command_lines_are_told(flash, arguments, says):
    """What is not there is named, with what to type instead."""
    result = flash("practice", *arguments)
    assert result.code == 2
    assert says in result.err
