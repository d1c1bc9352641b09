"""Kinds about what to do next."""

from flashcards.problems.answers import Label, Real
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import grid
from flashcards.problems.tracing import Trace

BIAS, VARIANCE, MISMATCH = "bias", "variance", "mismatch"
IN_POINTS = "human-level error stands for the Bayes error; answers in percentage points, as 3 for 3 %"
# A gap of half a point is asked as it is: three decimals say nothing more.
POINTS = Real(0.05, 0)


class AvoidableBias(Kind):
    """Avoidable bias, variance, and which of them to attack."""

    name = "avoidable-bias"
    topic = "evaluation"
    level = 1
    ask = (
        "People err in {human} % of the cases, a network in {train} % of the training examples and in {dev} % of "
        "the dev examples."
    )
    conventions = (IN_POINTS,)
    givens = {"human": grid(0.5, 8, 0.5), "train": grid(4, 12, 0.5), "dev": grid(8, 18, 0.5)}
    parts = (
        Part("bias", POINTS, "How large is the avoidable bias?"),
        Part("variance", POINTS, "How large is the variance?"),
        Part(
            "next",
            Label(options=(BIAS, VARIANCE)),
            f"What promises more: to reduce {BIAS} (larger network, longer training) or {VARIANCE} (more data, "
            "regularization)?",
        ),
    )
    hints = (
        "There are three errors in order: which two gaps lie between them?",
        "avoidable bias = training - human; variance = dev - training; the larger gap comes first",
    )

    def fits(self, human: float, train: float, dev: float) -> bool:
        bias, variance = train - human, dev - train
        return bias >= 0.5 and variance >= 0.5 and abs(bias - variance) >= 1

    def solve(self, step: Trace, human: float, train: float, dev: float) -> None:
        bias = step("bias", "train - human", train - human)
        variance = step("variance", "dev - train", dev - train)
        step("next", "the larger of the two gaps", BIAS if bias > variance else VARIANCE)

    @slip("That is the variance. The avoidable bias is the training error minus the human one.", part="bias")
    def variance_for_bias(self, train: float, dev: float) -> float:
        return dev - train

    @slip("That is both gaps together. The avoidable bias ends at the training error.", part="bias")
    def both_gaps(self, human: float, dev: float) -> float:
        return dev - human

    @slip("That is the whole training error. What people get wrong, too, is not avoidable.", part="bias")
    def whole_training_error(self, train: float) -> float:
        return train

    @slip(
        "That is the avoidable bias. The variance is the dev error minus the training error.", part="variance"
    )
    def bias_for_variance(self, human: float, train: float) -> float:
        return train - human

    @slip("That is both gaps together. The variance begins at the training error.", part="variance")
    def from_human_level(self, human: float, dev: float) -> float:
        return dev - human

    @slip(
        "That is the whole dev error. The variance is only its rise over the training error.", part="variance"
    )
    def whole_dev_error(self, dev: float) -> float:
        return dev

    @slip("That attacks the smaller gap. The larger one has more to offer.", part="next")
    def smaller_gap(self, bias: float, variance: float) -> str:
        return VARIANCE if bias > variance else BIAS

    @slip(
        "That compares the whole training error with the variance. Only what people do better is avoidable.",
        part="next",
        may_equal=True,
    )
    def training_error_for_bias(self, train: float, variance: float) -> str:
        return BIAS if train > variance else VARIANCE


class ErrorGaps(Kind):
    """Three gaps between four errors, where the data do not match."""

    name = "error-gaps"
    topic = "evaluation"
    level = 2
    ask = (
        "A network is trained on photos from the web and meant for photos from phones. People err in {human} %. The "
        "network errs in {train} % of its training set, in {train_dev} % of photos from the web that it has not "
        "been trained on, and in {dev} % of the dev set of phone photos."
    )
    conventions = (IN_POINTS,)
    givens = {
        "human": grid(0.5, 3, 0.5),
        "train": grid(2, 8, 0.5),
        "train_dev": grid(6, 11, 0.5),
        "dev": grid(9, 14.5, 0.5),
    }
    parts = (
        Part("bias", POINTS, "How large is the avoidable bias?"),
        Part("variance", POINTS, "How large is the variance?"),
        Part("mismatch", POINTS, "How large is the part due to data mismatch?"),
        Part(
            "next",
            Label(options=(BIAS, VARIANCE, MISMATCH)),
            f"What promises most: to reduce {BIAS}, {VARIANCE} or {MISMATCH}?",
        ),
    )
    hints = (
        "Put the four errors in order: what changes from each of them to the next?",
        "bias = training - human; variance = unseen web photos - training; mismatch = dev - unseen web photos",
    )

    def fits(self, human: float, train: float, train_dev: float, dev: float) -> bool:
        gaps = sorted((train - human, train_dev - train, dev - train_dev))
        return gaps[0] >= 0.5 and gaps[1] > gaps[0] and gaps[2] - gaps[1] >= 1

    def solve(self, step: Trace, human: float, train: float, train_dev: float, dev: float) -> None:
        gaps = {
            BIAS: step("bias", "train - human", train - human),
            VARIANCE: step("variance", "train_dev - train", train_dev - train),
            MISMATCH: step("mismatch", "dev - train_dev", dev - train_dev),
        }
        step("next", "the largest of the three gaps", max(gaps, key=lambda gap: gaps[gap]))

    @slip("That is the whole training error. What people get wrong, too, is not avoidable.", part="bias")
    def whole_training_error(self, train: float) -> float:
        return train

    @slip("That goes on to the unseen photos. The avoidable bias ends at the training error.", part="bias")
    def bias_and_variance(self, human: float, train_dev: float) -> float:
        return train_dev - human

    @slip(
        "That goes on to the dev set, whose photos are of another kind: it has the mismatch in it.",
        part="variance",
    )
    def variance_and_mismatch(self, train: float, dev: float) -> float:
        return dev - train

    @slip("That begins at human level: it has the avoidable bias in it.", part="variance")
    def from_human_level(self, human: float, train_dev: float) -> float:
        return train_dev - human

    @slip("That begins at the training error: it has the variance in it.", part="mismatch")
    def from_training_error(self, train: float, dev: float) -> float:
        return dev - train

    @slip("That is the variance: both errors are on photos from the web.", part="mismatch")
    def variance_for_mismatch(self, train: float, train_dev: float) -> float:
        return train_dev - train

    @slip("That is the smallest gap. The largest has most to offer.", part="next")
    def smallest_gap(self, bias: float, variance: float, mismatch: float) -> str:
        return min(((bias, BIAS), (variance, VARIANCE), (mismatch, MISMATCH)))[1]

    @slip("That is the second largest gap. The largest has most to offer.", part="next")
    def second_gap(self, bias: float, variance: float, mismatch: float) -> str:
        return sorted(((bias, BIAS), (variance, VARIANCE), (mismatch, MISMATCH)))[1][1]

    @slip(
        "That takes all that is lost from training to dev for variance. A part of it is mismatch.",
        part="next",
        may_equal=True,
    )
    def mismatch_as_variance(self, bias: float, variance: float, mismatch: float) -> str:
        return VARIANCE if variance + mismatch > bias else BIAS


KINDS = (
    AvoidableBias,
    ErrorGaps,
)
