"""Hinge losses of a generative adversarial network, from the discriminator's scores.

Source: Jae Hyun Lim and Jong Chul Ye, "Geometric GAN", 2017, https://arxiv.org/abs/1705.02894;
used by Takeru Miyato, Toshiki Kataoka, Masanori Koyama and Yuichi Yoshida, "Spectral
Normalization for Generative Adversarial Networks", ICLR 2018, https://arxiv.org/abs/1802.05957.
Shown on docs/terms/gan/hinge-gan-loss.md.
"""

# --8<-- [start:discriminator]
from torch import Tensor
from torch.nn.functional import relu

from snippets.gan.gan_loss import check_logits


def gan_hinge_discriminator_loss(real_logits: Tensor, fake_logits: Tensor) -> Tensor:
    """Ask a score of at least 1 of real samples and of at most -1 of generated ones.

    mean(max(0, 1 - real)) + mean(max(0, 1 + fake)).

    Args:
        real_logits: (*), floating point: the discriminator's scores of real samples.
        fake_logits: (*), floating point, of generated samples; the counts may differ.

    Returns:
        A scalar >= 0; 2 where every score is 0.

    Raises:
        ValueError: scores are not floating point, or there are none.
    """
    check_logits(real_logits=real_logits, fake_logits=fake_logits)
    return relu(1 - real_logits).mean() + relu(1 + fake_logits).mean()


# --8<-- [end:discriminator]


# --8<-- [start:generator]
def gan_hinge_generator_loss(fake_logits: Tensor) -> Tensor:
    """Raise the scores of generated samples, however high they are: -mean(fake).

    Args:
        fake_logits: (*), floating point: the discriminator's scores of generated samples.

    Returns:
        A scalar of any sign, without bounds.

    Raises:
        ValueError: the scores are not floating point, or there are none.
    """
    check_logits(fake_logits=fake_logits)
    return -fake_logits.mean()


# --8<-- [end:generator]
