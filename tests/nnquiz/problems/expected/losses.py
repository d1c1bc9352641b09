"""What kinds of the family `losses` must answer: by the reference, and worked out by hand."""

from nnquiz.reference import losses

REFERENCE = {
    "mse": lambda y, yhat: {"MSE": losses.mean_squared_error(y, yhat)},
    "mae": lambda y, yhat: {"MAE": losses.mean_absolute_error(y, yhat)},
    "rmse": lambda y, yhat: {"RMSE": losses.root_mean_squared_error(y, yhat)},
}

BY_HAND = [
    ("mse", {"y": [1, 0, -1, 2], "yhat": [1.5, -1, 1, 0.5]}, ["1.8750"]),
    ("mae", {"y": [1, 0, -1, 2], "yhat": [1.5, -1, 1, 1]}, ["1.1250"]),
    ("rmse", {"y": [1, 0, -1, 2], "yhat": [1.5, -1, 1, 0.5]}, ["1.3693"]),
]
