"""The examples of the JSON-RPC 2.0 specification over a socket, exactly as printed there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from envision_core.testing import LiveDriver

SPECIFICATION = Path(__file__).parents[1] / "wire" / "spec" / "jsonrpc_examples.json"
EXAMPLES = json.loads(SPECIFICATION.read_text())["examples"]


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["name"] for example in EXAMPLES])
def test_an_example_is_answered_as_printed(driver: LiveDriver, example: dict[str, str]) -> None:
    if example["receive"] is None:
        # Nothing may come: the answer to the next call is then the first answer.
        marker = '{"jsonrpc": "2.0", "method": "get_data", "id": "next"}'
        assert driver.exchange(example["send"], timeout_s=0.2) is None
        answer = driver.exchange(marker)
        assert answer is not None
        assert json.loads(answer)["id"] == "next"
        return

    answer = driver.exchange(example["send"])

    assert answer is not None
    assert _sorted(json.loads(answer)) == _sorted(json.loads(example["receive"]))


def test_there_are_fifteen_examples() -> None:
    assert len(EXAMPLES) == 15


def _sorted(reply: object) -> object:
    """The order of a batch's replies is free."""
    return sorted(reply, key=lambda one: json.dumps(one)) if isinstance(reply, list) else reply
