"""Numbers in words, for the descriptions of figures."""

import numpy as np
import pytest
import torch

from course_utils.plotting import in_words


def test_a_vector_and_the_rows_of_an_array():
    assert in_words([1, 2 / 3, -0.004]) == "1, 0.67, 0"
    assert in_words(torch.tensor([[1.0, -2.5], [30, torch.nan]])) == "1, \u22122.5; 30, empty"
    assert in_words(np.array([6.0, 5, 4])) == "6, 5, 4"
    assert in_words(torch.tensor([[5]], dtype=torch.uint8)) == in_words(5) == in_words(torch.tensor(5.0)) == "5"
    assert in_words([]) == ""


def test_the_numbers_are_written_as_the_notebook_asks():
    assert in_words([0.123, 1], ".0%") == "12%, 100%"
    assert in_words(torch.tensor([0.5], requires_grad=True), "+.3f") == "+0.500"


def test_images_with_channels_have_no_rows_to_read():
    with pytest.raises(ValueError, match="4 axes"):
        in_words(torch.zeros(1, 3, 2, 2))
