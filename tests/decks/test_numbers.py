"""Every number on the bundled cards that can be worked out, worked out with the reference or NumPy."""

import math
import re
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from flashcards.core.answers import check, right_answer
from flashcards.core.cards import Choice, Claim, Cloze, Steps, Typed
from flashcards.decks.reading import Deck, read_deck_file
from nnquiz.reference.activations import (
    leaky_relu,
    leaky_relu_prime,
    sigmoid,
    sigmoid_prime,
    tanh_prime,
)
from nnquiz.reference.layers import batch_shape, weight_shape
from nnquiz.reference.losses import binary_cross_entropy
from nnquiz.reference.optimizers import adam, averaged_momentum, summed_momentum

# ---- what the tables below work with

LINE = np.linspace(-8, 8, 160_001)
SWISH = LINE * sigmoid(LINE)
GELU = LINE * np.vectorize(math.erf)(LINE / math.sqrt(2)) / 2 + LINE / 2
LEVELS = np.linspace(0, 10, 1001)
ERRORS = np.array([3, 3, 5]) - np.array([2, 4, 1])
SOFTMAX = np.array([0.2, 0.5, 0.3])
PRECISION, RECALL = 30 / (30 + 10), 30 / (30 + 20)
FIRST_ADAM = adam(0, 0, 0, 50, t=1, lr=0.01, beta1=0.9, beta2=0.999)
#: the variances of the weights for 200 inputs and 100 neurons
VARIANCES = {"He": 2 / 200, "Xavier": 2 / (200 + 100), "LeCun": 1 / 200}


def positions(size, kernel, padding=0, stride=1):
    """How many places a kernel has on a line, counted one by one."""
    return len(range(0, size + 2 * padding - kernel + 1, stride))


def slope(function, x):
    """The derivative by a central difference."""
    return (function(x + 1e-5) - function(x - 1e-5)) / 2e-5


def descended(curvature, w, lr, steps=1):
    """Where gradient descent on curvature/2 w^2 comes to."""
    for _ in range(steps):
        w -= lr * curvature * w
    return w


def window(beta):
    """Over how many values an exponentially weighted average averages."""
    return 1 / (1 - beta)


def average(values, beta):
    """The uncorrected exponentially weighted average of values."""
    v = 0.0
    for value in values:
        v = averaged_momentum(v, 0, value, lr=0, beta=beta).v
    return v


def percent(share, digits=0):
    """A share as cards write it."""
    return f"{100 * share:.{digits}f} %"


def cube_root(number):
    """The whole number whose third power it is."""
    return next(n for n in range(number + 1) if n**3 == number)


def best_constant(loss):
    """The constant with the least loss for the targets 0, 0 and 9."""
    return LEVELS[np.argmin([loss(level - np.array([0, 0, 9])).sum() for level in LEVELS])]


# ---- what is typed or chosen: the card, the right number, and numbers that mistakes lead to

