"""What goes wrong in fetching, before it is known what the user had asked for."""


class FetchError(Exception):
    """A page cannot be fetched; the message says what happened and what can be done, as `ReadError.reason` does.

    `wait`: seconds for which the host wants to be left alone, where it said so. `lasting`: the host does not give this
    page out, and will hardly change its mind.
    """

    def __init__(self, message: str, *, wait: float | None = None, lasting: bool = False) -> None:
        super().__init__(message)
        self.wait, self.lasting = wait, lasting
