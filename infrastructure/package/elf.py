"""Shared libraries without what only a debugger reads."""

import struct
from collections.abc import Iterator

# Offsets and sizes of the ELF-64 header and its program headers: elf(5), System V ABI.
_MAGIC = b"\x7fELF\x02\x01"  # 64 bits, little-endian
_HEADER = 64  # bytes
_LOAD = 1  # a segment that the loader maps


def stripped(library: bytes) -> bytes:
    """The library as the loader sees it: what lies behind its segments is cut off, what lies between them is zeros.

    Symbols, debugging data and section headers go; addresses stay.
    """
    if not library.startswith(_MAGIC):
        return library
    parts = [(0, _HEADER), *_parts(library)]
    made = bytearray(max(end for _, end in parts))
    for start, end in parts:
        made[start:end] = library[start:end]
    struct.pack_into("<Q", made, 40, 0)  # no section headers: neither where,
    struct.pack_into("<HH", made, 60, 0, 0)  # nor how many
    return bytes(made)


def _parts(library: bytes) -> Iterator[tuple[int, int]]:
    """Start and end, in the file, of the program headers and of every segment that is loaded."""
    (start,), (size, count) = struct.unpack_from("<Q", library, 32), struct.unpack_from("<HH", library, 54)
    yield start, start + size * count
    for index in range(count):
        kind, _, offset, _, _, length = struct.unpack_from("<IIQQQQ", library, start + size * index)
        if kind == _LOAD:
            yield offset, offset + length
