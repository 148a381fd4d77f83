"""Draw how the parameters of the two generators are spread over their stages."""

from snippets.gan.animegan_generator import animegan_generator
from snippets.gan.animegan_v2_generator import animegan_v2_generator
from snippets.svg import Svg

GENERATORS = {"AnimeGAN": animegan_generator, "AnimeGANv2": animegan_v2_generator}
ROW, LEFT, FULL = 22, 52, 240  # pixels; FULL is the bar of the largest stage of all


def counts() -> dict[str, dict[str, int]]:
    """Return the parameters of each stage of each generator."""
    return {name: make().parameters_by_stage() for name, make in GENERATORS.items()}


def parameters() -> Svg:
    """Draw one bar for each stage, all to one scale."""
    svg = Svg(396, 350)
    found = counts()
    largest = max(max(stages.values()) for stages in found.values())
    y = 0
    for (name, stages), kind in zip(found.items(), "ab", strict=True):
        y += 24
        svg.text(8, y, f"{name}：{sum(stages.values()):,}", kind)
        for stage, count in stages.items():
            y += ROW
            width = FULL * count / largest
            svg.text(LEFT - 8, y, stage, anchor="end")
            svg.rect(LEFT, y - 12, width, 14, kind, shade=0.35)
            svg.text(LEFT + width + 6, y, f"{count:,}")
        y += 12
    return svg


FIGURES = {"animegan-parameters": parameters}
