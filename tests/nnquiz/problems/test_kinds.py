"""Every kind: sound by its self-test, right by the reference, and with a sentence for each slip."""

import json
import os
import subprocess
import sys
from importlib.metadata import EntryPoint
from random import Random

import pytest

from flashcards.problems.diagnosis import diagnose
from flashcards.problems.drawing import HAND_DECIMALS, draw, solved
from flashcards.problems.numbers import elements, plain
from flashcards.problems.plugins import GROUP, find_kinds
from flashcards.problems.selftest import faults
from nnquiz.problems.networks import HE
from nnquiz.problems.plugin import KINDS
from nnquiz.problems.shapes import ROWS
from nnquiz.reference import (
    activations,
    convolutions,
    gradients,
    initialization,
    layers,
    losses,
    neurons,
    normalization,
    optimizers,
    scores,
    tuning,
)

SEEDS = range(200)
BY_NAME = {kind.name: kind() for kind in KINDS}


def _adam(m0, v0, w0, g, **rates):
    done = optimizers.adam(m0, v0, w0, g, **rates)
    return {"m1": done.m, "v1": done.v, "m_hat": done.m_hat, "v_hat": done.v_hat, "w1": done.w}


def _f1(TP, FP, FN, TN):
    P, R = scores.precision(TP, FP), scores.recall(TP, FN)
    return {"P": P, "R": R, "F1": scores.f1(P, R)}


def _std(scheme, fan_in, fan_out):
    he, xavier = initialization.he_std(fan_in), initialization.xavier_std(fan_in, fan_out)
    return {"std": he if scheme == HE else xavier}


#: What the reference gives for each part, from the givens.
REFERENCE = {
    "sigmoid": lambda z: {"a": activations.sigmoid(z)},
    "sigmoid-derivative": lambda z: {"da/dz": activations.sigmoid_prime(z)},
    "tanh-derivative": lambda z: {"da/dz": activations.tanh_prime(z)},
    "leaky-relu": lambda z, alpha: {"a": activations.leaky_relu(z, alpha)},
    "softmax": lambda z: {"p": activations.softmax(z)},
    "weight-shape": lambda n_in, n_out, m, layout: {
        "W": layers.weight_shape(n_in, n_out, by_rows=layout == ROWS)
    },
    "bias-shape": lambda n_in, n_out, m, layout: {"b": layers.bias_shape(n_out, by_rows=layout == ROWS)},
    "activation-shape": lambda n_in, n_out, m, layout: {
        "A": layers.batch_shape(n_out, m, by_rows=layout == ROWS)
    },
    "binary-cross-entropy": lambda p, y: {"L": losses.binary_cross_entropy(p, y)},
    "momentum-step": lambda v0, w0, g, **rates: dict(
        zip(("v1", "w1"), optimizers.averaged_momentum(v0, w0, g, **rates), strict=True)
    ),
    "rmsprop-step": lambda s0, w0, g, **rates: dict(
        zip(("s1", "w1"), optimizers.rmsprop(s0, w0, g, **rates), strict=True)
    ),
    "adam-step": _adam,
    "neuron-forward": lambda w, b, x: {"a": neurons.sigmoid_neuron(w, x, b)},
    "mse": lambda y, yhat: {"MSE": losses.mean_squared_error(y, yhat)},
    "gradient-descent-step": lambda w, g, lr: {"w1": optimizers.gradient_descent(w, g, lr=lr)},
    "init-std": _std,
    "clip-by-norm": lambda g, c: {"clipped": gradients.clip_by_norm(g, c)},
    "l2-gradient": lambda w, dw, lam, m: {"total": gradients.l2_gradient(w, dw, lam=lam, m=m)},
    "batch-norm-inference": lambda **givens: {"y": normalization.batch_norm_inference(**givens)},
    "conv-output-size": lambda n, k, p, s: {"size": convolutions.output_size(n, k, p, s)},
    "f1-score": _f1,
    "log-scale-sample": lambda a, b, u: {"strength": tuning.log_scale(a, b, u)},
}

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
            expected = list(elements(plain(reference[part.name])))
            assert list(elements(part.right)) == pytest.approx(expected, rel=1e-12)


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
                if slip.may_equal and part.answer.accepts(slip.value, part.right):
                    continue
                found = diagnose(kind, variant, part.answer.text(slip.value), earlier)
                assert found.kind == ("close" if slip.rival and len(found.slips) == 1 else "wrong")
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


def test_the_plugin_brings_all_kinds():
    """The entry point's list loads, without a mistake, all twenty-two kinds."""
    found = find_kinds([EntryPoint("nnquiz", "nnquiz.problems.plugin:KINDS", GROUP)])
    assert found.mistakes == []
    assert list(found.by_name) == list(BY_NAME)
    assert len(BY_NAME) == 22


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


