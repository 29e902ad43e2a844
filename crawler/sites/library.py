"""Where profiles are kept: those that come with the project, and the user's own folder, which goes first."""

import difflib
from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from crawler.errors import ProfileError
from crawler.sites.load import parse_profile
from crawler.sites.profile import SiteProfile

_SUFFIX: Final = ".toml"


def load_profile(name: str, folder: str) -> SiteProfile:
    """One profile by its name; ``folder`` is the user's own, empty for none.

    Raises:
        ProfileError: there is none of this name, or it holds a mistake.
    """
    files = _list_files(folder)
    if name not in files:
        near = difflib.get_close_matches(name, files, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(sorted(files))}"
        own = f"; a profile of your own is a file {Path(folder) / name}{_SUFFIX}" if folder else ""
        raise ProfileError(f"no profile is called {name!r}: {hint}{own}")
    return _load(name, files[name])


def load_nightly_profiles(folder: str) -> tuple[SiteProfile, ...]:
    """The profiles that a night takes where no site is named, in the order of their names.

    Raises:
        ProfileError: one holds a mistake.
    """
    profiles = (_load(name, file) for name, file in sorted(_list_files(folder).items()))
    return tuple(profile for profile in profiles if profile.nightly)


def _load(name: str, file: Traversable) -> SiteProfile:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileError(f"{file} cannot be read: {error}") from error
    return parse_profile(text, name, str(file))


def _list_files(folder: str) -> Mapping[str, Traversable]:
    """The file of each profile by its name; a file of the user's own hides one of the project's."""
    places: list[Traversable] = [resources.files("crawler.sites.profiles")]
    own = Path(folder)
    if folder and own.is_dir():
        places.append(own)
    elif folder and own.exists():
        raise ProfileError(f"READMORE_PROFILES_DIR is {folder!r}, which is no folder: name the one that holds profiles")
    return {
        file.name.removesuffix(_SUFFIX): file
        for place in places
        for file in place.iterdir()
        if file.name.endswith(_SUFFIX)
    }
