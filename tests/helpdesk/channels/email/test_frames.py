"""Frames: what goes in comes out the same, and nothing comes out that was not asked for."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.channels.email.frames import HEAD, LARGEST, BrokenFrame, lengths, packed, unpacked


@dataclass(frozen=True)
class Parcel:
    """Something with a label and something inside."""

    label: str
    inside: object


def through(value: object) -> object:
    """`value` as the other process sees it."""
    frame = packed(value)
    text, data = lengths(frame[: HEAD.size])
    assert len(frame) == HEAD.size + text + data
    return unpacked(frame[HEAD.size : HEAD.size + text], frame[HEAD.size + text :], [Parcel])


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.binary(),
        lambda inner: (
            st.lists(inner)
            | st.lists(inner).map(tuple)
            | st.dictionaries(st.text(), inner)
            | st.builds(Parcel, st.text(), inner)
        ),
        max_leaves=20,
    )
)
def test_what_goes_in_comes_out_the_same(value: object) -> None:
    assert through(value) == value


@pytest.mark.parametrize("value", [datetime(2026, 11, 22, 9, 30, tzinfo=UTC), "half \ud83d", None])
def test_so_do_moments_and_halves_of_letters(value: object) -> None:
    assert through(value) == value


def test_what_no_frame_carries_is_refused_at_the_sender() -> None:
    with pytest.raises(TypeError, match="set"):
        packed({1, 2})


@pytest.mark.parametrize(
    "said",
    [
        [{"!": "Path", "of": {}}, []],
        [{"!": "Parcel", "of": {"weight": 1}}, []],
        [{"!": "bytes", "of": 3}, []],
        [{"label": "untagged"}, []],
        "no frame at all",
    ],
)
def test_nothing_is_made_of_what_was_not_agreed_on(said: object) -> None:
    with pytest.raises(BrokenFrame):
        unpacked(json.dumps(said).encode(), b"", [Parcel])


@pytest.mark.parametrize("head", [b"", b"short", HEAD.pack(LARGEST, 1)])
def test_a_head_that_is_none_is_refused(head: bytes) -> None:
    with pytest.raises(BrokenFrame):
        lengths(head)
