"""`ward password NAME`: a line for the file of users that WARD_AUTH names."""

import argparse
import getpass
import sys
from typing import Any

from bot.access import hashed
from bot.errors import SettingsError
from bot.settings import Settings

_SHORTEST = 12


def add(commands: Any) -> None:
    """Add the command."""
    password = commands.add_parser("password", help="print a user's line for the file that WARD_AUTH names")
    password.add_argument("name", metavar="NAME", help="the user's name")
    password.set_defaults(run=_password)


def _password(options: argparse.Namespace, settings: Settings) -> int:
    name = options.name.strip()
    if not name or ":" in name or name.startswith("#") or len(name.split()) > 1:
        raise SettingsError(f"the name is {options.name!r}; use one word without a colon")
    said = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if len(said) < _SHORTEST:
        raise SettingsError(f"the password has {len(said)} characters; use {_SHORTEST} or more")
    sys.stdout.write(f"{name}:{hashed(said)}\n")
    return 0