ANSWERS = [
    ("activations/sigmoid-derivative-max", f"{sigmoid_prime(LINE).max():g}", ["1", "0.5"]),
    (
        "activations/leaky-relu-negative",
        f"Output {leaky_relu(-5, 0.01):g}, derivative {leaky_relu_prime(-5, 0.01):g}",
        ["Output 0, derivative 0"],
    ),
    ("activations/swish-gelu-minimum", f"{LINE[SWISH.argmin()]:.2f}", []),
    (
        "architectures/image-batch-shape",
        str(np.moveaxis(np.empty((32, 224, 320, 3), np.int8), -1, 1).shape),
        [str((32, 224, 320, 3))],
    ),
    (
        "architectures/flattened-image-weights",
        f"{round(np.prod((224, 224, 3, 1000)) / 1e6, -1):.0f} million",
        [f"{round(np.prod((224, 224, 1000)) / 1e6, -1):.0f} million"],
    ),
    ("architectures/conv-output-number", f"{positions(32, 5, 1, 2)}", [f"{positions(32, 5, 1)}", "14", "16"]),
    (
        "architectures/conv-parameters",
        f"{np.empty((32, 16, 3, 3)).size + np.empty(32).size}",
        [f"{32 * 16 * 9}", f"{32 * (9 + 1)}", f"{32 * 16 * 9 + 16}", f"{16 * 9 + 1}"],
    ),
    ("architectures/receptive-field", f"{np.convolve(np.ones(3), np.ones(3)).size}", ["3", "6", "9"]),
    (
        "architectures/pooling-shape",
        str((64, positions(28, 2, stride=2), positions(28, 2, stride=2))),
        [str((64, positions(28, 2), positions(28, 2)))],
    ),
    ("foundations/counting-layers", f"{len(list(pairwise(range(1 + 3 + 1))))}", ["5", "3"]),
    (
        "gradient-descent/gradient-number",
        f"({slope(lambda x: x**2 + 3 * x * 2, 1):.0f}, {slope(lambda y: 1 + 3 * y, 2):.0f})",
        ["(3, 8)", f"{1**2 + 3 * 1 * 2}", "11"],
    ),
    ("gradient-descent/gradient-noise", f"{np.sqrt(100):g}", ["100", "0.1"]),
    ("gradient-descent/linear-scaling", f"{0.1 * 1024 / 256:g}", [f"{0.1 * np.sqrt(1024 / 256):g}", "0.025"]),
    (
        "gradient-descent/steps-per-epoch-number",
        f"{3 * len(range(0, 1050, 100))}",
        [f"{len(range(0, 1050, 100))}", f"{3 * (1050 // 100)}", f"{len(range(0, 3 * 1050, 100))}"],
    ),
    (
        "gradient-descent/gradient-accumulation",
        f"{len(np.split(np.arange(64), 64 // 16))}",
        ["1", "16", "64"],
    ),
    ("initialization/logistic-regression-first-output", f"{sigmoid(0):g}", ["0", "1"]),
    ("initialization/fan-in-convolution", f"{np.empty((64, 3, 3)).size}", [f"{128 * 9}", f"{64 * 3}", "9"]),
    ("initialization/xavier-with-relu", rf"\frac{{1}}{{{2**10}}}", [r"\frac{1}{20}"]),
    ("initialization/he-number", f"{np.sqrt(2 / 800):g}", [f"{2 / 800:g}", f"{np.sqrt(1 / 800):.3f}"]),
    (
        "initialization/biases-rare-class",
        f"{np.log(0.01 / 0.99):.1f}",
        [f"{np.log(0.99 / 0.01):.1f}"],
    ),
    ("initialization/initial-loss", f"{-np.log(1 / 10):.2f}", [f"{np.log10(10):g}", f"{np.log(2):.2f}"]),
    ("losses/sum-or-mean", f"{np.ones(32).sum() / np.ones(32).mean():g}", [f"{32**2}", "1"]),
    (
        "losses/mse-number",
        f"{np.mean(ERRORS**2):g}",
        [
            f"{np.sum(ERRORS**2):g}",
            f"{np.mean(ERRORS**2) / 2:g}",
            f"{np.mean(np.abs(ERRORS)):g}",
            f"{np.sqrt(np.mean(ERRORS**2)):.2f}",
        ],
    ),
    ("losses/rmse-unit", f"{np.sqrt(400):g} euros", ["400 euros", "200 euros"]),
    (
        "losses/categorical-number",
        f"{-np.log(SOFTMAX[1]):.2f}",
        [
            f"{np.log(SOFTMAX[1]):.2f}",
            f"{-np.log10(SOFTMAX[1]):.2f}",
            f"{-np.log2(SOFTMAX[1]):g}",
            f"{-np.log(SOFTMAX[1]) / 3:.2f}",
            f"{-np.log(SOFTMAX[0]):.2f}",
            f"{-np.log(SOFTMAX[2]):.2f}",
            f"{-np.log(SOFTMAX).sum():.2f}",
        ],
    ),
    ("losses/initial-loss", f"{-np.log(1 / 10):.2f}", [f"{np.log10(10):g}", f"{np.log2(10):.2f}"]),
    ("losses/label-smoothing", f"{0.9 * 1 + 0.1 / 10:g}", [f"{0.1 / 10:g}", "0.9"]),
    ("normalization/flattening-images", f"{np.empty((64, 64, 3)).size}", [f"{64 * 64}", f"{64 * 3}"]),
    (
        "normalization/flattened-matrix-shape",
        str(np.empty((209, 64, 64, 3), np.int8).reshape(209, -1).T.shape),
        [str(np.empty((209, 64, 64, 3), np.int8).reshape(209, -1).shape)],
    ),
    ("normalization/dividing-by-255", f"{np.iinfo(np.uint8).max}", ["256"]),
    ("normalization/standardize-number", f"{(16 - 10) / np.sqrt(4):g}", [f"{(16 - 10) / 4:g}", "6", "-3"]),
    (
        "normalization/batch-norm-number",
        f"{2 * (8 - 5) / np.sqrt(4) + 1:g}",
        [f"{2 * (8 - 5) / 4 + 1:g}", f"{(8 - 5) / np.sqrt(4):g}", f"{1 * (8 - 5) / np.sqrt(4) + 2:g}", "3"],
    ),
    ("normalization/batch-norm-parameters", f"{np.ones((2, 100)).size}", ["100", "400"]),
    (
        "normalization/batch-norm-running-average",
        f"{np.average([2, 3], weights=[0.9, 0.1]):g}",
        [f"{np.average([2, 3], weights=[0.1, 0.9]):g}", "2.5"],
    ),
    (
        "normalization/batch-norm-convolution",
        f"{np.empty((32, 64, 28, 28), np.int8)[:, 0].size:,}",
        [f"{28 * 28}", f"{64 * 28 * 28:,}"],
    ),
    ("optimizers/learning-rate-step", f"{2 - 0.1 * 4:g}", [f"{2 + 0.1 * 4:g}", f"{2 - 0.1:g}", f"{2 - 4:g}"]),
    ("optimizers/learning-rate-bouncing", f"3 and {descended(2, 3, 1):g}", []),
    ("optimizers/ewa-window-number", f"{window(0.98):.0f}", [f"{window(0.9):.0f}", f"{window(0.95):.0f}"]),
    (
        "optimizers/bias-correction-number",
        f"{average([2, 2], 0.9) / (1 - 0.9**2):g}",
        [f"{0.38 / (1 - 0.9):g}", f"{0.38 * (1 - 0.9**2):.4f}", f"{0.38 / 0.9**2:.2f}"],
    ),
    (
        "optimizers/adagrad-number",
        f"{0.1 * 4 / np.sqrt(3**2 + 4**2):g}",
        [f"{0.1 * 4:g}", f"{0.1 * 4 / (3 + 4):.3f}", f"{0.1 * 4 / (3**2 + 4**2):g}"],
    ),
    (
        "optimizers/adam-first-step",
        f"{-FIRST_ADAM.w:g}",
        [
            f"{0.01 * 50:g}",
            f"{0.01 * FIRST_ADAM.m / np.sqrt(FIRST_ADAM.v):.3f}",
            f"{0.01 * FIRST_ADAM.m / np.sqrt(FIRST_ADAM.v_hat):g}",
        ],
    ),
    (
        "optimizers/decay-one-over-t-number",
        f"{0.6 / (1 + 0.5 * 4):g}",
        [
            f"{0.6 / (0.5 * 4):g}",
            f"{0.6 / (1 + 4):g}",
            f"{0.6 / ((1 + 0.5) * 4):g}",
            f"{0.6 * 0.5**4:g}",
            f"{0.6 / np.prod(1 + 0.5 * np.arange(1, 5)):.4f}",
        ],
    ),
    (
        "optimizers/decay-steps",
        f"{0.1 * 0.5 ** (25 // 10):g}",
        [f"{0.1 * 0.5:g}", f"{0.1 * 0.5**3:g}", f"{0.1 * 0.5**2.5:.4f}"],
    ),
    (
        "propagation/weight-matrix-shape",
        str(weight_shape(4, 3, by_rows=False)),
        [str(weight_shape(4, 3, by_rows=True))],
    ),
    (
        "propagation/weight-shape-other-layout",
        str(weight_shape(4, 3, by_rows=True)),
        [str(weight_shape(4, 3, by_rows=False)), str(batch_shape(3, 8, by_rows=True))],
    ),
    (
        "propagation/activation-shape",
        str(batch_shape(5, 32, by_rows=False)),
        [str(batch_shape(5, 32, by_rows=True))],
    ),
    (
        "propagation/hidden-delta-shape",
        str((np.ones(weight_shape(5, 2, by_rows=False)).T @ np.ones(batch_shape(2, 1, by_rows=False))).shape),
        [str(weight_shape(5, 2, by_rows=False)), str(batch_shape(2, 1, by_rows=False))],
    ),
    (
        "propagation/chain-rule-number",
        f"{slope(lambda x: (3 * x + 1) ** 2, 2):.0f}",
        [f"{slope(lambda y: y**2, 7):.0f}", "49", f"{2 * 2 * 3}"],
    ),
    ("propagation/gradient-checking-count", f"{2 * 1000}", ["1000", "1001", "2001"]),
    (
        "regularization/l2-step-number",
        f"{2 - 0.1 * (0.5 + 0.1 * 2):g}",
        [
            f"{2 - 0.1 * 0.5:g}",
            f"{2 + 0.1 * (0.5 + 0.1 * 2):g}",
            f"{2 - (0.5 + 0.1 * 2):g}",
            f"{2 - 0.1 * (0.5 - 0.1 * 2):g}",
        ],
    ),
    ("regularization/inverted-dropout-number", f"{3 / 0.75:g}", [f"{3 * 0.75:g}", f"{3 / 0.25:g}", "3"]),
    ("regularization/dropout-p-in-pytorch", f"{1 - 0.2:g}", ["0.2"]),
    ("regularization/dropout-subnetworks", f"{len(set(np.ndindex(*[2] * 10)))}", ["10", "20", "1023"]),
    (
        "strategy/f1-number",
        f"{2 * PRECISION * RECALL / (PRECISION + RECALL):.3f}",
        [
            f"{(PRECISION + RECALL) / 2:g}",
            f"{np.sqrt(PRECISION * RECALL):.3f}",
            f"{PRECISION:g}",
            f"{RECALL:g}",
            f"{30 / (30 + 10 + 20):g}",
        ],
    ),
    ("strategy/accuracy-on-rare-classes", f"{0 / (0 + 1):g}", [f"{99 / 100:g}", f"{1 / 100:g}"]),
    ("strategy/which-human-level", f"{min(9, 2, 1, 0.6)} %", [f"{np.mean([9, 2, 1, 0.6])} %"]),
    ("strategy/error-analysis-ceiling", percent(0.1 * (1 - 5 / 100), 1), [percent(0.1 * 0.05, 1), "95 %"]),
    ("strategy/mislabelled-share", percent(0.005 / 0.02), [percent(1 - 0.005 / 0.02), "0.5 %"]),
    ("tuning/batch-size-and-rate", f"{0.1 * 1024 / 256:g}", [f"{0.1 * np.sqrt(1024 / 256):g}", "0.025"]),
    ("tuning/grid-distinct-values", f"{cube_root(64)}", ["64", f"{np.sqrt(64):g}"]),
    (
        "tuning/random-search-trials",
        f"{round(np.log(0.05) / np.log(0.95), -1):.0f}",
        [f"{1 / 0.05:.0f}", "600"],
    ),
    (
        "tuning/log-scale-number",
        f"{10 ** np.interp(0.25, [0, 1], np.log10([0.0001, 1])):g}",
        [f"{10 ** np.interp(0.75, [0, 1], np.log10([0.0001, 1])):g}", "-3", "0.25"],
    ),
    (
        "tuning/linear-scale-share",
        percent((1 - 0.1) / (1 - 0.0001)),
        [percent((0.1 - 0.0001) / (1 - 0.0001)), percent(1 / 4)],
    ),
    (
        "unstable-gradients/clipping-number",
        "({:g}, {:g})".format(*np.array([6, 8]) * 5 / np.linalg.norm([6, 8])),
        [
            "({}, {})".format(*np.minimum([6, 8], 5)),
            "({:g}, {:g})".format(*np.array([6, 8]) / np.linalg.norm([6, 8])),
        ],
    ),
    (
        "unstable-gradients/factor-per-layer",
        f"{round((1.1 / 0.9) ** 50, -4):.0f}",
        [f"{1.1 / 0.9:.1f}", f"{round(1.1 / 0.9 * 50, -1):.0f}"],
    ),
    (
        "unstable-gradients/recurrent-singular-value",
        f"{1 / tanh_prime(LINE).max():g} with tanh, {1 / sigmoid_prime(LINE).max():g} with the sigmoid",
        ["1 with tanh, 1 with the sigmoid"],
    ),
]

