"""One image of 256 x 256 through AnimeGANv2's generator, sizes only."""

# --8<-- [start:sizes]
import torch

from snippets.gan.animegan_v2_generator import animegan_v2_generator
from snippets.gan.animegan_walkthrough import trace

generator = animegan_v2_generator().to("meta")  # shapes without numbers
image = torch.empty(1, 3, 256, 256, device="meta")
print("stage  shape               parameters   multiply-adds")
for step in trace(generator, image):
    print(f"{step.name:5}  {step.shape!s:18} {step.parameters:11,} {step.multiply_adds:15,}")
# --8<-- [end:sizes]
