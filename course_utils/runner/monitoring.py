"""What watches every call, return and line from Python 3.12 on (PEP 669)."""

import sys

TOOLS = range(6)  # Python's own two, behind sys.setprofile and sys.settrace, come after these


def end_monitoring() -> list[str]:
    """Take its functions away from whatever watches, and free its place; the names of what watched.

    Whoever frees the place alone leaves them: they are called all the same, and nobody is said to be there.
    """
    monitoring = getattr(sys, "monitoring", None)
    if monitoring is None:
        return []
    events = [event for event in vars(monitoring.events).values() if type(event) is int and event.bit_count() == 1]
    watched = []
    for tool in TOOLS:
        if (name := monitoring.get_tool(tool)) is None:
            monitoring.use_tool_id(tool, __name__)
        monitoring.set_events(tool, 0)
        functions = []
        for event in events:
            try:
                functions.append(monitoring.register_callback(tool, event, None))
            except ValueError:  # an event that goes with another one has no function of its own
                continue
        monitoring.free_tool_id(tool)
        if name is not None or any(functions):
            watched.append(f"sys.monitoring ({name or 'nobody'})")
    return watched
