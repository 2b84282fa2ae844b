"""How good the extraction is: our own output held against annotated articles and against natural relations.

A command line of its own (``python -m extractor.score --help``); nothing else imports it.
"""
