"""A neuron against PyTorch's layer."""

import pytest

from nnquiz.reference.neurons import sigmoid_neuron


@pytest.mark.parametrize("shape", [(1,), (3,), (5, 4)])
def test_a_neuron_agrees_with_pytorch(torch, rng, equal, shape):
    """A neuron's output is the sigmoid of PyTorch's linear map, for one example and for several."""
    w, x, b = rng.normal(size=shape[-1]), rng.normal(size=shape), rng.normal()
    z = torch.nn.functional.linear(torch.tensor(x), torch.tensor([w.tolist()]), torch.tensor([b]))
    equal(sigmoid_neuron(w, x, b), torch.sigmoid(z).squeeze(-1))
