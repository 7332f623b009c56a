"""A mail as it was sent: shown to the team, able to do nothing, asking for nothing by itself."""

import base64
import re

import pytest

from helpdesk.channels.base import File
from tests.factories import agent, message

HTML = '<p onclick="x()">Hello</p><script>alert(1)</script><img src="https://spy.example/a.gif">'
DOT = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


def test_the_mail_as_sent_can_do_nothing(as_person):
    first = message("Hello", html=HTML)
    answer = as_person(agent()).get(f"/messages/{first.id}/html")
    policy = answer.headers["Content-Security-Policy"]
    assert "; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox" in policy
    assert "allow-scripts" not in policy
    assert "default-src 'none'" in policy
    assert re.search(r"img-src data:(;|$)", policy)
    assert "<p>Hello</p>" in answer.text
    assert "alert" not in answer.text
    assert "onclick" not in answer.text
    assert "spy.example" not in answer.text
    assert 'data-pictures="1"' in answer.text


def test_once_asked_for_pictures_may_come_from_their_own_hosts_alone(as_person):
    first = message("Hello", html=HTML)
    answer = as_person(agent()).get(f"/messages/{first.id}/html/pictures")
    assert "img-src data: https:;" in answer.headers["Content-Security-Policy"] + ";"
    assert 'content="img-src data: https://spy.example"' in answer.text
    assert 'src="https://spy.example/a.gif"' in answer.text
    assert 'data-pictures="0"' in answer.text


def test_pictures_that_came_with_it_are_in_it(as_person):
    dot = File("dot.gif", "image/gif", DOT, content_id="dot@shop")
    page = File("page.gif", "image/gif", b"<script>alert(1)</script>", content_id="page@shop")
    html = '<img src="cid:dot@shop"><img src="cid:page@shop">'
    first = message("Hello", html=html, files=(dot, page))
    shown = as_person(agent()).get(f"/messages/{first.id}/html").text
    assert shown.count('src="data:image/gif;base64,R0lGOD') == 1
    assert shown.count("src=") == 1


@pytest.mark.parametrize(("theme", "said"), [("dark", "dark"), ("auto", "auto")])
def test_a_mail_without_colours_follows_the_theme(as_person, theme, said):
    person = agent()
    person.theme = theme
    plain, painted = message("a", html="<p>a</p>"), message("b", html="<p style='color:red'>b</p>")
    browser = as_person(person)
    shown = browser.get(f"/messages/{plain.id}/html").text
    assert f'data-theme="{said}"' in shown
    assert "color-scheme: light dark" in shown
    assert "color-scheme: light dark" not in browser.get(f"/messages/{painted.id}/html").text


@pytest.mark.parametrize("tail", ["", "/pictures"])
def test_the_mail_as_sent_is_for_the_team_only(client, tail):
    first = message("Hello", html=HTML)
    assert client.get(f"/messages/{first.id}/html{tail}").status_code == 302


def test_a_message_without_html_has_no_mail_to_show(as_person):
    assert as_person(agent()).get(f"/messages/{message('Plain').id}/html").status_code == 404
