"""nbgrader's settings, as nbgrader_config.py gives them to its commands, for when its classes are used directly."""

from traitlets.config import Config, PyFileConfigLoader

from autograder.course import PROJECT


def load() -> Config:
    """The settings of the project's own nbgrader_config.py."""
    return PyFileConfigLoader("nbgrader_config.py", path=str(PROJECT)).load_config()
