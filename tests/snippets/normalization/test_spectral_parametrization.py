"""snippets.normalization.spectral_parametrization against singular values and torch.

Its gradient is that of `spectral_norm`, tested there, and it rejects what that rejects.
"""

import torch
from torch import nn
from torch.nn.utils.parametrizations import spectral_norm as torch_spectral_norm
from torch.testing import assert_close

from snippets.normalization.spectral_parametrization import SpectralWeight, add_spectral_norm


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def network() -> nn.Sequential:
    torch.manual_seed(3)
    return nn.Sequential(nn.Linear(3, 5), nn.Tanh(), nn.Sequential(nn.Linear(5, 2)))


# By hand


def test_a_diagonal_weight_by_hand() -> None:
    weight = torch.diag(torch.tensor([3.0, 1.0]))
    # tolerance: after 15 steps the other direction has (1/3)**30 of the square, below float32
    assert_close(SpectralWeight(weight, seeded())(weight), weight / 3)


def test_without_a_first_step_it_starts_from_unit_vectors_of_the_generator() -> None:
    weight = torch.ones(2, 3)
    start, same, other = (SpectralWeight(weight, seeded(s), n_first=0) for s in (0, 0, 1))
    assert (start.u.shape, start.v.shape) == ((2,), (3,))
    assert_close(start.u.norm(), torch.tensor(1.0))
    assert_close(start.v.norm(), torch.tensor(1.0))
    assert torch.equal(start.v, same.v)
    assert not torch.equal(start.v, other.v)


# Reference


def test_it_does_what_torch_does_from_the_same_vectors() -> None:
    ours, theirs = nn.Linear(4, 3), nn.Linear(4, 3)
    theirs.load_state_dict(ours.state_dict())
    add_spectral_norm(ours, seeded())
    torch_spectral_norm(theirs)
    mine, its = ours.parametrizations.weight[0], theirs.parametrizations.weight[0]
    its._u, its._v = mine.u.clone(), mine.v.clone()
    x = torch.randn(2, 4, generator=seeded(1))
    for _ in range(2):
        assert_close(ours(x), theirs(x))
    assert_close(mine.u, its._u)
    ours.eval(), theirs.eval()
    assert_close(ours(x), theirs(x))


# Limits and identities


def test_every_linear_layer_gets_the_norm_1_and_nothing_else_changes() -> None:
    plain = network()
    normalized = network()
    assert add_spectral_norm(normalized, seeded()) is normalized
    for layer, original in ((normalized[0], plain[0]), (normalized[2][0], plain[2][0])):
        for _ in range(30):
            weight = layer.weight
        # tolerance: what 45 steps leave of the distance to the largest singular value
        assert_close(torch.linalg.matrix_norm(weight, 2), torch.tensor(1.0), atol=1e-4, rtol=0)
        sigma = torch.linalg.matrix_norm(original.weight, 2)
        assert_close(weight, original.weight / sigma, atol=1e-4, rtol=0)
        assert torch.equal(layer.bias, original.bias)


def test_the_vectors_of_all_layers_come_from_the_given_generator() -> None:
    first, same, other = (
        add_spectral_norm(network(), seeded(s)).state_dict() for s in (0, 0, 1)
    )
    vectors = [name for name in first if name.endswith((".u", ".v"))]
    assert len(vectors) == 4
    assert all(torch.equal(first[name], same[name]) for name in vectors)
    assert not any(torch.equal(first[name], other[name]) for name in vectors)


def test_in_evaluation_the_vectors_stay() -> None:
    weight = torch.diag(torch.tensor([3.0, 1.0]))
    part = SpectralWeight(weight, seeded()).eval()
    before = part.u.clone(), part.v.clone()
    changed = torch.diag(torch.tensor([1.0, 3.0]))
    part(changed)
    assert torch.equal(part.u, before[0])
    assert torch.equal(part.v, before[1])
    part.train()(changed)
    assert not torch.equal(part.v, before[1])


def test_the_first_steps_are_fifteen() -> None:
    weight = torch.randn(6, 5, generator=seeded(2))
    usual, none = SpectralWeight(weight, seeded()), SpectralWeight(weight, seeded(), n_first=0)
    for _ in range(15):
        none(weight)
    assert torch.equal(usual.u, none.u)
    assert torch.equal(usual.v, none.v)
    none(weight)
    assert not torch.equal(usual.u, none.u)


# Property


def test_only_the_original_weight_is_trained() -> None:
    normalized = add_spectral_norm(network(), seeded())
    names = {name for name, _ in normalized.named_parameters()}
    assert "0.parametrizations.weight.original" in names
    assert not any(name.endswith((".u", ".v")) for name in names)
    normalized(torch.ones(1, 3)).sum().backward()
    gradient = normalized[0].parametrizations.weight.original.grad
    # along the weight itself there is no slope: its length is divided out
    along = (gradient * normalized[0].parametrizations.weight.original).sum()
    assert_close(along, torch.tensor(0.0), atol=1e-6, rtol=0)
    assert gradient.abs().max() > 0
