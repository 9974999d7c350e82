"""The window of what waits in newer texts."""
