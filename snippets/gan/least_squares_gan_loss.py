"""Least-squares losses of a generative adversarial network, from the discriminator's scores.

Source: Xudong Mao, Qing Li, Haoran Xie, Raymond Y. K. Lau, Zhen Wang and Stephen Paul Smolley,
"Least Squares Generative Adversarial Networks", ICCV 2017, https://arxiv.org/abs/1611.04076.
Shown on docs/terms/gan/least-squares-gan-loss.md.
"""

# --8<-- [start:discriminator]
from torch import Tensor

from snippets.gan.gan_loss import check_logits


def gan_least_squares_discriminator_loss(
    real_logits: Tensor,
    fake_logits: Tensor,
    *,
    real_label: float = 1.0,
    fake_label: float = 0.0,
) -> Tensor:
    """Pull the scores of real samples to one label and those of generated ones to another.

    mean((real - real_label)**2) / 2 + mean((fake - fake_label)**2) / 2, without a sigmoid.

    Args:
        real_logits: (*), floating point: the discriminator's scores of real samples.
        fake_logits: (*), floating point, of generated samples; the counts may differ.
        real_label: b in the paper.
        fake_label: a in the paper.

    Returns:
        A scalar >= 0.

    Raises:
        ValueError: scores are not floating point, or there are none.
    """
    check_logits(real_logits=real_logits, fake_logits=fake_logits)
    of_real = (real_logits - real_label).square().mean()
    return (of_real + (fake_logits - fake_label).square().mean()) / 2


# --8<-- [end:discriminator]


# --8<-- [start:generator]
def gan_least_squares_generator_loss(fake_logits: Tensor, *, label: float = 1.0) -> Tensor:
    """Pull the scores of generated samples to a label: mean((fake - label)**2) / 2.

    Args:
        fake_logits: (*), floating point: the discriminator's scores of generated samples.
        label: c in the paper; 1 goes with the labels 1 and 0 of the discriminator, 0 with
            1 and -1.

    Returns:
        A scalar >= 0.

    Raises:
        ValueError: the scores are not floating point, or there are none.
    """
    check_logits(fake_logits=fake_logits)
    return (fake_logits - label).square().mean() / 2


# --8<-- [end:generator]
