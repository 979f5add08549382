from hypothesis import given
from hypothesis import strategies as st

from course_utils.data.speed_watch import SpeedWatch

STEPS_S = st.lists(st.floats(0.05, 3), min_size=1, max_size=200)


def objections(speeds, steps_s, window_s=15.0, min_bytes_per_s=300e3) -> list[tuple[float, str]]:
    """When and how a watch objects to a download with these speeds, one for each step of time."""
    watch = SpeedWatch(min_bytes_per_s, window_s)
    now_s, n_bytes, found = 100.0, 0.0, []
    watch.objection(now_s, 0)
    for speed, step_s in zip(speeds, steps_s, strict=True):
        now_s += step_s
        n_bytes += speed * step_s
        if objection := watch.objection(now_s, round(n_bytes)):
            found.append((now_s - 100, objection))
    return found


@given(STEPS_S)
def test_a_fast_download_is_never_objected_to(steps_s):
    assert objections([310e3] * len(steps_s), steps_s) == []


@given(STEPS_S)
def test_a_slow_download_is_objected_to_once_the_window_is_over(steps_s):
    found = objections([70e3] * len(steps_s), steps_s)
    assert bool(found) == (sum(steps_s) >= 15)
    for when_s, objection in found:
        assert when_s >= 15
        assert objection.startswith("only 70 kB/s over the last ")


def test_a_pause_shorter_than_the_window_is_forgiven():
    assert objections([1e6] * 20 + [0] * 9 + [1e6] * 20, [1.0] * 49) == []


def test_a_stall_after_a_fast_beginning_is_seen():
    found = objections([10e6] * 60 + [0] * 60, [1.0] * 120)
    assert found[-1][1] == "no byte arrived for 15 s"
    assert 60 < found[0][0] <= 76


def test_files_that_shrink_are_no_progress():
    watch = SpeedWatch(300e3, 15)
    watch.objection(0, 10_000_000)
    assert watch.objection(15, 0) == "no byte arrived for 15 s"
