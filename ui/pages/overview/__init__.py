"""The year at a glance: figures, charts, and how radio, meetings and deadlines stand."""
