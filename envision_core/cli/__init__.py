"""The `envision` command. Every subcommand is one module, imported when it is asked for."""
