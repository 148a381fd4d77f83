"""The worked example of the page on choosing a loss: five readings, one of them far off."""

# --8<-- [start:by_hand]
from functools import partial

import torch

from snippets.losses.choosing_a_loss import best_constant
from snippets.losses.huber_loss import huber_loss
from snippets.losses.l1_loss import l1_loss
from snippets.losses.log_cosh_loss import log_cosh_loss
from snippets.losses.mse_loss import mse_loss
from snippets.losses.pseudo_huber_loss import pseudo_huber_loss
from snippets.losses.quantile_loss import quantile_loss

readings = torch.tensor([0, 1, 1, 3, 95], dtype=torch.float64)
losses = {
    "MSE": mse_loss,
    "MAE": l1_loss,
    "Huber": partial(huber_loss, delta=2),
    "pseudo-Huber": partial(pseudo_huber_loss, delta=2),
    "log-cosh": log_cosh_loss,
    "quantile": partial(quantile_loss, quantile=0.75),
}
for name, loss in losses.items():
    print(f"{name:12} {best_constant(loss, readings):7.4f}")
# --8<-- [end:by_hand]
