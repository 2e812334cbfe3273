"""What the README shows is what its commands print."""

from tests.readme import README, renewed


def test_every_output_in_the_readme_is_what_the_command_prints() -> None:
    written = README.read_text(encoding="utf-8")

    assert renewed(written) == written
