"""Content and style of two small feature maps: 2 channels, 2 positions."""

# --8<-- [start:features]
import torch

from snippets.gan.animegan_feature_losses import animegan_content_loss, animegan_style_loss

a = torch.tensor([[1.0, 2.0], [3.0, 4.0]]).reshape(1, 2, 1, 2)
b = torch.tensor([[0.0, 2.0], [3.0, 4.0]]).reshape(1, 2, 1, 2)
for name, other in (("b", b), ("a, mirrored", a.flip(3))):
    content, style = animegan_content_loss(a, other), animegan_style_loss(a, other)
    print(f"{name:11} content {content:.4f}, style {style:.4f}")
# --8<-- [end:features]
