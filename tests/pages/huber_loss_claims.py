"""The numbers on the Huber loss page."""

import torch

from snippets.losses.huber_loss import huber_loss
from tests.pages.claims import computed, stated

PAGE = "terms/losses/huber-loss.md"

DELTA = 2
Y = torch.tensor([3.0, 1.0, 6.0, 0.0])
Y_HAT = torch.tensor([2.0, 3.0, 3.0, 6.0])
R = (Y - Y_HAT).int().tolist()
LOSSES = huber_loss(Y_HAT, Y, reduction="none", delta=DELTA).tolist()

BY_HAND = [
    computed(r"取 $\delta = <>$，$y = (<>, <>, <>, <>)$，", DELTA, *Y.int().tolist()),
    computed(
        "残差 $r = (<>, <>, <>, <>)$。",
        *R,
    ),
    computed("总和 <>，平均 $<> / <> = <>$", sum(LOSSES), sum(LOSSES), 4, sum(LOSSES) / 4),
]

CLAIMS = [
    stated(r"$\delta > 0$：两段的分界", "the domain of delta"),
    *BY_HAND,
]
