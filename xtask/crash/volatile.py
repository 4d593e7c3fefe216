"""A disk that forgets: nbdkit serves it, `cargo xtask crash` cuts its power.

Reads see what was written last. `image` holds what was flushed; what was written since the last flush stands in `log`
alone: eight bytes with the place, eight with the length, then the bytes. When the power is cut, this process is killed,
and whoever cut it decides what of the log reached the disk.
"""

import builtins
import os

API_VERSION = 2
files = {}


def config(key, value):
    files[key] = value


def open(readonly):
    # One disk has one client.
    with builtins.open(files["image"], "rb") as image:
        files["now"] = bytearray(image.read())
    files["disk"] = os.open(files["image"], os.O_RDWR)
    files["pending"] = os.open(files["log"], os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
    files["writes"] = []
    return 1


def get_size(handle):
    return len(files["now"])


def pread(handle, buffer, offset, flags):
    buffer[:] = files["now"][offset : offset + len(buffer)]


def pwrite(handle, buffer, offset, flags):
    written = bytes(buffer)
    # First where it can be lost: a write that is read was made.
    record = offset.to_bytes(8, "little") + len(written).to_bytes(8, "little") + written
    if os.write(files["pending"], record) != len(record):
        raise OSError("the log takes no more")
    files["writes"].append((offset, written))
    files["now"][offset : offset + len(written)] = written


def can_flush(handle):
    return True


def flush(handle, flags):
    for offset, written in files["writes"]:
        os.pwrite(files["disk"], written, offset)
    files["writes"].clear()
    # Only now: a cut in the middle of a flush finds all of it.
    os.ftruncate(files["pending"], 0)