# ---- what stands in a gap

GAPS = [
    ("activations/sigmoid#c4", f"{sigmoid(0):g}"),
    ("activations/softmax#c2", f"{SOFTMAX.sum():g}"),
    ("unstable-gradients/sigmoid-chain#c2", f"{sigmoid_prime(LINE).max():g}"),
    ("unstable-gradients/sigmoid-chain#c3", f"{1 / sigmoid_prime(LINE).max():g}"),
    ("tuning/log-scale-beta#c3", f"{np.log10(1 - 0.999):.0f}"),
    ("tuning/log-scale-beta#c4", f"{np.log10(1 - 0.9):.0f}"),
]

# ---- what is said beside the answer

SAID = [
    ("activations/sigmoid-saturation", f"{sigmoid_prime(0):g}"),
    ("activations/sigmoid-saturation", f"{sigmoid_prime(1):.2f}"),
    ("activations/sigmoid-saturation", f"{sigmoid_prime(-10):.6f}"),
    ("activations/tanh-derivative", f"{tanh_prime(1):.2f}"),
    ("activations/tanh-vs-sigmoid", f"{tanh_prime(0):g} and {sigmoid_prime(0):g}"),
    ("activations/swish-gelu-minimum", f"{SWISH.min():.2f}"),
    ("activations/swish-gelu-minimum", f"{LINE[GELU.argmin()]:.2f}"),
    ("activations/swish-gelu-minimum", f"{GELU.min():.2f}"),
    ("activations/swish-gelu-minimum", f"{slope(lambda z: z * sigmoid(z), 0):g}"),
    ("architectures/flattened-image-weights", f"{np.prod((224, 224, 3, 1000))}"),
    ("architectures/receptive-field", f"{2 * 3 * 3}"),
    ("gradient-descent/epoch", f"{50_000 // 100}"),
    ("gradient-descent/steps-per-epoch#c2", f"{math.ceil(5e6 / 1000)}"),
    ("initialization/biases-forget-gate", f"{sigmoid(1):.2f}"),
    ("initialization/biases-forget-gate", f"{sigmoid(-1):.2f}"),
    ("initialization/biases-rare-class", f"{sigmoid(-4.6):.2f}"),
    ("losses/best-constant#c1", f"{best_constant(np.square):g} and {best_constant(np.abs):g}"),
    ("losses/confident-and-wrong", f"{binary_cross_entropy(0.01, 1):.1f}"),
    ("losses/confident-and-wrong", f"{binary_cross_entropy(0.0001, 1):.1f}"),
    ("losses/confident-and-wrong", f"{np.exp(-1):.2f}"),
    ("normalization/min-max-outlier", f"{(10 - 0) / (1000 - 0):g}"),
    ("optimizers/momentum-forms", f"{summed_momentum(0, 0, 1, lr=1, beta=0.9).v / average([1], 0.9):g}"),
    ("optimizers/bias-correction-fades", f"{average([1] * 10, 0.9):.2f}"),
    ("optimizers/bias-correction-fades", f"{average([1] * 44, 0.9):.2f}"),
    ("optimizers/adam-defaults#c1", f"{window(0.9):.0f}"),
    ("optimizers/adam-defaults#c1", f"{window(0.999):.0f}"),
    ("optimizers/adam-first-step", f"{FIRST_ADAM.m / np.sqrt(FIRST_ADAM.v):.2f}"),
    ("optimizers/decay-one-over-t#c1", f"{0.2 / (1 + 1 * 3):g}"),
    ("optimizers/decay-one-over-t#c1", f"{0.2 / np.prod(1 + np.arange(1, 4)):.4f}"),
    ("optimizers/robbins-monro", f"add up to {np.sum(0.9 ** np.arange(1, 1000)):g}"),
    ("strategy/f1-harmonic", f"{np.mean([1, 0.02]):g}"),
    ("strategy/f1-harmonic", f"{1 / np.mean([1 / 1, 1 / 0.02]):.2f}"),
    ("strategy/near-human-level", f"{8 - 7.5:g}"),
    ("strategy/mismatched-data", percent(200_000 / 210_000)),
    ("strategy/mismatch-diagnosis", f"{12 - 2.5:g}"),
    ("tuning/grid-cost", f"{5**2}"),
    ("tuning/grid-cost", f"{5**5}"),
    ("tuning/random-search-trials", f"{0.95**60:.3f}"),
    ("tuning/random-search-trials", percent(1 - 0.95**20)),
    ("tuning/log-scale-code", percent((0.1 - 0.01) / (0.1 - 0.0001))),
    ("tuning/why-log-scale-beta", f"{window(0.9005):.2f}"),
    ("tuning/why-log-scale-beta", f"{window(0.5005):.3f}"),
    ("tuning/why-log-scale-beta", f"{window(0.9905):.0f}"),
    ("tuning/why-log-scale-beta", f"{window(0.9995):.0f}"),
    ("unstable-gradients/sigmoid-chain-number", rf"{0.25**10 * 1e7:.1f} \cdot 10^{{-7}}"),
    ("unstable-gradients/factor-per-layer", f"{0.9**50:.3f}"),
    ("unstable-gradients/factor-per-layer", f"{1.1**50:.0f}"),
]

