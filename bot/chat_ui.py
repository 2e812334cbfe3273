"""Keeper of gradio: the chat page. Two converters and thin handlers; every word of an answer is a sealed reply's."""

import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, Any

from bot.errors import BotError
from bot.turn import Turn
from corpus.errors import CorpusError
from guardrails.phrases import STATES
from guardrails.seal import Reply

if TYPE_CHECKING:
    import gradio as gr

    from bot.assemble import Assistant

_CSS = """
.gradio-container {max-width: 60rem !important; margin: auto}
#standing {font-size: .85rem; border-left: .25rem solid var(--primary-600); padding: .25rem .75rem}
#chat .message {line-height: 1.45}
footer {display: none !important}
"""

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&:/@])")


def escaped(text: str) -> str:
    """Return a reader's own words as Markdown that shows them as typed: no link, image or HTML of theirs acts."""
    return _MARKDOWN.sub(r"\\\1", text.replace("\r", "")).replace("\n", "  \n")


def messages(text: str, reply: Reply) -> list[dict[str, Any]]:
    """Return a question and its sealed reply as messages of the chat."""
    return [{"role": "user", "content": escaped(text)}, {"role": "assistant", "content": reply.markdown}]


def standing(ward: "Assistant") -> str:
    """Return what is always in view: disclaimer, review state, date of the text, model."""
    guideline = ward.guideline
    model = ward.settings.model or "quotes only, no language model"
    state = STATES[guideline.review.state]
    return (
        f"{guideline.disclaimer.professional}\n\n"
        f"**Review:** {state} · **Text of:** {guideline.updated}, {guideline.publisher} · **Model:** {model}"
    )


def page(ward: "Assistant") -> "gr.Blocks":
    """Return the page."""
    import gradio as gr

    def answer(
        text: str, shown: list[dict[str, Any]], conversation: str, audience: str
    ) -> Iterator[tuple[str, list[dict[str, Any]], str]]:
        conversation = conversation or secrets.token_hex(8)
        try:
            for part in ward.stream(text, conversation, audience, channel="page"):
                reply = part.reply if isinstance(part, Turn) else part
                yield "", [*shown, *messages(text, reply)], conversation
        except (BotError, CorpusError) as error:
            gr.Warning(str(error), duration=10)
            yield text, shown, conversation

    blocks = gr.Blocks(title="Ward", analytics_enabled=False)
    with blocks:
        gr.Markdown(f"# Ward\nFollow-up questions to one guideline text: *{ward.guideline.title}*.")
        gr.Markdown(standing(ward), elem_id="standing")
        chat = gr.Chatbot(
            elem_id="chat",
            label="Conversation",
            height="60vh",
            buttons=["copy"],
            sanitize_html=True,
            allow_tags=False,
            feedback_options=None,
            latex_delimiters=[],
            placeholder="Ask about work-up, treatment by stage and type, response or prognosis.",
        )
        conversation = gr.State("")
        with gr.Row():
            text = gr.Textbox(
                label="Question",
                placeholder="Type a question and press Enter",
                lines=1,
                max_lines=8,
                scale=5,
                autofocus=True,
            )
            send = gr.Button("Ask", variant="primary", scale=1)
        with gr.Row():
            audience = gr.Radio(
                [("Clinician", "clinician"), ("Patient or family", "patient")], value="clinician", label="Audience"
            )
            new = gr.Button("New conversation", scale=0)
        if examples := [[example] for example in ward.guideline.examples]:
            gr.Examples(examples, inputs=[text], label="Examples", cache_examples=False)
        inputs, outputs = [text, chat, conversation, audience], [text, chat, conversation]
        text.submit(answer, inputs, outputs, api_name="ask", api_visibility="private", show_progress="minimal")
        send.click(answer, inputs, outputs, api_visibility="private", show_progress="minimal")
        new.click(lambda: ("", [], ""), None, outputs, api_visibility="private")
    return blocks


def serve(ward: "Assistant", *, port: int, block: bool = True) -> str:
    """Serve the page on loopback and say where; return its address."""
    import os

    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    import gradio as gr

    fonts = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"]  # a named web font would be fetched
    theme = gr.themes.Base(font=fonts, font_mono=["ui-monospace", "monospace"])
    _, address, _ = (
        page(ward)
        .queue(max_size=64, default_concurrency_limit=4)
        .launch(
            server_name=ward.settings.host,
            server_port=port,
            theme=theme,
            css=_CSS,
            quiet=True,
            show_error=False,
            run_history=False,
            strict_cors=True,
            enable_monitoring=False,
            ssr_mode=False,
            footer_links=[],
            share=False,
            inbrowser=False,
            prevent_thread_lock=True,
        )
    )
    Thread(target=_warm, args=(ward,), daemon=True).start()
    print(f"Ward listens on {address}", flush=True)  # noqa: T201 -- the one thing its user has to know
    if block:
        _wait()
    return str(address)


def _warm(ward: "Assistant") -> None:
    """Open the index before somebody waits for it; a fault is said where a question needs it."""
    with suppress(CorpusError):
        ward.search("imaging")


def _wait() -> None:
    import signal
    from threading import Event

    stopped = Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopped.set())
    stopped.wait()
