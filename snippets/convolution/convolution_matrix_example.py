"""The matrix C of the worked example: its shape, its transpose at work, and C C^T."""

# --8<-- [start:transpose_at_work]
import torch

from snippets.convolution.convolution_matrix import convolution_matrix

kernel = torch.arange(1.0, 10.0).reshape(1, 1, 3, 3)
C = convolution_matrix(kernel, input_size=4)
print(tuple(C.shape), "non-zero:", int(C.count_nonzero()))
print((C.T @ torch.tensor([1.0, 2.0, 3.0, 4.0])).reshape(4, 4))
# --8<-- [end:transpose_at_work]

# --8<-- [start:not_the_identity]
print(C @ C.T)
print("rank of C.T @ C:", int(torch.linalg.matrix_rank(C.T @ C)), "of 16")
# --8<-- [end:not_the_identity]
