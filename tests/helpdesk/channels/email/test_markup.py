"""HTML as a reader sees it, in lines."""

import pytest

from helpdesk.channels.email.markup import html_to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br>two<br><br>three", "one\ntwo\n\nthree"),
        ("<div>one</div><div>two <b>bold</b> words</div>", "one\ntwo bold words"),
        ("<ul><li>one<li>two</ul>", "- one\n- two"),
        ("<table><tr><td>price</td><td>5</td></tr><tr><td>sum</td></tr></table>", "price 5\nsum"),
        ("<p>a&nbsp;&amp;&nbsp;b &lt;c&gt;</p>", "a & b <c>"),
        ("<pre>one\n  two</pre>", "one\n  two"),
        ("<style>p{}</style><script>x()</script><p>seen</p>after", "seen\n\nafter"),
        ("<p>seen</p><span style='display: none'>unseen</span>rest", "seen\n\nrest"),
        ("new<blockquote type=cite><p>old</p>older</blockquote>", "new\n\n> old\n>\n> older"),
        ("<blockquote style='margin:0 0 0 40px'>indented</blockquote>", "indented"),
        ("well <img alt='😀' src='cid:x'> done", "well 😀 done"),
        ("<?xml version='1.0' encoding='latin-1'?><p>مرحبا</p>", "مرحبا"),
        ("<!-- nothing -->", ""),
        ("<script>only()</script>", ""),
        ("a < b and no tag", "a < b and no tag"),
    ],
)
def test_words_stand_in_their_lines(html, text):
    assert html_to_text(html) == text


def test_words_below_the_deepest_tag_are_not_lost():
    assert "found" in html_to_text("<div>" * 50_000 + "found")
