"""Rules that the tensors and numbers given to a convolution must meet, each written once."""

from torch import Tensor

IntOrPair = int | tuple[int, int]


def check_at_least(least: int, **numbers: int) -> None:
    """Raise unless every number is an int of at least `least`."""
    for name, number in numbers.items():  # type, not isinstance: True is an int
        if type(number) is not int or number < least:
            raise ValueError(f"{name} must be an int >= {least}, got {number!r}")


def pair_of(name: str, value: IntOrPair, least: int) -> tuple[int, int]:
    """Return (rows, columns) of an argument given as one int for both or as a pair."""
    pair = (value, value) if isinstance(value, int) else value
    is_pair = isinstance(pair, tuple | list) and len(pair) == 2
    if not is_pair or any(type(number) is not int or number < least for number in pair):
        raise ValueError(f"{name} must be an int >= {least} or a pair of them, got {value!r}")
    return pair[0], pair[1]


def check_four_axes(name: str, tensor: Tensor, layout: str) -> None:
    """Raise unless a tensor has four axes, of which only the first may be empty."""
    if tensor.ndim != 4:
        raise ValueError(f"{name} must be {layout}, got shape {tuple(tensor.shape)}")
    if 0 in tensor.shape[1:]:
        raise ValueError(f"{name} must not be empty, got shape {tuple(tensor.shape)}")


def check_dtypes(**tensors: Tensor | None) -> None:
    """Raise on integers, and on unequal dtypes, which arithmetic would promote silently."""
    dtypes = {name: tensor.dtype for name, tensor in tensors.items() if tensor is not None}
    for name, dtype in dtypes.items():
        if not dtype.is_floating_point:
            raise ValueError(f"{name} must be floating point, got {dtype}")
    if len(set(dtypes.values())) > 1:
        found = ", ".join(f"{name} {dtype}" for name, dtype in dtypes.items())
        raise ValueError(f"dtypes must be equal, got {found}")


def check_bias(bias: Tensor | None, out_channels: int) -> None:
    """Raise unless the bias is absent or one number for each output channel."""
    if bias is not None and bias.shape != (out_channels,):
        raise ValueError(f"bias must have shape ({out_channels},), got {tuple(bias.shape)}")
