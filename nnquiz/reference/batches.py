"""How a data set is cut into mini-batches."""


def updates(m: int, batch_size: int, epochs: int = 1, *, drop_last: bool = False) -> int:
    """Updates in so many epochs over m examples, where a smaller last batch counts unless it is dropped.

    Goodfellow, Bengio & Courville, Deep Learning (2016), section 8.1.3.
    """
    whole, left = divmod(m, batch_size)
    return epochs * (whole + (left > 0 and not drop_last))
