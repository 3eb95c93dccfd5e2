"""Layers over a month axis and a value axis, shared by the charts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tenthhour.charts import theme
from tenthhour.core.measurement.measure import Kind
from tenthhour.core.measurement.series import Point
from tenthhour.core.month import Month


@dataclass(frozen=True)
class Scale:
    """The value axis: its ends, on the measure's scale."""

    low: float
    high: float

    def inside(self, value: float) -> float:
        """A limit may reach past what is possible (over 100 of 100 points); the drawing may not."""
        return min(max(value, self.low), self.high)

    def pixel(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return theme.PLOT_HEIGHT * (1 - share)


def y_encoding(field: str, scale: Scale, kind: Kind) -> dict[str, Any]:
    """The value axis: few ticks, per cent for proportions."""
    ends = {"domain": [scale.low, scale.high], "nice": False, "zero": False}
    percent = "format(datum.value * 100, '~g') + ' %'"
    label = percent if kind == "proportion" else "format(datum.value, ',~g')"
    return {
        "field": field,
        "type": "quantitative",
        "scale": ends,
        "axis": {"tickCount": 4, "labelExpr": label},
    }


@dataclass(frozen=True)
class MonthAxes:
    """Layers over one pair of axes; months as whole numbers, so that no time zone can move them."""

    points: tuple[Point, ...]
    scale: Scale
    kind: Kind

    @property
    def first(self) -> int:
        return self.points[0].month.index

    @property
    def last(self) -> int:
        return max(self.points[-1].month.index, self.first + 5)

    def x(self) -> dict[str, Any]:
        return {"field": "at", "type": "quantitative", "scale": self._x_scale(), "axis": self._x_axis()}

    def y(self, field: str) -> dict[str, Any]:
        return y_encoding(field, self.scale, self.kind)

    def grid(self) -> dict[str, Any]:
        """An invisible layer that carries the axes, so that every other layer may be absent."""
        row = {"at": self.first, "value": self.scale.low}
        return self._layer([row], {"type": "point", "opacity": 0, "size": 0}, "value")

    def crisis(self, first: Month, last: Month) -> list[dict[str, Any]]:
        """A declared crisis, shaded and named."""
        start, end = max(first.index - 0.5, self.first - 0.5), min(last.index + 0.5, self.last + 0.5)
        row = {"at": start, "end": end, "low": self.scale.low, "high": self.scale.high}
        layer = self._layer([row], {"type": "rect", "color": theme.CRISIS}, "low")
        layer["encoding"] |= {"x2": {"field": "end"}, "y2": {"field": "high"}}
        middle = self._pixel((start + end) / 2)
        word = theme.text(theme.PLOT_HEIGHT - 8, "crisis", x=middle, align="center", color=theme.MUTED)
        return [layer, word]

    def band(self, low: str, high: str, colour: str, edge: bool = False) -> list[dict[str, Any]]:
        """A range per month; with an edge it stays visible in black and white."""
        values = self._runs(low, high)
        if not values:
            return []
        layer = self._layer(values, {"type": "area", "color": colour, "opacity": 1}, "low")
        layer["encoding"] |= {"y2": {"field": "high"}, "detail": {"field": "run"}}
        thin = {"strokeWidth": 1}
        edges = self.line(low, theme.EDGE, **thin) + self.line(high, theme.EDGE, **thin) if edge else []
        return [layer, *edges]

    def line(self, field: str, colour: str, **stroke: object) -> list[dict[str, Any]]:
        values = self._runs(field, field)
        mark = {"type": "line", "color": colour, "strokeWidth": 1.5} | stroke
        layer = self._layer(values, mark, "low")
        layer["encoding"] |= {"detail": {"field": "run"}}
        return [layer] if values else []

    def observed(self) -> list[dict[str, Any]]:
        """A dot for each month, its area by n; a ring where the month is not judged."""
        most = max((p.n or 0 for p in self.points), default=0) or 1
        layers = []
        for judged in (True, False):
            values = [
                {"at": p.month.index, "value": p.observed, "size": max(9, 46 * (p.n or most / 2) / most)}
                for p in self.points
                if p.observed is not None and p.judged is judged
            ]
            fill = theme.INK if judged else theme.PAPER
            mark = {"type": "point", "filled": True, "fill": fill, "stroke": theme.INK, "strokeWidth": 1.1}
            layer = self._layer(values, mark | {"opacity": 1}, "value")
            layer["encoding"]["size"] = {
                "field": "size",
                "type": "quantitative",
                "scale": None,
                "legend": None,
            }
            layers += [layer] if values else []
        return layers

    def marked(self, places: list[tuple[Month, float]]) -> list[dict[str, Any]]:
        """A diamond over each of these months: shape, not colour, tells them."""
        values = [{"at": month.index, "value": value} for month, value in places]
        mark = {
            "type": "point",
            "shape": "diamond",
            "size": 90,
            "filled": True,
            "fill": theme.INK,
            "opacity": 1,
        }
        return [self._layer(values, mark, "value")] if values else []

    def rule(self, month: Month, dash: list[int]) -> dict[str, Any]:
        """A line before `month`."""
        mark = {"type": "rule", "color": theme.INK, "strokeWidth": 1, "strokeDash": dash}
        return self._layer([{"at": month.index - 0.5}], mark, None)

    def above(self, month: Month, words: str) -> dict[str, Any]:
        """Words above the plot where `month` begins, kept inside it."""
        x = self._pixel(month.index - 0.5)
        right = x > theme.PLOT_WIDTH / 2
        return theme.text(-11, words, x=x, align="right" if right else "left")

    def since(self, month: Month, value: float) -> dict[str, Any]:
        row = {"at": month.index - 0.5, "end": self.last + 0.5, "value": value}
        layer = self._layer([row], {"type": "rule", "color": theme.INK, "strokeWidth": 2.5}, "value")
        layer["encoding"]["x2"] = {"field": "end"}
        return layer

    def _layer(self, values: list[dict[str, Any]], mark: dict[str, Any], y: str | None) -> dict[str, Any]:
        encoding = {"x": self.x()} | ({"y": self.y(y)} if y else {})
        return {"data": {"values": values}, "mark": mark, "encoding": encoding}

    def _pixel(self, at: float) -> float:
        return theme.PLOT_WIDTH * (at - self.first + 0.5) / (self.last - self.first + 1)

    def _runs(self, low: str, high: str) -> list[dict[str, Any]]:
        """Months with both values; each unbroken run has its number, so that no line crosses a gap."""
        return list(_numbered(self.points, (low, high), self.scale))

    def _x_scale(self) -> dict[str, Any]:
        return {"domain": [self.first - 0.5, self.last + 0.5], "nice": False, "zero": False}

    def _x_axis(self) -> dict[str, Any]:
        every = 3 if self.last - self.first <= 26 else 12
        ticks = [i for i in range(self.first, self.last + 1) if i % every == 0]
        names = "['Jan','Feb','Mar','Apr','May','Jun','Jul','Aug','Sep','Oct','Nov','Dec']"
        label = f"datum.value % 12 == 0 ? '' + floor(datum.value / 12) : {names}[datum.value % 12]"
        return {"values": ticks, "labelExpr": label}


def _numbered(points: tuple[Point, ...], ends: tuple[str, str], scale: Scale) -> Iterator[dict[str, Any]]:
    run, before = 0, None
    for point in points:
        bottom, top = (getattr(point, end) for end in ends)
        if bottom is None or top is None:
            continue
        if before is not None and point.month - before > 3:
            run += 1
        before = point.month
        yield {"at": point.month.index, "low": scale.inside(bottom), "high": scale.inside(top), "run": run}
