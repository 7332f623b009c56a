"""Why a verdict is what it is: quoted from the message, in both languages, and never made up."""

import pytest

from triage import Triage
from triage.examples import part


def test_a_reason_quotes_the_words_that_moved_it(triage: Triage) -> None:
    text = "السلام عليكم، الشاحن تطلع منه ريحة شياط"
    first = triage.read(text, channel="chat").reasons[0]
    assert first.code == "danger.burning"
    assert first.span is not None
    assert text[slice(*first.span)] == first.words == "ريحة شياط"
    assert (first.en, first.ar) == ("smells of burning → danger", "رائحة حريق ← خطر")
    assert first.weight > 0


def test_what_would_have_raised_the_level_but_did_not_is_no_reason(triage: Triage) -> None:
    praise = triage.read("nothing broken, nothing late, thank you all", channel="social")
    assert praise.urgency == 0
    assert all(reason.weight < 0 or reason.span for reason in praise.reasons)
    assert not {"broken.damaged", "shipment.late"} & {reason.code for reason in praise.reasons}


def test_where_no_list_knows_a_word_the_learnt_part_names_one(triage: Triage) -> None:
    text = "la lampshade zwina bezzaf"
    codes = {reason.code.split(".")[0] for reason in triage.read(text).reasons}
    assert codes & {"learnt", "feedback", "topic", "product"}


@pytest.mark.parametrize("step", range(4))
def test_every_verdict_has_reasons_that_stand_where_they_say(triage: Triage, step: int) -> None:
    for example in part("test")[step::40]:
        verdict = triage.read(example.text, channel=example.channel, subject=example.subject)
        assert 1 <= len(verdict.reasons) <= 6
        for reason in verdict.reasons:
            assert reason.ar
            assert reason.en
            if reason.span:
                assert example.text[slice(*reason.span)].startswith(reason.words)
