"""What the explorers have in common: a picture that follows its controls, and stands still where there are none."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager

import comm
import ipywidgets as widgets

VIEW = "application/vnd.jupyter.widget-view+json"


class Explorer(ABC):
    """Widgets and the picture that follows them. A subclass makes the controls, and calls ``_draw`` at the end."""

    def __init__(self) -> None:
        self.picture = widgets.HTML()
        self._changing = False

    @abstractmethod
    def description(self) -> str:
        """What the picture shows, in words."""

    @abstractmethod
    def _html(self) -> str:
        """The picture for the controls as they stand."""

    @abstractmethod
    def _box(self) -> widgets.Box:
        """The controls and the picture, laid out."""

    @contextmanager
    def _one_picture(self) -> Iterator[None]:
        """A block that changes several controls, after which one picture is drawn and not one for each change."""
        self._changing = True
        try:
            yield
        finally:
            self._changing = False

    def _draw(self, _=None) -> None:
        if not self._changing:
            self.picture.value = self._html()

    def _repr_mimebundle_(self, **_) -> dict:
        """The still picture always; the controls too where somebody can be at the other end of them."""
        bundle = {"text/html": self.picture.value, "text/plain": f"[Figure: {self.description()}]"}
        if self.picture.comm is None or isinstance(self.picture.comm, comm.DummyComm):
            return bundle
        return bundle | {VIEW: {"version_major": 2, "version_minor": 0, "model_id": self._box().model_id}}
