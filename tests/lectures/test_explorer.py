"""The window pictures and the explorer: what they say is what `F.conv2d` computes, with and without a front end."""

import itertools
import re

import comm
import pytest
import torch
import torch.nn.functional as F
from comm.base_comm import BaseComm
from IPython.core.formatters import DisplayFormatter

from course_utils.explorer import IMAGES, KERNELS, ConvolutionExplorer, explore_convolution
from course_utils.explorer_base import VIEW
from course_utils.plotting import describe_window, draw_window, show_window, sum_lines

IMAGE = torch.tensor([[12.0, 3, 19], [25, 10, 1], [9, 7, 17]])
KERNEL = torch.tensor([[1.0, 2], [3, 4]])


def result(image, kernel, **options):
    return F.conv2d(image[None, None].float(), kernel[None, None].float(), **options)[0, 0]


def evaluated(lines):
    """Both sides of ``12·1 + 3·(−2) = 6``: the left one computed, the right one read."""
    left, right = " ".join(lines).replace("\u2212", "-").replace("·", "*").split("=")
    assert re.fullmatch(r"[-\d.*+() ]+", left)
    return eval(left), float(right)


def test_the_sum_of_a_window_is_written_out():
    assert sum_lines(IMAGE, KERNEL) == ["12·1 + 3·2 + 25·3 + 10·4 = 133"]
    assert sum_lines(IMAGE, [[-1.0, 0], [0, 0.5]], (1, 1)) == ["10·(−1) + 1·0 + 7·0 + 17·0.5 = −1.5"]
    assert len(sum_lines(IMAGE, torch.ones(3, 3))) == 3  # a line for each row of a larger kernel


@pytest.mark.parametrize("stride, padding, dilation", [(1, 0, 1), (2, 1, 1), (3, 2, 1), (1, 2, 2), (2, 2, 3)], ids=str)
def test_every_window_gives_what_conv2d_gives(stride, padding, dilation):
    options = {"stride": stride, "padding": padding, "dilation": dilation}
    image, kernel = torch.arange(35.0).reshape(5, 7), torch.tensor([[1.0, -2, 3], [0, 5, -6]])
    expected = result(image, kernel, **options)
    for at in itertools.product(*map(range, expected.shape)):
        computed, told = evaluated(sum_lines(image, kernel, at, **options))
        assert computed == told == expected[at]


def test_the_description_tells_size_place_and_sum():
    alt = describe_window(IMAGE, KERNEL, (1, 0), padding=1, stride=2)
    assert "3 by 3 pixels" in alt and "2 by 2 weights" in alt and "The output has 2 by 2 numbers" in alt
    assert "output 1, 0" in alt and "row 2, column 0" in alt and "= 86" in alt
    assert result(IMAGE, KERNEL, padding=1, stride=2)[1, 0] == 86


def test_only_the_outputs_reached_so_far_are_shown():
    output = draw_window(IMAGE, KERNEL, (0, 1), reveal=2).axes[2]
    assert [text.get_text() for text in output.texts if text.get_text()] == ["133", "75"]
    every = draw_window(IMAGE, KERNEL, (0, 1)).axes[2]
    assert [text.get_text() for text in every.texts] == ["133", "75", "100", "101"]


def test_the_weights_stand_in_the_pixels_they_meet():
    shown = draw_window(IMAGE, KERNEL, (0, 0), dilation=2).axes[0]
    weights = {text.get_text(): text.get_position() for text in shown.texts if text.get_text().startswith("×")}
    places = {weight: (round(y), round(x)) for weight, (x, y) in weights.items()}
    assert places == {"×1": (0, 0), "×2": (0, 2), "×3": (2, 0), "×4": (2, 2)}


def test_impossible_windows_are_told():
    with pytest.raises(ValueError, match="no window fits"):
        draw_window(IMAGE, torch.ones(4, 2))
    with pytest.raises(IndexError, match=r"no output \(0, 2\)"):
        draw_window(IMAGE, KERNEL, (0, 2))


def test_show_window_has_alt_text(capsys):
    show_window(IMAGE, KERNEL)
    assert "[Figure: An image of 3 by 3 pixels" in capsys.readouterr().out


def test_the_explorer_has_as_many_windows_as_conv2d_has_outputs():
    explorer = ConvolutionExplorer()
    pairs = [("numbers", kernel) for kernel in KERNELS] + [(image, "edge") for image in IMAGES]
    for image, kernel in pairs:
        explorer.image.value, explorer.kernel.value = image, kernel
        expected = result(IMAGES[image], KERNELS[kernel])
        assert explorer.output_shape == expected.shape and explorer.window.max == expected.numel()


def test_the_explorer_follows_its_controls():
    explorer = ConvolutionExplorer({"mine": IMAGE}, {"one": KERNEL})
    assert "= 133" in explorer.picture.value and explorer.window.max == 4
    explorer.window.value = 4
    assert "= 101" in explorer.picture.value
    explorer.padding.value = 1
    assert explorer.window.value == 1 and explorer.window.max == 16 and "= 48" in explorer.picture.value
    explorer.stride.value = 3
    assert explorer.output_shape == (2, 2) and "<b>2</b>" in explorer.size.value
    explorer.padding.value, explorer.stride.value, explorer.dilation.value = 0, 1, 3
    assert explorer.output_shape == (0, 0) and "No window fits" in explorer.picture.value
    assert "<b>0</b>" in explorer.size.value and explorer.window.disabled
    explorer.dilation.value = 2
    assert "= 145" in explorer.picture.value  # 12·1 + 19·2 + 9·3 + 17·4


def test_a_change_that_moves_the_window_as_well_draws_one_picture():
    explorer = ConvolutionExplorer({"mine": IMAGE}, {"one": KERNEL})
    explorer.window.value = 4
    pictures = []
    explorer.picture.observe(lambda change: pictures.append(change.new), "value")
    explorer.padding.value = 1
    assert pictures == [explorer.picture.value] and "output 0, 0" in pictures[0]


def test_where_no_window_fits_the_still_picture_says_so():
    explorer = ConvolutionExplorer({"mine": IMAGE}, {"one": torch.ones(4, 4)})
    bundle = explorer._repr_mimebundle_()
    assert bundle["text/html"].startswith("<p>No window fits") and bundle["text/plain"] == "[Figure: no window fits]"


def test_without_a_kernel_the_explorer_is_a_still_picture():
    explorer = ConvolutionExplorer()
    bundle = explorer._repr_mimebundle_()
    assert (
        VIEW not in bundle and bundle["text/html"].startswith("<img alt=") and "The output has" in bundle["text/plain"]
    )


class Answering(BaseComm):
    """The kernel's end of a widget, in a kernel that somebody may look at; what it sends is of no interest here."""

    def publish_msg(self, *_, **__):
        pass


def test_run_without_a_browser_the_cell_holds_the_still_picture_beside_the_widget(monkeypatch):
    monkeypatch.setattr(comm, "create_comm", Answering)
    shown = []
    monkeypatch.setattr("course_utils.explorer.display", shown.append)
    explore_convolution()
    (explorer,) = shown
    data, _ = DisplayFormatter().format(explorer)  # as IPython's display does it
    assert set(data) == {VIEW, "text/html", "text/plain"}
    assert data["text/html"].startswith('<img alt="An image of 6 by 6 pixels')
    assert data["text/plain"].startswith("[Figure: An image of 6 by 6 pixels")
