"""The trained reader, or a clear line on how to get it."""

import pytest

from triage import Triage, load


@pytest.fixture(scope="session")
def triage() -> Triage:
    try:
        return load()
    except FileNotFoundError as missing:
        pytest.skip(str(missing))
