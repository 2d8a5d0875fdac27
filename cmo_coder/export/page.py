"""The frame of an HTML page: one file, nothing loaded from elsewhere, readable on any screen and on paper."""

from __future__ import annotations

from html import escape

from cmo_coder.export.printing import is_right_to_left

# The second line keeps the promise of the first: a browser refuses whatever would come from outside.
_FRAME = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="{program}">
<title>{title}</title>
<style>
{css}</style>
</head>
<body>
{body}</body>
</html>
"""

BASE_CSS = """:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1c2430; --soft: #586474; --rule: #c9d0d8; --head: #eef2f6; --link: #0b5394; --mark: #fff3c4;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #14181d; --ink: #e4e8ec; --soft: #a3adb8; --rule: #3b444e; --head: #20272e; --link: #8fc1f5;
    --mark: #4a4218; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 80rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; text-wrap: balance; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
:target { background: var(--mark); }
.stamp, .notes { color: var(--soft); font-size: .875rem; margin: .75rem 0; }
.notes { padding-left: 1.2rem; }
@page { size: A4; margin: 18mm 15mm; }
@media print {
  :root { --paper: #fff; --ink: #000; --soft: #444; --rule: #999; --head: #eee; --link: #000; --mark: transparent; }
  body { padding: 0; max-width: none; font-size: 9.5pt; }
  a { text-decoration: none; }
}
"""


def page(title: str, language: str, program: str, body: str, css: str = "") -> bytes:
    """Return a whole page. `body` and `css` are put in as they are, the other texts are escaped."""
    head = {"title": text(title), "language": text(language), "program": text(program)}
    return _FRAME.format(**head, css=BASE_CSS + css, body=body).encode()


def text(value: str) -> str:
    """Return `value` escaped for content and for attributes in double quotes."""
    return escape(value, quote=True)


def lines(value: str) -> str:
    """Return `value` escaped, with its line breaks as elements."""
    return text(value).replace("\n", "<br>")


def direction(value: str) -> str:
    """Return the attribute that lets a text that runs from right to left do so; empty for other texts."""
    return ' dir="rtl"' if is_right_to_left(value) else ""
