"""Runs torchvision's own download; started as a script by ``torchvision_download.py``, in a process of its own.

A process can be stopped when the download crawls; a function that blocks in the network cannot. It imports
nothing from the course, so that it runs wherever torchvision can be imported.

Standard input: one line of JSON with ``dataset`` (a class of torchvision.datasets), ``attributes`` of it to
override, ``root``, and ``started``, a file to create when the download begins. After it, standard input stays
open while the parent lives.
"""

import json
import os
import sys
import threading
from pathlib import Path


def end_with_parent() -> None:
    # Returns when the parent is gone, e.g. because somebody restarted the notebook's kernel. Not
    # sys.stdin.read(): that holds a lock for which Python would wait in vain at the end of this process.
    os.read(0, 1)
    os._exit(1)


def main() -> None:
    order = json.loads(sys.stdin.readline())
    threading.Thread(target=end_with_parent, daemon=True).start()
    import torchvision.datasets

    base = getattr(torchvision.datasets, order["dataset"])
    dataset = type(order["dataset"], (base,), order["attributes"])
    Path(order["started"]).touch()
    try:
        dataset(order["root"], train=False, download=True)  # either way both splits are downloaded
    except Exception as error:
        # Last and on one line, because the parent tells its reader the last line.
        sys.exit(f"\n{type(error).__name__}: {' '.join(str(error).split())}")


if __name__ == "__main__":
    main()
