"""What Lighthouse says of the pages visitors see: `python -m benchmarks.pages [url]`.

Without a url a gallery with its samples is started for the while. Lighthouse comes from npm into var/bench, which is
not part of the project. Phone: Lighthouse's slow 4G and slow processor; desktop: its desktop preset. Its speeds vary
with what else the machine does; as its authors advise, the run in the middle of several counts.
"""

import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from embedded.gallery import Gallery, Options
from scripts.chromium import HOW, find

FOLDER = Path("var/bench/lighthouse")
VERSION = "12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 0.95
RUNS = 3
LOOKS = {"phone": [], "desktop": ["--preset=desktop"]}


def main(url: str = "") -> bool:
    """Whether every page is good enough in every category."""
    _install()
    with _site(url) as origin:
        scores = [_audit(page, address, look) for page, address in _pages(origin).items() for look in LOOKS]
    return all(score >= LEAST for each in scores for score in each)


def _install() -> None:
    if not (FOLDER / "node_modules" / "lighthouse").exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / "package.json").write_text("{}")
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", f"lighthouse@{VERSION}"]
        subprocess.run(command, cwd=FOLDER, check=True, timeout=600)  # noqa: S603


@contextlib.contextmanager
def _site(url: str) -> Iterator[str]:
    if url:
        yield url
        return
    with tempfile.TemporaryDirectory() as data, Gallery(Options(Path(data), 0, "lighthouse-1")) as gallery:
        yield gallery.url


def _pages(origin: str) -> dict[str, str]:
    """Home, the first gallery on it, and the first photo in that."""
    gallery = _first_link(f"{origin}/", "galleries")
    return {"home": f"{origin}/", "gallery": gallery, "photo": _first_link(gallery, "photos")}


def _first_link(address: str, kind: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 (the site under test)
        found = re.search(rf'href="(/{kind}/[^"?]+/)"', answer.read().decode())
    if not found:
        sys.exit(f"There is no link to {kind} on {address}.")
    return urljoin(address, str(found[1]))


def _audit(page: str, address: str, look: str) -> list[float]:
    runs = [_lighthouse(address, *LOOKS[look]) for _ in range(RUNS)]
    answer = sorted(runs, key=lambda run: run["categories"]["performance"]["score"] or 0)[RUNS // 2]
    scores = [answer["categories"][name]["score"] or 0 for name in CATEGORIES]
    shift = answer["audits"]["cumulative-layout-shift"]["numericValue"]
    words = "  ".join(f"{name} {score:.2f}" for name, score in zip(CATEGORIES, scores, strict=True))
    print(f"{page:8} {look:8} {words}  layout shift {shift:.3f}")
    for name, score in zip(CATEGORIES, scores, strict=True):
        if score < LEAST:
            _explain(answer, name)
    return scores


def _explain(answer: dict[str, Any], category: str) -> None:
    for each in answer["categories"][category]["auditRefs"]:
        audit = answer["audits"][each["id"]]
        if each["weight"] and (audit["score"] or 0) < 0.9:
            print(f"    {category}: {audit['title']} ({audit.get('displayValue', audit['score'])})")


def _lighthouse(address: str, *options: str) -> dict[str, Any]:
    browser = "--chrome-flags=--headless=new --no-sandbox --disable-gpu --ignore-certificate-errors"
    only = f"--only-categories={','.join(CATEGORIES)}"
    command = ["node_modules/.bin/lighthouse", address, "--quiet", "--output=json", only, browser, *options]
    env = {**os.environ, "CHROME_PATH": find() or sys.exit(HOW)}
    done = subprocess.run(command, cwd=FOLDER, env=env, check=True, stdout=subprocess.PIPE, timeout=240)  # noqa: S603
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


if __name__ == "__main__":
    sys.exit(not main(*sys.argv[1:]))
