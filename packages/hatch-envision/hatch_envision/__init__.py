"""Builds the browser assets of Envision packages. Knows npm and hatch, nothing of Envision itself."""
