"""Every error of ours, named for what the caller does next.

::

    ReadmoreError
    ├── UsageError        the person mistyped: show the message, change the command, run again
    │   ├── SettingError  the person set something impossible: change that setting, run again
    │   └── ProfileError  a site's profile holds a mistake: change that file at that line, run again
    ├── AddressError      this one address cannot be used: record it, go on with the others
    ├── PageError         this one page cannot be read: record it, go on with the others
    ├── DeploymentError   the server does not run this version: mend what it names, deploy again
    └── KeepingError      nothing more can be kept: mend the cause, run again; what was kept before is unharmed
        ├── LedgerError   the ledger: locked, of a newer version, on a full or read-only disk
        ├── SegmentError  a file of an export: damaged, or on a full or read-only disk
        └── UploadError   a file of an export cannot be carried on; it stands here, the next run carries it

A message is one line that says what is wrong and what to write instead.
"""


class ReadmoreError(Exception):
    """Whatever this project raises on purpose."""


class UsageError(ReadmoreError):
    """The command was mistyped; nothing was begun."""


class SettingError(UsageError):
    """A setting holds what it cannot hold; nothing was begun."""


class ProfileError(UsageError):
    """A site's profile is missing or holds what it cannot hold; nothing was begun."""


class AddressError(ReadmoreError):
    """One address cannot be used; the others are unharmed."""


class PageError(ReadmoreError):
    """One page cannot be read; the others are unharmed."""


class KeepingError(ReadmoreError):
    """Nothing more can be kept; what was committed before is unharmed, and the same command goes on from there."""


class LedgerError(KeepingError):
    """The ledger cannot be read or written."""


class SegmentError(KeepingError):
    """A segment of an export is damaged, or cannot be written."""


class UploadError(KeepingError):
    """A file of an export cannot be carried to where it is wanted."""


class DeploymentError(ReadmoreError):
    """A version could not be brought to its server; the one before is unharmed."""
