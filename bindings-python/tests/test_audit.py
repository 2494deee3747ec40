"""Seals and audits: the vectors of every language, and the page `core/AUDIT.md` by its word."""

from __future__ import annotations

import doctest
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import anjieflow
import pytest
from anjieflow import Case, Context, InputError, LogError, audit
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

CORE = Path(__file__).parents[2] / "core"
VECTORS: dict[str, Any] = json.loads((CORE / "tests/data/audit/vectors.json").read_text("utf-8"))
PUBLIC = Ed25519PublicKey.from_public_bytes(bytes.fromhex(VECTORS["key"]["public"]))
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(VECTORS["key"]["private"]))


def text(lines: list[int]) -> str:
    return "".join(f"{VECTORS['pool'][line]}\n" for line in lines)


def verify(signature: audit.Signature) -> bool:
    try:
        PUBLIC.verify(signature.value, signature.signed)
    except InvalidSignature:
        return False
    return True


@pytest.mark.parametrize("asked", VECTORS["audits"], ids=lambda asked: str(asked["name"]))
def test_an_audit_finds_what_it_says(asked: dict[str, Any]) -> None:
    log, seal = text(asked["log"]), text(asked["seal"])
    told = audit.audit(log, seal, verify)
    assert told == asked["audit"]
    joined = audit.join(log, seal)
    assert audit.split(joined) == (log, seal)
    assert audit.audit(joined, verify=verify)["holds"] == (told["holds"] and not told["later"])


@pytest.mark.parametrize("asked", VECTORS["seals"])
def test_a_log_is_sealed_to_the_byte(asked: dict[str, Any]) -> None:
    earlier = text(asked["earlier"]) if "earlier" in asked else None
    seal = audit.seal(text(asked["log"]), **asked["sealed"], earlier=earlier)
    signed = audit.to_sign(seal, "Ed25519", "rfc8032-1")
    assert signed.decode() == asked["signed"]
    seal = audit.signed(seal, "Ed25519", "rfc8032-1", PRIVATE.sign(signed))
    assert seal == text(asked["seal"])
    signature = audit.signature(seal)
    assert signature is not None
    assert verify(signature)


# From here to the next test: AUDIT.md, and nothing of the library.


def canonical(value: object) -> bytes:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def digest(kind: str, *parts: bytes) -> bytes:
    return sha256(f"anjieflow-audit-1 {kind}\n".encode() + b"".join(parts)).digest()


def erased(personal: dict[str, Any]) -> dict[str, Any]:
    left = blank(personal)
    if "figures" in left:
        left["figures"] = {}
    if left.get("record", {}).get("command") in ("add_party", "describe_property"):
        left["record"] = blank(left["record"])
    return left


def blank(fields: dict[str, Any]) -> dict[str, Any]:
    blanks = {"salt": "0" * 32, "name": "已删除", "address": "已删除"}
    blanks |= {"number": "0" * 16, "account": "0" * 16}
    gone = {"id_number", "other_id", "phone"}
    return {name: blanks.get(name, value) for name, value in fields.items() if name not in gone}


def lines_of(log: str) -> list[dict[str, str]]:
    header, *entries = [json.loads(line) for line in log.splitlines()]
    link = digest("case", header["case"].encode())
    lines = []
    for entry in entries:
        number, personal = entry.pop("number"), entry.pop("personal", None)
        del entry["check"]
        sums = {"open": digest("entry", canonical(entry))}
        if personal is not None:
            sums["personal"] = digest("personal", canonical(personal))
            sums["erased"] = digest("personal", canonical(erased(personal)))
        link = digest("link", link, number.to_bytes(4, "big"), *sums.values())
        lines.append({"number": number} | {k: v.hex() for k, v in (sums | {"link": link}).items()})
    return lines


@pytest.mark.parametrize("asked", [it for it in VECTORS["seals"] if "earlier" not in it])
def test_the_page_gives_the_same_seal(asked: dict[str, Any]) -> None:
    header, *lines, head = [json.loads(line) for line in text(asked["seal"]).splitlines()]
    assert lines_of(text(asked["log"])) == lines
    assert head["head"] == lines[-1]["link"]
    signature = head["signature"]
    fields = {"case": header["case"], "entries": header["entries"], "day": header["day"]}
    fields |= {"by": header["by"], "head": head["head"]}
    fields |= {"algorithm": signature["algorithm"], "key": signature["key"]}
    signed = b"anjieflow-audit-1 head\n" + canonical(fields)
    PUBLIC.verify(bytes.fromhex(signature["value"]), signed)


def test_the_example_of_the_page_is_right() -> None:
    example = (CORE / "AUDIT.md").read_text("utf-8").split("```text\n")[-1].split("```")[0]
    open_text, open_sum, personal, personal_sum, left, left_sum = example.splitlines()
    entry = json.loads(text(VECTORS["seals"][0]["log"]).splitlines()[2])
    assert json.loads(personal) == entry["personal"]
    assert json.loads(left) == erased(entry["personal"])
    for kind, told, line in [
        ("entry", open_sum, open_text),
        ("personal", personal_sum, personal),
        ("personal", left_sum, left),
    ]:
        assert digest(kind, line.encode()).hex() == told
        assert canonical(json.loads(line)).decode() == line


# How the functions behave that Python has.


def test_the_examples_of_the_module_run() -> None:
    failed, attempted = doctest.testmod(audit)
    assert (failed, attempted > 10) == (0, True)


def opened() -> Case:
    return Case.open("C-1", Context("2026-03-02", "wang"))[0]


def test_nobody_looks_at_a_signature_unasked() -> None:
    seal = audit.seal(opened().log(), day="2026-03-31", by="audit")
    assert audit.signature(seal) is None
    assert audit.audit(opened().log(), seal)["verified"] is False
    told = audit.audit(opened().log(), seal, verify)
    assert [it["kind"] for it in told["findings"]] == ["unsigned"]


def test_what_the_verifier_raises_comes_through() -> None:
    seal = audit.seal(opened().log(), day="2026-03-31", by="audit")
    seal = audit.signed(seal, "Ed25519", "office", b"no signature")

    def without_key(signature: audit.Signature) -> bool:
        raise LookupError(signature.key)

    with pytest.raises(LookupError, match="office"):
        audit.audit(opened().log(), seal, without_key)


def test_what_cannot_be_read_is_an_error_with_its_place() -> None:
    log = opened().log()
    with pytest.raises(LogError) as damaged:
        audit.seal(log.replace("wang", "li"), day="2026-03-31", by="audit")
    assert (damaged.value.code, damaged.value.place) == ("log_damaged", "entry 1")
    with pytest.raises(InputError) as day:
        audit.seal(log, day="2026-02-30", by="audit")
    assert day.value.place == "sealed.day"
    with pytest.raises(InputError) as no_seal:
        audit.audit(log, log)
    assert no_seal.value.place == "seal.header"
    with pytest.raises(InputError) as alone:
        audit.audit(log)
    assert "no seal" in alone.value.message


def test_a_case_whose_data_were_erased_still_fits() -> None:
    log = text(VECTORS["seals"][0]["log"])
    seal = audit.seal(log, day="2026-03-31", by="audit")
    told = audit.audit(anjieflow.forget(log), seal)
    assert told["holds"]
    assert told["erased"] == [2, 4, 5, 6]
