"""Work that is done once for the same objects is done again for all others."""

import pytest

from course_utils.checking.by_identity import by_identity


class Thing(list):
    """Equal to others of its kind, but not the same."""


@pytest.fixture
def made():
    """A remembering function, and the calls that reached what it remembers."""
    calls = []

    @by_identity(2)
    def make(*arguments):
        calls.append(arguments)
        return [*arguments]

    return make, calls


def test_the_same_objects_give_the_same_result_once(made):
    make, calls = made
    one, other = Thing(), Thing()
    assert make(one, other, "text") is make(one, other, "".join(["te", "xt"]))
    assert len(calls) == 1


def test_equal_objects_are_not_the_same(made):
    make, calls = made
    one, other = Thing(), Thing()
    assert one == other and make(one) is not make(other)
    assert len(calls) == 2


def test_of_a_tuple_the_items_count(made):
    make, calls = made
    one, other = Thing(), Thing()
    assert make((one, None)) is make((one, None))
    assert make((one, None)) is not make((other, None)) and len(calls) == 2


def test_a_number_is_no_object_that_happens_to_have_it_as_identity(made):
    make, calls = made
    one = Thing()
    make(one), make(id(one)), make((id(one),))
    assert len(calls) == 3


def test_an_object_that_is_gone_is_not_mistaken_for_a_new_one(made):
    make, calls = made
    for _ in range(50):
        make(Thing())  # Python gives the place of one that is gone to the next
    assert len(calls) == 50
