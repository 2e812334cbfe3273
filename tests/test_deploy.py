"""What can be known of the deployment without a container engine: it names what there is."""

import re
from typing import Any

import pytest
import yaml

from bot.access import _SESSION
from bot.operation import PATHS
from bot.settings import IN_FILE, Settings
from tests.conftest import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text("utf-8"))
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text("utf-8")
NGINX = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
WARDS = ("page", "slack")


@pytest.mark.parametrize("name", WARDS)
def test_every_variable_of_a_ward_is_one_it_knows(name: str) -> None:
    environ = COMPOSE["services"][name]["environment"]

    assert environ.keys() - set(IN_FILE.values()) == set()
    assert {"WARD_DATABASE", "WARD_CHROMA", "WARD_AUDIT_KEY"} <= environ.keys()


@pytest.mark.parametrize("name", WARDS)
def test_the_settings_of_a_ward_can_be_read(name: str) -> None:
    environ = COMPOSE["services"][name]["environment"]
    filled = {key: re.sub(r"\$\{\w+(:[-?]([^}]*))?\}", r"\2", value) for key, value in environ.items()}

    settings = Settings.read(filled)

    assert settings.chroma == "http://chroma:8000"
    assert settings.log == "json"
    assert settings.proxy_from == ("127.0.0.1", "::1")


def test_the_file_of_users_is_where_the_page_looks_for_it() -> None:
    page = COMPOSE["services"]["page"]

    assert page["environment"]["WARD_AUTH"] == f"/run/secrets/{page['secrets'][0]}"
    assert page["secrets"][0] in COMPOSE["secrets"]


def test_the_page_is_asked_whether_it_lives_where_it_answers() -> None:
    page = COMPOSE["services"]["page"]
    asks = re.search(r"http://127\.0\.0\.1:(\d+)(/\w+)", page["healthcheck"]["test"][-1])

    assert asks is not None
    assert (int(asks[1]), asks[2]) == (Settings.read({}).port, "/health")
    assert asks[2] in PATHS
    assert page["ports"][0].endswith(f":{asks[1]}")


def test_a_container_is_given_longer_to_stop_than_ward_takes() -> None:
    assert int(COMPOSE["services"]["page"]["stop_grace_period"].rstrip("s")) > Settings.read({}).stop_seconds


def test_the_image_holds_every_file_that_the_package_is_built_from() -> None:
    copied = {word for line in re.findall(r"^COPY (.+) \S+$", DOCKERFILE, re.MULTILINE) for word in line.split()}

    assert {"pyproject.toml", "README.md", "LICENSE", "app.py", "corpus", "guardrails", "bot", "evals"} <= copied
    assert all((ROOT / name).exists() for name in copied)


def test_the_proxy_keeps_a_browser_at_one_page_and_waits_long_enough() -> None:
    waits = re.search(r"proxy_read_timeout (\d+)s", NGINX)

    assert f"hash $cookie_{_SESSION} " in NGINX
    assert waits is not None
    assert int(waits[1]) > Settings.read({}).turn_seconds
    assert re.search(r"location ~ \^/\((\S+)\)\$", NGINX)[1].split("|") == [path[1:] for path in PATHS]  # type: ignore[index]
