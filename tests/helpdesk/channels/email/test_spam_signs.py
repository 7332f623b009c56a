"""What receiving servers write on spam, and what they write on everything else."""

import pytest

from helpdesk.channels.email.spam_signs import spam_sign


def sign(*fields: str) -> str:
    return spam_sign("\r\n".join([*fields, "From: a@mail.example", "", "Hello"]).encode())


@pytest.mark.parametrize(
    "field",
    [
        "X-Spam-Flag: YES",
        "X-Spam-Status: Yes, score=9.1 required=5.0 tests=BAYES_99",
        "X-Spam-Score: 7.3",
        "X-Spam-Level: *******",
        "X-Spam: Yes",
        "X-Barracuda-Spam-Flag: YES",
        "X-MS-Exchange-Organization-SCL: 6",
        "X-Forefront-Antispam-Report: CIP:1.2.3.4;CTRY:US;SCL:5;SFV:SPM;",
        "X-Forefront-Antispam-Report: CIP:1.2.3.4;SFV:SPM;H:x",
        "X-Spamd-Result: default: True [16.00 / 15.00]; BAYES_SPAM(5.10)[100.00%]",
        "X-Rspamd-Action: add header",
    ],
)
def test_a_server_calls_it_spam(field: str) -> None:
    name = field.partition(":")[0]
    assert sign(field).lower().startswith(name.lower())


@pytest.mark.parametrize(
    "field",
    [
        "X-Spam-Flag: NO",
        "X-Spam-Status: No, score=-1.9 required=5.0",
        "X-Spam-Score: 4.9",
        "X-Spam-Score: -",
        "X-Spam-Level: ****",
        "X-MS-Exchange-Organization-SCL: -1",
        "X-MS-Exchange-Organization-SCL: 1",
        "X-Forefront-Antispam-Report: CIP:1.2.3.4;SCL:1;SFV:NSPM;",
        "X-Spamd-Result: default: False [8.00 / 15.00]; BAYES_SPAM(5.10)[100.00%]",
        "X-Rspamd-Action: no action",
        "Precedence: bulk",
    ],
)
def test_a_server_finds_nothing_in_it(field: str) -> None:
    assert sign(field) == ""


def test_where_a_server_decided_its_points_are_not_weighed_again() -> None:
    assert sign("X-Spam-Status: No, score=6 required=10", "X-Spam-Score: 6") == ""


def test_the_server_writes_above_the_sender() -> None:
    assert sign("X-Spam-Flag: NO", "X-Spam-Flag: YES") == ""
    assert sign("X-Spam-Flag: YES", "X-Spam-Flag: NO") == "X-Spam-Flag: YES"
