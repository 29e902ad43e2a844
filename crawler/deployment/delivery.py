"""A version brought to a server: proved to work there, or taken back."""

from dataclasses import dataclass

from crawler.deployment.server import ScrapydServer
from crawler.errors import DeploymentError


@dataclass(frozen=True, slots=True)
class Deployed:
    """A version that works on its server, and the spiders that it has there."""

    version: str
    spiders: tuple[str, ...]


def deliver(server: ScrapydServer, project: str, version: str, egg: bytes) -> Deployed:
    """Send an egg and make sure that the server can run it; a version that it cannot run is taken back.

    Scrapyd keeps an egg whose spiders it cannot list, as the newest version, which every later job would run.

    Raises:
        DeploymentError: the server cannot run the egg; the version before it is still the newest.
    """
    if version in list_versions(server, project):
        raise DeploymentError(f"version {version} of {project} is there already: give another, or none")
    try:
        server.order("addversion", {"project": project, "version": version}, egg)
        spiders = _list_spiders(server, project, version)
    except DeploymentError as error:
        raise DeploymentError(
            f"version {version} does not work there: {error}; {_take_back(server, project, version)}"
        ) from error
    newest = list_versions(server, project)[-1]
    if newest != version:
        raise DeploymentError(f"version {version} is in place, but jobs run the newest, {newest}: delversion that one")
    return Deployed(version, spiders)


def list_versions(server: ScrapydServer, project: str) -> list[str]:
    """The versions of a project that a server has, the newest last."""
    versions: list[str] = server.ask("listversions", project=project)["versions"]
    return versions


def _list_spiders(server: ScrapydServer, project: str, version: str) -> tuple[str, ...]:
    spiders = server.ask("listspiders", project=project, _version=version)["spiders"]
    if not spiders:
        raise DeploymentError("the egg has no spiders")
    return tuple(spiders)


def _take_back(server: ScrapydServer, project: str, version: str) -> str:
    """What became of a version that does not work."""
    try:
        if version in list_versions(server, project):
            server.order("delversion", {"project": project, "version": version})
        left = list_versions(server, project)
    except DeploymentError as error:
        return f"and it could not be taken back ({error}): do so with delversion.json before the next job starts"
    return f"it was taken back, jobs run {left[-1]}" if left else "it was taken back, no version is left"
