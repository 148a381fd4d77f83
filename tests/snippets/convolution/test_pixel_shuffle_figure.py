"""The numbers drawn are those of torch. Drawings have no gradient and no bad input."""

from xml.etree import ElementTree

from torch.nn import functional as F

from snippets.convolution import pixel_shuffle_figure as figure


def test_draws_the_input_by_channel_and_the_output_by_row() -> None:
    root = ElementTree.fromstring(figure.shuffle().to_string())
    numbers = [int(e.text) for e in root if e.tag.endswith("text") and e.text.isdigit()]
    output = F.pixel_shuffle(figure.INPUT, figure.FACTOR)
    assert numbers == [*figure.INPUT.flatten().tolist(), *output.flatten().tolist()]


def test_a_number_keeps_the_colour_of_its_channel() -> None:
    root = ElementTree.fromstring(figure.shuffle().to_string())
    boxes = [e.get("class") for e in root if e.tag.endswith("rect")]
    colours = [f"box {kind}" for kind in ("a", "b", "c", "ink")]
    assert boxes[:8] == [colour for colour in colours for _ in range(2)]
    assert boxes[8:] == [*colours[:2] * 2, *colours[2:] * 2]
