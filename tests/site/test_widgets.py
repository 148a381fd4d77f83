"""The figures to play with, in a browser: their numbers are torch's, and a keyboard will do."""

import itertools
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import torch
from playwright.sync_api import Page, expect
from torch import Tensor
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution.separable_convolution_cost import conv2d_cost, separable_conv2d_cost
from snippets.losses.focal_loss import focal_loss
from snippets.losses.huber_loss import huber_loss
from snippets.losses.l1_loss import l1_loss
from snippets.losses.mse_loss import mse_loss
from snippets.losses.outlier_experiment import LINE_X, LINE_Y, fit_line
from snippets.losses.quantile_loss import quantile_loss
from tests.site.conftest import go_on_without_reload

ARITHMETIC = "/terms/convolution/transposed-convolution/"
CONVOLUTION = "/terms/convolution/convolution/"
COST = "/terms/convolution/depthwise-separable-convolution/"
LOSS = "/terms/losses/huber-loss/"
NAMES = ("input", "kernel", "stride", "padding", "dilation", "outputPadding")

# Sets the controls, and returns the text of every cell of the output: none if there is none.
PLAY = """([place, mode, choices]) => choices.map((sizes) => {
  const control = (name) => place.querySelector(`[name=${name}]`);
  control("mode").value = mode;
  for (const [name, value] of Object.entries(sizes)) {
    control(name).value = String(value);
    if (control(name).value !== String(value)) throw new Error(`no ${name}=${value}`);
  }
  control("mode").dispatchEvent(new Event("change", { bubbles: true }));
  const output = place.querySelectorAll("table")[2];
  return [...(output?.rows ?? [])].map((row) => [...row.cells].map((cell) => cell.textContent));
})"""


def pixels(size: int) -> torch.Tensor:
    return torch.arange(1.0, size * size + 1).reshape(1, 1, size, size)


def convolved(mode: str, sizes: dict[str, int]) -> list[list[str]]:
    """Return what torch gives, as text; [] where torch refuses."""
    options = {name: sizes[name] for name in ("stride", "padding", "dilation")}
    if mode == "transposed":
        options["output_padding"] = sizes["outputPadding"]
    operator = {"convolution": F.conv2d, "transposed": F.conv_transpose2d}[mode]
    try:
        output = operator(pixels(sizes["input"]), pixels(sizes["kernel"]), **options)
    except RuntimeError:
        return []
    return [[str(int(value)) for value in row] for row in output[0, 0].tolist()]


@pytest.mark.parametrize("mode", ["convolution", "transposed"])
def test_every_choice_gives_the_numbers_of_torch(page: Page, mode: str) -> None:
    page.goto(ARITHMETIC)
    place = page.locator("[data-widget=convolution-arithmetic]")
    expect(place.locator("table")).to_have_count(3)
    ranges = [
        place.locator(f"[name={name}] option").evaluate_all("all => all.map(o => +o.value)")
        for name in NAMES
    ]
    choices = [dict(zip(NAMES, each, strict=True)) for each in itertools.product(*ranges)]
    assert len(choices) == 5 * 3 * 3 * 3 * 2 * 3
    shown = page.evaluate(PLAY, [place.element_handle(), mode, choices])
    for sizes, cells in zip(choices, shown, strict=True):
        assert cells == convolved(mode, sizes), sizes


def test_a_pixel_shows_the_products_that_make_it(page: Page) -> None:
    page.goto(ARITHMETIC)
    place = page.locator("[data-widget=convolution-arithmetic]")
    expect(place.locator(".size")).to_have_text(
        "输出的大小：(2 − 1)×1 − 2×0 + 1×(3 − 1) + 0 + 1 = 4。"
    )
    middle = place.get_by_role("button", name="第 1 行第 1 列：23")
    middle.focus()
    total = place.locator(".sum")
    expect(total).to_have_text("第 1 行第 1 列（从 0 数起）：1×5 + 2×4 + 3×2 + 4×1 = 23")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    expect(place.get_by_role("button", name="第 0 行第 0 列：1")).to_be_focused()
    page.keyboard.press("ArrowUp")  # no row there: it stays
    expect(total).to_have_text("第 0 行第 0 列（从 0 数起）：1×1 = 1")
    assert place.locator("td.met").all_inner_texts() == ["1", "1", "1"]
    place.get_by_role("button", name="第 3 行第 3 列：36").hover()
    expect(total).to_have_text("第 3 行第 3 列（从 0 数起）：4×9 = 36")
    assert place.locator("button[tabindex='0']").count() == 1


