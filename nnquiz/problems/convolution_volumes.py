"""Kinds about whole volumes in a convolutional network, and about what a unit sees of the input."""

from flashcards.problems.answers import Integer
from flashcards.problems.answers import Shape as ShapeAnswer
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, ints
from flashcards.problems.tracing import Trace
from nnquiz.reference import sizes
from nnquiz.reference.layers import Shape
from nnquiz.reference.sizes import Volume

FIRST, LAST = "(channels, height, width), as in PyTorch", "(height, width, channels), as in Keras"


class ConvVolumeShape(Kind):
    """The shape of the feature maps of one image."""

    name = "conv-volume-shape"
    topic = "convolution"
    level = 2
    ask = (
        "An input of C = {C} channels, H = {H} high and W = {W} wide, goes through a convolution layer of F = {F} filters "
        "of {k} x {k} (k = {k}), with padding p = {p} and stride s = {s}. What is the shape of its output?"
    )
    conventions = (
        "one image; shapes are written {layout}",
        "p on all sides; no dilation; sizes rounded down",
    )
    givens = {
        "C": choice(8, 10, 12, 16),
        "H": ints(20, 48),
        "W": ints(20, 48),
        "F": choice(6, 16, 24, 32, 64),
        "k": choice(3, 5, 7),
        "p": ints(1, 2),
        "s": ints(2, 4),
        "layout": choice(FIRST, LAST),
    }
    parts = (Part("out", ShapeAnswer()),)
    hints = (
        "Each filter makes one map of its own, out of all channels; how high and how wide is it?",
        "floor((H + 2p - k) / s) + 1 rows, the same with W for columns, and F channels",
    )

    def fits(self, C: int, H: int, W: int, F: int, k: int, p: int, s: int) -> bool:
        out = sizes.convolved(Volume(C, H, W), F, k, p, s)
        return len({C, H, W, F, k, p, s}) == 7 and len({C, *out}) == 4

    def solve(self, step: Trace, C: int, H: int, W: int, F: int, k: int, p: int, s: int, layout: str) -> None:
        out = sizes.convolved(Volume(C, H, W), F, k, p, s)
        rows = step("rows", "floor((H + 2 * p - k) / s) + 1", out.height)
        columns = step("columns", "floor((W + 2 * p - k) / s) + 1", out.width)
        formula = "(F, rows, columns)" if layout == FIRST else "(rows, columns, F)"
        step("out", formula, _written(Volume(F, rows, columns), layout))

    @slip(
        "The channels stay as they came in. A convolution puts out one map for each of its filters: F channels."
    )
    def channels_kept(self, C: int, H: int, W: int, k: int, p: int, s: int, layout: str) -> Shape:
        return _written(sizes.convolved(Volume(C, H, W), C, k, p, s), layout)

    @slip("That has F * C channels. A filter reaches through all input channels and makes one map of them.")
    def channels_multiplied(
        self, C: int, H: int, W: int, F: int, k: int, p: int, s: int, layout: str
    ) -> Shape:
        return _written(sizes.convolved(Volume(C, H, W), F * C, k, p, s), layout)

    @slip("The 1 is missing in height and width: the kernel's first place counts, too.")
    def start_not_counted(self, C: int, H: int, W: int, F: int, k: int, p: int, s: int, layout: str) -> Shape:
        channels, height, width = sizes.convolved(Volume(C, H, W), F, k, p, s)
        return _written(Volume(channels, height - 1, width - 1), layout)

    @slip(
        "The channels stand in the other place: PyTorch has them before height and width, Keras by default behind "
        "them. This question says which.",
        rival=True,
    )
    def other_layout(self, C: int, H: int, W: int, F: int, k: int, p: int, s: int, layout: str) -> Shape:
        other = LAST if layout == FIRST else FIRST
        return _written(sizes.convolved(Volume(C, H, W), F, k, p, s), other)


def _written(volume: Volume, layout: str) -> Shape:
    channels, height, width = volume
    return (channels, height, width) if layout == FIRST else (height, width, channels)


