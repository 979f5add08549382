"""The convolution explorer: choose a kernel, move its window, read the sum.

    from course_utils.explorer import explore_convolution

    explore_convolution()

It needs a front end with ipywidgets, such as JupyterLab. Where there is none (a page on the web, a run without a
browser, a plain console), the same cell shows a still picture with a description.
"""

from __future__ import annotations

from collections.abc import Mapping

import ipywidgets as widgets
import torch
from IPython.display import display

from course_utils.explorer_base import Explorer
from course_utils.plotting import describe_window, draw_window, to_html

IMAGES = {
    "numbers": torch.tensor(
        [
            [1, 4, 0, 2, 6, 3],
            [5, 2, 7, 1, 0, 4],
            [0, 3, 8, 5, 2, 1],
            [6, 1, 2, 9, 4, 0],
            [2, 7, 0, 3, 1, 5],
            [4, 0, 6, 1, 8, 2],
        ]
    ),
    "step edge": torch.tensor([2, 2, 2, 8, 8, 8]).repeat(6, 1),
    "one bright pixel": torch.zeros(6, 6).index_put((torch.tensor(2), torch.tensor(3)), torch.tensor(1.0)),
    "constant": torch.full((6, 6), 5),
}
KERNELS = {
    "1 2 3 4": torch.tensor([[1, 2], [3, 4]]),
    "mean of four": torch.full((2, 2), 0.25),
    "left to right difference": torch.tensor([[-1, 1]]),
    "copy the middle": torch.tensor([[0, 0, 0], [0, 1, 0], [0, 0, 0]]),
    "edge": torch.tensor([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]),
    "emboss": torch.tensor([[-2, -1, 0], [-1, 1, 1], [0, 1, 2]]),
    "Sobel, left to right": torch.tensor([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
}


def explore_convolution(
    images: Mapping[str, torch.Tensor] = IMAGES, kernels: Mapping[str, torch.Tensor] = KERNELS
) -> None:
    """Display the explorer.

    images: name → H×W, at most 6×6, so that it still shows its numbers with padding 2.
    kernels: name → kh×kw. The kernel is not flipped (what PyTorch calls convolution).

    Any dtype will do. Raises ValueError for an image or a kernel with other than two dimensions.
    """
    display(ConvolutionExplorer(images, kernels))


class ConvolutionExplorer(Explorer):
    """Controls and the picture that follows them. ``explore_convolution`` displays one."""

    def __init__(self, images: Mapping[str, torch.Tensor] = IMAGES, kernels: Mapping[str, torch.Tensor] = KERNELS):
        super().__init__()
        self._images = {name: torch.as_tensor(image).float() for name, image in images.items()}
        self._kernels = {name: torch.as_tensor(kernel).float() for name, kernel in kernels.items()}
        for name, one in (*self._images.items(), *self._kernels.items()):
            if one.ndim != 2:
                raise ValueError(f"images and kernels are H×W here, and {name!r} is {'×'.join(map(str, one.shape))}")
        self.image = widgets.Dropdown(options=list(self._images), description="image")
        self.kernel = widgets.Dropdown(options=list(self._kernels), description="kernel")
        self.stride = widgets.IntSlider(1, 1, 3, description="stride")
        self.padding = widgets.IntSlider(0, 0, 2, description="padding")
        self.dilation = widgets.IntSlider(1, 1, 3, description="dilation")
        self.window = widgets.IntSlider(1, 1, 1, description="window", layout={"width": "34em"})
        self.size = widgets.HTML()
        for control in (self.image, self.kernel, self.stride, self.padding, self.dilation):
            control.observe(self._start_again, "value")
        self.window.observe(self._draw, "value")
        self._start_again()

    @property
    def options(self) -> dict[str, int]:
        """stride, padding and dilation, as ``F.conv2d`` takes them."""
        return {"stride": self.stride.value, "padding": self.padding.value, "dilation": self.dilation.value}

    @property
    def output_shape(self) -> tuple[int, int]:
        """(rows, columns) of the output; zeros where no window fits."""
        image, kernel = self._chosen()
        sides = [self._side(*pair) for pair in zip(image.shape, kernel.shape, strict=True)]
        return (0, 0) if min(sides) < 1 else tuple(sides)

    def _chosen(self) -> tuple[torch.Tensor, torch.Tensor]:
        return self._images[self.image.value], self._kernels[self.kernel.value]

    def _side(self, side: int, taps: int) -> int:
        span = self.dilation.value * (taps - 1) + 1
        return (side + 2 * self.padding.value - span) // self.stride.value + 1

    def _start_again(self, _=None) -> None:
        """Back to the first window, of as many as there are now."""
        rows, columns = self.output_shape
        with self._one_picture():
            self.window.value = 1
            self.window.max = max(1, rows * columns)
            self.window.disabled = rows * columns < 2
        self.size.value = self._size_in_words()
        self._draw()

    def _size_in_words(self) -> str:
        image, kernel = self._chosen()
        lines = []
        for name, side, taps in zip(("rows", "columns"), image.shape, kernel.shape, strict=True):
            lines.append(
                f"{name}: ⌊({side} + 2·{self.padding.value} − ({self.dilation.value}·({taps} − 1) + 1)) / "
                f"{self.stride.value}⌋ + 1 = <b>{max(0, self._side(side, taps))}</b>"
            )
        return "<br>".join(lines)

    @property
    def _at(self) -> tuple[int, int] | None:
        """(row, column) of the output whose window is shown; None where no window fits."""
        rows, columns = self.output_shape
        return divmod(self.window.value - 1, columns) if rows * columns else None

    def description(self) -> str:
        return "no window fits" if self._at is None else describe_window(*self._chosen(), self._at, **self.options)

    def _html(self) -> str:
        if self._at is None:
            return "<p>No window fits: the kernel spans more pixels than the padded image has.</p>"
        figure = draw_window(*self._chosen(), self._at, reveal=self.window.value, **self.options)
        return to_html(figure, self.description())

    def _box(self) -> widgets.Box:
        sliders = widgets.HBox([self.stride, self.padding, self.dilation], layout={"flex_flow": "row wrap"})
        choices = widgets.HBox([self.image, self.kernel], layout={"flex_flow": "row wrap"})
        return widgets.VBox([choices, sliders, self.size, self.window, self.picture])
