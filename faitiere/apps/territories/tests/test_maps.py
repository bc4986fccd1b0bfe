"""Clusters of a map, gathered by the database; the communes stand for any table of points."""

import pytest

from faitiere.apps.territories.models import Commune
from faitiere.lib.maps import Box, cells_of, fitted, point_map

FRAME = fitted(Box(0.9, 42.9, 1.5, 43.3))


def commune(insee: str, longitude: float, latitude: float) -> Commune:
    return Commune(insee=insee, name=insee, longitude=longitude, latitude=latitude)


@pytest.mark.django_db
def test_points_of_a_cell_are_one_mark_and_those_outside_none():
    near = [commune(f"9900{rank}", 1.1 + rank / 10_000, 43.1) for rank in range(3)]
    Commune.objects.bulk_create([*near, commune("99010", 1.45, 43.25), commune("99011", 5.0, 45.0)])
    cells = cells_of(Commune.objects.all(), FRAME)
    assert [cell.count for cell in cells] == [3, 1]
    assert cells[0].longitude == pytest.approx(1.1001)


@pytest.mark.django_db
def test_a_cluster_leads_to_a_closer_view_and_a_point_to_its_page():
    Commune.objects.bulk_create([commune("99001", 1.05, 43.1), commune("99002", 1.06, 43.1), commune("99010", 1.4, 43)])
    told = {"99010": ("Le Fauga", "/fauga/")}
    drawn = point_map(FRAME, cells_of(Commune.objects.all(), FRAME), communes=[], link=str, told=told)
    cluster, alone = drawn.marks
    assert Box.read(cluster.url).east - Box.read(cluster.url).west < FRAME.east - FRAME.west
    assert (alone.label, alone.url, alone.count) == ("Le Fauga", "/fauga/", 1)
