"""Draw the size of the image between the stages: height to scale, channels as numbers."""

import torch

from snippets.gan.animegan_v2_generator import animegan_v2_generator
from snippets.gan.animegan_walkthrough import trace
from snippets.svg import Svg

SCALE, COLUMN = 0.5, 54  # pixels for each pixel of height; distance of the columns


def shapes() -> dict[str, tuple[int, ...]]:
    """Return the shape of the input and of each stage's output."""
    image = torch.empty(1, 3, 256, 256, device="meta")
    steps = trace(animegan_v2_generator().to("meta"), image)
    return {"输入": tuple(image.shape)} | {step.name: step.shape for step in steps}


def sizes() -> Svg:
    """Draw one bar for each shape, as high as the image."""
    svg = Svg(396, 210)
    for number, (name, (_, channels, height, _)) in enumerate(shapes().items()):
        left, tall = 12 + number * COLUMN, height * SCALE
        svg.rect(left, 90 - tall / 2, 36, tall, "b" if name == "输入" else "a", shade=0.35)
        for row, text in enumerate((name, f"{height}²", f"×{channels}")):
            svg.text(left + 18, 172 + 16 * row, text, anchor="middle")
    return svg


FIGURES = {"animegan-walkthrough": sizes}
