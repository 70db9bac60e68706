"""The reconcile engine: what each browser should show, and what differs from what it has."""
