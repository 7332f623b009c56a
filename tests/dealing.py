"""How tests are dealt out to processes: one at a time, but those that share a shop together."""

from xdist.scheduler import LoadScopeScheduling

# Where one shop, dear to load, serves all tests.
SHARED = ("tests/journeys/", "tests/helpdesk/test_seeds.py")
# A second process is at work on each core: threads of one would only wait for the other.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


class Dealing(LoadScopeScheduling):
    """One test at a time, or all those of a place in SHARED."""

    def _split_scope(self, nodeid: str) -> str:
        return next((place for place in SHARED if nodeid.startswith(place)), nodeid)
