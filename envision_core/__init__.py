"""What an app's author imports: ``from envision_core import App``."""

from __future__ import annotations

from envision_core.model.app import App
from envision_core.model.session import Session
from envision_core.model.theme import Theme
from envision_core.model.upload import UploadedFile

__all__ = ["App", "Session", "Theme", "UploadedFile", "__version__"]

__version__ = "0.1.0"
