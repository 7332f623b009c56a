"""A mail as it was sent: shown to the team, able to do nothing."""

import re

from tests.factories import agent, message

HTML = '<p onclick="x()">Hello</p><script>alert(1)</script><img src="https://spy.example/a.gif">'


def test_the_mail_as_sent_can_do_nothing(as_person):
    first = message("Hello", html=HTML)
    answer = as_person(agent()).get(f"/messages/{first.id}/html")
    policy = answer.headers["Content-Security-Policy"]
    assert "; sandbox allow-popups allow-popups-to-escape-sandbox;" in policy
    assert "default-src 'none'" in policy
    assert "<p>Hello</p>" in answer.text
    assert "alert" not in answer.text
    assert "onclick" not in answer.text


def test_its_links_open_a_window_of_their_own(as_person):
    first = message("Hello", html='<a href="https://shop.example/o/1" target="_top">my order</a>')
    page = as_person(agent()).get(f"/messages/{first.id}/html").text
    [link] = re.findall(r"<a [^>]*>", page)
    assert set(link[3:-1].split('" ')) >= {'href="https://shop.example/o/1', 'target="_blank'}
    assert 'rel="noopener noreferrer"' in link


def test_the_mail_as_sent_is_for_the_team_only(client):
    first = message("Hello", html=HTML)
    assert client.get(f"/messages/{first.id}/html").status_code == 302


def test_a_message_without_html_has_no_mail_to_show(as_person):
    assert as_person(agent()).get(f"/messages/{message('Plain').id}/html").status_code == 404
