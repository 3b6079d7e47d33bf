"""The version of the coder; records carry it, since the same report and version give the same records."""

CODER_VERSION = "0.1.0"