def test_what_torch_refuses_is_explained(page: Page) -> None:
    page.goto(ARITHMETIC)
    place = page.locator("[data-widget=convolution-arithmetic]")
    place.get_by_label("output_padding").select_option("1")
    expect(place.locator(".size")).to_contain_text("output_padding 要小于步长或空洞率。")
    place.get_by_label("运算").select_option("卷积")
    expect(place.get_by_label("output_padding")).to_be_disabled()
    expect(place.locator(".size")).to_contain_text("核比补零后的输入还大，PyTorch 报错。")
    expect(place.locator("table")).to_have_count(0)


def test_the_cost_of_a_layer_is_that_of_the_snippet(page: Page) -> None:
    page.goto(COST)
    place = page.locator("[data-widget=layer-cost]")
    sliders = ("输入通道", "输出通道", "核的边长", "输出的高", "输出的宽")
    for layer in (
        (512, 512, 3, 14, 14),
        (3, 64, 7, 112, 56),
        (1, 1, 1, 1, 1),
        (1024, 1024, 9, 112, 112),
    ):
        for label, value in zip(sliders, layer, strict=True):
            place.get_by_label(label).fill(str(value))
        _, out_channels, kernel, height, width = layer
        costs = [
            cost(*layer[:3], *size)
            for cost in (conv2d_cost, separable_conv2d_cost)
            for size in ((), ((height, width),))
        ]
        shown = [cell.replace(",", "") for cell in place.locator("tbody td").all_inner_texts()]
        assert list(map(int, shown)) == costs, layer
        expect(place.locator(".sum")).to_have_text(
            f"比值：1/{out_channels} + 1/{kernel}² = {costs[2] / costs[0]:.4f}"
        )


# Moves both sliders of a loss to all their places, and returns what is read off at each.
READ = """(place) => {
  const [parameter, sample] = place.querySelectorAll("input");
  const places = ({ min, max, step }) => {
    const count = Math.round((max - min) / step);
    return Array.from({ length: count + 1 }, (_, index) => +min + index * step);
  };
  return places(parameter).flatMap((p) => places(sample).map((x) => {
    parameter.value = p;
    sample.value = x;
    sample.dispatchEvent(new Event("input", { bubbles: true }));
    return place.querySelector(".sum").textContent;
  }));
}"""

READING = re.compile(r"\w = (\S+)，\w = (\S+)：损失 (\S+)，斜率 (\S+)")


def of_residual(loss: Callable[..., Tensor]) -> Callable[[Tensor, float], Tensor]:
    """Return a regression loss as a function of target - input."""
    return lambda residual, parameter: loss(torch.zeros_like(residual), residual, parameter)


CURVES = {
    "huber": (
        LOSS,
        of_residual(lambda i, t, delta: huber_loss(i, t, delta=delta, reduction="none")),
    ),
    "quantile": (
        "/terms/losses/quantile-loss/",
        of_residual(lambda i, t, q: quantile_loss(i, t, q, reduction="none")),
    ),
    "focal": (
        "/terms/losses/focal-loss/",
        lambda logit, gamma: focal_loss(
            logit, torch.ones_like(logit), gamma=gamma, alpha=None, reduction="none"
        ),
    ),
}


