"""What goes wrong in fetching, before it is known what the user had asked for."""


class FetchError(Exception):
    """A page cannot be fetched; the message says what happened and what can be done, as `ReadError.reason` does."""
