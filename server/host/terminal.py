"""What the terminal shows: addresses, a QR code, and how a phone comes to trust the certificate."""

from __future__ import annotations

import io
import sys

import segno

from server.host.phone import PhoneAccess

LIGHT_ON_DARK, PLAIN = "\x1b[97;40m", "\x1b[0m"


def announce(
    local: str, secure: str | None, phone: tuple[PhoneAccess, str] | None, notes: list[str]
) -> str:
    """Return the text that tells where the app is.

    Args:
        local: address of the app for this computer.
        secure: its address for phones, None where they cannot reach it.
        phone: how phones reach it with a home-made certificate, and the address of the page that
            explains it; None where they need not.
        notes: further sentences, a line each.
    """
    lines = [f"Camxuc on this computer: {local}"]
    if secure is not None:
        lines += [f"Camxuc on a phone:       {secure}", "", qr_code(secure)]
    if phone is not None:
        access, page = phone
        lines += [
            "The phone does not know this computer's certificate yet. How to trust it:",
            page,
            f"SHA-256 of its authority: {access.fingerprint}",
        ]
    return "\n".join([*lines, *notes])


def qr_code(text: str) -> str:
    """Return a QR code in half-block characters, light on dark whatever the terminal's colours."""
    shown = io.StringIO()
    segno.make(text, error="m").terminal(shown, border=2, compact=True)
    before, after = (LIGHT_ON_DARK, PLAIN) if sys.stdout.isatty() else ("", "")
    return "\n".join(f"{before}{row}{after}" for row in shown.getvalue().splitlines())
