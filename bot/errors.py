"""What can go wrong in a conversation. Each message says what happened, where, and what to do next.

BotError
├── SettingsError   a setting has a value that cannot be used
├── QuestionError   a question that cannot be read: empty, too long, for an unknown audience
├── StoreError      the conversation store cannot be read or written
├── ReviewError     a decision of a review cannot be recorded
├── BusyError       too many questions at a time, or Ward is stopping
├── FaultError      something failed that nobody foresaw
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


class ReviewError(BotError):
    """A decision of a review cannot be recorded: who decides may not, or saw something else."""


class BusyError(BotError):
    """Nothing was asked or stored; the same question may be asked again."""


class FaultError(BotError):
    """A fault of Ward itself: its log says where."""


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
