"""Reference exchange rates: one file a source."""
