"""How many parameters a layer learns, and how many multiply-adds it takes."""

from collections.abc import Sequence
from itertools import pairwise

#: The blocks of an LSTM that have weights: input gate, forget gate, candidate, output gate.
LSTM_BLOCKS = 4
#: The blocks of a GRU that have weights: reset gate, update gate, candidate.
GRU_BLOCKS = 3


def dense_parameters(n: Sequence[int]) -> int:
    """The weights and biases of dense layers of n[1], n[2], ... units on n[0] inputs.

    Goodfellow, Bengio & Courville, Deep Learning (2016), section 6.4.
    """
    return sum(n_out * n_in + n_out for n_in, n_out in pairwise(n))


def conv_parameters(k: int, c_in: int, c_out: int) -> int:
    """The weights of c_out kernels of k x k x c_in, with one bias for each output channel.

    Goodfellow, Bengio & Courville (2016), section 9.5.
    """
    return c_out * (k**2 * c_in + 1)


def conv_multiply_adds(height: int, width: int, k: int, c_in: int, c_out: int) -> int:
    """The multiply-adds of a convolution that puts out c_out maps of height x width; biases are not counted.

    He & Sun, Convolutional Neural Networks at Constrained Time Cost (2015), equation 1.
    """
    return height * width * c_out * k**2 * c_in


def rnn_parameters(d: int, h: int, *, biases: int = 1) -> int:
    """The parameters of h_t = tanh(W x_t + U h_{t-1} + b), of d inputs and h units, with so many vectors b.

    Goodfellow, Bengio & Courville (2016), equation 10.8.
    """
    return h * d + h * h + biases * h


def lstm_parameters(d: int, h: int, *, biases: int = 1) -> int:
    """The parameters of an LSTM layer without peepholes, with so many bias vectors in each of its four blocks.

    Goodfellow, Bengio & Courville (2016), equations 10.40 to 10.44.
    """
    return LSTM_BLOCKS * rnn_parameters(d, h, biases=biases)


def gru_parameters(d: int, h: int, *, biases: int = 1) -> int:
    """The parameters of a GRU layer, with so many bias vectors in each of its three blocks.

    Goodfellow, Bengio & Courville (2016), equations 10.45 to 10.47.
    """
    return GRU_BLOCKS * rnn_parameters(d, h, biases=biases)
