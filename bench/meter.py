"""Reads what the kernel knows of processes, and makes figures of many timings."""

import os
from collections.abc import Iterable
from pathlib import Path

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


def cpu_ms(pids: Iterable[int]) -> float:
    """Milliseconds of processor time, user and system, that living processes have used so far."""
    return sum(_ticks(pid) for pid in pids) * 1000 / TICKS_A_SECOND


def children() -> list[int]:
    """The processes that this one has begun and not buried yet."""
    told = Path("/proc/self/task").glob("*/children")
    return [int(pid) for place in told for pid in place.read_text().split()]


def pss_mib(pids: Iterable[int]) -> float:
    """Memory of processes in MiB, shared pages counted in proportion (smaps_rollup)."""
    return sum(_pss_kib(pid) for pid in pids) / 1024


def percentile(values: Iterable[float], share: float) -> float:
    """The smallest value that `share` (0 to 1) of the values do not exceed."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, max(0, round(share * len(ranked) + 0.5) - 1))]


def middle_and_tail(seconds: Iterable[float]) -> str:
    """Median and 95th percentile in milliseconds, as `12.3 / 30.1 ms`."""
    values = [1000 * value for value in seconds]
    return f"{percentile(values, 0.5):.1f} / {percentile(values, 0.95):.1f} ms"


def _ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0
    return int(fields[11]) + int(fields[12])


def _pss_kib(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except FileNotFoundError:
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