# ---- what is claimed

CLAIMS = [
    ("initialization/lecun-equals-xavier", all(2 / (n + n) == 1 / n for n in range(1, 100))),
    ("losses/loss-constant", np.isclose(slope(lambda w: w**2 + 10, 3), slope(lambda w: w**2, 3))),
    (
        "normalization/batch-norm-weight-scale",
        np.allclose(*((z - z.mean()) / z.std() for z in (ERRORS, 10 * ERRORS))),
    ),
    (
        "optimizers/adam-scale-invariant",
        np.isclose(*(adam(0, 0, 2, g, t=1, lr=0.1, beta1=0.9, beta2=0.999).w for g in (3, 300))),
    ),
    ("optimizers/bias-correction-fades", average([1] * 44, 0.9) > average([1] * 10, 0.9)),
    ("optimizers/learning-rate-below-one", abs(descended(0.2, 1, 5)) > 1),
    (
        "unstable-gradients/clipping-direction",
        not np.isclose(np.divide(*np.minimum([6, 8], 5)), np.divide(6, 8)),
    ),
]


# ---- looking numbers up


@cache
def cards_of(path):
    deck = read_deck_file(path)
    assert isinstance(deck, Deck), deck
    return {card.id: card for card in deck.cards}


@pytest.fixture
def find(checkout):
    """The card of an id."""
    return lambda name: cards_of(checkout / "data" / "decks" / f"{name.partition('/')[0]}.yaml")[name]


