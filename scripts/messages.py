"""The sentences of the site and their translations.

    python -m scripts.messages           bring locale/*/LC_MESSAGES/*.po in line with the sources
    python -m scripts.messages compile   write the .mo files that the site reads (`make` does that by itself)
    python -m scripts.messages check     name what is missing; fails if anything is

What Django's own makemessages does with GNU gettext's programs, done with Babel, which pip brings everywhere.
"""

import io
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from babel.messages import Catalog, pofile
from babel.messages.extract import extract, extract_javascript, extract_python
from babel.messages.mofile import write_mo
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
APPS = ("accounts", "contracts", "galleries", "gallery_project", "photos", "ratings", "website")
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
_COMMENTS = ("Translators:",)
_ALIAS = re.compile(r"from django\.utils\.translation import .*\bas (\w+)")
_PLACEHOLDER = re.compile(r"\{\w+|%\(\w+\)")


def main() -> None:
    done = {"": update, "compile": compile_all, "check": check}[sys.argv[1] if sys.argv[1:] else ""]()
    if done:
        sys.exit("\n".join(done))


def update() -> list[str]:
    """Add what is new to every catalog, empty, and drop what nobody says any more."""
    for language, domain, path in _catalogs():
        catalog = _read(path, language)
        catalog.update(_template(domain), no_fuzzy_matching=True)
        catalog.obsolete.clear()
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            pofile.write_po(file, catalog, width=110, omit_header=False, sort_by_file=True, include_lineno=False)
    return []


def compile_all() -> list[str]:
    for language, _, path in _catalogs():
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, _read(path, language))
    return []


def check() -> list[str]:
    """What a reader of each language would see in English."""
    return _aliases() + [
        f"{path.relative_to(ROOT)}: {message.id!r} {what}"
        for language, domain, path in _catalogs()
        for message, what in _problems(_template(domain), _read(path, language))
    ]


def _aliases() -> list[str]:
    """Names that hide a sentence from this script."""
    found = []
    for path, _ in _sources("django"):
        for line in path.read_text().splitlines() if path.suffix == ".py" else ():
            alias = _ALIAS.match(line)
            if alias and alias[1] != "_":
                found.append(f"{path.relative_to(ROOT)}: {alias[1]} is a name for gettext that nobody looks for")
    return found


def _problems(template: Catalog, catalog: Catalog) -> Iterator[tuple[Any, str]]:
    for message in template:
        found = catalog.get(message.id, message.context) if message.id else None
        if message.id and (found is None or not found.string or not all(_forms(found.string)) or found.fuzzy):
            yield message, "is not translated"
        elif found and _names(found.id) != _names(found.string):
            yield message, "has other placeholders than its translation"


def _forms(string: Any) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)


def _names(said: Any) -> set[str]:
    """The placeholders in any of the forms: {name} of Python and JavaScript, %(name)s of templates."""
    return set(_PLACEHOLDER.findall(" ".join(_forms(said))))


def _catalogs() -> Iterator[tuple[str, str, Path]]:
    for folder in sorted(path for path in LOCALE.iterdir() if path.is_dir()):
        for domain in ("django", "djangojs"):
            yield folder.name, domain, folder / "LC_MESSAGES" / f"{domain}.po"


def _read(path: Path, language: str) -> Catalog:
    if not path.exists():
        header = "# The site in another language; scripts/messages.py keeps it in line with the sources."
        return Catalog(locale=language, project="photo-gallery", header_comment=header, fuzzy=False)
    with path.open("rb") as file:
        return pofile.read_po(file, locale=language)


def _template(domain: str) -> Catalog:
    catalog = Catalog(project="photo-gallery", fuzzy=False)
    for path, method in _sources(domain):
        with path.open("rb") as file:
            for line, said, comments, context in extract(method, file, KEYWORDS, _COMMENTS):
                catalog.add(said, None, [(str(path.relative_to(ROOT)), line)], auto_comments=comments, context=context)
    return catalog


def _sources(domain: str) -> Iterator[tuple[Path, Callable[..., Any]]]:
    if domain == "djangojs":
        yield from ((path, extract_javascript) for path in sorted((ROOT / "static" / "src").rglob("*.js")))
        return
    yield from ((path, extract_python) for app in APPS for path in sorted((ROOT / app).rglob("*.py")))
    yield from ((path, _extract_template) for path in sorted((ROOT / "templates").rglob("*.*")))


def _extract_template(file: IO[bytes], keywords: Any, comments: Any, options: Any) -> Any:
    """Django blanks out all but the calls of gettext; without the indents Python's tokenizer takes what is left."""
    lines = templatize(file.read().decode()).splitlines()
    source = "\n".join(line.strip() for line in lines)
    return extract_python(io.BytesIO(source.encode()), keywords, comments, options)


if __name__ == "__main__":
    main()
