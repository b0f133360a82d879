"""Charts drawn by the server: places in an SVG of 320 × 180, and a table of the same numbers.

Coordinates are written out here, because a template would put them into the reader's language.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from django.utils.formats import date_format

WIDTH, HEIGHT = 320, 180
LEFT, RIGHT, TOP, FOOT = 38, 314, 12, 152
BAR = 0.7  # of the width that a month has
NICE = (2, 3, 4, 5, 6, 8, 10)
EVEN = (2, 4, 6, 8, 10)  # with whole halves


@dataclass(frozen=True)
class Series:
    """One value for each month; None where there is nothing to say."""

    name: str
    style: str
    values: Sequence[float | None]
    words: Callable[[float], str] = lambda value: f"{value:.0f}"


@dataclass(frozen=True)
class Shape:
    """A bar (x, y, width, height), a dot (x, y) or a line (x, y, x2, y2), as SVG writes numbers."""

    style: str
    at: Sequence[str]


@dataclass
class Chart:
    name: str
    title: str
    series: Sequence[Series]
    months: Sequence[date]
    bars: list[Shape] = field(default_factory=list)
    dots: list[Shape] = field(default_factory=list)
    lines: list[Shape] = field(default_factory=list)
    ticks: list[tuple[str, str]] = field(default_factory=list)  # y, words

    @property
    def labels(self) -> list[tuple[str, str]]:
        """Every third month, from the second on: (x, words)."""
        spots = range(min(1, len(self.months) - 1), len(self.months), 3)
        return [(spot(self.middle(at)), date_format(self.months[at], "M y")) for at in spots]

    @property
    def rows(self) -> list[tuple[date, list[str]]]:
        """The table, the newest month first."""
        rows = [
            (month, [said(each, at) for each in self.series])
            for at, month in enumerate(self.months)
        ]
        return rows[::-1]

    @property
    def is_empty(self) -> bool:
        return not (self.bars or self.dots)

    @property
    def step(self) -> float:
        return (RIGHT - LEFT) / max(1, len(self.months))

    def middle(self, at: int) -> float:
        return LEFT + self.step * (at + 0.5)


def said(series: Series, at: int) -> str:
    value = series.values[at]
    return "–" if value is None else series.words(value)


def spot(value: float) -> str:
    return f"{value:.1f}"


def nice(most: float) -> float:
    """The next round number whose half is whole."""
    size = 1
    while size * NICE[-1] < most:
        size *= 10
    numbers = NICE if size > 1 else EVEN
    return float(next(size * number for number in numbers if size * number >= most))


def height(value: float, top: float) -> float:
    return FOOT - (FOOT - TOP) * value / top


def with_ticks(chart: Chart, top: float) -> Chart:
    chart.ticks = [(spot(height(at, top)), f"{at:g}") for at in (0, top / 2, top)]
    return chart


def stacked(name: str, title: str, months: Sequence[date], *series: Series) -> Chart:
    """One column for each month, the series on top of one another."""
    chart = Chart(name, title, series, months)
    sums = [sum(each.values[at] or 0 for each in series) for at in range(len(months))]
    top, width = nice(max(sums, default=0)), chart.step * BAR
    for at in range(len(months)):
        foot = 0.0
        for each in series:
            value = each.values[at] or 0
            if value:
                y, under = height(foot + value, top), height(foot, top)
                box = (chart.middle(at) - width / 2, y, width, under - y)
                chart.bars.append(Shape(each.style, [spot(part) for part in box]))
            foot += value
    return with_ticks(chart, top)


def curves(
    name: str, title: str, months: Sequence[date], *series: Series, most: float = 0
) -> Chart:
    """A dot for each value, joined where the months follow one another."""
    chart = Chart(name, title, series, months)
    values = [value for each in series for value in each.values if value is not None]
    top = most or nice(max(values, default=0))
    for each in series:
        places = [
            None if value is None else (spot(chart.middle(at)), spot(height(value, top)))
            for at, value in enumerate(each.values)
        ]
        chart.dots += [Shape(each.style, place) for place in places if place]
        joined = [(one, other) for one, other in pairwise(places) if one and other]
        chart.lines += [Shape(each.style, (*one, *other)) for one, other in joined]
    return with_ticks(chart, top)