class FlattenSize(Kind):
    """How many numbers a small convolutional network hands to its dense layer."""

    name = "flatten-size"
    topic = "convolution"
    level = 2
    ask = (
        "An image of C = {C} channels, H = {H} high and W = {W} wide, goes through a convolution of F = {F} filters of "
        "{k} x {k} (k = {k}), then through max pooling of {f} x {f} with stride {f} (f = {f}), and is flattened."
    )
    conventions = (
        "no padding; the convolution has stride 1; sizes are rounded down",
        "shapes are written (channels, height, width)",
    )
    givens = {
        "C": ints(3, 4),
        "H": ints(14, 40),
        "W": ints(14, 40),
        "F": choice(6, 8, 10, 12),
        "k": choice(3, 5, 7),
        "f": ints(2, 4),
    }
    parts = (
        Part("conv", ShapeAnswer(), "What is the shape after the convolution?"),
        Part("pooled", ShapeAnswer(), "What is the shape after the pooling?"),
        Part("features", Integer(), "How many numbers are there after flattening?"),
    )
    hints = (
        "Layer after layer: what happens to the channels, what to the height and the width?",
        "(F, H - k + 1, W - k + 1); then height and width over f, rounded down; then the product of all three",
    )

    def fits(self, C: int, H: int, W: int, F: int, k: int, f: int) -> bool:
        conv = sizes.convolved(Volume(C, H, W), F, k)
        # Where both divisions come out even, rounding up is no slip.
        is_uneven = conv.height % f or conv.width % f
        return (
            bool(is_uneven) and len({C, H, W, F, k, f}) == 6 and len({*conv, *sizes.pooled(conv, f, f)}) == 5
        )

    def solve(self, step: Trace, C: int, H: int, W: int, F: int, k: int, f: int) -> None:
        conv = Volume(*step("conv", "(F, H - k + 1, W - k + 1)", sizes.convolved(Volume(C, H, W), F, k)))
        formula = f"({conv.channels}, floor({conv.height} / f), floor({conv.width} / f))"
        pooled = Volume(*step("pooled", formula, sizes.pooled(conv, f, f)))
        formula = f"{pooled.channels} * {pooled.height} * {pooled.width}"
        step("features", formula, sizes.flattened(pooled))

    @slip("The channels stay as they came in. Each filter makes one map: there are F.", part="conv")
    def channels_kept(self, C: int, H: int, W: int, k: int) -> Shape:
        return sizes.convolved(Volume(C, H, W), C, k)

    @slip("The 1 is missing: n - k + 1, for the kernel's first place counts, too.", part="conv")
    def start_not_counted(self, H: int, W: int, F: int, k: int) -> Shape:
        return (F, H - k, W - k)

    @slip("Height and width stayed. Without padding the kernel takes k - 1 off each of them.", part="conv")
    def size_kept(self, H: int, W: int, F: int) -> Shape:
        return (F, H, W)

    @slip("That rounds up. A window that does not fit is left out: round down.", part="pooled")
    def rounded_up(self, conv: Shape, f: int) -> Shape:
        channels, height, width = conv
        return (channels, -(-height // f), -(-width // f))

    @slip("The channels are pooled, too. Each map is pooled by itself: their number stays.", part="pooled")
    def channels_pooled(self, conv: Shape, f: int) -> Shape:
        channels, height, width = conv
        return (channels // f, height // f, width // f)

    @slip("That is for stride 1. The windows move by their own size: divide by f.", part="pooled")
    def pooled_at_stride_1(self, conv: Shape, f: int) -> Shape:
        return sizes.pooled(Volume(*conv), f, 1)

    @slip("The channels are lost: that is one map. All maps are put in a row.", part="features")
    def one_map(self, pooled: Shape) -> int:
        _, height, width = pooled
        return height * width

    @slip("That flattens what comes out of the convolution. The pooling comes before.", part="features")
    def pooling_missed(self, conv: Shape) -> int:
        return sizes.flattened(Volume(*conv))

    @slip("That adds up the sizes. The numbers in a volume are their product.", part="features")
    def sum_for_product(self, pooled: Shape) -> int:
        return sum(pooled)


class ReceptiveField(Kind):
    """The receptive field of a unit after three convolutions."""

    name = "receptive-field"
    topic = "convolution"
    level = 3
    ask = (
        "Three convolutions follow each other: kernel size k1 = {k1} with stride s1 = {s1}, then k2 = {k2} with "
        "s2 = {s2}, then k3 = {k3} with s3 = {s3}. How many places of the input, along one axis, does a unit after the "
        "third one see?"
    )
    conventions = ("far from the borders; no dilation",)
    givens = {
        "k1": ints(2, 7),
        "s1": ints(2, 3),
        "k2": ints(2, 7),
        "s2": ints(1, 3),
        "k3": ints(2, 7),
        "s3": ints(1, 2),
    }
    parts = (Part("R3", Integer()),)
    hints = (
        "How far apart, in the input, are two neighbours that the next kernel looks at?",
        "begin with R = 1 and j = 1; with each layer R grows by (k - 1) * j, and then j is multiplied by s",
    )

    def fits(self, k1: int, k2: int, k3: int, s1: int, s2: int) -> bool:
        # The sum of the kernels is not to be what s2 alone gives.
        return len({k1, k2, k3}) == 3 and (k2 - 1) * s1 + (k3 - 1) * s2 != k2 + k3

    def solve(self, step: Trace, k1: int, k2: int, k3: int, s1: int, s2: int) -> None:
        R1 = step("R1", "k1", sizes.receptive_field([k1], [s1]))
        j1 = step("j1", "s1", s1)
        R2 = step("R2", "R1 + (k2 - 1) * j1", R1 + (k2 - 1) * j1)
        j2 = step("j2", "j1 * s2", j1 * s2)
        step("R3", "R2 + (k3 - 1) * j2", R2 + (k3 - 1) * j2)

    @slip(
        "The strides are left out. After a stride, neighbours of a map are s times as far apart in the input."
    )
    def strides_ignored(self, k1: int, k2: int, k3: int) -> int:
        return sizes.receptive_field([k1, k2, k3], [1, 1, 1])

    @slip(
        "That is the sum of the kernel sizes. A layer adds only k - 1, times the strides of all layers before it."
    )
    def sum_of_kernels(self, k1: int, k2: int, k3: int) -> int:
        return k1 + k2 + k3

    @slip("Each stride is applied a layer early. A layer's stride spreads the kernels after it, not its own.")
    def stride_early(self, k1: int, k2: int, k3: int, s1: int, s2: int, s3: int) -> int:
        return 1 + (k1 - 1) * s1 + (k2 - 1) * s1 * s2 + (k3 - 1) * s1 * s2 * s3

    @slip("The third layer is spread by s2 alone. Strides multiply: it adds (k3 - 1) * s1 * s2.")
    def last_stride_alone(self, k1: int, k2: int, k3: int, s1: int, s2: int) -> int:
        return k1 + (k2 - 1) * s1 + (k3 - 1) * s2


KINDS = (
    ConvVolumeShape,
    FlattenSize,
    ReceptiveField,
)
