"""What a cell has left to watch every call is gone before a check, from Python 3.12 on."""

import sys

import pytest

from course_utils.runner.monitoring import end_monitoring

monitoring = getattr(sys, "monitoring", None)
pytestmark = pytest.mark.skipif(monitoring is None, reason="before Python 3.12, nothing watches so")


def watch(tool, seen):
    monitoring.use_tool_id(tool, "own")
    monitoring.register_callback(tool, monitoring.events.PY_RETURN, lambda *given: seen.append(given[-1]))
    monitoring.register_callback(tool, monitoring.events.BRANCH, print)


def answer():
    return "hidden"


@pytest.mark.parametrize("freed", [False, True], ids=["", "whose place is free"])
@pytest.mark.parametrize("local", [False, True], ids=["everything", "one function"])
def test_what_watches_is_ended_and_named(local, freed):
    seen = []
    watch(3, seen)
    if local:
        monitoring.set_local_events(3, answer.__code__, monitoring.events.PY_RETURN)
    else:
        monitoring.set_events(3, monitoring.events.PY_RETURN)
    answer()
    if freed:
        monitoring.free_tool_id(3)
    assert seen and end_monitoring() == [f"sys.monitoring ({'nobody' if freed else 'own'})"]
    seen.clear()
    answer()
    assert not seen and monitoring.get_tool(3) is None


def test_where_nothing_watches_nothing_is_named():
    assert end_monitoring() == []
