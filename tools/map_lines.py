"""Lines of a map: projected, thinned, measured, and written as paths. What `build_map.py` draws with."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Sequence

Point = tuple[float, float]
WIDTH = 4000
MIDDLE = 11.0
NORTH = 83.7
FINE = 2.0
"""Square units of the triangle that a point must make with its neighbours to be kept."""
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
HALF = 2.7066299836960748
"""Of the projection: its coefficients, and half its width where the globe's radius is 1."""


def project(longitude: float, latitude: float) -> Point:
    """To units from the left edge, and from the latitude `NORTH` down."""
    x, y = _equal_earth(longitude - MIDDLE, latitude)
    scale = WIDTH / (2 * HALF)
    return (x + HALF) * scale, (_equal_earth(0, NORTH)[1] - y) * scale


def _equal_earth(longitude: float, latitude: float) -> Point:
    t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    slope = 9 * A4 * t**8 + 7 * A3 * t**6 + 3 * A2 * t**2 + A1
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(t) / (3 * slope)
    return x, A4 * t**9 + A3 * t**7 + A2 * t**3 + A1 * t


def thinned(line: list[Point]) -> list[Point]:
    """Visvalingam: the point that matters least goes first, until each left makes a triangle of at least `FINE`. Ends
    stay, and of a closed line three points beside them."""
    before, after = [i - 1 for i in range(len(line))], [i + 1 for i in range(len(line))]
    least = 5 if line[0] == line[-1] else 2
    size = {i: _triangle(line[i - 1], line[i], line[i + 1]) for i in range(1, len(line) - 1)}
    heap = [(area, i) for i, area in size.items()]
    heapq.heapify(heap)
    kept = len(line)
    while heap and kept > least:
        area, i = heapq.heappop(heap)
        if area >= FINE:
            break
        if size.get(i) != area:
            continue
        del size[i]
        kept -= 1
        left, right = before[i], after[i]
        after[left], before[right] = right, left
        for j in (left, right):
            if j in size:
                size[j] = max(area, _triangle(line[before[j]], line[j], line[after[j]]))
                heapq.heappush(heap, (size[j], j))
    return [point for i, point in enumerate(line) if i in size or i in (0, len(line) - 1)]


def _triangle(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def rounded(line: list[Point]) -> list[Point]:
    points: list[Point] = []
    for x, y in line:
        if (point := (round(x), round(y))) not in points[-1:]:
            points.append(point)
    return points


def area_of(ring: Sequence[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2


def middle_of(ring: Sequence[Point]) -> Point:
    """The centre of a ring's area; of one too small to have any, that of its points."""
    pairs = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)]
    twice = sum(cross for _, _, cross in pairs)
    if abs(twice) < 1:
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    return tuple(sum((a[i] + b[i]) * cross for a, b, cross in pairs) / (3 * twice) for i in (0, 1))  # type: ignore[return-value]


def path(lines: Iterable[Sequence[Point]], closed: bool) -> str:
    """Steps from point to point in whole units; pairs after "m" are lines."""
    parts, at = [], (0.0, 0.0)
    for line in lines:
        points = line[:-1] if closed and line[0] == line[-1] else line
        steps = [f"{x - a:.0f} {y - b:.0f}" for (a, b), (x, y) in zip([at, *points], points, strict=False)]
        parts.append("m" + " ".join(steps).replace(" -", "-") + ("z" if closed else ""))
        at = points[0] if closed else points[-1]
    return "".join(parts)