def plain(text):
    """A text with its lines joined and without the signs between thousands."""
    return re.sub(r"(?<=\d)(\\,|,)(?=\d{3}(?!\d))", "", " ".join(text.split()))


def has(text, number):
    """Whether a number stands in a text, and not as a part of another one."""
    return re.search(rf"(?<![\d.-]){re.escape(plain(number))}(?!\d|[.,]\d)", plain(text)) is not None


def taught(card):
    """All that a card says once it is answered, without its wrong options."""
    body = card.body
    says = [right_answer(body), card.why, card.note]
    says += [wrong.why for wrong in getattr(body, "wrong", ())]
    says += [body.text] if isinstance(body, Cloze) else [body.claim] if isinstance(body, Claim) else []
    return "\n".join(says)


def kinds(card, number):
    """What is said to a number: typed, or to each option in which it stands."""
    body = card.body
    if isinstance(body, Typed):
        return {check(body, number, (), lambda: ()).kind}
    assert isinstance(body, Choice)
    shown = (*body.right, *(wrong.text for wrong in body.wrong))
    places = [place for place, option in enumerate(shown, 1) if has(option, number)]
    return {check(body, str(place), shown, lambda: ()).kind for place in places}


def names(table):
    return [f"{row[0]}={row[1]}" for row in table]


