"""A mail's HTML made safe: what paints stays, what runs, asks or loads goes."""

import pytest

from helpdesk.channels.email.leads import with_leads
from helpdesk.channels.email.paper import paper
from helpdesk.channels.email.stylesheet import safe_css

DOT = "data:image/gif;base64,R0lGODlhAQABAAAAACw="


def body(html: str, **told: object) -> str:
    return paper(html, **told).body


def test_tables_and_styles_stay():
    shown = body('<table width="600" bgcolor="#eee"><tr><td style="color:red">Hi</td></tr></table>')
    assert '<td style="color:red">Hi</td>' in shown
    assert 'bgcolor="#eee"' in shown


def test_direction_and_colour_of_the_whole_mail_are_kept():
    mail = paper('<html dir="rtl"><body bgcolor="#fafafa" style="margin:0">مرحبا</body></html>')
    assert mail.direction == "rtl"
    assert mail.style == "background-color:#fafafa;margin:0"


def test_a_sheet_stays_and_loads_nothing():
    css = paper(
        "<style>@import url(//a.b/c); td > p { color: red; background: url(//a.b/d) }</style>"
    )
    assert "td > p { color: red;" in css.sheet
    assert "url" not in css.sheet
    assert "@import" not in css.sheet


@pytest.mark.parametrize(
    "css",
    [
        "background:url(//a.b/c)",
        "background:URL (//a.b/c)",
        r"background:\75rl(//a.b/c)",
        r"background:u\rl(//a.b/c)",
        "background:ur/**/l(//a.b/c)",
        "background:image-set('//a.b/c' 1x)",
        "width:expression(alert(1))",
        "-moz-binding:url(//a.b/c)",
        "behavior:url(//a.b/c)",
        "@import '//a.b/c'",
        "@font-face { src: url(//a.b/c) }",
        "x{}</style><img src=x>",
    ],
)
def test_css_that_loads_is_disarmed(css):
    safe = safe_css(css).lower()
    assert not any(word in safe for word in ("url(", "url (", "image-set(", "expression(", "<"))
    assert not any(word in safe for word in ("@import", "@font-face", "binding:", "behavior:"))


def test_a_picture_that_came_with_the_mail_is_shown():
    shown = body('<img src="cid:logo@shop" alt="Logo">', inline={"logo@shop": DOT})
    assert f'src="{DOT}"' in shown


@pytest.mark.parametrize(
    "address",
    ["https://spy.example/a.gif", "http://spy.example/a.gif", "//spy.example/a.gif"],
)
def test_pictures_from_elsewhere_are_counted_and_left_out(address):
    mail = paper(f'<p><img src="{address}" srcset="{address} 2x"></p>')
    assert mail.pictures == 1
    assert "spy.example" not in mail.body


def test_once_asked_for_they_come_over_tls_from_named_hosts():
    mail = paper('<img src="http://img.shop.example/a.gif">', from_elsewhere=True)
    assert 'src="https://img.shop.example/a.gif"' in mail.body
    assert mail.hosts == ("img.shop.example",)


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/x", "https://10.0.0.1/x", "https://[::1]/x", "https://localhost/x",
        "https://router/x", "https://printer.local/x", "https://desk.example/logout",
        "https://2130706433/x", "https://0x7f.1/x", "https://a.example:8080/x",
        "https://user@a.example/x", "file:///etc/passwd", "data:image/svg+xml;base64,PHN2Zz4=",
        "data:text/html,x", "blob:https://a.example/x", "/logout", "javascript:alert(1)",
        "https://a.example\\@127.0.0.1/x", "https://a.example;script-src/x",
    ],
)  # fmt: skip
def test_no_picture_reaches_into_the_house(address):
    mail = paper(f'<img src="{address}">', from_elsewhere=True, own_host="desk.example")
    assert "src=" not in mail.body
    assert mail.hosts == ()


def test_links_open_a_window_of_their_own_and_say_where_they_lead():
    shown = body('<a href="https://shop.example/o/1" target="_top" title="no">my order</a>')
    assert 'target="_blank"' in shown
    assert 'rel="noopener noreferrer"' in shown
    assert 'title="https://shop.example/o/1"' in shown
    assert "(shop.example)" not in shown


def test_a_link_that_names_another_house_is_told():
    lie = '<a href="https://evil.example/x">www.bank.example/login</a>'
    assert "(evil.example)</span>" in with_leads(lie)
    true = '<a href="https://login.bank.example/x">https://www.bank.example</a>'
    assert "<span" not in with_leads(true)


def test_letters_that_look_alike_are_spelled_out():
    assert "(xn--" in with_leads('<a href="https://b\u0430nk.example/">bank.example</a>')


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//x.example", "/logout", "#a"]
)
def test_other_links_lead_nowhere(address):
    assert "href" not in body(f'<a href="{address}">x</a>')


@pytest.mark.parametrize(
    ("html", "has_colours"),
    [
        ("<p>plain</p>", False),
        ('<p style="color:#000000;background-color: rgb(255, 255, 255)">Outlook</p>', False),
        ('<p style="color: windowtext">Outlook</p>', False),
        ('<p style="color:#c00">red</p>', True),
        ('<font color="blue">x</font>', True),
        ('<body bgcolor="#eeeeee">x</body>', True),
        ("<style>p{background:#eef}</style><p>x</p>", True),
    ],
)
def test_a_mail_without_colours_is_known(html, has_colours):
    assert paper(html).has_colours is has_colours


def test_of_bottomless_tags_the_words_are_left():
    shown = body("<div>" * 50_000 + "Hello")
    assert "Hello" in shown
    assert "<div" not in shown
