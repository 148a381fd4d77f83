"""Losses of the original generative adversarial network, from the discriminator's logits.

Source: Goodfellow et al., "Generative Adversarial Nets", NeurIPS 2014,
https://arxiv.org/abs/1406.2661: the minimax game is its equation 1, the non-saturating loss of
the generator stands below it. The paper maximises; here every loss is to be minimised.
Shown on docs/terms/gan/gan-loss.md.
"""

# --8<-- [start:discriminator]
from torch import Tensor
from torch.nn.functional import logsigmoid


def check_logits(**logits: Tensor) -> None:
    """Raise ValueError on logits that are integers, or none at all."""
    for name, tensor in logits.items():
        if not tensor.is_floating_point():
            raise ValueError(f"{name} must be floating point, got {tensor.dtype}")
        if tensor.numel() == 0:
            raise ValueError(f"{name} must not be empty, got shape {tuple(tensor.shape)}")


def gan_discriminator_loss(real_logits: Tensor, fake_logits: Tensor) -> Tensor:
    """Reward the discriminator for calling real samples real and generated ones generated.

    -mean(log D(real)) - mean(log(1 - D(fake))), with D the sigmoid of a logit.

    Args:
        real_logits: (*), floating point: the discriminator's logits of real samples.
        fake_logits: (*), floating point, of generated samples; the counts may differ.

    Returns:
        A scalar >= 0; 2 * log(2) where every logit is 0.

    Raises:
        ValueError: logits are not floating point, or there are none.
    """
    check_logits(real_logits=real_logits, fake_logits=fake_logits)
    # log(1 - sigmoid(x)) is logsigmoid(-x): exact where 1 - sigmoid(x) would round to 0.
    return -logsigmoid(real_logits).mean() - logsigmoid(-fake_logits).mean()


# --8<-- [end:discriminator]


# --8<-- [start:minimax_generator]
def gan_minimax_generator_loss(fake_logits: Tensor) -> Tensor:
    """Return the generator's side of the minimax game, mean(log(1 - D(fake))).

    Its slope by a logit is -D(fake): none where the discriminator sees through the sample.

    Args:
        fake_logits: (*), floating point: the discriminator's logits of generated samples.

    Returns:
        A scalar <= 0.

    Raises:
        ValueError: the logits are not floating point, or there are none.
    """
    check_logits(fake_logits=fake_logits)
    return logsigmoid(-fake_logits).mean()


# --8<-- [end:minimax_generator]


# --8<-- [start:non_saturating_generator]
def gan_nonsaturating_generator_loss(fake_logits: Tensor) -> Tensor:
    """Reward the generator where its samples are called real: -mean(log D(fake)).

    Its slope by a logit is D(fake) - 1: steepest where the discriminator sees through.

    Args:
        fake_logits: (*), floating point: the discriminator's logits of generated samples.

    Returns:
        A scalar >= 0.

    Raises:
        ValueError: the logits are not floating point, or there are none.
    """
    check_logits(fake_logits=fake_logits)
    return -logsigmoid(fake_logits).mean()


# --8<-- [end:non_saturating_generator]
