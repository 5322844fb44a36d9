"""Messages through a pipe: four bytes of length, then so many bytes."""

from __future__ import annotations

from typing import BinaryIO

LONGEST = 96 * 1024**2
"""Of one message, in bytes: the values of one revision are two thirds of it at most."""


def send(pipe: BinaryIO, message: bytes) -> None:
    """Send one message. Raises BrokenPipeError where nobody listens any more."""
    pipe.write(len(message).to_bytes(4, "big"))
    pipe.write(message)
    pipe.flush()


def receive(pipe: BinaryIO) -> bytes:
    """Return the next message. Raises EOFError at the end of the pipe, ValueError at a lie."""
    length = int.from_bytes(_exactly(pipe, 4), "big")
    if length > LONGEST:
        raise ValueError("a message is longer than any may be")
    return _exactly(pipe, length)


def _exactly(pipe: BinaryIO, length: int) -> bytes:
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return content
