"""Keeper of OpenTelemetry: a trace of each question, a span for each stage, names and numbers and not a word.

Off unless OTEL_EXPORTER_OTLP_ENDPOINT says where traces go and `ward[otel]` is installed. A trace is made when the
question has ended, from what was observed of it; so it can neither slow nor fail a turn.
"""

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

from bot.journal import told
from bot.watch import Observed


def traced(environ: Mapping[str, str], key: str | None = None) -> "Traces | None":
    """Return what traces questions; None where nobody asked for it, or it is not installed."""
    endpoint = environ.get("OTEL_EXPORTER_OTLP_ENDPOINT", "").strip().rstrip("/")
    return Traces(f"{endpoint}/v1/traces", key) if endpoint and installed() else None


def installed() -> bool:
    """Say whether `ward[otel]` is."""
    try:
        return find_spec("opentelemetry.exporter.otlp.proto.http") is not None
    except ModuleNotFoundError:
        return False


class Traces:
    """An observer that sends what it is told to a collector, in the background."""

    def __init__(self, endpoint: str, key: str | None = None) -> None:
        """`key` binds the hashes of conversations, as in the log."""
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor

        self._key = key
        self._provider = TracerProvider(resource=Resource({"service.name": "ward"}), shutdown_on_exit=False)
        self._provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint, timeout=5)))
        self._tracer = self._provider.get_tracer("ward")

    def __call__(self, seen: Observed) -> None:
        """Trace a question."""
        from opentelemetry.trace import Status, StatusCode, set_span_in_context

        def moment(after: float) -> int:
            return int((seen.at + after) * 1e9)

        said: Any = {f"ward.{name}": it for name, it in told(seen, self._key).items() if not isinstance(it, dict)}
        turn = self._tracer.start_span("turn", start_time=moment(0), attributes=said)
        if seen.error:
            turn.set_status(Status(StatusCode.ERROR, seen.error))
        for stage in seen.stages:
            span = self._tracer.start_span(stage.name, set_span_in_context(turn), start_time=moment(stage.after))
            if stage.error:
                span.set_status(Status(StatusCode.ERROR, stage.error))
            span.end(moment(stage.after + stage.seconds))
        turn.end(moment(seen.seconds))

    def close(self) -> None:
        """Send what was not sent yet."""
        self._provider.shutdown()
