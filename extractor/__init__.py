"""tieout: figures of news articles as typed records, cross-checked."""
