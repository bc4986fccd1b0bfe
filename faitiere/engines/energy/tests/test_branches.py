"""Every generator, emitter, network, ventilation, wall and opening of the tables gives a finite result."""

import numpy as np
import pytest

from faitiere.engines.energy.columns import Columns
from faitiere.engines.energy.engine import run
from faitiere.engines.energy.tests.samples import home, paths

BRANCHES = {
    ("heating_generator", "enum_type_generateur_ch_id"): range(1, 172),
    ("dhw_generator", "enum_type_generateur_ecs_id"): range(1, 134),
    ("heating_generator", "enum_type_energie_id"): range(1, 16),
    ("heating_emitter", "enum_type_emission_distribution_id"): range(1, 51),
    ("heating_emitter", "enum_equipement_intermittence_id"): range(1, 8),
    ("heating", "enum_cfg_installation_ch_id"): range(1, 12),
    ("heating", "enum_type_installation_id"): range(1, 5),
    ("dhw", "enum_type_installation_id"): range(1, 5),
    ("dhw", "enum_type_installation_solaire_id"): range(1, 5),
    ("dhw", "enum_bouclage_reseau_ecs_id"): range(1, 4),
    ("ventilation", "enum_type_ventilation_id"): range(1, 39),
    ("wall", "enum_materiaux_structure_mur_id"): range(1, 28),
    ("wall", "enum_type_isolation_id"): range(1, 10),
    ("wall", "enum_methode_saisie_u_id"): range(1, 11),
    ("wall", "enum_type_adjacence_id"): range(1, 23),
    ("floor", "enum_type_adjacence_id"): range(1, 23),
    ("roof", "enum_type_adjacence_id"): range(1, 23),
    ("floor", "enum_type_plancher_bas_id"): range(1, 14),
    ("roof", "enum_type_plancher_haut_id"): range(1, 17),
    ("bay", "enum_type_baie_id"): range(1, 9),
    ("bay", "enum_type_materiaux_menuiserie_id"): range(1, 8),
    ("bay", "enum_type_vitrage_id"): range(1, 5),
    ("bay", "enum_type_fermeture_id"): range(1, 9),
    ("bay", "enum_orientation_id"): range(1, 6),
    ("bay", "enum_inclinaison_vitrage_id"): range(1, 5),
    ("door", "enum_type_porte_id"): range(1, 16),
    ("dwelling", "enum_zone_climatique_id"): range(1, 9),
    ("dwelling", "enum_classe_altitude_id"): range(1, 4),
    ("dwelling", "enum_periode_construction_id"): range(1, 11),
    ("dwelling", "enum_classe_inertie_id"): range(1, 5),
}


def with_each(name: str, table: str, column: str) -> Columns:
    """The home once for each id of the branch, without table rows nor recorded characteristics."""
    ids = BRANCHES[table, column]
    columns = home(name).take([0] * len(ids)).copy()
    rows = columns[table]
    owner = np.arange(columns.n) if table == "dwelling" else rows.dwelling
    rows[column] = np.array(ids, np.int32)[owner]
    for other in list(rows):
        if other.startswith("tv_"):
            rows[other] = np.full(rows.n, -1, np.int32)
        elif other.startswith("recorded_"):
            rows[other] = np.full(rows.n, np.nan)
    return columns


@pytest.mark.parametrize("name", list(paths()))
@pytest.mark.parametrize(("table", "column"), list(BRANCHES))
def test_every_branch_gives_figures(name, table, column):
    results = run(with_each(name, table, column))
    assert results.message.tolist() == [""] * len(results.status)
    for key, values in results.values.items():
        if values.dtype.kind == "f":
            assert np.isfinite(values).all(), key
    assert (results["conso_5_usages"] > 0).all()
