"""The work of a Chinese home-mortgage clerk (按揭员) as a library.

A `Case` is a value: `Case.open` makes one, `Case.step` gives the next one and the entry to keep,
and `Case.replay` reads it back from the log. Commands, contexts and answers are plain data.
`Rules` are what a case is judged under: the built-in ones, or a pack with layers over it.
"""

from ._anjieflow import (
    AnjieflowError,
    Case,
    InputError,
    Refused,
    Rules,
    check_id,
    diagram,
    explain,
    explain_figure,
    impact,
    instalments,
    lint,
    log,
    prepay,
    product_checklist,
    products,
    retirement_age,
    schedule,
    stages,
    version,
    workday,
)

__all__ = [
    "AnjieflowError",
    "Case",
    "InputError",
    "Refused",
    "Rules",
    "check_id",
    "diagram",
    "explain",
    "explain_figure",
    "impact",
    "instalments",
    "lint",
    "log",
    "prepay",
    "product_checklist",
    "products",
    "retirement_age",
    "schedule",
    "stages",
    "version",
    "workday",
]
