"""What takes longer than a click: each reports progress and can be cancelled between steps."""
