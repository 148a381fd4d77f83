"""The loss of a map of logits, and that of its mean."""

# --8<-- [start:mean]
import torch

from snippets.gan.least_squares_gan_loss import gan_least_squares_generator_loss

logits = torch.tensor([[[[1.0, 0.0], [0.0, 1.0]]]], requires_grad=True)  # (N, 1, M_H, M_W)
for name, judged in {"each logit": logits, "their mean": logits.mean()}.items():
    loss = gan_least_squares_generator_loss(judged)
    (slopes,) = torch.autograd.grad(loss, logits)
    print(f"{name}: loss {loss.item()}, slopes {(slopes + 0).tolist()[0][0]}")
# --8<-- [end:mean]
