"""Every kind: sound by its self-test, right by the reference, and with a sentence for each slip."""

import json
import os
import runpy
import subprocess
import sys
from importlib import import_module
from importlib.metadata import EntryPoint
from pathlib import Path
from random import Random

import pytest

import nnquiz.problems
from flashcards.problems.diagnosis import diagnose
from flashcards.problems.drawing import HAND_DECIMALS, draw, solved
from flashcards.problems.numbers import elements, given_text, plain
from flashcards.problems.plugins import GROUP, find_kinds
from flashcards.problems.selftest import faults
from nnquiz.problems.plugin import FAMILIES, KINDS

SEEDS = range(200)
MODULES = [import_module(f"nnquiz.problems.{family}") for family in FAMILIES]
BY_NAME = {kind.name: kind() for module in MODULES for kind in module.KINDS}
#: One page of expectations a family; see any of them.
EXPECTED = [runpy.run_path(str(page)) for page in sorted(Path(__file__).parent.glob("expected/*.py"))]
#: What the reference gives for each part, from the givens.
REFERENCE = {name: solve for page in EXPECTED for name, solve in page["REFERENCE"].items()}
#: Name, params, and the answers of all parts as a pocket calculator gives them.
BY_HAND = [row for page in EXPECTED for row in page["BY_HAND"]]

kinds = pytest.mark.parametrize("name", BY_NAME)


@kinds
def test_every_kind_is_sound(name):
    """A kind passes the self-test over two hundred seeds."""
    assert faults(BY_NAME[name], SEEDS) == []


@kinds
def test_right_answers_are_the_reference_s(name):
    """The traced solution gives what the reference gives, which PyTorch has confirmed."""
    for seed in SEEDS:
        variant = draw(BY_NAME[name], seed)
        reference = REFERENCE[name](**variant.givens)
        for part in variant.parts:
            expected = [
                one if isinstance(one, str) else pytest.approx(one, rel=1e-12)
                for one in elements(plain(reference[part.name]))
            ]
            assert list(elements(part.right)) == expected


@kinds
def test_every_slip_is_met_with_its_sentence(name):
    """A slip's value, typed, is met with that slip's sentence, in every part."""
    kind = BY_NAME[name]
    met = set()
    for seed in SEEDS:
        variant = draw(kind, seed)
        earlier = []
        for part in variant.parts:
            for slip in part.slips:
                if (slip.may_equal or slip.rival) and part.answer.accepts(slip.value, part.right):
                    continue
                found = diagnose(kind, variant, part.answer.text(slip.value), earlier)
                rivals = {one.id for one in part.slips if one.rival}
                assert found.kind == ("close" if set(found.slips) <= rivals else "wrong")
                assert slip.id in found.slips
                assert slip.says in found.says
                met.add(slip.id)
            earlier.append(part.right)
    assert met == {slip.id for slip in kind.slips}


@kinds
def test_a_hand_computation_is_accepted(name):
    """The right answer with every step rounded to three decimals is right, part after part."""
    kind = BY_NAME[name]
    for seed in SEEDS:
        variant = draw(kind, seed)
        by_hand = solved(kind, variant.givens, digits=HAND_DECIMALS).values
        earlier = []
        for part in variant.parts:
            found = diagnose(kind, variant, part.answer.text(by_hand[part.name]), earlier)
            assert (found.kind, found.says) == ("right", "")
            earlier.append(found.value)


@kinds
def test_whatever_is_answered_has_a_diagnosis(name):
    """No number typed, after whatever was typed to the parts before, breaks the checking."""
    kind = BY_NAME[name]
    rng = Random(3)
    odd = [0.0, -1.0, 1e-300, -1e300, 1e308, 0.5, 7.0]
    for seed in range(40):
        variant = draw(kind, seed)
        for place in range(len(variant.parts)):
            earlier = [rng.choice([*odd, None, part.right]) for part in variant.parts[:place]]
            for typed in [*map(repr, odd), "1 2 3", "3x4", "?"]:
                found = diagnose(kind, variant, typed, earlier)
                assert found.kind in ("right", "close", "wrong", "unreadable")


@kinds
def test_every_kind_has_two_to_four_slips_a_part(name):
    """Each part has slips of its own, enough to tell mistakes apart and few enough to learn from."""
    variant = draw(BY_NAME[name], 0)
    assert all(2 <= len(part.slips) <= 4 for part in variant.parts)


