"""The command line. `main` holds the group and the conventions that every command follows."""
