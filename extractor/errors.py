"""What a caller can get wrong, as one family of exceptions.

::

    ExtractorError
    ├── InputError      a path, a format or an option that cannot be used
    │   ├── ConfigError     a configuration, or a file it names, that cannot be used
    │   └── MissingExtraError  something that needs a library the plain install leaves out
    ├── RecordError     a record that does not follow the schema tieout/1
    ├── ModelError      a language model that is missing, or a table of it that is broken
    ├── RunError        a run that cannot go on: a full disk, a worker that does not start, a scheduler gone
    └── UnknownNameError  a name that a registry does not know (it lists those on offer)

A contradiction inside an article is a `Finding`, and a document that cannot be read is a `Diagnostic`:
neither is an exception.
"""


class ExtractorError(Exception):
    """Root of every error raised on purpose; the message says where and what would be accepted."""


class InputError(ExtractorError):
    """A path, format or option that cannot be used."""


class ConfigError(InputError):
    """A configuration that cannot be used; file, key and line are named, and what would be accepted."""


class MissingExtraError(InputError):
    """Something that needs an extra which is not installed; the message has the command that installs it."""


class RecordError(ExtractorError):
    """Data that does not follow the schema tieout/1."""


class ModelError(ExtractorError):
    """A language model that is missing, or one of its tables that is broken (file and row are named)."""


class UnknownNameError(ExtractorError):
    """A name no registry knows; the message lists the names on offer."""


class RunError(ExtractorError):
    """An archive run that cannot go on; what it has finished stays, and the message says how to go on."""
