"""The page on which a user signs in: plain HTML, no script."""

from bot.markup import Html, join, tag
from bot.words import language, words_of

_STYLE = Html(
    "body{font:16px/1.5 system-ui,sans-serif;background:#f4f6f8;color:#16202b;display:grid;place-items:center;min-height:100dvh;"
    "margin:0}form{background:#fff;border:1px solid #c5ced8;border-radius:12px;padding:2rem;display:grid;gap:.5rem;"
    "width:min(20rem,80vw)}h1{margin:0 0 .5rem;font-size:1.4rem}input,button{font:inherit;padding:.55rem .7rem;"
    "border-radius:8px;border:1px solid #6b7a8a}button{background:#0b5563;color:#fff;border-color:#0b5563;margin-top:.6rem}"
    "p{color:#9b1c1c;margin:0}@media(prefers-color-scheme:dark){body{background:#10161c;color:#e8edf2}"
    "form{background:#182028;border-color:#3a4753}input{background:#10161c;color:inherit}p{color:#ffb4a8}}"
)


def login_page(wrong: bool, accepted: str) -> str:
    """Return the page.

    Args:
        wrong: the last try failed.
        accepted: the Accept-Language header.
    """
    code = language(accepted)
    words = words_of(code)
    form = tag(
        "form",
        tag("h1", "Ward"),
        tag("p", words["login_wrong"], role="alert") if wrong else None,
        tag("label", words["name"], for_="name"),
        tag("input", id="name", name="name", autocomplete="username", required=True, autofocus=True),
        tag("label", words["password"], for_="password"),
        tag("input", id="password", name="password", type="password", autocomplete="current-password", required=True),
        tag("button", words["login"], type="submit"),
        method="post",
        action="/login",
    )
    head = tag("head", tag("title", f"Ward: {words['login']}"), tag("style", _STYLE), Html(_VIEWPORT))
    return "<!doctype html>" + tag("html", head, tag("body", tag("main", join(form))), lang=code)


_VIEWPORT = '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
