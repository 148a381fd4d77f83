"""site_machinery.slugs: addresses and ids are ASCII and readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_machinery.slugs import VALID_SLUG, slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("周报", "zhou-bao"),
        ("Huber 损失（Huber loss）", "huber-sun-shi-huber-loss"),
        ("1×1 卷积", "1-1-juan-ji"),
        ("Résumé", "resume"),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(st.text(max_size=12))
def test_a_slug_is_valid_or_empty(text: str) -> None:
    slug = slugify(text)
    assert slug == "" or VALID_SLUG.fullmatch(slug)
