"""Writes small Outlook messages for tests: a compound file with the properties of a mail.

Source: [MS-CFB] for the container, [MS-OXMSG] for the streams and property tags in it.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

SECTOR = 512
MINI_SECTOR = 64
MINI_CUTOFF = 4096
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
NONE = 0xFFFFFFFF


@dataclass
class Storage:
    name: str
    children: list[Storage | Stream] = field(default_factory=list)


@dataclass
class Stream:
    name: str
    data: bytes


def outlook_message(
    subject: str, body: str, sender: str, attachments: dict[str, bytes] | None = None
) -> bytes:
    """A message from `sender`, with files attached by value."""
    root = Storage("Root Entry")
    head = struct.pack("<8x4I8x", 0, len(attachments or {}), 0, len(attachments or {}))
    texts = {0x0037: subject, 0x1000: body, 0x0C1F: sender, 0x001A: "IPM.Note"}
    root.children.append(_properties(head, texts, {}))
    root.children += [_text(tag, text) for tag, text in texts.items()]
    for number, (name, data) in enumerate((attachments or {}).items()):
        storage = Storage(f"__attach_version1.0_#{number:08X}")
        storage.children.append(_properties(b"\0" * 8, {0x3707: name}, {0x3705: 1}, data))
        storage.children.append(_text(0x3707, name))
        storage.children.append(Stream("__substg1.0_37010102", data))
        root.children.append(storage)
    return _compound_file(root)


def _text(tag: int, text: str) -> Stream:
    return Stream(f"__substg1.0_{tag:04X}001F", text.encode("utf-16-le"))


def _properties(
    head: bytes, texts: dict[int, str], numbers: dict[int, int], binary: bytes | None = None
) -> Stream:
    rows = [
        struct.pack("<HHIII", 0x001F, tag, 6, 2 * len(text) + 2, 0) for tag, text in texts.items()
    ]
    rows += [struct.pack("<HHIII", 0x0003, tag, 6, value, 0) for tag, value in numbers.items()]
    if binary is not None:
        rows.append(struct.pack("<HHIII", 0x0102, 0x3701, 6, len(binary), 0))
    return Stream("__properties_version1.0", head + b"".join(rows))


def _compound_file(root: Storage) -> bytes:
    entries: list[Storage | Stream] = [root]
    links: list[tuple[int, int]] = [(NONE, NONE)]  # right sibling, first child
    _list_entries(root, 0, entries, links)
    mini = b""
    sectors: list[bytes] = []
    chain: list[int] = []
    starts: dict[int, tuple[int, int]] = {}
    mini_chain: list[int] = []
    for number, entry in enumerate(entries):
        if isinstance(entry, Storage):
            continue
        if len(entry.data) < MINI_CUTOFF:
            starts[number] = (len(mini_chain) if entry.data else END, len(entry.data))
            count = -(-len(entry.data) // MINI_SECTOR)
            mini_chain += _run(len(mini_chain), count)
            mini += entry.data.ljust(count * MINI_SECTOR, b"\0")
        else:
            starts[number] = (_store(entry.data, sectors, chain), len(entry.data))
    starts[0] = (_store(mini, sectors, chain) if mini else END, len(mini))
    mini_fat = b"".join(struct.pack("<I", item) for item in mini_chain)
    mini_fat_start = _store(mini_fat, sectors, chain, b"\xff") if mini_fat else END
    directory = b"".join(
        _entry(entry, *links[number], *starts.get(number, (END, 0)))
        for number, entry in enumerate(entries)
    )
    directory_start = _store(directory, sectors, chain)
    fat_sector = len(sectors)
    chain.append(FAT)
    fat = b"".join(struct.pack("<I", item) for item in chain)
    assert len(fat) <= SECTOR, "too large for one sector of FAT"
    sectors.append(fat.ljust(SECTOR, b"\xff"))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIII", 0, 1, directory_start, 0, MINI_CUTOFF)
    header += struct.pack("<IIII", mini_fat_start, -(-len(mini_fat) // SECTOR), END, 0)
    header += struct.pack("<I", fat_sector) + b"\xff" * (4 * 108)
    return header + b"".join(sectors)


def _list_entries(
    storage: Storage, at: int, entries: list[Storage | Stream], links: list[tuple[int, int]]
) -> None:
    """Number the tree; the children of a storage form a chain of right siblings."""
    children = sorted(storage.children, key=lambda child: (len(child.name), child.name.upper()))
    first = len(entries)
    for child in children:
        entries.append(child)
        links.append((len(entries) if child is not children[-1] else NONE, NONE))
    links[at] = (links[at][0], first if children else NONE)
    for offset, child in enumerate(children):
        if isinstance(child, Storage):
            _list_entries(child, first + offset, entries, links)


def _run(start: int, count: int) -> list[int]:
    return [*range(start + 1, start + count), END] if count else []


def _store(data: bytes, sectors: list[bytes], chain: list[int], fill: bytes = b"\0") -> int:
    start = len(sectors)
    count = -(-len(data) // SECTOR)
    padded = data.ljust(count * SECTOR, fill)
    sectors += [padded[at : at + SECTOR] for at in range(0, len(padded), SECTOR)]
    chain += _run(start, count)
    return start


def _entry(entry: Storage | Stream, right: int, child: int, start: int, size: int) -> bytes:
    kind = 5 if entry.name == "Root Entry" else 1 if isinstance(entry, Storage) else 2
    name = (entry.name + "\0").encode("utf-16-le")
    record = name.ljust(64, b"\0") + struct.pack("<HBB", len(name), kind, 1)
    record += struct.pack("<III", NONE, right, child) + b"\0" * 36
    return record + struct.pack("<IQ", start, size)
