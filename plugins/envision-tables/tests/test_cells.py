"""Cells and columns on the wire."""

import datetime as dt
import enum
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from envision_tables.cells import MAX_TEXT, column_type, decimals, wire_cell


class Colour(enum.Enum):
    RED = "red"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, None),
        (float("nan"), None),
        (pd.NaT, None),
        (pd.NA, None),
        (np.datetime64("NaT", "ns"), None),
        (Decimal("NaN"), None),
        (True, True),
        (np.bool_(False), False),
        (7, 7),
        (np.int64(7), 7),
        (2**53 - 1, 2**53 - 1),
        (2**53, "9007199254740992"),
        (-(2**60), "-1152921504606846976"),
        (1.5, 1.5),
        (np.float32(0.5), 0.5),
        (float("inf"), "∞"),
        (float("-inf"), "-∞"),
        (Decimal("12345678901234567890.10"), "12345678901234567890.10"),
        (Decimal("1e400"), "1E+400"),
        (dt.date(2026, 11, 22), "2026-11-22"),
        (dt.datetime(2026, 11, 22, 8, 30), "2026-11-22T08:30:00"),
        (pd.Timestamp("2026-11-22 08:30", tz="Europe/Rome"), "2026-11-22T08:30:00+01:00"),
        (dt.time(8, 30), "08:30:00"),
        (dt.timedelta(hours=1), "1:00:00"),
        (Colour.RED, "red"),
        ([1, 2], "[1, 2]"),
        (b"\xff", "b'\\xff'"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
    ],
)
def test_every_value_has_a_cell(value, cell):
    assert wire_cell(value) == cell
    assert type(wire_cell(value)) is type(cell)


def test_a_long_text_is_cut():
    assert wire_cell("x" * (MAX_TEXT + 1)) == "x" * (MAX_TEXT - 1) + "…"


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([], "text"),
        ([None, float("nan")], "text"),
        ([1, 2.5, None], "number"),
        ([True, None], "boolean"),
        ([True, 1], "text"),
        ([Decimal("1"), 2], "decimal"),
        ([dt.date(2026, 1, 1)], "date"),
        ([dt.date(2026, 1, 1), dt.datetime(2026, 1, 1)], "datetime"),
        (["a", 1], "text"),
        ([np.int64(1)], "number"),
        ([[1], [2]], "text"),
    ],
)
def test_a_column_is_what_all_its_values_are(values, kind):
    assert column_type(values) == kind


@pytest.mark.parametrize(
    ("values", "digits"),
    [
        ([5.0, 4.0], 0),
        ([5.1, 4.9, 5.0], 1),
        ([1 / 3, 2 / 3], 4),
        ([1e-6, 2e-6], 6),
        ([1.23456e-9], 8),
        ([12345.678901, 23456.1], 0),
        ([974.5803384], 1),
        ([float("nan"), float("inf"), 0.5], 1),
        ([], 0),
        ([0.0], 0),
    ],
)
def test_a_column_shows_the_decimals_it_needs(values, digits):
    assert decimals(values) == digits
