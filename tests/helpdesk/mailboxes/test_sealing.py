"""Secrets in the database: read only by who has the same SECRET_KEY."""

import pytest

from helpdesk.mailboxes.sealing import Unsealable, seal, unseal

OURS = "a secret that is only ever used in tests"


def test_what_was_sealed_comes_back() -> None:
    assert unseal(seal("كلمة السر", OURS), OURS) == "كلمة السر"


def test_it_cannot_be_read_and_two_of_the_same_do_not_look_alike() -> None:
    once, twice = seal("kept", OURS), seal("kept", OURS)
    assert once != twice
    assert "kept" not in once


def test_another_secret_opens_nothing_and_a_changed_text_is_noticed() -> None:
    sealed = seal("kept", OURS)
    with pytest.raises(Unsealable):
        unseal(sealed, "another secret, as long as the first one")
    with pytest.raises(Unsealable):
        unseal(sealed[:-4] + "AAAA", OURS)
