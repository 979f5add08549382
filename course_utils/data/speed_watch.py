"""Tells a slow download from one that is worth waiting for."""

from __future__ import annotations

from collections import deque


class SpeedWatch:
    """Watches a growing number of bytes.

    min_bytes_per_s: the least average speed over the window.
    window_s: how many of the last seconds count. A shorter pause is forgiven.
    """

    def __init__(self, min_bytes_per_s: float, window_s: float) -> None:
        self.min_bytes_per_s = min_bytes_per_s
        self.window_s = window_s
        self._seen: deque[tuple[float, int]] = deque()

    def objection(self, now_s: float, n_bytes: int) -> str | None:
        """Note that ``n_bytes`` are there at time ``now_s``; say so if the last window was too slow."""
        self._seen.append((now_s, n_bytes))
        while len(self._seen) > 1 and self._seen[1][0] <= now_s - self.window_s:
            self._seen.popleft()
        then_s, then_bytes = self._seen[0]
        if now_s - then_s < self.window_s:
            return None
        speed = (n_bytes - then_bytes) / (now_s - then_s)
        if speed >= self.min_bytes_per_s:
            return None
        if speed <= 0:
            return f"no byte arrived for {now_s - then_s:.0f} s"
        return f"only {speed / 1e3:.0f} kB/s over the last {now_s - then_s:.0f} s"
