"""Whether a log is still what it was: a chain of SHA-256 over its entries, with a signed head.

`seal` makes a seal of a log: a text without personal data, to be kept apart from the log. Its head
is signed by the application, with its own key; here by the package `cryptography`.

>>> from anjieflow import Case, Context, audit
>>> from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
>>> private = Ed25519PrivateKey.generate()
>>> case, opened = Case.open("C-1", Context("2026-03-02", "wang"))
>>> seal = audit.seal(case.log(), day="2026-03-31", by="audit")
>>> value = private.sign(audit.to_sign(seal, "Ed25519", "office-2026"))
>>> seal = audit.signed(seal, "Ed25519", "office-2026", value)

Later `audit` names each entry that was changed, taken out, put in or put elsewhere.

>>> from cryptography.exceptions import InvalidSignature
>>> def verify(signature: audit.Signature) -> bool:
...     try:
...         private.public_key().verify(signature.value, signature.signed)
...     except InvalidSignature:
...         return False
...     return True
>>> told = audit.audit(case.log(), seal, verify=verify)
>>> told["holds"], told["verified"]
(True, True)
>>> told = audit.audit(case.log().replace("wang", "li"), seal)
>>> told["findings"][0]["message"]
'entry 1 is not what was sealed'

A log whose personal data were erased (`anjieflow.forget`) still fits its seal; `erased` lists the
entries. `core/AUDIT.md` says byte by byte what is hashed.
"""

from __future__ import annotations

from datetime import date
from typing import Callable, NamedTuple, TypedDict, cast

from ._anjieflow import _audit, _join, _seal, _signature, _signed, _split, _to_sign
from .flow import AuditKind

__all__ = [
    "Audit",
    "AuditKind",
    "Finding",
    "Signature",
    "audit",
    "join",
    "seal",
    "signature",
    "signed",
    "split",
    "to_sign",
]


class Finding(TypedDict):
    """One thing that is not as it was sealed."""

    kind: AuditKind
    entry: int | None
    """The number it was sealed with; of what was put in or cut off, that of the last one before."""
    line: int | None
    """Where it stands now, where that is elsewhere, counted from 1 behind the header."""
    other: int | None
    """The other one of two that were swapped; of a log that was cut, how many there were."""
    message: str
    advice: str
    zh: str
    advice_zh: str


class Audit(TypedDict):
    """What an audit came to."""

    holds: bool
    """Whether all that was sealed stands as it was sealed."""
    case: str
    sealed: int
    """How many entries were sealed."""
    later: int
    """How many follow them."""
    erased: list[int]
    """The entries whose personal data were erased, as the log says."""
    verified: bool
    """Whether the signature was looked at, and is right."""
    findings: list[Finding]


class Signature(NamedTuple):
    """How a seal is signed."""

    algorithm: str
    key: str
    """The name of the key."""
    value: bytes
    """The bytes of the signature."""
    signed: bytes
    """The bytes that were signed."""


def seal(log: str, *, day: date | str, by: str, earlier: str | None = None) -> str:
    """Seal a log: a text with a digest for each entry, and no personal data.

    `earlier` is the seal of a shorter log of the case. It keeps the digests of personal data that
    were erased since; that the log begins with what it sealed is checked.
    """
    return _seal(log, {"day": str(day), "by": by}, earlier)


def to_sign(seal: str, algorithm: str, key: str) -> bytes:
    """The bytes to sign by this algorithm and the key of this name."""
    return _to_sign(seal, algorithm, key)


def signed(seal: str, algorithm: str, key: str, value: bytes) -> str:
    """The same seal with the bytes of a signature of `to_sign`."""
    return _signed(seal, algorithm, key, value)


def signature(seal: str) -> Signature | None:
    """How a seal is signed, if it is."""
    found = _signature(seal)
    return None if found is None else Signature(*found)


def join(log: str, seal: str) -> str:
    """A log and its seal as one text, for whoever is to keep or check both."""
    return _join(log, seal)


def split(joined: str) -> tuple[str, str]:
    """The log and the seal of a joined text."""
    return _split(joined)


def audit(
    log: str, seal: str | None = None, verify: Callable[[Signature], bool] | None = None
) -> Audit:
    """Compare a log with its seal.

    Without a seal, `log` is what `join` made, and nothing may follow what it sealed. Beside
    a seal, entries that were appended since are counted in `later`. `verify` says whether a
    signature is right; without it nobody looks at the signature.
    """
    fits: bool | None = None
    if verify is not None:
        found = signature(split(log)[1] if seal is None else seal)
        fits = found is not None and verify(found)
    return cast(Audit, _audit(log, seal, fits))
