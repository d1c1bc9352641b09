"""How far a share of few can be trusted."""

from math import sqrt

#: 95 % of a normal distribution lie within so many deviations.
Z = 1.959964


def wilson(hits: float, count: int) -> tuple[float, float]:
    """The score interval of a share, 95 %: Wilson, Probable inference (1927). Of nothing all is possible: (0, 1).

    `hits` may be a sum of parts of points.
    """
    if count == 0:
        return 0.0, 1.0
    share, z2 = hits / count, Z * Z
    middle = (share + z2 / (2 * count)) / (1 + z2 / count)
    half = Z / (1 + z2 / count) * sqrt(share * (1 - share) / count + z2 / (4 * count * count))
    return max(0.0, middle - half), min(1.0, middle + half)
