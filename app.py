"""The web page as a program: `python app.py`, the same as `ward serve`."""

import sys

from bot.cli import main

if __name__ == "__main__":
    sys.exit(main(["serve", *sys.argv[1:]]))
