"""The trained reader, or a clear line on how to get it."""

import pytest

from triage import Triage, load


@pytest.fixture(scope="session")
def triage() -> Triage:
    reader = load()
    if reader.trouble:
        pytest.skip(reader.trouble)
    return reader
