import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from tiny_data import idx

from course_utils.data.idx import parse_idx

IMAGES = np.arange(2 * 3 * 4, dtype=np.uint8).reshape(2, 3, 4)


@given(arrays(np.uint8, array_shapes(min_dims=1, max_dims=3)))
def test_what_was_written_is_read(array):
    found = parse_idx(idx(array), array.ndim)
    assert np.array_equal(found, array)
    assert found.flags.writeable


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "a file of 0 bytes"),
        (idx(IMAGES)[:15], "shorter than its header of 16"),
        (idx(IMAGES)[:-1], "23 bytes of data where 2×3×4 belong"),
        (idx(IMAGES) + b"x", "25 bytes of data where 2×3×4 belong"),
        (b"\x00\x00\x0d\x03" + idx(IMAGES)[4:], "magic number 0x00000d03, but 0x00000803 expected"),
        (idx(IMAGES[0]) + bytes(8), "magic number 0x00000802, but 0x00000803 expected"),
        (b"\x1f\x8b" + idx(IMAGES)[2:], "magic number 0x1f8b0803"),
    ],
    ids=["empty", "half a header", "truncated", "too long", "floats", "two dimensions", "gzip"],
)
def test_anything_else_is_refused(content, complaint):
    with pytest.raises(ValueError, match=complaint):
        parse_idx(content, dimensions=3)


@given(st.binary(max_size=64))
def test_noise_is_refused_with_a_value_error(content):
    with pytest.raises(ValueError):
        parse_idx(b"\xff" + content, dimensions=3)
