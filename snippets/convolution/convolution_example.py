"""The worked examples of the convolution page: a 2x4 image, and a product of polynomials."""

# --8<-- [start:by_hand]
import torch

from snippets.convolution.convolution import convolve2d, cross_correlate2d

x = torch.tensor([[1.0, 2, 0, 3], [4, 2, 1, 5]])
kernel = torch.tensor([[1.0, 2], [3, 4]])
print("cross-correlation", cross_correlate2d(x, kernel).tolist())
print("convolution      ", convolve2d(x, kernel).tolist())
# --8<-- [end:by_hand]

# --8<-- [start:torch_conv2d]
y = torch.nn.functional.conv2d(x[None, None], kernel[None, None])  # (1, 1, 1, 3)
print("torch's conv2d   ", y[0, 0].tolist())
# --8<-- [end:torch_conv2d]

# --8<-- [start:stride_and_padding]
print(cross_correlate2d(x, kernel, stride=2, padding=1))
# --8<-- [end:stride_and_padding]

# --8<-- [start:polynomials]
a, b = torch.tensor([[1.0, 2, 3]]), torch.tensor([[4.0, 5]])  # 1 + 2t + 3t^2 and 4 + 5t
print("a * b", convolve2d(a, b, padding=(0, 1)).tolist())
print("b * a", convolve2d(b, a, padding=(0, 2)).tolist())
print("correlated:", cross_correlate2d(a, b, padding=(0, 1)).tolist())
print("exchanged: ", cross_correlate2d(b, a, padding=(0, 2)).tolist())
# --8<-- [end:polynomials]
