"""Keeper of gradio: the page. It binds the desk's views to components; every word of an answer is a sealed reply's."""

import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event, Thread
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from bot.access import USER, Gate, check
from bot.desk import Desk, Seat, View
from bot.errors import BotError, SettingsError
from bot.login_page import login_page
from bot.operation import Operation
from bot.words import WORDS, language
from corpus.errors import CorpusError

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import FastAPI

    from bot.assemble import Assistant

_HERE = Path(__file__).parent
_FIRST_PAGE = 2.0
"""Seconds that the first page has the machine for itself."""
_SESSIONS = 2000
"""So many sessions are remembered, the last used; a tab of a browser is one, a call of a program another."""
_LISTEN = "ward.listen(element, trigger, watch)"
_CONVERSATION = "(text, _) => { ward.tab(); return [text, ward.conversation()]; }"


def page(desk: Desk) -> "gr.Blocks":
    """Return the page. What a click wishes comes as data of an event; who clicks comes from the gate alone."""
    import gradio as gr

    words = gr.I18n(**WORDS)

    def ask_by_key(text: str, conversation: str, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        for view in desk.ask(text, conversation, _seat(request)):
            yield _shown(view)

    def ask_by_click(event: gr.EventData, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        what = _what(event)
        for view in desk.ask(str(what.get("text") or ""), str(what.get("conversation") or ""), _seat(request)):
            yield _shown(View(talk=view.talk, side=view.side))

    def act(event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        return _shown(desk.act(_what(event), _seat(request)))

    def opened(conversation: str, request: gr.Request) -> tuple[Any, ...]:
        return _shown(desk.opened(conversation, _seat(request)))

    def fresh(request: gr.Request) -> tuple[Any, ...]:
        return _shown(desk.opened("", _seat(request)))

    def part(name: str) -> Any:
        def shown(request: gr.Request) -> Any:
            return desk.guideline_part(name, {}, _seat(request))

        return shown

    def choose(event: gr.EventData, request: gr.Request) -> Any:
        return desk.map(_what(event), _seat(request))

    def sign(event: gr.EventData, request: gr.Request) -> Any:
        return desk.sign(_what(event), _seat(request))

    def answer(text: str, conversation: str, audience: str, request: gr.Request) -> dict[str, Any]:
        """Answer a question from the guideline: `text`, the `conversation` to continue or "", the `audience`."""
        try:
            return desk.answered(text, conversation, audience, _seat(request))
        except (BotError, CorpusError) as error:
            raise gr.Error(str(error), print_exception=False) from None  # Gradio keeps the words of any other error

    blocks = gr.Blocks(title="Ward", analytics_enabled=False, fill_width=True)
    live: Any = partial(gr.HTML, js_on_load=_LISTEN, apply_default_css=False)
    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "queue": True}
    stranger = Seat(user="")
    with blocks:
        head = live(desk.head(stranger), elem_id="head")
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab(words("ask"), id="ask"), gr.Row(elem_id="desk"):
                talk = live(desk.blank(), elem_id="talk")
                side = live("", elem_id="side")
            with gr.Tab(words("guideline"), id="guideline") as guideline, gr.Tabs(elem_id="parts"):
                with gr.Tab(words("map"), id="map"):
                    field = live("", elem_id="map")
                with gr.Tab(words("table"), id="table") as table_tab:
                    table = live("", elem_id="table")
                with gr.Tab(words("text"), id="text") as text_tab:
                    body = live("", elem_id="text")
                with gr.Tab(words("review"), id="review") as review_tab:
                    review = live("", elem_id="review")
            with gr.Tab(words("about"), id="about"):
                live(desk.about(), elem_id="about")
        with gr.Column(elem_id="dock"):
            with gr.Row(elem_id="composer-row"):
                text = gr.Textbox(
                    label=words("ask"),
                    show_label=False,
                    placeholder=words("placeholder"),
                    lines=1,
                    max_lines=6,
                    scale=5,
                    autofocus=True,
                    elem_id="composer",
                    container=False,
                )
                send = gr.Button(words("ask"), variant="primary", scale=0, elem_id="send")
                new = gr.Button(words("new"), scale=0, elem_id="new")
            strip = gr.HTML(desk.strip(stranger), elem_id="strip", apply_default_css=False)
        held = gr.Textbox("", visible=False)
        shown = [talk, side, head, strip, text]

        asked = {"inputs": [text, held], "outputs": shown, "js": _CONVERSATION, **quiet}
        gr.on([text.submit, send.click], ask_by_key, **asked)
        for each in (talk, side, field):
            each.submit(ask_by_click, None, shown, **quiet)
        for each in (talk, side, head):
            each.click(act, None, shown, **quiet)
        field.click(choose, None, field, **quiet)
        review.click(sign, None, review, **quiet)
        new.click(fresh, None, shown, **quiet)
        guideline.select(part("map"), None, field, **quiet)
        table_tab.select(part("table"), None, table, **quiet)
        text_tab.select(part("text"), None, body, **quiet)
        review_tab.select(part("review"), None, review, **quiet)
        blocks.load(opened, held, shown, js="() => [ward.conversation()]", **quiet)
        gr.api(answer, api_name="ask", api_visibility="public")  # type: ignore[attr-defined]
    blocks.queue(max_size=256, default_concurrency_limit=16, api_open=False)
    return blocks


def serve(ward: "Assistant", *, port: int, block: bool = True) -> str:
    """Serve the page and say where; return its address.

    Raises:
        SettingsError: the address is open to others and nobody would be asked who he is, or the port is taken.
    """
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    os.environ.setdefault("GRADIO_ANALYTICS_MAX_EVENTS", "1")  # else each event makes a table of the last 10,000
    os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", str(10**9))
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    check(ward.settings)
    taken = _taken(ward.settings.host, port)
    app = Gate(_app(Desk(ward)), ward.settings, login_page)
    import uvicorn

    operation = Operation(ward)
    config = uvicorn.Config(
        operation.asgi(app),  # monitoring does not sign in
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        ws="none",
    )
    server = uvicorn.Server(config)
    running = Thread(target=server.run, kwargs={"sockets": [taken]}, daemon=True)
    running.start()
    while not server.started and running.is_alive():
        running.join(0.02)
    host = f"[{ward.settings.host}]" if ":" in ward.settings.host else ward.settings.host
    address = f"http://{host}:{taken.getsockname()[1]}/"
    closing = Event()
    warming = Thread(target=_warm, args=(ward, closing), daemon=True)
    warming.start()
    print(f"Ward listens on {address}", flush=True)  # noqa: T201 -- the one thing its user has to know
    if block:
        _wait()
        closing.set()
        ward.close()
        operation.close()
        server.should_exit = True
        running.join(5)
        warming.join(30)  # a process that ends while a library of it still starts threads is aborted
    return address


def _app(desk: Desk) -> "FastAPI":
    """Return the page as an app: the exports, and Gradio for the rest."""
    import gradio as gr
    from fastapi import FastAPI, Request, Response

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    blocks = page(desk)

    @app.get("/export/{conversation}.{form}")
    def exported(conversation: str, form: str, request: Request) -> Response:
        try:
            made = desk.exported(conversation, form, _seat(request))
        except (BotError, CorpusError) as error:
            return Response(str(error), status_code=503, media_type="text/plain")
        if made is None:
            return Response("There is no such conversation of yours.", status_code=404, media_type="text/plain")
        headers = {"content-disposition": f'attachment; filename="{made.name}"', "cache-control": "no-store"}
        return Response(made.content, media_type=made.type, headers=headers)

    fonts = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"]  # a named web font would be fetched
    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        theme=gr.themes.Base(font=fonts, font_mono=["ui-monospace", "monospace"]),
        head=_head(),
        i18n=gr.I18n(**WORDS),
        run_history=False,
        footer_links=[],
        show_error=False,
        enable_monitoring=False,
        ssr_mode=False,
        mcp_server=False,
        max_file_size="1b",
    )
    _forget(blocks)
    return app


def _forget(blocks: "gr.Blocks") -> None:
    """Bound what Gradio remembers: to it every call of a program is a session of its own, which never ends.

    Of each it would keep how every component is configured, which this page never changes: 5 ms and 130 kB a call, ten
    thousand times. And it would look through all calls that there ever were to find the one that is answered.
    """
    from gradio.utils import LRUCache

    holder = blocks.state_holder
    holder.capacity = _SESSIONS
    unconfigured: Any = SimpleNamespace(default_config=blocks.default_config, blocks={})
    holder.blocks = unconfigured
    blocks._queue.pending_event_ids_session = LRUCache(_SESSIONS)


def _head() -> str:
    """Return style and script. They go into the head: what is handed to Gradio as `css` it rewrites, breaking `:is`."""
    style, script = ((_HERE / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    return f"<style>{style}</style><script>{script}</script>"


def _seat(request: Any) -> Seat:
    headers = request.headers
    return Seat(user=headers.get(USER, ""), language=language(headers.get("accept-language", "")))


def _what(event: Any) -> dict[str, Any]:
    """Return what a click wishes; anything but short texts is left out."""
    data = event._data
    return {str(key): value for key, value in data.items() if isinstance(value, str)} if isinstance(data, dict) else {}


def _shown(view: View) -> tuple[Any, ...]:
    """Return what each component shows next; what a view leaves out stays."""
    import gradio as gr

    parts = (view.talk, view.side, view.head, view.strip, view.text)
    return tuple(gr.skip() if part is None else part for part in parts)


def _taken(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise SettingsError(
            f"port {port} of {host} cannot be used ({error.strerror}); set WARD_PORT to another or stop what uses it"
        ) from error
    return listening


def _warm(ward: "Assistant", closing: Event) -> None:
    """Open the index before somebody waits for it, but after the page; a fault is said where a question needs it."""
    if not closing.wait(_FIRST_PAGE):
        with suppress(CorpusError):
            ward.search("imaging")


def _wait() -> None:
    import signal

    stopped = Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopped.set())
    stopped.wait()