@pytest.mark.parametrize("name", CURVES)
def test_what_is_read_off_a_curve_is_what_the_snippet_gives(page: Page, name: str) -> None:
    path, loss = CURVES[name]
    page.goto(path)
    place = page.locator(f"[data-widget=loss-curve][data-loss={name}]")
    expect(place.locator(".sum")).to_contain_text("斜率")
    readings: dict[float, list[list[float]]] = {}
    for text in place.evaluate(READ):
        parameter, *read = map(float, READING.fullmatch(text.replace("−", "-")).groups())
        readings.setdefault(parameter, []).append(read)
    assert min(len(readings), *map(len, readings.values())) > 10
    for parameter, read in readings.items():
        sample, losses, slopes = torch.tensor(read, dtype=torch.float64).T
        expected = loss(sample.requires_grad_(), parameter)
        (slope,) = torch.autograd.grad(expected.sum(), sample)
        # The page rounds to five places.
        assert_close(losses, expected.detach(), rtol=0, atol=6e-6)
        assert_close(slopes, slope, rtol=0, atol=6e-6)


def test_the_pointer_moves_the_residual(page: Page) -> None:
    page.goto(LOSS)
    place = page.locator("[data-widget=loss-curve]")
    drawing = place.locator("svg")
    drawing.scroll_into_view_if_needed()
    box = drawing.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(place.locator(".sum")).to_have_text("δ = 1，r = 0：损失 0，斜率 0")


def test_the_lines_are_those_of_the_snippet(page: Page) -> None:
    page.goto(LOSS)
    place = page.locator("[data-widget=line-fit]")
    x = torch.tensor(LINE_X, dtype=torch.float64)
    losses = {"MSE": mse_loss, "MAE": l1_loss, "Huber": partial(huber_loss, delta=1.5)}
    for outlier in (-17.0, -2.0, 3.0, 4.5, 17.0):
        place.get_by_label("这个点的 y").fill(f"{outlier:g}")
        y = torch.tensor([*LINE_Y[:-1], outlier], dtype=torch.float64)
        for name, loss in losses.items():
            row = place.get_by_role("row", name=name)
            shown = [float(t.replace("−", "-")) for t in row.locator("td").all_inner_texts()]
            line = fit_line(loss, x, y).tolist()
            # The page rounds to 0.01; the descent comes as near to the corners of MAE.
            assert shown == pytest.approx(line, abs=0.01), (name, outlier)


def test_the_outlier_can_be_dragged(page: Page) -> None:
    page.goto(LOSS)
    place = page.locator("[data-widget=line-fit]")
    point = place.locator("circle").last
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    slider = place.get_by_label("这个点的 y")
    page.mouse.move(x, y)
    assert slider.input_value() == "17"
    page.mouse.down()
    page.mouse.move(x, y + 400)
    page.mouse.up()
    assert slider.input_value() == "-17"
    page.mouse.move(x, y)  # no longer held
    assert slider.input_value() == "-17"


def test_the_page_picks_what_the_arithmetic_shows_first(page: Page) -> None:
    for path, mode in ((ARITHMETIC, "transposed"), (CONVOLUTION, "convolution")):
        page.goto(path)
        place = page.locator("[data-widget=convolution-arithmetic]")
        expect(place.get_by_label("运算")).to_have_value(mode)
        expect(place.locator(".sum")).to_contain_text("第 ")


@pytest.mark.parametrize("path", [ARITHMETIC, CONVOLUTION, COST, LOSS])
def test_paper_shows_the_drawn_figures_only(page: Page, path: str) -> None:
    page.goto(path)
    places = page.locator("[data-widget]")
    for place in places.all():
        expect(place).to_be_visible()
    page.emulate_media(media="print")
    for place in places.all():
        expect(place).to_be_hidden()
    expect(page.locator("figure .drawing svg").first).to_be_visible()


def test_a_page_reached_without_a_reload_gets_its_figure(
    site: Path, address: str, page: Page
) -> None:
    go_on_without_reload(page, site, address)
    page.goto("/terms/", wait_until="networkidle")
    page.evaluate("window.still = true")
    page.locator(f"article a[href*='{COST.removeprefix('/terms/')}']").first.click()
    expect(page.locator("[data-widget=layer-cost] table")).to_have_count(1)
    assert page.evaluate("window.still")