@pytest.mark.parametrize(
    ("name", "params", "right"),
    [
        ("sigmoid", {"z": "2"}, ["0.8808"]),
        ("sigmoid-derivative", {"z": -0.5}, ["0.2350"]),
        ("tanh-derivative", {"z": 1}, ["0.4200"]),
        ("leaky-relu", {"z": -3, "alpha": 0.01}, ["-0.03000"]),
        ("softmax", {"z": [1, 2, 3]}, ["[0.09003, 0.2447, 0.6652]"]),
        ("weight-shape", {"n_in": 3, "n_out": 5, "layout": "X W + b"}, ["(3, 5)"]),
        ("bias-shape", {"n_out": 5, "layout": "W X + b"}, ["(5, 1)"]),
        ("activation-shape", {"n_out": 5, "m": 32, "layout": "X W + b"}, ["(32, 5)"]),
        ("binary-cross-entropy", {"p": 0.8, "y": 0}, ["1.6094"]),
        ("momentum-step", {"v0": 0.5, "w0": 1, "g": 2, "beta": 0.9, "lr": 0.2}, ["0.6500", "0.8700"]),
        ("rmsprop-step", {"s0": 0.5, "w0": 1, "g": 2, "beta": 0.9, "lr": 0.1}, ["0.8500", "0.7831"]),
        ("neuron-forward", {"w": [0.5, -0.4], "x": [2, 0.5], "b": 0.7}, ["0.8176"]),
        ("mse", {"y": [1, 0, -1, 2], "yhat": [1.5, -1, 1, 0.5]}, ["1.8750"]),
        ("gradient-descent-step", {"w": 0.5, "g": -2, "lr": 0.2}, ["0.9000"]),
        ("init-std", {"scheme": "He", "fan_in": 200, "fan_out": 50}, ["0.1000"]),
        ("init-std", {"scheme": "Xavier", "fan_in": 40, "fan_out": 160}, ["0.1000"]),
        ("clip-by-norm", {"g": [-3, 4], "c": 2}, ["[-1.2000, 1.6000]"]),
        ("clip-by-norm", {"g": [1, -2, 2], "c": 8}, ["[1.0000, -2.0000, 2.0000]"]),
        ("l2-gradient", {"w": -2, "dw": 0.5, "lam": 3, "m": 10}, ["-0.1000"]),
        ("batch-norm-inference", {"x": 4, "mean": 1, "var": 4, "gamma": 1.5, "beta": -0.3}, ["1.9500"]),
        ("conv-output-size", {"n": 32, "k": 3, "p": 1, "s": 2}, ["16"]),
        ("f1-score", {"TP": 30, "FP": 10, "FN": 45, "TN": 100}, ["0.7500", "0.4000", "0.5217"]),
        ("log-scale-sample", {"a": -1, "b": 3, "u": 0.4}, ["3.9811"]),
    ],
)
def test_answers_worked_out_by_hand(name, params, right):
    """What a pocket calculator gives is the right answer."""
    assert [part.right_text for part in draw(BY_NAME[name], 0, params).parts] == right


def test_a_seed_gives_the_same_variant_in_another_process():
    """No process has draws of its own: hashes that differ between them play no part."""
    code = (
        "import json\n"
        "from flashcards.problems.drawing import draw\n"
        "from nnquiz.problems.plugin import KINDS\n"
        "print(json.dumps([draw(kind(), 5).to_json() for kind in KINDS]))"
    )
    here = json.dumps([draw(kind, 5).to_json() for kind in BY_NAME.values()])
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        there = subprocess.run(
            [sys.executable, "-c", code], env=env, check=True, capture_output=True, text=True
        )
        assert there.stdout.strip() == here


#: Draws as they were when a version came out: what changes them must raise the kind's version.
DRAWN = {
    "sigmoid": (1, {"z": -1.5}),
    "sigmoid-derivative": (1, {"z": -2.1}),
    "tanh-derivative": (1, {"z": -0.8}),
    "leaky-relu": (1, {"z": -4.5, "alpha": 0.05}),
    "softmax": (1, {"z": (1, -2, 0)}),
    "weight-shape": (1, {"n_in": 5, "n_out": 2, "m": 20, "layout": "W X + b"}),
    "bias-shape": (1, {"n_in": 2, "n_out": 11, "m": 50, "layout": "X W + b"}),
    "activation-shape": (1, {"n_in": 3, "n_out": 10, "m": 50, "layout": "X W + b"}),
    "binary-cross-entropy": (1, {"p": 0.53, "y": 0}),
    "momentum-step": (1, {"v0": -0.2, "w0": 0.8, "g": 2.2, "beta": 0.9, "lr": 0.2}),
    "rmsprop-step": (1, {"s0": 1.8, "w0": -0.2, "g": -0.5, "beta": 0.6, "lr": 0.5}),
    "adam-step": (
        1,
        {"t": 2, "m0": -0.4, "v0": 0.9, "w0": 0.4, "g": -0.7, "beta1": 0.7, "beta2": 0.92, "lr": 0.5},
    ),
    "neuron-forward": (1, {"w": (-0.2, 0.1), "b": 0.9, "x": (-1.0, 0.5)}),
    "mse": (1, {"y": (2.0, 0.5, -1.5, 1.5), "yhat": (0.0, 1.5, 1.5, 2.0)}),
    "gradient-descent-step": (1, {"w": -1.5, "g": -2.6, "lr": 0.2}),
    "init-std": (1, {"scheme": "He", "fan_in": 32, "fan_out": 256}),
    "clip-by-norm": (1, {"g": (6, -3, 2), "c": 2}),
    "l2-gradient": (1, {"w": -2.4, "dw": -0.2, "lam": 1, "m": 20}),
    "batch-norm-inference": (1, {"x": 1.9, "mean": -2.0, "var": 1.2, "gamma": 2, "beta": 1.0}),
    "conv-output-size": (1, {"n": 55, "k": 5, "p": 2, "s": 4}),
    "f1-score": (1, {"TP": 53, "FP": 58, "FN": 17, "TN": 155}),
    "log-scale-sample": (1, {"a": -2, "b": 3, "u": 0.45}),
}


@kinds
def test_an_old_seed_draws_what_it_drew(name):
    """A version of a kind never changes what a seed draws."""
    assert (BY_NAME[name].version, draw(BY_NAME[name], 1).givens) == DRAWN[name]
