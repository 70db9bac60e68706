"""Long work that a browser started and that outlives its connection."""
