import os
import signal

import pytest

from autograder.interruption import noted


class Dropped:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)


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
