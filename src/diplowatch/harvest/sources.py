"""The sources of a watch: those in `watch.toml` and in its lists of feeds; and a new one written into the file."""

from __future__ import annotations

from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError

from diplowatch.collect.hosts import hide_secrets, host_of
from diplowatch.collect.opml import read_opml
from diplowatch.errors import ConfigError, InputError
from diplowatch.records import SourceKind, WatchedSource
from diplowatch.watch import FILE, Watch


def list_sources(watch: Watch) -> list[WatchedSource]:
    """List the sources of a watch, those of its own file first.

    Raises ConfigError where two have one name or one address, or where a list cannot be read.
    """
    found = {hide_secrets(source.url): source for source in watch.sources}
    if len(found) < len(watch.sources) or len({source.name for source in watch.sources}) < len(watch.sources):
        raise ConfigError(f"{watch.folder / FILE}: two [[sources]] have one name or one url; take one of them out")
    names = {source.name for source in watch.sources}
    for file in watch.collect.opml:
        for source in _read_list(watch.folder / file):
            name = source.name if source.name not in names else f"{source.name} ({host_of(source.url)})"
            if hide_secrets(source.url) not in found and name not in names:
                found[hide_secrets(source.url)] = source.model_copy(update={"name": name})
                names.add(name)
    return list(found.values())


def _read_list(path: Path) -> list[WatchedSource]:
    try:
        links = read_opml(path.read_bytes())
    except OSError as error:
        raise ConfigError(f"{path}: the list of feeds cannot be read: {error.strerror}") from error
    except InputError as error:
        raise ConfigError(f"{path}: {error}") from error
    return [WatchedSource(name=link.title or host_of(link.address), url=link.address) for link in links]


def choose_sources(sources: list[WatchedSource], names: tuple[str, ...]) -> list[WatchedSource]:
    """Choose sources by name, all where none is given; raises ConfigError for a name that is none."""
    known = {source.name.casefold(): source for source in sources}
    for name in names:
        if name.casefold() not in known:
            raise ConfigError(f"no source is named {name!r}; there are: {', '.join(s.name for s in sources) or 'none'}")
    return [known[name.casefold()] for name in dict.fromkeys(names)] if names else sources


def write_source(watch: Watch, source: WatchedSource) -> Path:
    """Add a source to the end of `watch.toml`, leaving all else in the file as it is; return the file.

    Raises ConfigError where the source is there already, or the file cannot be written.
    """
    file = watch.folder / FILE
    for known in list_sources(watch):
        if hide_secrets(known.url) == hide_secrets(source.url):
            raise ConfigError(f"{hide_secrets(source.url)} is a source already, named {known.name!r}")
        if known.name == source.name:
            raise ConfigError(f"a source is named {source.name!r} already; give another name with --name")
    try:
        settings = tomlkit.parse(file.read_text(encoding="utf-8"))
        block = tomlkit.table()
        block.add("name", source.name)
        block.add("url", source.url)
        if source.kind is not SourceKind.FEED:
            block.add("kind", source.kind.value)
        settings.setdefault("sources", tomlkit.aot()).append(block)
        fresh = file.with_name(f".{file.name}.new")
        fresh.write_text(tomlkit.dumps(settings), encoding="utf-8")
        fresh.chmod(file.stat().st_mode & 0o777)
        fresh.replace(file.resolve())
    except OSError as error:
        raise ConfigError(f"{file} cannot be written: {error.strerror}") from error
    except TOMLKitError as error:
        raise ConfigError(f"{file}: not valid TOML: {error}") from error
    return file
