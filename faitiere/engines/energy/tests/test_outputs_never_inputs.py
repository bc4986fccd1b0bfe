"""No recorded output is an input; `inputs-only` reads no intermediate value but typed ones: all are deleted."""

import numpy as np
import pytest

from faitiere.engines.energy.dpe_file import read_many
from faitiere.engines.energy.engine import run
from faitiere.engines.energy.tests.bare import only_typed, without_outputs
from faitiere.engines.energy.tests.samples import paths

SAMPLES = [(name, path.read_bytes()) for name, path in paths().items()]


def real_files(shared_data) -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in sorted((shared_data / "energy" / "dpe").glob("*.xml.gz"))]


def assert_same(files, strip, reading: str) -> None:
    """Every figure of every dwelling is the same once the files are stripped."""
    bare = [(name, strip(data)) for name, data in files]
    whole, cut = (run(read_many(one)[0], reading=reading) for one in (files, bare))
    assert whole.status.tolist() == cut.status.tolist()
    for name, values in whole.values.items():
        np.testing.assert_array_equal(values, cut[name], err_msg=name)


@pytest.mark.parametrize("reading", ["recorded", "inputs-only"])
def test_outputs_of_the_samples_are_never_read(reading):
    assert_same(SAMPLES, without_outputs, reading)


def test_intermediate_values_of_the_samples_are_not_read_from_inputs_only():
    assert_same(SAMPLES, only_typed, "inputs-only")


@pytest.mark.parametrize("reading", ["recorded", "inputs-only"])
def test_outputs_of_real_dpes_are_never_read(shared_data, reading):
    assert_same(real_files(shared_data), without_outputs, reading)


def test_intermediate_values_of_real_dpes_are_not_read_from_inputs_only(shared_data):
    assert_same(real_files(shared_data), only_typed, "inputs-only")
