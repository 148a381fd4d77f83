"""Rules that the tensors and numbers given to a 3D convolution must meet."""

from torch import Tensor

from snippets.convolution.convolution_arguments import check_bias, check_dtypes

IntOrTriple = int | tuple[int, int, int]


def check_volumes(input: Tensor, weight: Tensor, bias: Tensor | None) -> None:
    """Raise unless the tensors are those of a 3D convolution with groups=1."""
    layouts = {"input": "(N, C_in, D, H, W)", "weight": "(C_out, C_in, kD, kH, kW)"}
    for name, tensor in (("input", input), ("weight", weight)):
        if tensor.ndim != 5 or tensor.numel() == 0:
            found = f"got shape {tuple(tensor.shape)}"
            raise ValueError(f"{name} must be {layouts[name]} and not empty, {found}")
    check_dtypes(input=input, weight=weight, bias=bias)
    if input.shape[1] != weight.shape[1]:
        raise ValueError(
            f"weight takes {weight.shape[1]} channels, got input of {input.shape[1]}"
        )
    check_bias(bias, len(weight))


def triple_of(name: str, value: IntOrTriple, least: int) -> tuple[int, int, int]:
    """Return (depth, rows, columns) of an argument given as one int for all or as three."""
    triple = (value,) * 3 if isinstance(value, int) else value
    is_triple = isinstance(triple, tuple | list) and len(triple) == 3
    if not is_triple or any(type(number) is not int or number < least for number in triple):
        raise ValueError(f"{name} must be an int >= {least} or three of them, got {value!r}")
    return triple[0], triple[1], triple[2]
