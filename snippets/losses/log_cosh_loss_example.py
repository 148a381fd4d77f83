"""The worked example of the log-cosh page, residuals whose exponentials are whole."""

# --8<-- [start:by_hand]
import torch

from snippets.losses.log_cosh_loss import log_cosh_loss

y = torch.tensor([2.0, 3.0], dtype=torch.float64).log()
y_hat = torch.zeros(2, dtype=torch.float64, requires_grad=True)
losses = log_cosh_loss(y_hat, y, reduction="none")
print([round(value, 4) for value in losses.exp().tolist()])  # 5/4 and 5/3
print([round(value, 4) for value in losses.tolist()])

losses.sum().backward()
print([round(value, 4) for value in y_hat.grad.tolist()])  # -3/5 and -4/5
# --8<-- [end:by_hand]

# --8<-- [start:overflow]
far = torch.tensor(100.0, requires_grad=True)
for loss in (far.cosh().log(), log_cosh_loss(torch.tensor(0.0), far)):
    (slope,) = torch.autograd.grad(loss, far)
    print(f"loss {loss.item():.4f}, slope {slope.item():.4f}")
# --8<-- [end:overflow]
