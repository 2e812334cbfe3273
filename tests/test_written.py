"""The tables of the README are those of the JSON that the benches wrote."""

from evals.written import README, written


def test_the_tables_of_the_readme_are_as_measured() -> None:
    readme = README.read_text("utf-8")

    assert written(readme) == readme
    assert "| macro average |" in readme
