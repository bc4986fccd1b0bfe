"""Losses of hot water and boilers that heat the dwelling (§9.1.1, §15.2.3): what is taken off the heating need."""

import numpy as np
from numpy.typing import NDArray

from .arrays import across, among, filled, once
from .columns import Columns
from .dhw import has_tank, storage_losses
from .generators.families import effective_ids, is_family
from .generators.plant import Plant
from .options import Options
from .switches import switch
from .tables import constant

INDIVIDUAL = 1  # enum_type_installation_id
INSIDE_ROWS = (1, 2)  # tv_rendement_distribution_ecs_id of a production inside: believed over the flag
OUTSIDE_ROW = 3


@once
def _individual(columns: Columns, table: str, link: str) -> NDArray:
    """(generators,) bool: the installation is individual (unknown counts as individual)."""
    return columns[table]["enum_type_installation_id"][columns[f"{table}_generator"][link]] <= INDIVIDUAL


def distribution(columns: Columns, need_wh: NDArray, heating_hours: NDArray, *, options: Options) -> NDArray:
    """(n, 12) Wh recovered from DHW pipes. need_wh (n, 12) Wh; heating_hours Nref (n, 12) h.

    Individual: Lvc = 0.2·Sh·Ratecs, so a tenth of the need for one system; in the text each of two has half the
    pipe and half the need, certified software keep the tenth. A collective loop adds 0.112 of the need.
    """
    installations = columns.dhw
    count = np.bincount(installations.dwelling, minlength=columns.n)
    individual = installations["enum_type_installation_id"] <= INDIVIDUAL
    whole = switch(columns, "canalisation_entiere", options)[installations.dwelling]
    several = np.maximum(count, 1)[installations.dwelling]
    rate = np.where(
        individual,
        constant("pipe_loss_individual") / np.where((several > 1) & ~whole, 2, 1),
        constant("pipe_loss_individual") + constant("pipe_loss_collective"),
    )
    lost = columns.sum("dhw", rate / several) * across(need_wh)
    return _share_of_year(lost, heating_hours)


def _share_of_year(yearly: NDArray, heating_hours: NDArray) -> NDArray:
    hours = constant("hours_in_year")
    return constant("recovered_share") * heating_hours * yearly[:, None] / hours


def storage(columns: Columns, heating_hours: NDArray, *, options: Options) -> NDArray:
    """(n, 12) Wh recovered from tanks standing in the heated volume.

    The text holds a collective tank to be outside (§17.2.1); certified software believe the place written down.
    """
    generators = columns.dhw_generator
    place = generators["position_volume_chauffe_stockage"]
    inside = np.where(place >= 0, place, generators["position_volume_chauffe"]) == 1
    pipes = columns.dhw["tv_rendement_distribution_ecs_id"][generators["dhw"]]
    inside = (inside | among(pipes, INSIDE_ROWS)) & (pipes != OUTSIDE_ROW)
    believed = switch(columns, "ballon_collectif_place", options)[generators.dwelling]
    counted = inside & has_tank(generators) & (_individual(columns, "dhw", "dhw") | believed)
    lost = columns.sum("dhw_generator", np.where(counted, storage_losses(columns), 0.0))
    return _share_of_year(lost, heating_hours)


def generation(
    columns: Columns, plant: Plant, *, need_kwh: NDArray, heating_hours: NDArray, options: Options
) -> NDArray:
    """(n, 12) Wh recovered from the casing of boilers standing in the heated volume.

    need_kwh (n, 12): heating need before recovery. The text divides kWh by W; certified software count true hours
    of running but take Qp0 in kW, so that the result is nearly nothing: switch `recuperation_chaudiere_en_kw`.
    """
    generators = columns.heating_generator
    owner = generators.dwelling
    ids = effective_ids("ch", generators)
    counted = (
        plant.burns
        & (generators["position_volume_chauffe"] == 1)
        & ~is_family("ch", ids, "air_chaud")
        & _individual(columns, "heating", "heating")
    )
    casing = np.where(generators["presence_ventouse"] == 1, constant("casing_share_fan"), constant("casing_share"))
    hours = heating_hours[owner]
    scale = np.where(switch(columns, "recuperation_chaudiere_en_kw", options)[owner], 1000, 1)
    hours_per_kwh = constant("running_margin") * scale / (constant("running_load") * plant.pn)
    running = need_kwh[owner] * hours_per_kwh[:, None]
    mixed = generators["enum_usage_generateur_id"] == 3
    running = running + np.where(mixed, constant("hours_dhw_only") / constant("hours_in_year"), 0.0)[:, None] * hours
    lost = constant("recovered_share") * (casing * plant.qp0)[:, None] * np.minimum(hours, running)
    lost = np.where(counted[:, None], lost, 0.0) / scale[:, None]
    return np.stack([columns.sum("heating_generator", filled(month)) for month in lost.T], axis=1)
