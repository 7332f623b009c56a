"""Margins as chances."""

import numpy as np

from triage.table import Floats


def chances(margins: Floats) -> Floats:
    """Margins as chances that add up to 1 in each row (softmax)."""
    raised: Floats = np.exp(margins - margins.max(axis=1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=1, keepdims=True)
    return shares
