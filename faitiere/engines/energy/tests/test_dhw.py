"""Hot water (§11, §14), each figure worked out by hand from the formulas of the annexe."""

import numpy as np
import pytest

from faitiere.engines.energy import dhw
from faitiere.engines.energy.generators.heat_pump import dhw_cop
from faitiere.engines.energy.tests.built import FLAT, HOUSE, home, table

HEAT_PUMP_AFTER_2014, ELECTRIC_B, ELECTRIC_C, INSTANT = 3, 70, 71, 117
GAS_CONDENSING, INSULATED_NETWORK, PLAIN_NETWORK = 57, 73, 72
ONE_INSTALLATION = table("dhw", enum_type_installation_id=[1])


@pytest.mark.parametrize(
    ("method", "area", "adults"),
    [
        (HOUSE, 100, 1.975),  # Nmax 0.025·100 = 2.5; 1.75 + 0.3·0.75
        (HOUSE, 50, 1.375),  # 1.75 − 0.01875·20
        (HOUSE, 25, 1.0),
        (FLAT, 40, 1.5625),  # 1.75 − 0.01875·10
        (FLAT, 60, 1.855),  # Nmax 0.035·60 = 2.1; 1.75 + 0.3·0.35
    ],
)
def test_equivalent_adults(method, area, adults):
    assert dhw.equivalent_adults(home(method=method, area=area))[0] == pytest.approx(adults)


def test_need_of_a_year():
    # 1.163 · 1.975 adults · 56 l · (40 − 10) K · 358 days (§11.1)
    need = dhw.need(np.array([1.975]), np.full((1, 12), 10.0), 56)
    assert need.sum() == pytest.approx(1_381_462.6, abs=0.1)


def test_two_installations_share_the_need():
    columns = home(table("dhw", enum_type_installation_id=[1, 1]))
    assert dhw.shares(columns).tolist() == [0.5, 0.5]


def tank(kind: int, litres: float, storage: int = 3):
    generator = table(
        "dhw_generator",
        dhw=[0],
        enum_type_generateur_ecs_id=[kind],
        volume_stockage=[litres],
        enum_type_stockage_ecs_id=[storage],
    )
    return home(ONE_INSTALLATION, generator)


@pytest.mark.parametrize(
    ("columns", "lost"),
    [
        (tank(ELECTRIC_B, 200), 708_840),  # 8592·45/24·200·0.22
        (tank(ELECTRIC_C, 100), 402_750),  # 8592·45/24·100·0.25
        (tank(GAS_CONDENSING, 150), 1_064_620),  # 67662·150^0.55
        (tank(GAS_CONDENSING, 150, storage=1), 0),  # instant: the volume does not count
    ],
)
def test_storage_losses(columns, lost):
    assert dhw.storage_losses(columns)[0] == pytest.approx(lost, rel=1e-4)


def test_a_flat_has_its_part_of_a_collective_tank():
    installation = table("dhw", enum_type_installation_id=[2], ratio_virtualisation=[0.05])
    generator = table(
        "dhw_generator",
        dhw=[0],
        enum_type_generateur_ecs_id=[GAS_CONDENSING],
        volume_stockage=[1000.0],
        enum_type_stockage_ecs_id=[3],
    )
    # 0.05 · 67662 · 1000^0.55 = 0.05 · 67662 · 44.668 (§17.2.1)
    assert dhw.storage_losses(home(installation, generator, method=FLAT))[0] == pytest.approx(151_117, rel=1e-4)


def heater(kind: int, **given) -> dhw.Heater:
    values = {"rpn": np.nan, "qp0": 0.0, "pilot": 0.0, "storage": 0.0, "distribution": 0.93, "cop": np.nan} | given
    arrays = {name: np.array([value], float) for name, value in values.items() if name != "mixed"}
    return dhw.Heater(ids=np.array([kind]), mixed=np.array([given.get("mixed", True)]), **arrays)


@pytest.mark.parametrize(
    ("machine", "loss"),
    [
        (heater(INSTANT), 1 / 0.93),
        (heater(ELECTRIC_B, storage=708_840), 1.547829),  # (1 + 708840·0.93/1500000)/0.93
        (heater(ELECTRIC_C, storage=708_840), 1.433175),  # the same over 1.08
        (heater(GAS_CONDENSING, rpn=0.92, qp0=240), 1.476728),  # (1/0.92 + 1790·240/1500000)/0.93
        (heater(GAS_CONDENSING, rpn=0.92, qp0=240, pilot=120), 1.776513),  # + 6970·0.5·120/1500000
        (heater(HEAT_PUMP_AFTER_2014, cop=2.5), 0.430108),  # 1/(0.93·2.5)
        (heater(INSULATED_NETWORK), 1.194743),  # 1/(0.93·0.9)
        (heater(PLAIN_NETWORK), 1.433692),  # 1/(0.93·0.75)
    ],
)
def test_performance_of_generators_for_1500_kwh(machine, loss):
    assert dhw.performance_loss(machine, np.array([1_500_000.0]))[0] == pytest.approx(loss, rel=1e-5)


def test_cop_by_type_and_zone():
    types, zones = np.array([3, 3, 1, 82]), np.array([1, 8, 1, 1])
    # table of §14.2; "autre système thermodynamique" of 2010-2014 is a double service heat pump
    assert dhw_cop(types, zones, np.array([-1, -1, -1, 2])).tolist() == [2.5, 2.8, 2.0, 2.1]


def test_solar_cover_is_read_by_zone_unless_typed():
    installation = table("dhw", enum_type_installation_id=[1], enum_type_installation_solaire_id=[3])
    assert dhw.solar_cover(home(installation, zone=8))[0] == 0.80  # §18.4, H3, less than five years
    installation["fecs_saisi"] = np.array([0.55])
    assert dhw.solar_cover(home(installation, zone=8))[0] == 0.55
