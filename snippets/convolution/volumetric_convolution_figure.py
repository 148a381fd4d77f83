"""Draw the worked example: each output frame adds up what two slices of the kernel find."""

import torch
from torch import Tensor
from torch.nn import functional as F

from snippets.convolution.volumetric_convolution import conv3d
from snippets.svg import Svg

FRAMES = torch.tensor([[[1.0, 2, 0]], [[0, 1, 3]], [[2, 1, 1]]])
KERNEL = torch.tensor([[[1.0, -1]], [[2, 1]]])
KINDS = ("a", "b")  # of the slices of the kernel
CELL, LEFT, MIDDLE, RIGHT = 26, 10, 184, 330
TOPS = (44, 124, 204)  # of the input frames


def parts() -> Tensor:
    """Return (2 output frames, 2 slices, 1, 2): what each slice finds in its frame."""
    return torch.stack(
        [
            torch.stack(
                [
                    F.conv2d(FRAMES[i + t][None, None], KERNEL[t][None, None])[0, 0]
                    for t in range(2)
                ]
            )
            for i in range(2)
        ]
    )


def grids() -> list[tuple[Tensor, str, float, float]]:
    """Return the numbers, the class, the left and the top edge of each grid."""
    found = [
        (frame, "muted", float(LEFT), float(top))
        for frame, top in zip(FRAMES, TOPS, strict=True)
    ]
    output = conv3d(FRAMES[None, None], KERNEL[None, None])[0, 0]
    for i in range(2):
        for t, kind in enumerate(KINDS):
            found.append((parts()[i, t], kind, float(MIDDLE), TOPS[i] + 20.0 + 40 * t))
        found.append((output[i], "c", float(RIGHT), TOPS[i] + 40.0))
    for t, kind in enumerate(KINDS):
        found.append((KERNEL[t], kind, 120.0 + 140 * t, 258.0))
    return found


def draw() -> Svg:
    """Draw frames, what each slice finds, and the sums from left to right."""
    svg = Svg(396, 298)
    for left, name in ((LEFT, "输入的三帧"), (MIDDLE - 24, "一片核看一帧"), (RIGHT, "相加")):
        svg.text(left, 22, name)
    half = CELL / 2
    for i in range(2):
        for t, kind in enumerate(KINDS):
            middle = TOPS[i] + 20 + 40 * t + half
            svg.line(LEFT + 3 * CELL, TOPS[i + t] + half, MIDDLE, middle, kind)
            svg.line(MIDDLE + 2 * CELL, middle, RIGHT, TOPS[i] + 40 + half, kind)
    for numbers, kind, left, top in grids():
        for j, number in enumerate(numbers[0].int().tolist()):
            svg.rect(left + j * CELL, top, CELL, CELL, kind, shade=0.12)
            shown = str(number).replace("-", "−")
            svg.text(left + (j + 0.5) * CELL, top + half + 4.5, shown, anchor="middle")
    for t, name in enumerate(("核的片 0", "片 1")):
        svg.text(112 + 140 * t, 258 + half + 4.5, name, anchor="end")
    return svg


FIGURES = {"volumetric-convolution": draw}
