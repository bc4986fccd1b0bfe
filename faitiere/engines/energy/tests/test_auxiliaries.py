"""Auxiliaries (§15), recovered losses (§9.1.1), lighting and panels (§16), cooling (§10), worked out by hand."""

import numpy as np
import pytest

from faitiere.engines.energy import auxiliaries, cooling, lighting, pv, recovery
from faitiere.engines.energy.generators.plant import heating_plant
from faitiere.engines.energy.options import Options
from faitiere.engines.energy.tests.built import FLAT, home, table

GAS_CONDENSING, CONVECTOR, HEAT_PUMP, WOOD, FUEL = 97, 98, 7, 74, 79
RADIATOR, HIGH, MEDIUM = 38, 4, 3
TEXT, CERTIFIED = Options(compat="text"), Options()
MONTHS = np.arange(12)


@pytest.mark.parametrize(
    ("kind", "fan", "kwh"),
    [(GAS_CONDENSING, False, 48.0), (HEAT_PUMP, False, 0.0), (WOOD, False, 0.0), (WOOD, True, 268.64)],
)
def test_auxiliaries_of_generation(kind, fan, kwh):
    # (20 + 1.6·25)·20000/25000 for gas; (73.3 + 10.5·25)·20000/25000 for wood with a fan (§15.1)
    found = auxiliaries.generation(
        "ch", np.array([kind]), np.array([fan]), pn=np.array([25e3]), need_kwh=np.array([20e3])
    )
    assert found[0] == pytest.approx(kwh)


def network(level: int, generator: int = GAS_CONDENSING):
    return home(
        table("heating", surface_chauffee=[100.0], nombre_niveau_installation_ch=[2.0]),
        table("heating_generator", heating=[0], enum_type_generateur_ch_id=[generator]),
        table(
            "heating_emitter",
            heating=[0],
            enum_type_emission_distribution_id=[RADIATOR],
            enum_temp_distribution_ch_id=[level],
        ),
    )


def circulator(columns, gv: float) -> float:
    up = {
        "gv": np.array([gv]),
        "tbase": np.array([-9.5]),
        "sh": np.array([100.0]),
        "nref19": np.full((1, 12), 5000 / 12),
    }
    ids = columns.heating_generator["enum_type_generateur_ch_id"]
    return auxiliaries.heating_distribution(columns, up, ids=ids, shares=np.ones(1), blown=np.array([False]))[0]


def test_a_small_circulator_takes_at_least_30_w():
    # Lem 36.375 m, ΔP 15.456 kPa, q 0.42276 m3/h: 22.9 W, so 30 W during 5,000 h (§15.2.1)
    assert circulator(network(HIGH), 250) == pytest.approx(150)


def test_circulator_of_a_leaky_home():
    # q = 17.7/(1.163·7.5) = 2.02924 m3/h; 6.44·(15.456·2.02924)^0.676 = 66.14 W
    assert circulator(network(MEDIUM), 600) == pytest.approx(330.71, abs=0.02)


def test_convectors_have_no_circulator():
    assert circulator(network(HIGH, CONVECTOR), 600) == 0


def collective_water(loop: int):
    return home(
        table(
            "dhw",
            enum_type_installation_id=[2],
            enum_bouclage_reseau_ecs_id=[loop],
            nombre_niveau_installation_ecs=[4.0],
        ),
        method=FLAT,
        area=50,
    )


def loop_kwh(columns) -> float:
    days = np.full(12, 30.0)
    need = np.full((1, 12), 100_000.0)
    return auxiliaries.dhw_distribution(columns, need, area=np.array([1000.0]), ratio=np.array([0.05]), days=days)[0]


def test_loop_pump_of_a_flat():
    # q = 0.24·100000/0.05/(5.815·150) = 550.3 l/h, Lb = 84.246 m, ΔP 26.849 kPa, Phyd 4.1042 W,
    # 15.3·4.1042^0.676 = 39.75 W: (150·39.75 + 570·20)·12·0.05 Wh (§15.2.3)
    assert loop_kwh(collective_water(2)) == pytest.approx(10.417, abs=0.01)


def test_tracing_and_no_loop():
    assert loop_kwh(collective_water(3)) == pytest.approx(0.14 * 1200)
    assert loop_kwh(collective_water(1)) == 0


def test_pipes_give_back_heat():
    columns = home(table("dhw", enum_type_installation_id=[1]))
    need, hours = np.full((1, 12), 120_000.0), np.full((1, 12), 500.0)
    found = recovery.distribution(columns, need, hours, options=CERTIFIED)
    assert found.sum() == pytest.approx(0.48 * 6000 * 0.1 * 1_440_000 / 8760)


def test_two_systems_have_half_a_pipe_each_in_the_text():
    columns = home(table("dhw", enum_type_installation_id=[1, 1]))
    need, hours = np.full((1, 12), 120_000.0), np.full((1, 12), 500.0)
    text, certified = (recovery.distribution(columns, need, hours, options=one).sum() for one in (TEXT, CERTIFIED))
    assert text == pytest.approx(certified / 2)


@pytest.mark.parametrize(("inside", "share"), [(1, 1.0), (0, 0.0)])
def test_only_a_tank_inside_gives_back(inside, share):
    columns = home(
        table("dhw", enum_type_installation_id=[1]),
        table(
            "dhw_generator",
            dhw=[0],
            enum_type_generateur_ecs_id=[70],
            volume_stockage=[200.0],
            position_volume_chauffe=[inside],
        ),
    )
    found = recovery.storage(columns, np.full((1, 12), 500.0), options=CERTIFIED).sum()
    assert found == pytest.approx(share * 0.48 * 6000 * 708_840 / 8760)


