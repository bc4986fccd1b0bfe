"""Boxes, contours and tiles of the maps. Clusters, which ask a table, are tried in territories."""

from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

from faitiere.lib.maps import Box, fitted, point_map

SQUARE = {"type": "Polygon", "coordinates": [[[1.0, 43.0], [1.2, 43.0], [1.2, 43.2], [1.0, 43.2], [1.0, 43.0]]]}
FRAME = fitted(Box(0.9, 42.9, 1.5, 43.3))


def commune(insee: str, contour) -> SimpleNamespace:
    return SimpleNamespace(insee=insee, name=insee, contour=contour)


@pytest.mark.parametrize("text", ["", "1,2,3", "a,b,c,d", "2,43,1,44", "1,-90,2,44", "nan,43,2,44", "1,43,inf,44"])
def test_a_box_that_is_not_one_is_not_read(text):
    assert Box.read(text) is None


def test_a_box_comes_back_from_its_address():
    assert str(Box.read("1.2,43.5,1.6,43.8")) == "1.2000,43.5000,1.6000,43.8000"


def test_a_fitted_box_keeps_its_centre_and_holds_the_first_one():
    assert (FRAME.west + FRAME.east) / 2 == pytest.approx(1.2)
    assert (FRAME.west <= 0.9, FRAME.east >= 1.5) == (True, True)
    assert (FRAME.south <= 42.9, FRAME.north >= 43.3) == (True, True)


def test_a_single_point_gives_a_view_about_a_kilometre_wide():
    one = fitted(Box.around([(1.44, 43.6)]))
    assert one.east - one.west == pytest.approx(0.014 / 0.7242, rel=0.01)  # cos 43.6° = 0.7242


def test_contours_that_meet_the_view_are_drawn_and_no_other():
    communes = [commune("A", SQUARE), commune("B", None)]
    assert [one.insee for one in point_map(FRAME, [], communes=communes, link=str, told={}).shapes] == ["A"]
    elsewhere = fitted(Box(5, 45, 5.2, 45.2))
    assert not point_map(elsewhere, [], communes=communes, link=str, told={}).shapes


def test_tiles_come_only_when_a_service_is_set(settings):
    assert not point_map(FRAME, [], communes=[], link=str, told={}).tiles
    settings.MAP_TILES_URL = "https://tuiles.example/{z}/{x}/{y}.png"
    tiles = point_map(FRAME, [], communes=[], link=str, told={}).tiles
    assert 4 <= len(tiles) <= 24
    assert tiles[0].url.startswith("https://tuiles.example/")


def test_a_page_asks_the_tile_service_for_nothing_by_itself(settings):
    settings.MAP_TILES_URL = "https://tuiles.example/{z}/{x}/{y}.png"
    drawn = point_map(FRAME, [], communes=[commune("A", SQUARE)], link=str, told={})
    page = render_to_string("components/map.html", {"map": drawn, "map_label": "Carte"})
    assert 'href="https://tuiles.example' not in page
    assert page.count('data-tile="https://tuiles.example/') == len(drawn.tiles)
    assert "data-contours><path" in page
    assert "Afficher le fond de carte" in page
