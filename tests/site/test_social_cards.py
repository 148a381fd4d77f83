"""Social cards: the same picture for the same words, all of them inside, each drawn once."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from site_machinery import social_cards
from site_machinery.social_cards import HEIGHT, WIDTH, Card, Cards, draw

SITE = "深度学习周报与术语"
NOTE = Card(SITE, "生成对抗网络的学习记录", "周报 · 2021-02-23")


def picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def inked(card: Card) -> tuple[int, int, int, int]:
    """Return the box around all that is written, from the strip at the left edge on."""
    image = picture(draw(card)).crop((40, 0, WIDTH, HEIGHT))
    ground = Image.new("RGB", image.size, image.getpixel((0, 0)))
    return ImageChops.difference(image, ground).getbbox()


def test_the_same_card_is_the_same_file() -> None:
    assert draw(NOTE) == draw(NOTE)
    others = [
        Card(SITE, NOTE.title, "周报 · 2021-02-24"),
        Card(SITE, NOTE.title + "二", NOTE.kind),
        Card("别的站", NOTE.title, NOTE.kind),
        Card(SITE, NOTE.title, NOTE.kind, "GAN"),
    ]
    assert len({draw(NOTE), *map(draw, others)}) == 5


@pytest.mark.parametrize(
    "title",
    [
        "卷积",
        "深度可分离卷积：参数少了八倍，却没有快八倍？" * 2,
        "卷" * 200,
        "transposed " * 30,
        "W" * 60,
    ],
    ids=["short", "long", "too-long", "english", "one-word"],
)
def test_what_is_written_stays_off_the_edges(title: str) -> None:
    card = Card(SITE, title, "术语 · 卷积", "transposed convolution, also known by other names")
    left, top, right, bottom = inked(card)
    assert left > 20
    assert top > 40
    assert right < WIDTH - 40 - 40
    assert bottom < HEIGHT - 40


def test_the_longest_title_has_room_between_what_stands_above_and_below() -> None:
    margin, small = social_cards._MARGIN, social_cards._SMALL
    room = HEIGHT - 2 * (margin + small * social_cards._LEADING)
    for size, most in social_cards._SIZES:
        assert (most * size + social_cards._MIDDLE) * social_cards._LEADING <= room


def test_lines_break_where_chinese_may() -> None:
    lines = social_cards._lines("用卷积（convolution）实现的层，它的参数更少。" * 3, 70)
    assert len(lines) > 3
    assert "".join(lines) == "用卷积（convolution）实现的层，它的参数更少。" * 3
    for line in lines:
        assert line[0] not in "，。）"
        assert line[-1] not in "（"
        assert line.count("convolution") == line.count("conv")


def test_a_character_that_the_font_lacks_gives_the_picture_of_the_site(tmp_path: Path) -> None:
    cards = Cards(tmp_path)
    rare = cards.add(Card(SITE, "\U00020000的学习记录", "周报"))
    assert cards.pictures[rare] == draw(Card(SITE, SITE))
    assert cards.pictures[cards.add(NOTE)] == draw(NOTE)


def test_a_picture_is_drawn_once_and_forgotten_with_its_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Cards(tmp_path)
    names = {first.add(NOTE), first.add(Card(SITE, "卷积"))}
    kept = tmp_path / ".cache/cards"
    assert {file.name for file in kept.iterdir()} == names
    monkeypatch.setattr(social_cards, "draw", lambda card: pytest.fail(f"drawn anew: {card}"))
    second = Cards(tmp_path)
    assert second.pictures[second.add(NOTE)] == first.pictures[first.add(NOTE)]
    second.forget_others()
    assert {file.name for file in kept.iterdir()} == {second.add(NOTE)}
