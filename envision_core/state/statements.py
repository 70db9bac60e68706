"""The statements behind every change, as SQL: compiling them anew by the ORM took nine tenths of a change's time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson
from django.db import connection
from django.utils import timezone

from envision_core.models import ClientCall, Workspace

__all__ = ["Row", "first_reply", "keep_reply", "lock_workspace", "save_workspace"]


@dataclass(slots=True)
class Row:
    """A workspace as the database has it; ``values`` is decoded."""

    id: str
    version: int
    values: dict[str, Any]
    page: str
    last_notice: int


def lock_workspace(workspace: str) -> Row | None:
    """The workspace, which nobody else changes until the transaction ends; None when it is gone."""
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    found = _one(
        _sql(Workspace, "SELECT {id}, {version}, {values}, {page}, {last_notice} FROM {} WHERE {id} = %s") + lock,
        workspace,
    )
    return Row(found[0], found[1], orjson.loads(found[2]), found[3], found[4]) if found is not None else None


def save_workspace(row: Row, values: bytes | None) -> None:
    """Writes what ``lock_workspace`` read and a change altered.

    Args:
        values: encoded; None when they stay.
    """
    columns: dict[str, Any] = {"version": row.version, "last_notice": row.last_notice, "updated": _now()}
    if values is not None:
        columns["values"] = values.decode()
    written = ", ".join(f"{{{column}}} = %s" for column in columns)
    _run(_sql(Workspace, f"UPDATE {{}} SET {written} WHERE {{id}} = %s"), *columns.values(), row.id)


def first_reply(workspace: str, key: str) -> dict[str, Any] | None:
    """What was answered to a call with that key; None when there was none."""
    found = _one(_sql(ClientCall, "SELECT {reply} FROM {} WHERE {workspace} = %s AND {key} = %s"), workspace, key)
    return orjson.loads(found[0]) if found is not None else None


def keep_reply(workspace: str, key: str, reply: bytes) -> None:
    """Keeps the encoded answer to a call."""
    sql = _sql(ClientCall, "INSERT INTO {} ({workspace}, {key}, {reply}, {created}) VALUES (%s, %s, %s, %s)")
    _run(sql, workspace, key, reply.decode(), _now())


@cache
def _sql(model: Any, text: str) -> str:
    """``{}`` is the model's table and ``{field}`` the column of a field, quoted as the database wants it."""
    quote = connection.ops.quote_name
    columns = {field.name: quote(field.column) for field in model._meta.concrete_fields}
    return text.format(quote(model._meta.db_table), **columns)


def _one(sql: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()


def _run(sql: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _now() -> Any:
    return connection.ops.adapt_datetimefield_value(timezone.now())
