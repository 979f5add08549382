"""The line from a notebook's process to the grader: one JSON object a line, each with a tag that only they can make.

What runs in the notebook shares its process with whoever sends, so it can find the line and write to it, or close it.
It can't make a line that the grader takes for the sender's without reaching the sender itself, or its key, through the
process that they share.
"""

import hashlib
import hmac
import json
import os
import secrets
from typing import Any

KEY_BYTES, TAG_BYTES = 32, 16


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


class Authenticator:
    """Makes and checks tags: keyed BLAKE2b (RFC 7693)."""

    __slots__ = ("_keyed",)  # no method of an object's own in front of its class's, here and below

    def __init__(self, key: bytes) -> None:
        self._keyed = hashlib.blake2b(key=key, digest_size=TAG_BYTES)

    def tagged(self, line: bytes) -> bytes:
        """The line with its tag in front."""
        return self._tag(line) + b" " + line

    def checked(self, line: bytes) -> bytes:
        """A line without its tag; raises :class:`ValueError` if the tag is not the line's."""
        tag, line = line[: 2 * TAG_BYTES], line[2 * TAG_BYTES + 1 :]
        if not hmac.compare_digest(tag, self._tag(line)):
            raise ValueError("a line that somebody else has written")
        return line

    def _tag(self, line: bytes) -> bytes:
        keyed = self._keyed.copy()
        keyed.update(line)
        return keyed.hexdigest().encode()


class Wire:
    """The sender's end."""

    __slots__ = ("_authenticator", "_file")

    def __init__(self, descriptor: int, authenticator: Authenticator) -> None:
        self._file = os.fdopen(descriptor, "wb")
        self._authenticator = authenticator

    def send(self, kind: str, **content: Any) -> None:
        """Send a line at once."""
        self.add(kind, **content)
        self._file.flush()

    def add(self, kind: str, **content: Any) -> None:
        """Send a line along with the next one: every line that comes wakes the grader up."""
        self._file.write(self.line(kind, **content))

    def line(self, kind: str, **content: Any) -> bytes:
        """A line as it is sent."""
        return self._authenticator.tagged(json.dumps({"kind": kind, **content}).encode()) + b"\n"

    def fileno(self) -> int:
        """The open file to which lines go."""
        return self._file.fileno()
