"""SVG from a specification: our words in, Vega's words out, nothing fetched."""

from __future__ import annotations

from dataclasses import replace

import pytest
from defusedxml.ElementTree import fromstring

from tenthhour.charts.render import Drawing, RenderFailed, svg, svg_many
from tenthhour.charts.series import spec
from tenthhour.core.measurement.measure import Measure
from tenthhour.core.measurement.series import Series

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def drawing(series: Series, measure: Measure) -> Drawing:
    return Drawing(spec(series, measure), 'Seen < "7" days & more', "Described.")


def test_svg_carries_our_title_and_description(drawing: Drawing) -> None:
    root = fromstring(svg(drawing))
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert (title.text, description.text) == ('Seen < "7" days & more', "Described.")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


def test_svg_has_none_of_the_renderers_words(drawing: Drawing) -> None:
    inner = svg(drawing).split("</desc>")[1]
    assert "aria-" not in inner
    assert "role=" not in inner
    assert "style=" not in inner
    assert "<script" not in inner


def test_two_drawings_share_no_identifier(drawing: Drawing) -> None:
    other = replace(drawing, description="Another.")
    assert _identifiers(drawing).isdisjoint(_identifiers(other))


def test_key_follows_content(drawing: Drawing) -> None:
    assert drawing.key == replace(drawing).key
    assert drawing.key != replace(drawing, description="Another.").key


def test_fresh_process_draws_the_same_bytes(drawing: Drawing) -> None:
    other = replace(drawing, title="Second")
    assert svg_many([drawing, other]) == [svg(drawing), svg(other)]


def test_many_drawings_keep_their_order() -> None:
    words = {"data": {"values": [{}]}, "mark": {"type": "text", "text": "x"}}
    many = [Drawing(words, f"Chart {i}", "") for i in range(61)]
    titles = [drawn.split("</title>")[0].split(">")[-1] for drawn in svg_many(many)]
    assert titles == [drawing.title for drawing in many]


def test_no_drawings_start_no_process() -> None:
    assert svg_many([]) == []


def test_outside_data_is_refused(drawing: Drawing) -> None:
    asks = Drawing({"data": {"url": "https://example.org/x.csv"}, "mark": "point", "encoding": {}}, "t", "d")
    with pytest.raises(RenderFailed):
        svg(asks)


def test_failure_in_fresh_process_names_the_chart(drawing: Drawing) -> None:
    with pytest.raises(RenderFailed, match="Broken"):
        svg_many([drawing, Drawing({"mark": "nonsense"}, "Broken", "d")])


def _identifiers(drawing: Drawing) -> set[str]:
    return {node.get("id") for node in fromstring(svg(drawing)).iter() if node.get("id")}
