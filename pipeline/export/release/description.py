"""What a release says of itself: data package, data dictionary, datasheet, citation."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sohoa._version import __version__
from sohoa.messages import DATA
from sohoa.pipeline.export.release.merged import dataset_description, table_fields
from sohoa.pipeline.output.contract import CONTRACT
from sohoa.pipeline.output.outcomes import Outcome
from sohoa.pipeline.output.paths import DATASETS


@dataclass(frozen=True, slots=True)
class Release:
    """A release.

    Attributes:
        title: of the data.
        publisher: who publishes it, "" if not said.
        outcomes: of its documents, in the order of their names.
        n_rows: of each dataset.
        cut: datasets of which the workbook holds only the first rows.
        left_out: documents that were left out for a mark of secrecy.
    """

    title: str
    publisher: str
    outcomes: tuple[Outcome, ...]
    n_rows: dict[str, int]
    cut: tuple[str, ...] = ()
    left_out: int = 0

    @property
    def version(self) -> str:
        """Equal data have equal versions: the contract and a digest of the documents and of what they were made by."""
        digest = hashlib.sha256()
        for o in self.outcomes:
            digest.update(f"{o.doc_id} {o.version} {o.settings_digest} {o.engine}\n".encode())
        return f"{CONTRACT}.0+{digest.hexdigest()[:12]}"

    @property
    def made_at(self) -> str:
        """When the last document was read, UTC."""
        return max((o.finished_at for o in self.outcomes), default="")


def data_package(release: Release, folder: Path, digests: Mapping[str, str]) -> str:
    """`datapackage.json` (Data Package 1.0, specs.frictionlessdata.io) of files in a folder and their SHA-256."""
    told: dict[str, Any] = {
        "profile": "data-package",
        "name": "sohoa-release",
        "title": release.title,
        "version": release.version,
        "created": release.made_at,
        "contributors": [{"title": release.publisher, "role": "publisher"}] if release.publisher else [],
        "contract": CONTRACT,
        "resources": [_resource(folder / name, name, digest, release) for name, digest in digests.items()],
    }
    told = {k: v for k, v in told.items() if v not in ("", [])}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _resource(path: Path, name: str, digest: str, release: Release) -> dict[str, Any]:
    dataset, kind = path.stem, path.suffix[1:]
    told: dict[str, Any] = {
        "name": f"{dataset}-{kind}",
        "path": name,
        "format": kind,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
    }
    if dataset in release.n_rows:
        told |= {"title": dataset, "description": dataset_description(dataset)}
    if kind == "csv":
        told["rows"] = release.n_rows[dataset]
        schema = {"fields": table_fields(dataset), "missingValues": [""]}
        told |= {
            "type": "table",
            "profile": "tabular-data-resource",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": schema,
        }
    else:
        told["type"] = "file"  # frictionless would open Parquet files and workbooks as tables of its own making
    return told


def data_dictionary() -> str:
    """Every dataset with its columns."""
    lines = ["# Data dictionary", ""]
    for dataset in DATASETS:
        lines += [f"## {dataset}", "", dataset_description(dataset), "", _HEAD, "|---|---|---|"]
        lines += [f"| `{f['name']}` | {f['type']} | {_in_cell(f['description'])} |" for f in table_fields(dataset)]
        lines.append("")
    return "\n".join(lines)


_HEAD = "| column | type in CSV | what |"


def _in_cell(text: str) -> str:
    return text.replace("|", r"\|")


def datasheet(release: Release) -> str:
    """What the data are and what to mind (after Gebru et al., Datasheets for Datasets, 2021)."""
    status = Counter(o.status.value for o in release.outcomes)
    pages = sum(o.n_pages for o in release.outcomes)
    counts = "\n".join(f"| `{d}` | {release.n_rows[d]} |" for d in DATASETS)
    versions = sorted({f"{o.version}, {o.engine}" for o in release.outcomes})
    cut = f"\nThe workbook holds only the first rows of: {', '.join(release.cut)}." if release.cut else ""
    left = f"\n{release.left_out} documents with a mark of secrecy were left out." if release.left_out else ""
    return (
        (DATA / "release_datasheet.md")
        .read_text("utf-8")
        .format(
            title=release.title,
            version=release.version,
            publisher=release.publisher or "(not said)",
            program=__version__,
            contract=CONTRACT,
            documents=len(release.outcomes),
            pages=pages,
            status=", ".join(f"{n} {s}" for s, n in sorted(status.items())),
            left=left,
            counts=counts,
            cut=cut,
            versions="; ".join(versions),
        )
    )


def citation(release: Release) -> str:
    """`CITATION.cff` (Citation File Format 1.2.0)."""
    publisher = release.publisher or "(name the publisher here)"
    quoted = json.dumps  # a JSON string is a YAML string
    return f"""cff-version: 1.2.0
message: If you use these data, please cite them with their version.
type: dataset
title: {quoted(release.title, ensure_ascii=False)}
version: {quoted(release.version)}
authors:
  - name: {quoted(publisher, ensure_ascii=False)}
references:
  - type: software
    title: sohoa
    version: {quoted(__version__)}
    authors:
      - name: The sohoa authors
"""
