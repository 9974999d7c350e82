"""Owns what the panels show: the controller they talk through and Qt's models of it."""
