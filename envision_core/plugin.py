"""All that a component author imports from Envision. Imports neither Django nor marshmallow."""

from __future__ import annotations

from dataclasses import KW_ONLY, field
from typing import TYPE_CHECKING, Any

from envision_core.errors import EnvisionError, InvalidInput, PropertyError
from envision_core.model.action import Action
from envision_core.model.source import Source
from envision_core.model.upload import UploadedFile
from envision_core.plugins.component import Component, Container
from envision_core.plugins.inputs import FormBase, Input
from envision_core.plugins.inputspec import InputSpec
from envision_core.plugins.methods import method
from envision_core.plugins.properties import ServerOnly, computed
from envision_core.serialize.markers import Bound, Length, OneOf, Pattern, Range

if TYPE_CHECKING:
    from envision_core.plugins.hooks import hookimpl

__all__ = [
    "KW_ONLY",
    "Action",
    "Bound",
    "Component",
    "Container",
    "EnvisionError",
    "FormBase",
    "Input",
    "InputSpec",
    "InvalidInput",
    "Length",
    "OneOf",
    "Pattern",
    "PropertyError",
    "Range",
    "ServerOnly",
    "Source",
    "UploadedFile",
    "computed",
    "field",
    "hookimpl",
    "method",
]


def __getattr__(name: str) -> Any:
    if name == "hookimpl":  # late: brings pluggy, which few plugins need
        from envision_core.plugins.hooks import hookimpl

        return hookimpl
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
