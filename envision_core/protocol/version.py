"""The version of the wire, which is also the WebSocket subprotocol."""

__all__ = ["PROTOCOL"]

PROTOCOL = "envision.1"
