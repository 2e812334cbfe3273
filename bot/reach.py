"""Whether something listens where a part of Ward should be; nothing is said to it."""

import socket
from collections.abc import Mapping
from urllib.parse import urlsplit


def reachable(model: str, environ: Mapping[str, str], seconds: float) -> bool:
    """Say whether the server of a model takes connections; a model without a server of its own always does."""
    kind = model.partition(":")[0].strip().lower()
    url = {
        "openai": environ.get("OPENAI_BASE_URL", ""),
        "ollama": environ.get("OLLAMA_HOST", "") or "127.0.0.1:11434",
        "anthropic": environ.get("ANTHROPIC_BASE_URL", ""),
    }.get(kind, "")
    return not url.strip() or listens(url.strip(), seconds)


def listens(url: str, seconds: float) -> bool:
    """Say whether an address takes connections within some seconds."""
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        port = parts.port or (443 if parts.scheme == "https" else 80)
        with socket.create_connection((parts.hostname or "", port), timeout=seconds):
            return True
    except (OSError, ValueError):
        return False
