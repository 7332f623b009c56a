"""A WhatsApp message from Meta's webhook to the tick under the answer."""

from typing import Any

from playwright.sync_api import expect

from tests.helpdesk.channels.test_whatsapp import call, sign, text
from tests.journeys.conftest import WHATSAPP, SignIn
from tests.journeys.desk import is_marked, mark, message, row_with, send
from tests.processes import House, until
from tests.sinks import GraphSink

QUESTION = "السلام عليكم، وصلتني القطعة الغلط بدل السماعة"
ANSWER = "نعتذر منك، نرسل لك السماعة الصحيحة اليوم."


def test_a_message_is_answered_and_the_tick_turns(
    house: House, graph: GraphSink, sign_in: SignIn
) -> None:
    desk = sign_in("sara")
    mark(desk)

    # Meta calls; the ticket stands in the list by itself.
    deliver(house, call(messages=[text(QUESTION, id="wamid.journey")]))
    row = row_with(desk, QUESTION)
    assert is_marked(desk)

    # The agent answers; Meta is asked to send it to the customer's number.
    row.click()
    message(desk, QUESTION)
    send(desk, ANSWER)
    path, key, asked = until(lambda: next(iter(graph.calls), None), what="the reply reaches Meta")
    assert path == f"/v23.0/{WHATSAPP['WHATSAPP_PHONE_ID']}/messages"
    assert key == f"Bearer {WHATSAPP['WHATSAPP_TOKEN']}"
    assert (asked["to"], asked["text"]["body"]) == ("966500000001", ANSWER)

    # Meta tells what became of it, and the tick turns.
    answer = message(desk, ANSWER)
    expect(answer.locator(".delivery--sent")).to_be_visible()
    for state in ("delivered", "read"):
        deliver(house, call(statuses=[status(state)]))
        expect(answer.locator(f".delivery--{state}")).to_be_visible()
    assert len(graph.calls) == 1
    assert is_marked(desk)


def deliver(house: House, body: bytes) -> None:
    """Meta calls the webhook and is told that we have it."""
    signature = sign(body, WHATSAPP["WHATSAPP_APP_SECRET"])
    answer = house.http.post(
        "/hooks/whatsapp", content=body, headers={"X-Hub-Signature-256": signature}
    )
    assert answer.status_code == 200


def status(state: str) -> dict[str, Any]:
    """What became of the first reply that the stand-in took."""
    return {"id": "wamid.out-1", "status": state, "recipient_id": "966500000001"}
