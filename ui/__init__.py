"""The window: pages, widgets and the shell around them; it talks to app and never to db."""
