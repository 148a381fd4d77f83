"""The losses of AnimeGAN against arithmetic by hand and the same steps with torch."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.gan.animegan_adversarial_loss import (
    animegan_adversarial_loss,
    animegan_discriminator_loss,
)
from snippets.gan.animegan_color_loss import animegan_color_loss
from snippets.gan.animegan_feature_losses import animegan_content_loss, animegan_style_loss
from snippets.gan.animegan_loss import (
    ANIMEGAN_V2_WEIGHTS,
    ANIMEGAN_WEIGHTS,
    animegan_generator_losses,
    weighted_sum,
)
from snippets.gan.animegan_smoothness_loss import animegan_smoothness_loss
from snippets.gan.color_conversion import rgb_to_yuv
from tests.snippets.rejections import rejects

levels = st.floats(-1, 1)


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


def pixel(*values: float) -> Tensor:
    return tensor(*values).reshape(1, 3, 1, 1)


def sample(*shape: int, seed: int = 0) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return 2 * torch.rand(shape, generator=generator, dtype=torch.float64) - 1


def tiny(image: Tensor) -> Tensor:
    """Return features in the place of VGG-19: half the size, 4 channels."""
    weight = sample(4, 3, 2, 2, seed=9)
    return F.conv2d(image, weight, stride=2)


BLACK, RED = pixel(-1, -1, -1), pixel(1, -1, -1)
GREY = 2 * pixel(0.299, 0.299, 0.299) - 1  # as bright as red


# By hand


def test_color_by_hand() -> None:
    # red has Y = 0.299, U = -0.436 * 0.299 / 0.886 and V = 0.615; Huber is half the square
    u, v = 0.436 * 0.299 / 0.886, 0.615
    assert_close(animegan_color_loss(BLACK, RED).item(), 0.299 + u**2 / 2 + v**2 / 2)
    assert_close(animegan_color_loss(BLACK, GREY).item(), 0.299)
    assert_close(animegan_color_loss(GREY, RED).item(), u**2 / 2 + v**2 / 2)


def test_content_and_style_by_hand() -> None:
    a = tensor(1, 2, 3, 4).reshape(1, 2, 1, 2)
    b = tensor(0, 2, 3, 4).reshape(1, 2, 1, 2)
    assert animegan_content_loss(a, b).item() == 0.25
    # Gram matrices times 4: (5, 11, 11, 25) and (4, 8, 8, 25); (1 + 3 + 3 + 0) / 4 / 4
    assert animegan_style_loss(a, b).item() == 0.4375


def test_adversarial_by_hand() -> None:
    # (0.5 - 1)^2 + 0.25^2 ... + 0.1 * 3^2
    loss = animegan_discriminator_loss(tensor(0.5), tensor(1), tensor(3), tensor(-2))
    assert_close(loss.item(), 0.25 + 1 + 4 + 0.1 * 9)
    loss = animegan_discriminator_loss(
        tensor(0.5), tensor(1), tensor(3), tensor(-2), smooth_weight=0
    )
    assert_close(loss.item(), 5.25)
    assert animegan_adversarial_loss(tensor(3, 0)).item() == 2.5


def test_smoothness_by_hand() -> None:
    image = tensor(0, 1, 3, 5).reshape(1, 1, 2, 2).expand(1, 3, 2, 2)
    # downwards 3 and 4: (9 + 16) / 2; rightwards 1 and 2: (1 + 4) / 2; half of both
    assert animegan_smoothness_loss(image).item() == (12.5 + 2.5) / 2


# Reference


def test_color_step_by_step_with_torch(device: str) -> None:
    photo, output = sample(2, 3, 4, 5).to(device), sample(2, 3, 4, 5, seed=1).to(device)
    (y, u, v), (y2, u2, v2) = (
        rgb_to_yuv((image + 1) / 2).unbind(1) for image in (photo, output)
    )
    expected = F.l1_loss(y, y2) + F.huber_loss(u, u2) + F.huber_loss(v, v2)
    assert_close(animegan_color_loss(photo, output), expected)


def test_style_with_a_loop_over_pairs_of_channels() -> None:
    anime, output = sample(2, 3, 4, 5), sample(2, 3, 2, 7, seed=1)  # sizes may differ
    total = 0.0
    for n in range(2):
        for i in range(3):
            for j in range(3):
                a = (anime[n, i] * anime[n, j]).sum() / 60
                b = (output[n, i] * output[n, j]).sum() / 42
                total += abs(a - b).item() / 18
    assert_close(animegan_style_loss(anime, output).item(), total)


def test_adversarial_losses_are_mse_to_0_and_1() -> None:
    anime, gray, smooth, fake = (sample(2, 1, 3, n + 1, seed=n) for n in range(4))

    def to(target: int, x: Tensor) -> Tensor:
        return F.mse_loss(x, torch.full_like(x, target))

    expected = to(1, anime) + to(0, gray) + to(0, fake) + 0.3 * to(0, smooth)
    loss = animegan_discriminator_loss(anime, gray, smooth, fake, smooth_weight=0.3)
    assert_close(loss, expected)
    assert_close(animegan_adversarial_loss(fake), to(1, fake))


def test_smoothness_is_half_the_mse_of_neighbours() -> None:
    image = sample(2, 3, 4, 6)
    down = F.mse_loss(image[:, :, 1:], image[:, :, :-1])
    right = F.mse_loss(image[..., 1:], image[..., :-1])
    assert_close(animegan_smoothness_loss(image), (down + right) / 2)


def test_generator_losses_are_the_five_with_their_arguments() -> None:
    photo, output, gray = (sample(2, 3, 4, 6, seed=n) for n in range(3))
    fake = sample(2, 1, 2, 2, seed=3)
    losses = animegan_generator_losses(photo, output, gray, fake, tiny)
    assert losses == {
        "adversarial": animegan_adversarial_loss(fake),
        "content": animegan_content_loss(tiny(photo), tiny(output)),
        "style": animegan_style_loss(tiny(gray), tiny(output)),
        "color": animegan_color_loss(photo, output),
        "smoothness": animegan_smoothness_loss(output),
    }


# Limits and identities


def test_weights_of_the_repositories() -> None:
    losses = {
        name: tensor(10.0**n)
        for n, name in enumerate(("adversarial", "content", "style", "color", "smoothness"))
    }
    expected = 300 + 1.5 * 10 + 3 * 100 + 10 * 1000
    assert_close(weighted_sum(losses, ANIMEGAN_WEIGHTS), tensor(expected))
    expected = 300 + 1.5 * 10 + 2.5 * 100 + 10 * 1000 + 1 * 10000
    assert_close(weighted_sum(losses, ANIMEGAN_V2_WEIGHTS), tensor(expected))


def test_an_unchanged_photo_costs_no_content_and_no_color() -> None:
    photo = sample(1, 3, 4, 4)
    losses = animegan_generator_losses(photo, photo, photo, tensor(1), tiny)
    assert [losses[k].item() for k in ("adversarial", "content", "style", "color")] == [0] * 4
    assert losses["smoothness"] > 0


def test_style_forgets_where_and_content_does_not() -> None:
    features = sample(1, 3, 2, 4)
    moved = features.flatten(2)[..., torch.tensor([3, 0, 7, 1, 6, 2, 5, 4])].reshape(1, 3, 2, 4)
    assert_close(animegan_style_loss(features, moved), torch.zeros((), dtype=torch.float64))
    assert animegan_content_loss(features, moved) > 0.1


def test_the_linear_part_of_huber_is_out_of_reach_for_u_and_within_for_v() -> None:
    blue, yellow = pixel(-1, -1, 1), pixel(1, 1, -1)
    u, u2 = (rgb_to_yuv((image + 1) / 2)[0, 1].item() for image in (blue, yellow))
    assert abs(u - u2) == pytest.approx(0.872)  # 2 * 0.436 < delta = 1
    cyan = pixel(-1, 1, 1)
    gap = rgb_to_yuv((RED - cyan) / 2).flatten()[2].item()
    assert gap == pytest.approx(1.23)  # 2 * 0.615 > 1
    assert F.huber_loss(tensor(gap), tensor(0)).item() == pytest.approx(1.23 - 0.5)
    assert 1.23**2 / 2 > 1.23 - 0.5


def test_without_the_change_of_range_the_color_loss_is_another() -> None:
    # Y, U and V all double: |Y| doubles, the squares grow fourfold
    (y, u, v), (y2, u2, v2) = (rgb_to_yuv(image).unbind(1) for image in (GREY, RED))
    wrong = F.l1_loss(y, y2) + F.huber_loss(u, u2) + F.huber_loss(v, v2)
    right = animegan_color_loss(GREY, RED)
    assert right.item() == pytest.approx(0.19994, abs=1e-5)
    # V differs by 1.23, beyond delta: 1.23 - 0.5 in place of 4 * 0.615^2 / 2
    u = 2 * 0.436 * 0.299 / 0.886
    assert wrong.item() == pytest.approx(u**2 / 2 + 0.73)


# Property


@given(a=st.tuples(*[levels] * 3), b=st.tuples(*[levels] * 3))
def test_color_is_symmetric_and_at_most_the_sum_of_the_ranges(a, b) -> None:
    loss = animegan_color_loss(pixel(*a), pixel(*b))
    assert_close(loss, animegan_color_loss(pixel(*b), pixel(*a)))
    assert 0 <= loss <= 1 + 0.872**2 / 2 + 0.73 + 1e-9


# Gradient


def test_gradients() -> None:
    photo, output = sample(1, 3, 2, 2), sample(1, 3, 2, 2, seed=1).requires_grad_()
    assert gradcheck(lambda x: animegan_color_loss(photo, x), output)
    assert gradcheck(lambda x: animegan_style_loss(photo, x), output)
    assert gradcheck(animegan_smoothness_loss, output)


# Errors


def test_rejects() -> None:
    with rejects("image must be (N, 3, H, W), got shape (1, 1, 2, 2)"):
        animegan_color_loss(sample(1, 1, 2, 2), sample(1, 1, 2, 2))
    with rejects("input and target must have one shape, got (1, 4, 5) and (1, 4, 4)"):
        animegan_color_loss(sample(1, 3, 4, 4), sample(1, 3, 4, 5))
    with rejects("got (1, 2, 3, 3) and (1, 2, 3, 4)"):
        animegan_content_loss(sample(1, 2, 3, 4), sample(1, 2, 3, 3))
    with rejects("got (1, 3, 3) and (1, 2, 2)"):
        animegan_style_loss(sample(1, 2, 3, 4), sample(1, 3, 3, 4))
    for shape in ((2, 3, 4), (1, 0, 2, 2), (0, 2, 2, 2)):
        message = f"features must be (N, C, H, W), ... of shape {shape}"
        with rejects(message):
            animegan_style_loss(torch.zeros(shape), torch.zeros(shape))
    for shape in ((1, 3, 1, 4), (1, 3, 4, 1)):
        with rejects(f"H and W must be >= 2, got shape {shape}"):
            animegan_smoothness_loss(torch.zeros(shape))
    with rejects("output must be (N, 3, H, W), got shape (3, 4, 4)"):
        animegan_smoothness_loss(torch.zeros(3, 4, 4))
    with rejects("no loss is named b, c"):
        weighted_sum({"a": tensor(1)}, {"a": 1.0, "c": 1.0, "b": 2.0})


@pytest.mark.parametrize("name", ["anime", "gray", "smooth", "fake"])
def test_adversarial_losses_reject(name: str) -> None:
    good = {key: tensor(1) for key in ("anime", "gray", "smooth", "fake")}
    with rejects(f"{name} must not be empty, got shape (0,)"):
        animegan_discriminator_loss(**good | {name: tensor()})
    with rejects("fake must be floating point, got torch.int64"):
        animegan_adversarial_loss(torch.tensor([1]))
    for weight in (-0.1, float("nan")):
        with rejects(f"smooth_weight must be >= 0, got {weight}"):
            animegan_discriminator_loss(**good, smooth_weight=weight)
