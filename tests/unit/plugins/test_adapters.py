"""Plain objects are recognised by the names of their types."""

from __future__ import annotations

import collections
import json
from decimal import Decimal

from envision_core.plugins.adapters import kind_for


class Special(collections.OrderedDict):  # type: ignore[type-arg]
    pass


def test_a_type_is_known_by_its_full_name():
    assert kind_for(Decimal, {"decimal.Decimal": "a.A"}) == "a.A"


def test_builtins_need_no_module():
    assert kind_for(str, {"str": "a.A"}) == kind_for(str, {"builtins.str": "a.A"}) == "a.A"


def test_a_type_is_known_by_the_public_name_its_package_offers():
    assert kind_for(json.JSONDecoder, {"json.JSONDecoder": "a.A"}) == "a.A"
    assert kind_for(json.JSONDecoder, {"json.Other": "a.A"}) is None


def test_the_most_special_base_decides():
    assert kind_for(Special, {"dict": "a.A", "collections.OrderedDict": "b.B"}) == "b.B"
    assert kind_for(Special, {"dict": "a.A"}) == "a.A"


def test_an_unknown_type_has_no_kind():
    assert kind_for(int, {"str": "a.A"}) is None
