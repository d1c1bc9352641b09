"""Features brought to a common scale, by the statistics of the training set. X is (m, n), examples in rows."""

import numpy as np
from numpy.typing import ArrayLike

from nnquiz.reference.arrays import Array, array


def standardize(x: ArrayLike, X: ArrayLike) -> Array:
    """(x - mean) / std, feature by feature, with the mean and the standard deviation (over m) of X; x is (..., n).

    A feature that is constant in X is only centred. LeCun, Bottou, Orr & Müller, Efficient BackProp (1998), section 4.3.
    """
    X = array(X)
    return _scaled(array(x) - X.mean(axis=0), X.std(axis=0), np.ptp(X, axis=0))


def min_max(x: ArrayLike, X: ArrayLike) -> Array:
    """(x - min) / (max - min), feature by feature, with the extremes of X; x is (..., n), and may lie outside of X.

    A feature that is constant in X is only moved to 0. Han, Kamber & Pei, Data Mining (2011), section 3.5.2.
    """
    X = array(X)
    extent = np.ptp(X, axis=0)
    return _scaled(array(x) - X.min(axis=0), extent, extent)


def _scaled(x: Array, size: Array, extent: Array) -> Array:
    # By the extent: the deviation of equal numbers may come out as a little more than 0.
    return x / np.where(extent > 0, size, 1)