@pytest.mark.parametrize("options", [TEXT, CERTIFIED])
def test_a_collective_tank_is_outside_in_the_text(options):
    columns = home(
        table("dhw", enum_type_installation_id=[2], ratio_virtualisation=[0.1]),
        table(
            "dhw_generator",
            dhw=[0],
            enum_type_generateur_ecs_id=[70],
            volume_stockage=[200.0],
            position_volume_chauffe=[1],
        ),
        method=FLAT,
    )
    found = recovery.storage(columns, np.full((1, 12), 500.0), options=options).sum()
    assert found == pytest.approx(0.1 * 0.48 * 6000 * 708_840 / 8760 if options.certified else 0)


def test_certified_software_count_boiler_recovery_in_kilowatts():
    columns = home(
        table("heating", surface_chauffee=[100.0], enum_type_installation_id=[1]),
        table(
            "heating_generator",
            heating=[0],
            enum_type_generateur_ch_id=[FUEL],
            position_volume_chauffe=[1],
            enum_usage_generateur_id=[1],
        ),
    )
    plant = heating_plant(columns, np.array([300.0]), np.array([-9.5]), CERTIFIED)
    given = {"need_kwh": np.full((1, 12), 1e6), "heating_hours": np.full((1, 12), 500.0)}
    # 18 kW, Qp0 180 W, no fan. Text: 1.3·10⁶ kWh/(0.3·18000 W) = 240.74 "h" a month; certified: the whole 500 h
    text, certified = (recovery.generation(columns, plant, options=one, **given).sum() for one in (TEXT, CERTIFIED))
    assert text == pytest.approx(12 * 0.48 * 0.5 * 180 * 240.7407, rel=1e-6)
    assert certified == pytest.approx(12 * 0.48 * 0.5 * 180 * 500 / 1000)


def test_lighting():
    assert lighting.consumption(np.array([0]), np.array([100.0]))[0] == pytest.approx(189)  # 0.9·1.4·1500/1000·100


def test_panels():
    columns = home(table("pv", surface_totale_capteurs=[10.0], enum_orientation_pv_id=[3], enum_inclinaison_pv_id=[1]))
    assert pv.production(columns, np.full((1, 12), 1000 / 12), CERTIFIED)[0] == pytest.approx(1462)  # 10·0.17·0.86·1000


def test_panels_counted_by_modules():
    panels = table(
        "pv",
        surface_totale_capteurs=[10.0],
        nombre_module=[10.0],
        enum_orientation_pv_id=[3],
        enum_inclinaison_pv_id=[2],
    )
    licensed, plain = home(panels, software="LICIEL"), home(panels, software="autre")
    assert pv.panel_area(licensed, CERTIFIED)[0] == 16  # switch pv_modules_d_abord
    assert pv.panel_area(licensed, TEXT)[0] == 10
    assert pv.panel_area(plain, CERTIFIED)[0] == 10


def test_own_consumption():
    uses = {use: np.zeros(1) for use in pv.own_use_limits()}
    uses |= {"eclairage": np.array([200.0]), "autres": np.array([2900.0])}
    taken = pv.self_consumption(np.array([1462.0]), uses)
    # Tcv 0.471613, Tapl (0.05·200 + 0.45·2900)/3100 = 0.424194, Tap 0.223324 (§16.2)
    assert sum(taken.values())[0] == pytest.approx(692.30, abs=0.01)
    assert taken["eclairage"][0] == pytest.approx(5.2647, abs=1e-4)


def test_own_consumption_of_pumps():
    """§16.2: 1,000 kWh made, 200 of lighting, 300 of pumps.

    Tcv 1000/500 = 2, Tapl (0.05·200 + 0.10·300)/500 = 0.08, Tap 1/(1/2 + 1/0.08) = 1/13; pumps: 500/13·30/40.
    """
    uses = {use: np.zeros(1) for use in pv.own_use_limits()}
    uses |= {"eclairage": np.array([200.0]), "auxiliaire_distribution": np.array([300.0])}
    taken = pv.self_consumption(np.array([1000.0]), uses)
    assert sum(taken.values())[0] == pytest.approx(500 / 13)
    assert taken["auxiliaire_distribution"][0] == pytest.approx(500 / 13 * 30 / 40)


def test_no_panel_gives_nothing():
    uses = {use: np.ones(1) for use in pv.own_use_limits()}
    assert sum(pv.self_consumption(np.zeros(1), uses).values())[0] == 0


def test_cooling_need_of_a_hot_month():
    """Gains 60 kWh, 200 W/K, 2 K hotter outside for 100 h, heavy: fut 0.899433, 60 + 0.899433·40 kWh (§10.2)."""
    up = {"gv": np.array([200.0]), "sh": np.array([100.0]), "cin": np.array([260_000.0])}
    month = {"gains": np.array([[60_000.0]]), "hours": np.array([[100.0]]), "outside": np.array([[30.0]])}
    assert cooling.need(up, setpoint=28, **month)[0, 0] == pytest.approx(95.977, abs=0.002)


def test_no_cooling_need_below_half_a_balance():
    up = {"gv": np.array([200.0]), "sh": np.array([100.0]), "cin": np.array([260_000.0])}
    month = {"gains": np.array([[19_000.0]]), "hours": np.array([[100.0]]), "outside": np.array([[30.0]])}
    assert cooling.need(up, setpoint=28, **month)[0, 0] == 0


def test_cooling_consumption_by_area_and_period():
    columns = home(table("cooling", surface_clim=[50.0], enum_periode_installation_fr_id=[1]))
    eer = cooling.performance(columns, np.array([0]), CERTIFIED)
    assert eer[0] == 3.6  # §10.3, before 2008, H1
    assert cooling.consumption(columns, np.array([400.0]), np.array([100.0]), eer)[0] == pytest.approx(
        0.9 * 400 * 0.5 / 3.6
    )
