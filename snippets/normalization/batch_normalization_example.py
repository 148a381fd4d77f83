"""The worked example of the batch normalisation page: two samples of two channels."""

# --8<-- [start:by_hand]
import torch

from snippets.normalization.batch_normalization import (
    batch_norm_eval,
    batch_norm_train,
    update_running_statistics,
)

x = torch.tensor([[[1.0, 1.0], [10.0, 16.0]], [[5.0, 5.0], [16.0, 10.0]]])
print(
    [[round(v, 3) for v in channel] for channel in batch_norm_train(x).flatten(0, 1).tolist()]
)

mean, var = update_running_statistics(x, torch.zeros(2), torch.ones(2))
print("mean", [round(v, 4) for v in mean.tolist()], "var", [round(v, 4) for v in var.tolist()])
# --8<-- [end:by_hand]

# --8<-- [start:eval]
y = batch_norm_eval(x, mean, var)
print([[round(v, 3) for v in channel] for channel in y.flatten(0, 1).tolist()])
# --8<-- [end:eval]
