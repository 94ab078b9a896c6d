"""The security headers that every answer carries."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

# No COOP or COEP: the app needs no threads, and with them TensorFlow.js hangs at its start.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "worker-src 'self' blob:",
        "connect-src 'self'",
        "img-src 'self' blob: data:",
        "style-src 'self'",
        "media-src 'self' blob:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
STRICT_TRANSPORT_SECURITY = ("Strict-Transport-Security", "max-age=31536000")


class SecurityHeaders:
    """ASGI middleware that adds the security headers.

    Args:
        app: what to wrap.
        strict_transport: send HSTS on https. Only for a certificate that browsers trust by
            themselves: with a home-made one it would lock people out of the host's name.
    """

    def __init__(self, app: ASGIApp, strict_transport: bool) -> None:
        self._app = app
        self._always = _raw(SECURITY_HEADERS)
        self._secure = _raw(dict([STRICT_TRANSPORT_SECURITY])) if strict_transport else []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        extra = self._always + (self._secure if scope["scheme"] == "https" else [])

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *extra]
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _raw(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]
