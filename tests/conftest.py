"""Real engines for the whole run, one set per xdist worker; each test makes its own galleries."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from embedded.engines import engines
from embedded.environment import without_traces
from embedded.folder import opened

if TYPE_CHECKING:
    from django.test import Client
    from playwright.sync_api import Browser, Page

    from accounts.models import User
    from embedded.gallery import Gallery

ROOT = Path(__file__).parent.parent
ORIGIN = "http://testserver"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MEMORY, ENOUGH = "/dev/shm", 4 * 1024**3  # bytes  # noqa: S108 (only made folders in it, of names nobody knows)
running = contextlib.ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """Start the engines and Django before any test module is imported."""
    _obey_the_functions_policy(config)
    distributes = config.getoption("numprocesses", None) and not hasattr(config, "workerinput")
    if distributes:
        return
    _prefer_memory()
    folder = running.enter_context(opened(_temporary_folder(running)))
    for name in set(os.environ) - set(without_traces(os.environ)):
        del os.environ[name]
    os.environ.update(running.enter_context(engines(folder)).environment)
    os.environ.update(_django_environment(), STATIC_ROOT=str(folder.path / "static"))
    _set_up_django()


def pytest_unconfigure() -> None:
    running.close()


def _obey_the_functions_policy(config: pytest.Config) -> None:
    from tests.infrastructure.guard import Guard
    from tests.infrastructure.policy import Policy, of_function

    config.pluginmanager.register(Guard(Policy(of_function())))


def _prefer_memory() -> None:
    """For temporary files of this run and of all that it starts: the engines wait for the disk at each write."""
    with contextlib.suppress(OSError):
        if shutil.disk_usage(MEMORY).free > ENOUGH and os.access(MEMORY, os.W_OK):
            os.environ["TMPDIR"] = tempfile.tempdir = MEMORY


def _temporary_folder(stack: contextlib.ExitStack) -> Path:
    path = Path(tempfile.mkdtemp(prefix="gallery-tests-"))
    stack.callback(shutil.rmtree, path, ignore_errors=True)
    return path


def _django_environment() -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "gallery_project.settings",
        "DJANGO_SECRET_KEY": "only for tests",
        "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
        "SITE_ORIGINS": ORIGIN,
        "SECURE": "false",
        "LOG_LEVEL": "WARNING",
        # Playwright keeps an event loop running in the thread of the tests; no SQL connection is in danger here.
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
        # All tests share one address; those of the limits take one of their own.
        "THROTTLE_ADDRESS": "1000000",
        "THROTTLE_NEWCOMER": "1000000",
        "THROTTLE_GUESS_ADDRESS": "1000000",
    }


def _set_up_django() -> None:
    import django
    from django.contrib.auth.hashers import PBKDF2PasswordHasher
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    from embedded.provision import make_bucket

    django.setup()
    from galleries import services as galleries
    from website import site

    PBKDF2PasswordHasher.iterations = 10  # what makes guessing slow would make most tests slow
    setup_test_environment()
    make_bucket(os.environ["BUCKET_NAME"], [ORIGIN])
    call_command("create_tables", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    site.KEPT_SECONDS = 3600  # or a count of reads would now and then include the site's settings
    site.current()
    galleries.listeners.clear()  # thousands of galleries are made; tests of the front page sum them up themselves


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in a hook of its own
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All browser tests on one xdist worker: they share one live site."""
    for item in items:
        if "live_site" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="module", autouse=True)
def world_of_its_own() -> None:
    """No file of tests finds what another one left, nor pays for it when it looks through whole tables; people stay."""
    from tests.rebuilding import empty_world
    from website import site
    from website.models import PARTITION, SettingsItem

    empty_world()
    SettingsItem(PARTITION, "SETTINGS").delete()
    site.forget()


@pytest.fixture
def client() -> "Client":
    """A visitor with an empty cookie jar."""
    from django.test import Client

    return Client()


@pytest.fixture
def deliver() -> Callable[[], int]:
    """Hands every waiting bucket event to `photos.events.handle`, as workers do; answers how many."""
    from embedded.provision import QUEUE
    from embedded.queue import Queue
    from photos import events

    queue = Queue(QUEUE)

    def pump() -> int:
        delivered = 0
        while messages := queue.receive(wait=0):
            for message in messages:
                events.handle(json.loads(message["Body"]), None)
                queue.done(message)
                delivered += 1
        return delivered

    return pump


@pytest.fixture(scope="session")
def live_site() -> Iterator["Gallery"]:
    """A gallery of its own, as `make run` starts it: `.url`, `.environment`; admin's password: secret-1."""
    from embedded.gallery import Gallery, Options

    with contextlib.ExitStack() as stack:
        options = Options(data=_temporary_folder(stack), port=0, admin_password="secret-1", samples=False)
        yield stack.enter_context(Gallery(options))


@pytest.fixture
def user() -> "User":
    """A photographer whom nobody else is."""
    from tests.make import account

    return account()


@pytest.fixture
def signed_in(user: "User") -> "Client":
    """The photographer's."""
    from django.test import Client

    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def admin_client() -> "Client":
    """A signed-in administrator."""
    from django.test import Client

    from tests.make import account

    browser = Client()
    browser.force_login(account("admin"))
    return browser


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """A headless Chromium; where there is none and none can be installed, the sentence that says what to do."""
    from playwright.sync_api import sync_playwright

    command = [sys.executable, str(ROOT / "scripts" / "chromium.py")]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.fail(found.stderr.strip().splitlines()[-1], pytrace=False)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=found.stdout.strip(), args=CHROMIUM_FLAGS)


@pytest.fixture
def page(browser: "Browser", live_site: "Gallery") -> "Iterator[Page]":
    """A fresh browser window; paths are those of the live site. Without its service worker, which takes a moment."""
    with browser.new_context(base_url=live_site.url, service_workers="block") as context:
        yield context.new_page()
