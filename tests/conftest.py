"""What the tests stand on: the shipped guideline, a home of their own, an encoder of words, and no way off the machine."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from bot.assemble import Assistant, assistant
from bot.settings import DEFAULT_GUIDELINE, Settings
from corpus.pack import GUIDELINES, read_guideline
from corpus.passage import Guideline
from guardrails.read import Reader
from tests.fakes import BagOfWords
from tests.loopback import ATTEMPTS, held

if TYPE_CHECKING:
    from evals.servers import Postgres
    from tests.slack_server import SlackServer

ROOT = Path(__file__).parent.parent
PACK = GUIDELINES / DEFAULT_GUIDELINE
INVENTED_PACK = ROOT / "tests" / "guidelines" / "glimmerpox"

# The tests try the same examples each time, so that a commit which passed passes; `make fuzz` looks for new ones.
settings.register_profile(
    "ward",
    deadline=None,
    print_blob=True,
    derandomize="WARD_FUZZ" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ward")

gc.freeze()  # tables and modules live as long as the tests; looking through them again and again took a quarter of the time
gc.set_threshold(50_000, 20, 20)


def shared_folder() -> Path:
    """Return the folder of test data that is not the project's own; it may not be there."""
    return Path(os.environ.get("WARD_SHARED") or ROOT.parent / "shared")


@pytest.fixture(scope="session", autouse=True)
def nothing_leaves_the_machine() -> Iterator[None]:
    """Fail whatever connects to another machine, also where a library swallows the error."""
    with held():
        yield
    assert ATTEMPTS == []


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(("WARD_", "SLACK_")) and name != "WARD_SHARED"]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def guideline() -> Guideline:
    return read_guideline(PACK)


@pytest.fixture(scope="session")
def reader(guideline: Guideline) -> Reader:
    return Reader(guideline)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A WARD_HOME that nobody has written to."""
    return tmp_path / "home"


@pytest.fixture
def encoder() -> BagOfWords:
    return BagOfWords()


@pytest.fixture
def ward(home: Path, encoder: BagOfWords) -> Assistant:
    return assistant(Settings.read({"WARD_HOME": str(home)}), encoder=encoder)


@pytest.fixture(scope="module")
def server() -> "Iterator[Postgres]":
    from evals.servers import postgres

    with postgres() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str | None:
    """The address of an empty database: none for a SQLite file in the home, or a real PostgreSQL server's."""
    if request.param == "sqlite":
        return None
    from tests.postgres import fresh

    running: Postgres = request.getfixturevalue("server")
    fresh(running.url)
    return running.url


@pytest.fixture
def slack() -> "Iterator[SlackServer]":
    from tests.slack_server import SlackServer

    with SlackServer().running() as server:
        yield server


@pytest.fixture
def shared() -> Path:
    if not shared_folder().is_dir():
        pytest.skip("shared/ is not here")
    return shared_folder()
