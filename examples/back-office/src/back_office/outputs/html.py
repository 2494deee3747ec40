"""Parts of a page: what every table and heading looks like, and that every text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files


class Html(str):
    """Text that is markup already, and is not escaped again."""

    __slots__ = ()


def text(content: object) -> str:
    """A text as markup."""
    return content if isinstance(content, Html) else escape(str(content))


def both(zh: str, en: str) -> Html:
    """A text in both languages, the Chinese one first."""
    return Html(f'<p>{text(zh)}</p><p class="quiet" lang="en">{text(en)}</p>')


def heading(zh: str, en: str) -> str:
    return f'<h2>{text(zh)} <small lang="en">{text(en)}</small></h2>'


def figures(each: Iterable[tuple[str, int, bool]]) -> str:
    """Numbers that one looks at first; a late one in colour."""
    rows = (
        f"<li{' class=late' if is_late and number else ''}><b>{number}</b>{text(name)}</li>"
        for name, number, is_late in each
    )
    return f'<ul class="figures">{"".join(rows)}</ul>'


def figure(svg: str, caption: str) -> str:
    return f"<figure>{svg}<figcaption>{caption}</figcaption></figure>"


def table(
    headings: Sequence[str],
    rows: Iterable[Sequence[object]],
    late: Sequence[bool] = (),
) -> str:
    """A table; the rows that are late in colour. Nothing where there is no row."""
    body = [
        f"<tr{' class=late' if at < len(late) and late[at] else ''}>{''.join(map(_cell, row))}</tr>"
        for at, row in enumerate(rows)
    ]
    if not body:
        return '<p class="quiet">无 <span lang="en">None</span></p>'
    head = "".join(f"<th>{text(name)}</th>" for name in headings)
    return (
        f'<div class="table"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )


def _cell(content: object) -> str:
    if isinstance(content, int):
        return f'<td class="number">{content}</td>'
    kind = "" if isinstance(content, Html) or len(str(content)) > 24 else ' class="narrow"'
    return f"<td{kind}>{text(content)}</td>"


def page(title: str, parts: Iterable[str]) -> str:
    """A page that stands by itself: it loads nothing from anywhere."""
    css = files("back_office.outputs").joinpath("page.css").read_text(encoding="utf-8")
    body = "\n".join(parts)
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text(title)}</title>\n<style>\n{css}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )
