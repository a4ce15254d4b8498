"""Opens the tables of a lake with delta-rs: no Spark, no JVM. Used by every notebook here."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from deltalake import DeltaTable

DEMO = Path(__file__).resolve().parent.parent / "data" / "demo" / "lake"

BLUE, ORANGE, GREY = "#2f6f9f", "#e07b39", "#b8bfc6"


class Lake:
    """A folder of Delta tables, one folder each; data/README.md says what is in them."""

    def __init__(self, root: str | Path) -> None:
        self.root = Path(root)
        if not (self.root / "snapshots" / "_delta_log").is_dir():
            raise FileNotFoundError(
                f"Cannot find a lake in {self.root}. Make one with jobs/bin/reposignal demo, or name yours in RS_LAKE."
            )

    def __repr__(self) -> str:
        return f"Lake({str(self.root)!r})"

    def names(self) -> list[str]:
        """The tables there are."""
        return sorted(log.parent.name for log in self.root.glob("*/_delta_log"))

    def has(self, name: str) -> bool:
        return name in self.names()

    def version(self, name: str) -> int:
        """The latest Delta version of a table."""
        return DeltaTable(self.root / name).version()

    def table(
        self,
        name: str,
        day: datetime.date | str | None = None,
        columns: list[str] | None = None,
        version: int | None = None,
        where: list[tuple[str, str, object]] | None = None,
    ) -> pd.DataFrame:
        """A table, one day of it or the rows that satisfy conditions such as ("stars", ">", 100), now or at an earlier
        version. Only that day's files are opened, and only rows that satisfy the conditions are kept in memory."""
        table = DeltaTable(self.root / name, version=version)
        partitions = None if day is None else [("snapshot_date", "=", str(day))]
        return table.to_pandas(partitions=partitions, columns=columns, filters=where)

    def rows(self, name: str) -> int:
        """The rows of a table, from its log: no data file is opened."""
        added = DeltaTable(self.root / name).get_add_actions(flatten=True)
        return sum(count for count in added.column("num_records").to_pylist() if count is not None)

    def latest_day(self) -> datetime.date:
        """The latest day with snapshots."""
        return max(self.table("snapshots", columns=["snapshot_date"])["snapshot_date"])

    def nights(self) -> pd.DataFrame:
        """One row per day that was run, as its last run left it; the latest day is the last row."""
        runs = self.table("runs").sort_values(["finished_at", "run_id"])
        return runs.groupby("snapshot_date").tail(1).sort_values("snapshot_date").set_index("snapshot_date")

    def published_nights(self) -> pd.DataFrame:
        """The nights whose tables are whole and passed the data checks, as in the view nights."""
        published = self.nights().query("status in ('written', 'published', 'site_failed')")
        if published.empty:
            raise LookupError(f"No night of {self.root} is published yet. Run jobs/bin/reposignal nightly first.")
        return published

    def latest_night(self) -> datetime.date:
        """The latest of them."""
        return self.published_nights().index[-1]


def open_lake() -> Lake:
    """The lake named in the variable RS_LAKE, else the one that the demo made."""
    return Lake(os.environ.get("RS_LAKE", DEMO))


def chart(title: str, width: float = 9, height: float = 4):
    """An empty chart with a title that says what it shows."""
    figure, axes = plt.subplots(figsize=(width, height), layout="constrained")
    axes.set_title(title, loc="left", fontsize=12, fontweight="bold")
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes
