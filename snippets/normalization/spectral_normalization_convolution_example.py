"""The norm of a convolution whose kernel has the norm 1, on the page of spectral norms."""

# --8<-- [start:convolution]
import torch

from snippets.convolution.convolution_matrix import convolution_matrix
from snippets.normalization.spectral_normalization import spectral_norm

kernel = torch.ones(1, 1, 3, 3, dtype=torch.float64)
start = torch.ones(1, dtype=torch.float64), torch.full((9,), 1 / 3, dtype=torch.float64)
scaled, norm = spectral_norm(kernel, *start)[:2]
operator = convolution_matrix(scaled, 6, padding=1)
print("kernel", f"{norm:.4f}", "operator", f"{torch.linalg.matrix_norm(operator, 2):.4f}")
# --8<-- [end:convolution]
