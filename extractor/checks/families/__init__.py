"""The checks, one file a family and its larger members beside it (`extractor.checks.FAMILIES`)."""
