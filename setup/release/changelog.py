"""The changelog of the collection, in the form that Galaxy knows, from CHANGELOG.md."""

import re

# "## 1.2.0 (2026-01-31)", and "## Unreleased (1.2.0)" until it is released.
RELEASE = re.compile(r"^## (?:Unreleased \((?P<next>\S+)\)|(?P<version>\S+) \((?P<date>\d{4}-\d\d-\d\d)\))$", re.MULTILINE)
SECTIONS = {
    "Added": "minor_changes",
    "Changed": "minor_changes",
    "Deprecated": "deprecated_features",
    "Removed": "removed_features",
    "Fixed": "bugfixes",
    "Security": "security_fixes",
}


def restructured(item):
    """Its first paragraph as one line of reStructuredText, with the text of links only: they lead into this project."""
    item = re.sub(r"\s+", " ", re.split(r"\n\s*(?:\n|\|)", item)[0]).strip()
    item = re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", item)
    return re.sub(r"(?<!`)`([^`]+)`(?!`)", r"``\1``", item)


def items(text):
    return [restructured(item) for item in re.split(r"^- ", text, flags=re.MULTILINE)[1:]]


def changes(text):
    found = {}
    for section in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        title, _, body = section.partition("\n")
        found.setdefault(SECTIONS[title.strip()], []).extend(items(body))
    return found


def releases(text, today):
    """Each release with its date and changes; what is not released yet has today's date."""
    heads = list(RELEASE.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return {
        head["next"] or head["version"]: {"release_date": head["date"] or today, "changes": changes(text[head.end() : end])}
        for head, end in zip(heads, ends)
    }
