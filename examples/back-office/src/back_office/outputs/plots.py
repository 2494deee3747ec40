"""Two plots for the page of a clerk, as SVG that takes its colours from the page."""

from __future__ import annotations

import io
import re
import warnings
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from back_office.domain import Task

# Drawn in these, and then given over to the page, which knows whether it is dark.
_INK, _GRID, _BAR, _FULL, _LATE = "#010203", "#040506", "#070809", "#0a0b0c", "#0d0e0f"
_COLOURS = {
    _INK: "currentColor",
    _GRID: "var(--line)",
    _BAR: "var(--bar)",
    _FULL: "var(--full)",
    _LATE: "var(--late)",
}
_SETTINGS: Any = {
    # Text stays text: readable, searchable, and in the fonts of whoever reads it.
    "svg.fonttype": "none",
    "font.size": 9,
    "text.color": _INK,
    "axes.edgecolor": _GRID,
    "axes.labelcolor": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "grid.color": _GRID,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def due(rows: Sequence[tuple[date, int, int]], title: str) -> str:
    """What falls due on each day, and how much of it fits in; what is late counts for today."""
    with mpl.rc_context(_SETTINGS | {"svg.hashsalt": "due"}):
        figure, axes = _axes(10.5, 2.6)
        places = range(len(rows))
        tasks = [number for _, number, _ in rows]
        colours = [_FULL if number > room else _BAR for _, number, room in rows]
        axes.bar(places, tasks, color=colours, width=0.8)
        axes.step(
            [place - 0.5 for place in (*places, len(rows))],
            [*(room for *_, room in rows), rows[-1][2] if rows else 0],
            where="post",
            color=_INK,
            linewidth=0.8,
            linestyle=":",
        )
        weeks = [at for at, (day, *_) in enumerate(rows) if at == 0 or day.weekday() == 0]
        axes.set_xticks(weeks, [f"{rows[at][0]:%m-%d}" for at in weeks])
        axes.yaxis.grid(True, linewidth=0.5)
        axes.set_axisbelow(True)
        axes.yaxis.get_major_locator().set_params(integer=True)
        figure.subplots_adjust(left=0.035, right=0.99, top=0.95, bottom=0.12)
        return _svg(figure, title)


def kinds(tasks: Sequence[Task], title: str) -> str:
    """How many tasks of each kind, and how many of them are late."""
    with mpl.rc_context(_SETTINGS | {"svg.hashsalt": "kinds"}):
        every = Counter(task.zh for task in tasks)
        late = Counter(task.zh for task in tasks if task.late_days)
        names = sorted(every, key=lambda name: (every[name], name))
        figure, axes = _axes(10.5, 0.4 + 0.27 * max(len(names), 1))
        axes.barh(names, [every[name] for name in names], color=_BAR, height=0.66)
        axes.barh(names, [late[name] for name in names], color=_LATE, height=0.66)
        for at, name in enumerate(names):
            axes.text(every[name], at, f" {every[name]}", va="center", ha="left")
        axes.xaxis.set_visible(False)
        axes.spines["bottom"].set_visible(False)
        axes.tick_params(length=0)
        figure.subplots_adjust(left=0.12, right=0.95, top=0.99, bottom=0.03)
        return _svg(figure, title)


def _axes(width: float, height: float) -> tuple[Figure, Any]:
    figure = Figure(figsize=(width, height))
    FigureCanvasSVG(figure)
    figure.patch.set_visible(False)
    axes = figure.add_subplot()
    axes.patch.set_visible(False)
    return figure, axes


def _svg(figure: Figure, title: str) -> str:
    """The drawing as an element of a page: the same text whenever and wherever it is drawn."""
    file = io.StringIO()
    with warnings.catch_warnings():
        # The font that comes with matplotlib has no Chinese; the reader's has.
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    text = file.getvalue()
    text = text[text.index("<svg") :]
    for drawn, named in _COLOURS.items():
        text = text.replace(drawn, named)
    text = re.sub(r"font: [^;\"]*?(\d+)px [^;\"]*", r"font: \1px sans-serif", text)
    head, rest = text.split(">", 1)
    head = re.sub(r' (width|height)="[^"]*"', "", head)
    return f'{head} role="img" aria-label="{title}">{rest}'.strip()
