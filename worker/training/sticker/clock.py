"""Training by the clock: a budget of seconds, and a learning rate that follows it."""

from __future__ import annotations

import time


class Clock:
    def __init__(self, seconds: float) -> None:
        self._seconds, self._began = seconds, time.monotonic()

    @property
    def elapsed(self) -> float:
        return time.monotonic() - self._began

    @property
    def progress(self) -> float:
        return self.elapsed / self._seconds


def fall(progress: float, constant: float) -> float:
    """Full until `constant`, then a straight line to (almost) zero."""
    return 1.0 if progress < constant else max(0.005, (1 - progress) / (1 - constant))
