"""Mutated DPE files: only the documented refusal, finite figures, in time, and neighbours left alone."""

import random
import re
import time
import tracemalloc

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faitiere.engines.energy.dpe_file import DpeFile, read_dpe, read_many
from faitiere.engines.energy.dpe_xml import MAX_ELEMENTS
from faitiere.engines.energy.engine import run
from faitiere.engines.energy.quality import quality_report
from faitiere.engines.energy.refusal import DpeRefused
from faitiere.engines.energy.tests.bare import without_outputs
from faitiere.engines.energy.tests.dpe import house
from faitiere.engines.energy.tests.samples import paths

SAMPLES = [path.read_bytes() for path in paths().values()]
VALUE = re.compile(rb">([^<>]*)<")
LEAF = re.compile(rb"<([a-z_0-9]+)>[^<]*</\1>")
ODD = (b"0", b"-1", b"1e308", b"-1e308", b"nan", b"inf", b"1e-300", b"999999999", b"abc", b"", b"2147483648")
ODD += (b"0.0000001", b"12,5", b"172", b"2000", b"true", "é".encode() * 40, b"41", b"3")
FUZZ = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


def mutated(data: bytes, seed: int) -> bytes:
    """The file with some values made odd, some leaves lost or doubled, sometimes cut."""
    chance = random.Random(seed)
    if chance.random() < 0.05:
        return data[: chance.randrange(len(data))]
    for _ in range(chance.choice((1, 3, 10, 40))):
        lose = chance.random() < 0.3
        spot = chance.choice(list((LEAF if lose else VALUE).finditer(data)))
        new = chance.choice((b"", spot.group() * 2)) if lose else b">" + chance.choice(ODD) + b"<"
        data = data[: spot.start()] + new + data[spot.end() :]
    return data


def read_or_refusal(data: bytes) -> DpeFile | DpeRefused:
    try:
        return read_dpe(data)
    except DpeRefused as refused:
        return refused


def assert_sound(data: bytes) -> None:
    """Refused with a sentence, or computed with finite figures; under a second of processor."""
    start = time.process_time()
    dpe = read_or_refusal(data)
    if isinstance(dpe, DpeRefused):
        assert dpe.message_fr.endswith(".")
        return
    results = run(dpe.columns)
    assert time.process_time() - start < 1
    assert (results.status[0] == "ok") == (results.message[0] == "")
    for name, values in results.values.items():
        finite = np.isfinite(values).all() if values.dtype.kind == "f" else True
        assert finite or results.status[0] != "ok", name


@FUZZ
@given(sample=st.sampled_from(SAMPLES), seed=st.integers(0, 10**9))
def test_mutated_samples_are_refused_or_computed(sample, seed):
    assert_sound(mutated(sample, seed))


@FUZZ
@given(data=st.binary(max_size=400))
def test_any_bytes_are_refused(data):
    with pytest.raises(DpeRefused):
        read_dpe(data)


@FUZZ
@given(text=st.text(max_size=30), spot=st.integers(0, 200))
def test_any_text_in_any_place(text, spot):
    data = house()
    found = list(VALUE.finditer(data))[spot % len(VALUE.findall(data))]
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").encode("utf-8", "ignore")
    assert_sound(data[: found.start(1)] + escaped + data[found.end(1) :])


def test_mutated_real_dpes_are_refused_or_computed(shared_data):
    files = sorted((shared_data / "energy" / "dpe").glob("*.xml.gz"))[::8]
    for seed, path in enumerate(files):
        assert_sound(mutated(without_outputs(path.read_bytes()), seed))


@FUZZ
@given(seed=st.integers(0, 10**9))
def test_one_bad_dwelling_never_spoils_its_block(seed):
    columns, answers = read_many([("a", house()), ("b", mutated(SAMPLES[seed % len(SAMPLES)], seed)), ("c", house())])
    results, alone = run(columns), run(read_dpe(house()).columns)
    place = [i for i, answer in enumerate(one for one in answers if isinstance(one, DpeFile)) if answer.id == "maison"]
    for name in ("besoin_ch", "conso_5_usages", "ep_conso_5_usages_m2"):
        assert results[name][place].tolist() == [alone[name][0]] * 2


def test_the_quality_report_stands_mutated_files_too():
    for seed in range(60):
        dpe = read_or_refusal(mutated(SAMPLES[seed % len(SAMPLES)], seed))
        for fault in quality_report(dpe) if isinstance(dpe, DpeFile) else ():
            assert fault.message_fr.endswith(".")
            assert fault.class_effect.endswith(".")


def test_the_largest_file_taken_stays_within_time_and_memory():
    """As many walls as the reader takes: under a second of processor, and under 200 MB."""
    wall = house()[house().index(b"<mur>") : house().index(b"</mur>") + 6]
    data = house().replace(wall, wall * (MAX_ELEMENTS // 10))
    start = time.process_time()
    assert isinstance(read_or_refusal(data), DpeFile)
    assert time.process_time() - start < 1
    tracemalloc.start()
    read_dpe(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 200 * 2**20


def test_a_file_of_endless_rows_is_refused():
    wall = house()[house().index(b"<mur>") : house().index(b"</mur>") + 6]
    refused = read_or_refusal(house().replace(wall, wall * (MAX_ELEMENTS // 4)))
    assert "trop d'éléments" in refused.message_fr
