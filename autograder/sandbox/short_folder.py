"""Where sockets lie. The system wants their paths short, and temporary folders of clusters' jobs often are not."""

import os
import tempfile
from pathlib import Path

MOST_BYTES = 60  # of the folder's path: the system allows a socket 103 or 107, and what lies in between takes 32
SHORT = Path("/tmp")


def for_sockets() -> Path:
    """The temporary folder, or ``/tmp`` if its path is too long."""
    usual = tempfile.gettempdir()
    return Path(usual) if len(os.fsencode(usual)) <= MOST_BYTES else SHORT
