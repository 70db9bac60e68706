"""What an author declares, as plain values: app, pages, sources, actions. Knows no framework."""
