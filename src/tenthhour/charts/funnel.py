"""One clinician among peers without names: context for a one-to-one, never a reason to look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tenthhour.charts import theme
from tenthhour.charts.axes import Scale, y_encoding
from tenthhour.charts.values import shown, span
from tenthhour.core.measurement.across import Across, Limit, Own
from tenthhour.core.measurement.measure import Kind, Measure

# Below ten a dot can be recognised by its size alone, so only the limits are drawn.
PEERS_DRAWN_FROM = 10


@dataclass(frozen=True)
class Funnel:
    """Twelve months pooled: one clinician's own point, the limits, and peers as bare pairs (n, value)."""

    peer_group: str
    months: int
    own: tuple[float, float]
    centre: float
    limits: tuple[Limit, ...]
    peers: tuple[tuple[float, float], ...]
    is_outside: bool = True


def funnel(across: Across, own: Own, kind: Kind) -> Funnel:
    """One clinician's own point among the coarse points of the others; their own is taken out of those."""
    peers = list(across.dots)
    mine = _coarse((own.n, own.value), kind)
    if mine in peers:
        peers.remove(mine)
    return Funnel(
        across.peer_group, 12, (own.n, own.value), across.centre, across.limits, tuple(peers), own.is_outside
    )


def rows(funnel: Funnel, measure: Measure) -> list[tuple[str, str, str]]:
    """The limits as a table: so many patients, what 95 and 99.8 % of ordinary values lie between."""
    kind = measure.kind
    return [
        (f"{at.n:,.0f}", span(at.low95, at.high95, kind), span(at.low998, at.high998, kind))
        for at in funnel.limits
    ]


def spec(funnel: Funnel, measure: Measure, synthetic: bool = False) -> dict[str, Any]:
    """Vega-Lite specification: both limits, own point named, peers as unlabelled dots from ten up."""
    scale, ends = _scale(funnel, measure), _ends(funnel)
    layers = []
    for level, colour in (("998", theme.GRID), ("95", theme.BAND)):
        layers.append(_limits(funnel, level, colour, (scale, ends, measure.kind)))
    layers.append(_centre(funnel, (scale, ends, measure.kind)))
    if len(funnel.peers) >= PEERS_DRAWN_FROM:
        layers.append(
            _dots([_coarse(p, measure.kind) for p in funnel.peers], False, (scale, ends, measure.kind))
        )
    layers.append(_dots([funnel.own], True, (scale, ends, measure.kind)))
    layers += _labels(funnel, scale)
    return theme.frame(layers, synthetic)


def describe(funnel: Funnel, measure: Measure, person_name: str) -> str:
    """The chart in words; says nothing of any other clinician.

    Args:
        funnel: Twelve months of one measure.
        measure: Its definition.
        person_name: As the reader knows the clinician.

    """
    among = len(funnel.peers) + 1
    n, value = funnel.own
    return (
        f"{measure.title}, {person_name}. Among {among} {funnel.peer_group} clinicians over {funnel.months} "
        f"months, {_where(funnel)}. Own value {shown(value, measure.kind)} from {n:,.0f}."
    )


def _where(funnel: Funnel) -> str:
    n, value = funnel.own
    at = min(funnel.limits, key=lambda limit: abs(limit.n - n))
    if at.low95 <= value <= at.high95:
        return "within what chance and ordinary differences explain"
    if at.low998 <= value <= at.high998 or not funnel.is_outside:
        return "at the edge of what chance and ordinary differences explain"
    return "outside what chance and ordinary differences explain"


_Axes = tuple[Scale, tuple[float, float], Kind]


def _coarse(peer: tuple[float, float], kind: Kind) -> tuple[float, float]:
    """Two significant digits of n and one decimal of the value: a dot, not a record."""
    n, value = peer
    return float(f"{n:.2g}"), round(value * 100, 1) / 100 if kind == "proportion" else round(value, 1)


def _layer(values: list[dict[str, Any]], mark: dict[str, Any], y: str, axes: _Axes) -> dict[str, Any]:
    scale, (first, last), kind = axes
    x = {
        "field": "n",
        "type": "quantitative",
        "scale": {"domain": [first, last], "nice": False, "zero": False},
        "axis": {"tickCount": 4, "format": ",~r"},
    }
    return {"data": {"values": values}, "mark": mark, "encoding": {"x": x, "y": y_encoding(y, scale, kind)}}


def _limits(funnel: Funnel, level: str, colour: str, axes: _Axes) -> dict[str, Any]:
    values = [
        {"n": at.n, "low": getattr(at, f"low{level}"), "high": getattr(at, f"high{level}")}
        for at in funnel.limits
    ]
    edge = {"color": theme.EDGE, "strokeWidth": 1}
    layer = _layer(values, {"type": "area", "color": colour, "opacity": 1, "line": edge}, "low", axes)
    layer["encoding"]["y2"] = {"field": "high"}
    return layer


def _centre(funnel: Funnel, axes: _Axes) -> dict[str, Any]:
    mark = {"type": "rule", "color": theme.MUTED, "strokeDash": [2, 2]}
    layer = _layer([{"value": funnel.centre}], mark, "value", axes)
    del layer["encoding"]["x"]
    return layer


def _dots(places: list[tuple[float, float]], own: bool, axes: _Axes) -> dict[str, Any]:
    """Own point: a large diamond. Peers: small rings."""
    shape = {"shape": "diamond", "size": 130, "fill": theme.INK} if own else {"size": 22, "fill": theme.PAPER}
    mark = {"type": "point", "filled": True, "stroke": theme.INK, "strokeWidth": 1, "opacity": 1} | shape
    return _layer([{"n": n, "value": value} for n, value in places], mark, "value", axes)


def _labels(funnel: Funnel, scale: Scale) -> list[dict[str, Any]]:
    last = funnel.limits[-1]
    ends = [("99.8 %", last.high998), ("95 %", last.high95), ("everyone", funnel.centre)]
    places = theme.spread([scale.pixel(value) for _, value in ends])
    words = [theme.text(y, word, color=theme.MUTED) for (word, _), y in zip(ends, places, strict=True)]
    under = theme.text(theme.PLOT_HEIGHT + 12, "patients", color=theme.MUTED)
    first, size = funnel.limits[0].n, last.n - funnel.limits[0].n
    x = theme.PLOT_WIDTH * (funnel.own[0] - first) / size
    left = x > theme.PLOT_WIDTH * 0.8
    side = {"align": "right", "dx": -9} if left else {"dx": 9}
    return [*words, under, theme.text(scale.pixel(funnel.own[1]), "own", x=x, **side)]


def _scale(funnel: Funnel, measure: Measure) -> Scale:
    values = [v for at in funnel.limits for v in (at.low998, at.high998)] + [funnel.own[1]]
    if len(funnel.peers) >= PEERS_DRAWN_FROM:
        values += [_coarse(p, measure.kind)[1] for p in funnel.peers]
    room = (max(values) - min(values)) * 0.05 or 0.01
    return Scale(min(values) - room, max(values) + room)


def _ends(funnel: Funnel) -> tuple[float, float]:
    return funnel.limits[0].n, funnel.limits[-1].n