def test_every_kind_has_its_expectations():
    """Every kind is held to the reference and to an answer worked out by hand."""
    assert REFERENCE.keys() == BY_NAME.keys()
    assert {name for name, *_ in BY_HAND} == BY_NAME.keys()


def test_families_list_all_their_kinds():
    """No kind is written and then forgotten in its family's list."""
    for family in MODULES:
        written = [
            one
            for one in vars(family).values()
            if isinstance(one, type) and one.__module__ == family.__name__ and vars(one).get("name")
        ]
        assert set(written) == set(family.KINDS)


def test_the_index_names_all_kinds():
    """Each kind stands in the index, in the order of its family, with the module that has it."""
    assert [*KINDS.items()] == [(kind.name, module.__name__) for module in MODULES for kind in module.KINDS]
    pages = {page.stem for page in Path(*nnquiz.problems.__path__).glob("*.py")}
    with_kinds = {page for page in pages if hasattr(import_module(f"nnquiz.problems.{page}"), "KINDS")}
    assert with_kinds - {"plugin"} == FAMILIES.keys()


def test_the_plugin_brings_all_kinds():
    """The entry point's index loads without a mistake, and is that of all families."""
    found = find_kinds([EntryPoint("nnquiz", "nnquiz.problems.plugin:KINDS", GROUP)])
    assert found.mistakes == []
    assert list(found.by_name) == list(BY_NAME)


def test_a_mistake_in_adam_is_carried_through_all_parts():
    """A wrong first moment costs one part: the corrected moment and the weight follow from it."""
    kind = BY_NAME["adam-step"]
    variant = draw(kind, 1)
    right = {part.name: part.right for part in variant.parts}
    own = {"m1": right["m1"] * 3 + 1}
    carried = solved(kind, variant.givens, own=own).values
    earlier = [own["m1"], right["v1"]]
    found = diagnose(kind, variant, repr(carried["m_hat"]), earlier)
    assert found.kind == "right"
    assert "follows from your own m1" in found.says
    assert "v1" not in found.says
    earlier += [found.value, right["v_hat"]]
    assert diagnose(kind, variant, repr(carried["w1"]), earlier).kind == "right"


def test_what_follows_is_right_even_where_nothing_can_follow_later():
    """A negative mean of squares is carried to its correction, though the root after it has no value."""
    kind = BY_NAME["adam-step"]
    variant = draw(kind, 1)
    beta2, t = variant.givens["beta2"], variant.givens["t"]
    earlier = [variant.parts[0].right, -0.5, variant.parts[2].right]
    assert diagnose(kind, variant, repr(-0.5 / (1 - beta2**t)), earlier).kind == "right"
    assert diagnose(kind, variant, "0.5", [*earlier, -0.5 / (1 - beta2**t)]).kind == "wrong"


@pytest.mark.parametrize(("name", "params", "right"), BY_HAND)
def test_answers_worked_out_by_hand(name, params, right):
    """What a pocket calculator gives is the right answer."""
    assert [part.right_text for part in draw(BY_NAME[name], 0, params).parts] == right


def test_a_seed_gives_the_same_variant_in_another_process():
    """No process has draws of its own: hashes that differ between them play no part."""
    code = (
        "import json\n"
        "from flashcards.problems.drawing import draw\n"
        "from flashcards.problems.plugins import find_kinds\n"
        "from importlib.metadata import EntryPoint\n"
        "point = EntryPoint('nnquiz', 'nnquiz.problems.plugin:KINDS', '')\n"
        "print(json.dumps([draw(kind, 5).to_json() for kind in find_kinds([point]).by_name.values()]))"
    )
    here = json.dumps([draw(kind, 5).to_json() for kind in BY_NAME.values()])
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        there = subprocess.run(
            [sys.executable, "-c", code], env=env, check=True, capture_output=True, text=True
        )
        assert there.stdout.strip() == here


def test_old_seeds_ask_what_they_asked(snapshot):
    """What changes the numbers or the answer of a seed must raise the kind's version."""
    assert "\n".join(_line(draw(kind, 1)) for kind in BY_NAME.values()) == snapshot


def _line(variant):
    givens = ", ".join(f"{name} = {given_text(value)}" for name, value in variant.givens.items())
    answers = ", ".join(f"{part.name} = {part.right_text}" for part in variant.parts)
    return f"{variant.kind} {variant.version}: {givens} -> {answers}"
