"""The one type of array: float64."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def array(x: ArrayLike) -> Array:
    """The numbers as float64, whatever sequence they come in."""
    return np.asarray(x, dtype=np.float64)
