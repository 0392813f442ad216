# SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
# SPDX-License-Identifier: EUPL-1.2
"""How often somebody may ask."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from time import monotonic


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Limiter:
    """Token buckets by key: ``burst`` at once, then ``per_second``. Remembers a bounded number of keys."""

    def __init__(
        self,
        per_second: float,
        burst: float,
        *,
        keys: int = 50_000,
        elapsed: Callable[[], float] = monotonic,
    ) -> None:
        self._per_second = per_second
        self._burst = burst
        self._keys = keys
        self._elapsed = elapsed
        self._buckets: OrderedDict[Hashable, _Bucket] = OrderedDict()

    def wait_seconds(self, key: Hashable) -> int:
        """0 if ``key`` may go on now, else the whole seconds to wait. Takes nothing."""
        bucket = self._refilled(key)
        return 0 if bucket.left >= 1 else self._wait(bucket)

    def taken(self, key: Hashable) -> int:
        """0 if ``key`` may go on now, which counts at once, else the whole seconds to wait."""
        bucket = self._refilled(key)
        if bucket.left < 1:
            return self._wait(bucket)
        bucket.left -= 1
        return 0

    def take(self, key: Hashable) -> None:
        """Count one."""
        bucket = self._refilled(key)
        bucket.left = max(0.0, bucket.left - 1)

    def give_back(self, key: Hashable) -> None:
        """It did not count after all."""
        bucket = self._refilled(key)
        bucket.left = min(self._burst, bucket.left + 1)

    def _wait(self, bucket: _Bucket) -> int:
        return max(1, math.ceil((1 - bucket.left) / self._per_second))

    def _refilled(self, key: Hashable) -> _Bucket:
        now = self._elapsed()
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = _Bucket(self._burst, now)
            while len(self._buckets) > self._keys:
                self._buckets.popitem(last=False)
        else:
            self._buckets.move_to_end(key)
        bucket.left = min(self._burst, bucket.left + (now - bucket.at) * self._per_second)
        bucket.at = now
        return bucket
