"""Curves and confusion matrices: described in words, and drawn with their labels and numbers."""

from functools import partial

import pytest
import torch

from course_utils.plotting import (
    draw_confusion_matrix,
    draw_curves,
    show_confusion_matrix,
    show_curves,
    show_feature_maps,
    show_filters,
    show_history,
    show_images,
)
from course_utils.plotting.cells import number_text
from course_utils.training import History


@pytest.fixture
def shown(monkeypatch):
    """What would be displayed, as a list of MIME bundles."""
    bundles = []
    monkeypatch.setattr("course_utils.plotting.figure.display", lambda data, raw: bundles.append(data))
    return bundles


def texts(figure):
    return [text.get_text() for axes in figure.axes for text in axes.texts]


def test_a_figure_without_a_description_is_refused_before_it_is_drawn():
    for show, undrawable in (
        (show_curves, {"loss": {"training": ([1], [1, 2])}}),
        (show_confusion_matrix, [[1, 2]]),
        (show_filters, torch.zeros(3)),
        (show_feature_maps, []),
        (partial(show_images, titles="no image"), []),
    ):
        with pytest.raises(ValueError, match="describe the figure in alt"):
            show(undrawable, alt=" ")
        with pytest.raises(ValueError, match="^(?!describe)"):
            show(undrawable, alt="a figure")


def test_the_description_goes_with_the_picture_and_stands_for_it(shown):
    show_curves({"loss": {"training": [2, 1]}}, "It falls from 2 to 1 & stays.")
    show_confusion_matrix([[3, 1], [0, 4]], "Mostly right.")
    assert 'alt="It falls from 2 to 1 &amp; stays."' in shown[0]["text/html"]
    assert [bundle["text/plain"] for bundle in shown] == [
        "[Figure: It falls from 2 to 1 & stays.]",
        "[Figure: Mostly right.]",
    ]


def test_each_curve_is_labelled_and_looks_the_same_in_every_panel():
    figure = draw_curves({"loss": {"a": [1, 2], "b": ([0, 5], [3, 4])}, "accuracy": {"b": [1, 2]}})
    assert sorted(texts(figure)) == ["a", "b", "b"]
    first, second = figure.axes
    assert first.lines[1].get_color() == second.lines[0].get_color() != first.lines[0].get_color()
    assert list(first.lines[0].get_xdata()) == [1, 2] and list(first.lines[1].get_xdata()) == [0, 5]


def test_labels_of_curves_that_end_together_do_not_overlap():
    figure = draw_curves({"loss": {name: [1, 1] for name in "abcdef"}})
    heights = sorted(text.get_position()[1] for text in figure.axes[0].texts)
    inches = figure.get_figheight() * figure.axes[0].get_position().height
    assert min(b - a for a, b in zip(heights, heights[1:], strict=False)) * inches > 0.15
    assert heights[-1] <= 1.001


def test_single_points_carry_their_text():
    figure = draw_curves(
        {"loss": {"a": [2, 1]}, "other": {"a": [1, 2]}}, marks={"loss": [(1, 2, "here"), (2, 1, "there")]}
    )
    assert texts(figure) == ["a", "here", "there", "a"]


def test_places_and_values_must_be_equally_many():
    with pytest.raises(ValueError, match="2 places and 3 values"):
        draw_curves({"loss": {"a": ([1, 2], [1, 2, 3])}})


def test_a_history_is_drawn_with_and_without_validation(shown):
    show_history(History([1.0], [0.5]), "One point.")
    show_history(History([1.0], [0.5], [1.1], [0.4]), "Two points.", other={"wide": History([1], [1], [2], [0.3])})
    assert len(shown) == 2


def test_a_confusion_matrix_shows_its_numbers_and_leaves_zeros_empty():
    figure = draw_confusion_matrix([[12, 0], [3, 9]], classes=["cat", "dog"], title="Pets")
    assert sorted(texts(figure)) == ["12", "3", "9"]
    axes = figure.axes[0]
    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["cat", "dog"]
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("predicted", "true")


def test_numbers_in_figures_have_no_idle_zeros_and_a_real_minus_sign():
    numbers = (0.5, -3, -0.004, 100, 2 / 3, -2 / 3, 1e6)
    assert [number_text(number, places=2) for number in numbers] == [
        "0.5", "\u22123", "0", "100", "0.67", "\u22120.67", "1000000",
    ]  # fmt: skip
    assert number_text(-0.004, places=4) == "\u22120.004"


def test_a_matrix_must_be_square_with_a_name_a_class():
    for matrix, classes in (([[1, 2]], None), ([[1]], ["a", "b"])):
        with pytest.raises(ValueError, match="square"):
            draw_confusion_matrix(matrix, classes=classes)
