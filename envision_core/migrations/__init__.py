"""Database migrations of envision_core."""
