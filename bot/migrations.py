"""The shape of the store, version by version. What stands here is never changed; a new shape is a new entry.

The statements are understood by SQLite and by PostgreSQL alike. Times are seconds since 1970, UTC.
"""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        create table if not exists turn (
            conversation text not null,
            number integer not null,
            record text not null,   -- what was asked (identifiers masked) and what came of it, as JSON
            memory text not null,   -- what the next turn needs, as JSON
            primary key (conversation, number)
        )
        """,
    ),
    (
        """
        create table conversation (
            id text primary key,
            owner text not null,    -- the reader whose it is; empty: the command line
            channel text not null,  -- cli, page, slack
            title text not null,    -- its first question, identifiers masked
            started double precision not null,
            last double precision not null
        )
        """,
        "create index conversation_owner on conversation (owner, last)",
        "insert into conversation select distinct conversation, '', 'cli', '', 0, 0 from turn",
        """
        create table feedback (
            conversation text not null,
            number integer not null,
            owner text not null,
            verdict text not null,
            word text not null,     -- identifiers masked
            at double precision not null,
            primary key (conversation, number, owner)
        )
        """,
        """
        create table claimed (
            key text primary key,
            at double precision not null,
            done integer not null
        )
        """,
        """
        create table preference (
            owner text not null,
            name text not null,
            value text not null,
            primary key (owner, name)
        )
        """,
    ),
    (
        """
        create table audit (
            number integer primary key,
            entry text not null,    -- JSON, no word of what was said
            hash text not null      -- over the hash before it and the entry
        )
        """,
        "create table audit_head (number integer not null, hash text not null)",
        f"insert into audit_head values (0, '{'0' * 64}')",
        """
        create table forgotten (
            conversation text primary key,
            at double precision not null
        )
        """,
    ),
    ("alter table claimed add column work text not null default ''",),  # what is to be done, identifiers masked
    (
        """
        create table review (
            number integer primary key,       -- in the order in which they were recorded
            guideline text not null,
            item text not null,               -- the id of a statement or row
            state text not null check (state in ('submitted', 'under_review', 'approved')),
            reviewer text not null,
            at double precision not null,
            hash text not null                -- of what was reviewed
        )
        """,
        "create index review_guideline on review (guideline, number)",
    ),
)
