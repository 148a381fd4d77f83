"""One bad reading under three losses: the best constant, then the best line."""

# --8<-- [start:constant]
from functools import partial

import torch

from snippets.losses.huber_loss import huber_loss
from snippets.losses.l1_loss import l1_loss
from snippets.losses.mse_loss import mse_loss
from snippets.losses.outlier_experiment import fit_constant

readings = torch.tensor([1.0, 2.0, 3.0, 4.0, 90.0])  # 90 was meant to be 5
print(f"MSE   {fit_constant(mse_loss, readings).item():.2f}")
print(f"MAE   {fit_constant(l1_loss, readings).item():.2f}")
print(f"Huber {fit_constant(partial(huber_loss, delta=4.0), readings).item():.2f}")
# --8<-- [end:constant]
