"""English in Chinese text is found and marked; what is read and copied stays the same."""

import re
from pathlib import Path

import pytest
from markdown import Markdown

from site_machinery.english import english_in
from site_machinery.markdown_extensions.english import EnglishExtension
from tests.site.tours import pages_of

FOUND = {
    "转置卷积（transposed convolution）": ["transposed convolution"],
    "离群点（outlier）": ["outlier"],
    "均方误差（mean squared error, MSE）的": ["mean squared error, MSE"],
    "均方误差（mean squared error，MSE）的": ["mean squared error"],
    "Huber 损失（Huber loss）": ["Huber loss"],
    "3D Convolutional Networks, 2015": ["3D Convolutional Networks"],
    "École Polytechnique，2nd ed., Wiley": ["École Polytechnique", "2nd ed., Wiley"],
    "推土机距离（earth mover's distance）": ["earth mover's distance"],
    # Said as they are by those who read Chinese: names, abbreviations, identifiers, addresses.
    "PyTorch 的 HuberLoss 与 GAN、ReLU": [],
    "Huber": [],
    "torch 2.13.0": [],
    "in_channels out_channels": [],
    "doi:10.1214/aoms/1177703732": [],
    "docs.pytorch.org/docs/stable": [],
    "只有 mean 一个词": [],
    "3×3、1x1": [],
    "\x02wzxhzdk:12\x03": [],  # what Markdown has put by
}
LANG = re.compile(r'<span lang="en">([^<]*)</span>|(?<=[a-z"]) lang="en"')


@pytest.mark.parametrize(("text", "expected"), FOUND.items())
def test_english_is_told_from_names_and_identifiers(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in english_in(text)] == expected


def marked(text: str, *extensions: str) -> str:
    return Markdown(extensions=[EnglishExtension(), *extensions]).convert(text)


def test_a_stretch_gets_an_element_and_a_whole_element_an_attribute() -> None:
    assert marked("卷积（convolution layer）和**full padding**。") == (
        '<p>卷积（<span lang="en">convolution layer</span>）和'
        '<strong lang="en">full padding</strong>。</p>'
    )
    assert marked("甲（one two）乙（three four）*丙*丁（five six）") == (
        '<p>甲（<span lang="en">one two</span>）乙（<span lang="en">three four</span>）'
        '<em>丙</em>丁（<span lang="en">five six</span>）</p>'
    )


def test_code_attributes_and_what_has_a_language_stay_as_they_are() -> None:
    assert marked("`import torch as t`") == "<p><code>import torch as t</code></p>"
    text = "# 题 {#some-id .some-class}\n\n*mot à mot*{lang=fr}"
    assert 'id="some-id"' in marked(text, "attr_list")
    assert '<em lang="fr">mot à mot</em>' in marked(text, "attr_list")


def test_the_title_and_the_contents_hold_no_markup() -> None:
    markdown = Markdown(extensions=[EnglishExtension(), "toc"])
    html = markdown.convert("# 转置卷积（transposed convolution）")
    assert 'lang="en"' in html
    assert markdown.toc_tokens[0]["name"] == "转置卷积（transposed convolution）"


def test_pages_hardly_grow(site: Path) -> None:
    """By a fiftieth at most; the term index is little else than English names."""
    for path in pages_of(site):
        file = site / path.lstrip("/")
        text = (file / "index.html" if file.is_dir() else file).read_text(encoding="utf-8")
        plain = LANG.sub(r"\1", text)
        share = 0.1 if path == "/terms/" else 0.025
        assert len(text.encode()) <= (1 + share) * len(plain.encode()), path


def test_titles_of_references_and_names_of_terms_are_marked(site: Path) -> None:
    text = (site / "terms/losses/huber-loss/index.html").read_text(encoding="utf-8")
    assert '<em lang="en">Robust Estimation of a Location Parameter</em>' in text
    assert '<dd lang="en">Huber loss</dd>' in text
    assert '<dd lang="en">smooth mean absolute error</dd>' in text
    assert "<dd>Huber</dd>" in text
