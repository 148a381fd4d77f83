"""A generator made of named stages, whose parameters can be counted stage by stage.

Shown on docs/terms/gan/animegan-generator.md.
"""

# --8<-- [start:generator]
from collections import OrderedDict

from torch import Tensor, nn


class Generator(nn.Sequential):
    """Stages in a row, from an image in [-1, 1] to an image in [-1, 1] of the same size."""

    def forward(self, image: Tensor) -> Tensor:
        """Return (N, 3, H, W) for image (N, 3, H, W), H and W multiples of 4 and >= 8."""
        if image.ndim != 4 or image.shape[1] != 3:
            raise ValueError(f"image must be (N, 3, H, W), got shape {tuple(image.shape)}")
        if any(size < 8 or size % 4 for size in image.shape[2:]):
            raise ValueError(
                f"H and W must be multiples of 4 and >= 8, got shape {tuple(image.shape)}"
            )
        return super().forward(image)

    @classmethod
    def of(cls, **stages: list[nn.Module]) -> "Generator":
        """Return a generator of named stages, each a list of modules."""
        return cls(OrderedDict((name, nn.Sequential(*s)) for name, s in stages.items()))

    def parameters_by_stage(self) -> dict[str, int]:
        """Return how many numbers each stage learns."""
        return {
            name: sum(parameter.numel() for parameter in stage.parameters())
            for name, stage in self.named_children()
        }


# --8<-- [end:generator]
