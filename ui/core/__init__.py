"""What every page stands on: context, tasks, changes, notices, theme, models and dialogs."""
