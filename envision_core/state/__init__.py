"""What must not be lost: workspaces in the database, written by group commit."""
