"""What lies in a folder on a disk: which gallery gets which files."""

import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from galleries.folders import Folder, read
from photos import keys


@dataclass
class Plan:
    """Files by gallery, in the order of their paths; `others` are no photos by their names."""

    folders: dict[Folder, list[Path]] = field(default_factory=lambda: defaultdict(list))
    others: list[Path] = field(default_factory=list)

    @property
    def paths(self) -> list[Path]:
        return [path for paths in self.folders.values() for path in paths]


def planned(root: Path) -> Plan:
    """Everything below `root` but what is hidden. Links to folders are not followed."""
    plan = Plan()
    for path in _files(root):
        if keys.has_photo_name(path.name):
            plan.folders[read(path.relative_to(root).parts[:-1], root.resolve().name)].append(path)
        else:
            plan.others.append(path)
    return plan


def _files(root: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(files) if not name.startswith("."))
