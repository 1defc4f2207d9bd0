"""CPU and memory of one photo's renditions, beside other ways to make them: `python -m benchmarks.imaging [rounds]`.

Each measurement is a process of its own on one thread that does its work twice, of which the second time counts:
start-up and first touches of memory are nobody's merit. The ways take turns, so that a busy machine is unfair to all
alike; the least CPU of all rounds counts, because noise only adds. sharp comes from npm into var/bench, which is not
part of the project.
"""

import io
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageOps

from photos import imaging
from photos.imaging import ladder

FOLDER = Path("var/bench")
REAL = Path(__file__).parents[2] / "shared" / "photos"
TARGETS = {"sharp as used": 0.80, "sharp at its best": 1.10, "floor": 1.70}
MOST_MEMORY = {"50 MP": 100, "50 MP progressive": 360}
WIDTHS = sorted(ladder.WIDTHS, reverse=True)


def render(photo: Path) -> None:
    with photo.open("rb") as source:
        imaging.render(source)


def naive(photo: Path) -> None:
    """What the manual of Pillow suggests."""
    image = ImageOps.exif_transpose(Image.open(photo)).convert("RGB")
    for width in WIDTHS:
        size = (width, round(image.height * width / image.width))
        image.resize(size, Image.Resampling.LANCZOS).save(io.BytesIO(), "WEBP", quality=80, method=4)


def floor(photo: Path) -> Callable[[], None]:
    """The small decoding and the encoding alone; nothing can be faster with these codecs."""
    with photo.open("rb") as source:
        renditions = imaging.render(source).renditions
    files = [Image.open(io.BytesIO(rendition.body)).convert("RGB") for rendition in renditions]

    def work() -> None:
        image = Image.open(photo, formats=["JPEG"])
        sideways = image.getexif().get(0x0112, 1) >= 5
        image.draft(None, files[-1].size[::-1] if sideways else files[-1].size)
        image.load()
        for made in files:
            made.save(io.BytesIO(), "WEBP", quality=80, method=4)

    return work


def one(way: str, photo: Path) -> None:
    """In a child: print CPU seconds and peak megabytes of one way."""
    work = floor(photo) if way == "floor" else lambda: {"render": render, "naive Pillow": naive}[way](photo)
    work()
    before = time.process_time()
    work()
    cpu = time.process_time() - before
    print(json.dumps({"cpu": cpu, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def sharp_is_here() -> bool:
    """Install sharp unless it is there; say in one line why not."""
    if (FOLDER / "node_modules" / "sharp").exists():
        return True
    (FOLDER / "package.json").write_text("{}")
    command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "sharp"]
    try:
        subprocess.run(command, cwd=FOLDER, check=True, capture_output=True, timeout=300)  # noqa: S603
    except (OSError, subprocess.SubprocessError) as error:
        print(f"Without sharp, because it cannot be installed here: {error}")
        return False
    return True


def commands() -> dict[str, list[str]]:
    python = [sys.executable, "-m", "benchmarks.imaging", "--one"]
    ways = {way: [*python, way] for way in ("render", "naive Pillow", "floor")}
    if sharp_is_here():
        node = ["node", str(Path(__file__).with_name("sharp.mjs")), str(FOLDER.resolve())]
        ways |= {"sharp as used": [*node, "as-used"], "sharp at its best": [*node, "at-its-best"]}
    return ways


def photos() -> dict[str, Path]:
    drawn, progressive = FOLDER / "50mp.jpg", FOLDER / "50mp-progressive.jpg"
    if not progressive.exists():  # in a child, because children count the memory of their parent as their own
        subprocess.run([sys.executable, "-m", "benchmarks.imaging", "--draw", drawn, progressive], check=True)  # noqa: S603
    return {
        "12 MP phone": REAL / "phone12.jpg",
        "24 MP": REAL / "nikon24.jpg",
        "50 MP": drawn,
        "50 MP progressive": progressive,
    }


def draw(plain: str, progressive: str) -> None:
    from tests.photos.drawn import scene

    image = scene(8660, 5774)
    image.save(plain, quality=90)
    image.save(progressive, quality=90, progressive=True)


def measured(command: list[str], photo: Path) -> dict[str, float]:
    answer = subprocess.run([*command, str(photo)], check=True, capture_output=True, text=True)  # noqa: S603
    figures: dict[str, float] = json.loads(answer.stdout)
    return figures


def compare(name: str, photo: Path, ways: dict[str, list[str]], rounds: int) -> None:
    runs: dict[str, list[dict[str, float]]] = {way: [] for way in ways}
    for _ in range(rounds):
        for way, command in ways.items():
            runs[way].append(measured(command, photo))
    ours = min(run["cpu"] for run in runs["render"])
    print(f"\n{name}")
    for way, taken in runs.items():
        cpu, peak = min(run["cpu"] for run in taken), max(run["peak"] for run in taken)
        print(f"  {way:18} {cpu:6.2f} s CPU {peak:6.0f} MB{verdict(name, way, ours / cpu, peak)}")


def verdict(name: str, way: str, ratio: float, peak: float) -> str:
    if way == "render":
        most = MOST_MEMORY.get(name)
        return f"   {'ok' if peak <= most else 'TOO MUCH'}: at most {most} MB" if most else ""
    words = f"   render is {ratio:.2f} x this"
    if way not in TARGETS:
        return words
    return f"{words}   {'ok' if ratio <= TARGETS[way] else 'TOO SLOW'}: at most {TARGETS[way]:.2f}"


def main(rounds: int) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    ways = commands()
    for name, photo in photos().items():
        compare(name, photo, ways, rounds)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], Path(sys.argv[3]))
    elif sys.argv[1:2] == ["--draw"]:
        draw(*sys.argv[2:])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
