"""What stands in the place of chance, so that a night that is run again comes out the same.

*The salt* beside the personal fields of an entry must be one that nobody guesses, and another one
each time: `secrets.token_hex(16)`. A job that is killed and run again would take another. So the
salt of a row is taken from a secret of the office and what the row says: as good as random for
whoever lacks the secret, and the same when the row is decided again.

*The digest* by which a row is known again holds what the row says, names and numbers too.

What is derived can be derived again: who has the secret and a digest tries out telephone numbers
until one fits. So no secret is kept longer than it is needed. That of the salts lives for one night
and is destroyed when all rows were dealt with; that of the digests is one a case, and goes with its
data.
"""

from __future__ import annotations

import hmac

from back_office.inbox.model import Item

_SALT_BYTES = 16


def salt_of(secret: bytes, item: Item) -> str:
    """The salt of a row, in hex."""
    message = f"{item.given}\n{item.nth}\n{item.said}".encode()
    return hmac.digest(secret, message, "sha256")[:_SALT_BYTES].hex()


def name_of(secret: bytes, item: Item) -> tuple[str, str]:
    """The name of a row, by which it is known ever after, and the digest of what it says.

    The name is the number that the office gave it, or else made of what it says: the same row in a
    file that was sent twice, or renamed, is the same row. One that stands twice in a file is two.
    """
    digest = hmac.digest(secret, item.said.encode(), "sha256").hex()
    return item.given or f"{digest[:24]}-{item.nth}", digest
