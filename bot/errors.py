"""What can go wrong in a conversation. Each message says what happened, where, and what to do next.

BotError
├── SettingsError   a setting has a value that cannot be used
├── QuestionError   a question that cannot be read: empty, too long, for an unknown audience
├── StoreError      the conversation store cannot be read or written
├── ModelError      the language model gave no usable draft
└── SlackError      Slack refused something
    └── Unsure      nobody knows whether Slack did it
"""


class BotError(Exception):
    """A turn could not be taken."""


class SettingsError(BotError):
    """A setting has a value that cannot be used."""


class QuestionError(BotError):
    """The asker's fault; nothing was stored."""


class StoreError(BotError):
    """The conversation store cannot be read or written."""


class ModelError(BotError):
    """The language model gave no usable draft."""


class SlackError(BotError):
    """Slack refused something."""

    def __init__(self, says: str, code: str = "") -> None:
        super().__init__(says)
        self.code = code
        """Slack's own name for why, such as `channel_not_found`."""


class Unsure(SlackError):
    """Slack failed or could not be reached: nobody knows whether it was done."""
