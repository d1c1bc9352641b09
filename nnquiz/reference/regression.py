"""Linear regression."""

from numpy.typing import ArrayLike

from nnquiz.reference.arrays import Array, array


def mean_squared_error_gradient(X: ArrayLike, y: ArrayLike, w: ArrayLike) -> Array:
    """The gradient by w of the mean of (X w - y)^2: 2/m X^T (X w - y); X (m, n) with m >= 1, y (m,), w (n,).

    Goodfellow, Bengio & Courville, Deep Learning (2016), section 5.1.4.
    """
    X, y = array(X), array(y)
    return 2 / len(y) * X.T @ (X @ array(w) - y)