# ---- the tests


@pytest.mark.parametrize(("card", "number", "slips"), ANSWERS, ids=names(ANSWERS))
def test_answer_is_the_number_worked_out(find, card, number, slips):
    """The answer that a card takes is the number worked out anew, and numbers from mistakes are wrong."""
    card = find(card)
    assert kinds(card, number) == {"right"}
    assert {slip: kinds(card, slip) for slip in slips} == {slip: {"wrong"} for slip in slips}


@pytest.mark.parametrize(("card", "number"), GAPS, ids=names(GAPS))
def test_gap_holds_the_number_worked_out(find, card, number):
    """What fills a gap is the number worked out anew."""
    assert has(right_answer(find(card).body), number)


@pytest.mark.parametrize(("card", "number"), SAID, ids=names(SAID))
def test_text_has_the_number_worked_out(find, card, number):
    """A number that a card gives beside its answer is the one worked out anew."""
    assert has(taught(find(card)), number)


@pytest.mark.parametrize(("card", "truth"), CLAIMS, ids=names(CLAIMS))
def test_claim_is_as_true_as_worked_out(find, card, truth):
    """A claim counts as true exactly where an example worked out bears it out."""
    body = find(card).body
    assert isinstance(body, Claim)
    assert check(body, "t" if truth else "f", (), lambda: ()).kind == "right"


def test_order_of_variances_is_the_one_worked_out(find):
    """The three schemes are put in order by the variances worked out anew."""
    card = find("initialization/order-by-variance")
    assert isinstance(card.body, Steps)
    assert list(card.body.steps) == sorted(VARIANCES, key=VARIANCES.get)
    assert all(has(taught(card), rf"\frac{{1}}{{{1 / each:.0f}}}") for each in VARIANCES.values())
