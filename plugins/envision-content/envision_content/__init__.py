"""Text, pictures and figures that matter, for Envision. Importing it loads neither the Markdown parser nor numpy."""

from __future__ import annotations

from envision_content.image import Image
from envision_content.markdown import Markdown
from envision_content.metric import Metric

__all__ = ["Image", "Markdown", "Metric"]
