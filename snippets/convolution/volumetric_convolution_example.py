"""The worked examples of the 3D convolution page: three frames, a kernel of two slices."""

# --8<-- [start:by_hand]
import torch

from snippets.convolution.volumetric_convolution import conv3d

video = torch.tensor([[[1.0, 2, 0]], [[0, 1, 3]], [[2, 1, 1]]])[None, None]  # (1, 1, 3, 1, 3)
weight = torch.tensor([[[1.0, -1]], [[2, 1]]])[None, None]  # (1, 1, 2, 1, 2)
print(conv3d(video, weight)[0, 0].tolist())
# --8<-- [end:by_hand]

# --8<-- [start:frames_as_channels]
frames = torch.randn(1, 3, 16, 12, 12)  # 3 colours, 16 frames
flat = torch.nn.Conv2d(3 * 16, 64, 3, padding=1)
volumetric = torch.nn.Conv3d(3, 64, 3, padding=1)
print(tuple(flat(frames.flatten(1, 2)).shape), flat.weight.numel())
print(tuple(volumetric(frames).shape), volumetric.weight.numel())
# --8<-- [end:frames_as_channels]
