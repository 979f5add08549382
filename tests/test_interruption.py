import os
import signal
import threading

import pytest

from autograder.interruption import held_back, noted


def press():
    os.kill(os.getpid(), signal.SIGINT)


class Dropped:
    def __del__(self):
        press()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_ctrl_c_that_python_forgets_is_remembered():
    with noted() as interruption:
        dropped = Dropped()
        del dropped  # Python prints the KeyboardInterrupt and goes on
        with pytest.raises(KeyboardInterrupt):
            interruption.raise_if_asked()


def test_nothing_is_raised_where_nobody_pressed_it_and_the_handler_before_is_put_back():
    before = signal.getsignal(signal.SIGINT)
    with noted() as interruption:
        interruption.raise_if_asked()
    assert signal.getsignal(signal.SIGINT) is before


def test_what_is_begun_is_finished_before_ctrl_c_takes_effect():
    done = []
    with noted(), pytest.raises(KeyboardInterrupt):
        with held_back():
            press()
            done.append("written")
        done.append("never reached")
    assert done == ["written"]


def test_held_back_twice_it_takes_effect_at_the_end_of_the_outer_one():
    done = []
    with noted(), pytest.raises(KeyboardInterrupt), held_back():
        with held_back():
            press()
        done.append("still going on")
    assert done == ["still going on"]


def test_an_error_in_what_was_begun_is_told_before_ctrl_c():
    with noted(), pytest.raises(ValueError, match="disk"), held_back():
        press()
        raise ValueError("disk")


def test_another_thread_writes_as_it_is():
    done = []

    def write():
        with held_back():
            done.append("written")

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()
    assert done == ["written"]
