"""What tests do to a real PostgreSQL server besides starting it (`evals/servers.py`)."""


def fresh(url: str) -> None:
    """Empty a database."""
    from sqlalchemy import create_engine, text

    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("drop schema public cascade"))
        connection.execute(text("create schema public"))
    engine.dispose()
