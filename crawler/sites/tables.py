"""A table of a profile held against what its keys may hold."""

import difflib
from collections.abc import Collection, Mapping
from typing import Any

from crawler.sites.profile_text import Place, ProfileText
from crawler.sites.values import ENTRY_KEYS, PROFILE_KEYS, TABLE_KEYS, Key, ValueFault


def check_keys(
    text: ProfileText, data: Mapping[str, Any], keys: Mapping[str, Key], known: Collection[str], place: Place
) -> dict[str, Any]:
    """The values of a table as the profile keeps them; ``known`` are the names that may be meant by a mistyped one.

    Raises:
        ProfileError: a key is unknown, or holds what it cannot hold.
    """
    values = {}
    for name, value in data.items():
        if name not in keys:
            raise text.fault(_unknown(name, known, place.table), place._replace(key=name))
        checked = keys[name].check(value)
        if isinstance(checked, ValueFault):
            hint = "" if checked.text.endswith("?") else f"; such as {keys[name].example}"
            raise text.fault(f"{name}: {checked.text}{hint}", place._replace(key=name, part=checked.part))
        values[name] = checked
    return values


def check_table(text: ProfileText, table: str, data: Any) -> dict[str, Any]:
    """The values of one of the tables of fixed keys.

    Raises:
        ProfileError: it is no table, or holds what it cannot hold.
    """
    require_table(text, table, data)
    return check_keys(text, data, TABLE_KEYS[table], TABLE_KEYS[table], Place(table=table))


def require_table(text: ProfileText, table: str, data: Any) -> None:
    """Let a table pass.

    Raises:
        ProfileError: it is something else.
    """
    if not isinstance(data, dict):
        message = f"{table} is a table: write [{table}] on a line of its own, and its keys below"
        raise text.fault(message, Place(key=table))


def _unknown(name: str, known: Collection[str], table: str) -> str:
    for other, keys in {**TABLE_KEYS, **ENTRY_KEYS}.items():
        if other != table and name in keys and name not in known:
            heading = f"[[{other}]]" if other in ENTRY_KEYS else f"[{other}]"
            return f"{name!r} stands in the table {heading}: write it below a line {heading}"
    if table and name in PROFILE_KEYS:
        return f"{name!r} stands above all tables: move it up, before the first line in square brackets"
    near = difflib.get_close_matches(name, known, n=1)
    where = f" in [{table}]" if table else ""
    hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
    return f"unknown key {name!r}{where}: {hint}"
