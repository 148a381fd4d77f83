"""How much of four kernels their nearest column times row misses."""

# --8<-- [start:kernels]
import torch

from snippets.convolution.spatially_separable_convolution import separate

kernels = {
    "Sobel": [[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]],
    "binomial": [[1.0, 2, 1], [2, 4, 2], [1, 2, 1]],
    "Laplace": [[0.0, 1, 0], [1, -4, 1], [0, 1, 0]],
    "diagonal": [[1.0, 0, 0], [0, 1, 0], [0, 0, 1]],
}
for name, kernel in kernels.items():
    weight = torch.tensor(kernel, dtype=torch.float64)
    print(name, int(torch.linalg.matrix_rank(weight)), f"{separate(weight)[2]:.3f}")
# --8<-- [end:kernels]
