"""Follow one image through a generator: shape, parameters and multiply-adds of each stage.

Shown on docs/terms/gan/animegan-walkthrough.md.
"""

# --8<-- [start:trace]
from dataclasses import dataclass

from torch import Tensor, nn


@dataclass(frozen=True)
class Step:
    """What one stage gives, (N, C, H, W), what it learns and what it multiplies."""

    name: str
    shape: tuple[int, ...]
    parameters: int
    multiply_adds: int


def trace(generator: nn.Sequential, image: Tensor) -> list[Step]:
    """Return a Step for each stage of a generator, in order, on one forward pass.

    Multiply-adds are those of nn.Conv2d layers, weights times positions of the output; norms,
    activations and resizing are not counted. On the "meta" device nothing is computed.

    Args:
        generator: stages in a row; its convolutions are nn.Conv2d modules that are called.
        image: what the generator takes.
    """
    steps, counted = [], [0]

    def count(layer: nn.Module, _: object, output: Tensor) -> None:
        counted[0] += layer.weight.numel() * output[:, 0].numel()

    hooks = [
        layer.register_forward_hook(count)
        for layer in generator.modules()
        if isinstance(layer, nn.Conv2d)
    ]
    for name, stage in generator.named_children():
        counted[0] = 0
        image = stage(image)
        parameters = sum(parameter.numel() for parameter in stage.parameters())
        steps.append(Step(name, tuple(image.shape), parameters, counted[0]))
    for hook in hooks:
        hook.remove()
    return steps


# --8<-- [end:trace]
