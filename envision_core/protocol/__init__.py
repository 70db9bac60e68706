"""The wire as values: JSON-RPC 2.0 framing, its limits, its messages. Standard library only, no input or output."""
