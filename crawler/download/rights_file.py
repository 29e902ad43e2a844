"""What a site's ``/.well-known/tdmrep.json`` reserves (TDM Reservation Protocol, 2024)."""

import json
import re
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote, urlsplit

PATH: Final = "/.well-known/tdmrep.json"
RESERVATION: Final = "tdm-reservation"
POLICY: Final = "tdm-policy"


@dataclass(frozen=True, slots=True)
class RightsRule:
    """One entry: the paths it is for (as in robots.txt), whether rights are reserved, and where the policy lies."""

    location: str
    is_reserved: bool
    policy: str | None = None

    def as_headers(self) -> dict[str, str]:
        """The rule as the headers that would say the same of one page."""
        headers = {RESERVATION: "1" if self.is_reserved else "0"}
        return {**headers, POLICY: self.policy} if self.policy else headers


def parse_rights_file(body: bytes) -> tuple[RightsRule, ...]:
    """The rules of a tdmrep.json; none where it is no such file, and no entry that is no rule."""
    try:
        entries = json.loads(body)
    except (ValueError, RecursionError):
        return ()
    rules = (_parse_entry(entry) for entry in entries) if isinstance(entries, list) else ()
    return tuple(rule for rule in rules if rule is not None)


def find_rule(rules: tuple[RightsRule, ...], url: str) -> RightsRule | None:
    """The rule for an address: the longest pattern that fits, and of two alike the one that reserves."""
    split = urlsplit(url)
    path = unquote(split.path or "/") + (f"?{unquote(split.query)}" if split.query else "")
    fitting = [rule for rule in rules if _fits(rule.location, path)]
    return max(fitting, key=lambda rule: (len(rule.location), rule.is_reserved), default=None)


def _parse_entry(entry: Any) -> RightsRule | None:
    if not isinstance(entry, dict):
        return None
    location, reserved, policy = entry.get("location"), entry.get(RESERVATION), entry.get(POLICY)
    if not isinstance(location, str) or not location or str(reserved) not in {"0", "1"}:
        return None
    return RightsRule(location, str(reserved) == "1", policy if isinstance(policy, str) and policy else None)


def _fits(location: str, path: str) -> bool:
    anchored = location.endswith("$")
    parts = [re.escape(unquote(part)) for part in location.removesuffix("$").split("*")]
    return re.match(".*".join(parts) + ("$" if anchored else ""), path) is not None
