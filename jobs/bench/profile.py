"""What jobs/bench/profile.sh prints.

profile.py latest LAKE         the latest day with snapshots
profile.py duckdb LAKE DAY     DuckDB computes the velocities of a day from the Parquet files of snapshots
profile.py night LAKE EVENTS   the stages of the latest run: its times, and its jobs by Spark's event log in the folder EVENTS
"""

import collections
import datetime
import glob
import json
import os
import resource
import sys
import time

WINDOWS = {"24h": (1, 3), "7d": (7, 10), "28d": (28, 34)}
"""Days back to the latest and the earliest reference, as jobs/docs/scores.md has them."""


def table(lake, name):
    import deltalake

    return deltalake.DeltaTable(os.path.join(lake, name))


def day_of(path):
    return datetime.date.fromisoformat(path.split("snapshot_date=")[1].split("/")[0])


def latest(lake):
    print(max(map(day_of, table(lake, "snapshots").file_uris())))


def duckdb(lake, day):
    import duckdb as engine

    night = datetime.date.fromisoformat(day)
    longest = max(window[1] for window in WINDOWS.values())
    files = [
        path
        for path in table(lake, "snapshots").file_uris()
        if night - datetime.timedelta(longest) <= day_of(path) <= night
    ]
    rows = (
        f"SELECT repo_key, stars, CAST(snapshot_date AS DATE) AS day, DATE '{day}' - CAST(snapshot_date AS DATE) AS back"
        f" FROM read_parquet({files!r}, hive_partitioning = true)"
    )
    gains = ", ".join(
        f"stars - last_value(stars) OVER w{name} AS gain_{name}, gain_{name} / (day - last_value(day) OVER w{name}) AS velocity_{name}"
        for name in WINDOWS
    )
    frames = ", ".join(
        f"w{name} AS (PARTITION BY repo_key ORDER BY day"
        f" RANGE BETWEEN INTERVAL {last} DAY PRECEDING AND INTERVAL {first} DAY PRECEDING)"
        for name, (first, last) in WINDOWS.items()
    )
    windows = f"SELECT * EXCLUDE back FROM (SELECT repo_key, back, {gains} FROM ({rows}) WINDOW {frames}) WHERE back = 0"
    gains = ", ".join(
        f"max(stars) FILTER (WHERE back = 0) - arg_min(stars, back) FILTER (WHERE back BETWEEN {first} AND {last}) AS gain_{name},"
        f" gain_{name} / min(back) FILTER (WHERE back BETWEEN {first} AND {last}) AS velocity_{name}"
        for name, (first, last) in WINDOWS.items()
    )
    aggregates = f"SELECT repo_key, {gains} FROM ({rows}) GROUP BY repo_key HAVING count_if(back = 0) > 0"
    signals = [path for path in table(lake, "repo_signals").file_uris() if day_of(path) == night]
    same = " AND ".join(f"s.stars_gained_{name} IS NOT DISTINCT FROM v.gain_{name}" for name in WINDOWS)
    connection = engine.connect()
    for what, query in {"windows": windows, "aggregates": aggregates}.items():
        begun, used = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF)
        connection.execute(f"CREATE OR REPLACE TABLE velocities AS {query}")
        wall, now = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_SELF)
        cpu = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
        count = connection.execute("SELECT count(*) FROM velocities").fetchone()[0]
        print(
            f"DuckDB, {what} of {count:,} repositories from {len(files)} files: {wall:.2f} s wall, {cpu:.2f} s cpu",
            flush=True,
        )
        if signals:
            found = connection.execute(
                f"SELECT count_if({same}), count(*) FROM read_parquet({signals!r}) s JOIN velocities v USING (repo_key)"
            ).fetchone()
            print(f"gains as in repo_signals: {found[0]:,} of {found[1]:,}", flush=True)


def union(intervals):
    total, end = 0, float("-inf")
    for begin, stop in sorted(intervals):
        total += max(0, stop - max(begin, end))
        end = max(end, stop)
    return total


def night(lake, events):
    import pyarrow

    runs = pyarrow.table(table(lake, "runs").to_pyarrow_table(columns=["started_at", "snapshot_date", "stage_millis"]))
    last = max(runs.to_pylist(), key=lambda run: run["started_at"])
    wall = dict(last["stage_millis"])
    stages = collections.defaultdict(collections.Counter)
    intervals = collections.defaultdict(list)
    names, jobs, begun = {}, {}, {}
    (log,) = (path for path in glob.glob(os.path.join(events, "*")) if os.path.isfile(path))
    with open(log, encoding="utf-8") as lines:
        for line in lines:
            event = json.loads(line)
            kind = event["Event"]
            if kind == "SparkListenerJobStart":
                description = event.get("Properties", {}).get("spark.job.description", "")
                name = description.removesuffix(f" {last['snapshot_date']}") or "(before and after)"
                name = name if name in wall or name == "site" else "(before and after)"
                jobs[event["Job ID"]], begun[event["Job ID"]] = name, event["Submission Time"]
                stages[name]["jobs"] += 1
                for stage in event["Stage IDs"]:
                    names.setdefault(stage, name)
            elif kind == "SparkListenerJobEnd":
                intervals[jobs[event["Job ID"]]].append((begun[event["Job ID"]], event["Completion Time"]))
            elif kind == "SparkListenerTaskEnd":
                found = stages[names.get(event["Stage ID"], "(before and after)")]
                metrics = event.get("Task Metrics") or {}
                found["tasks"] += 1
                found["cpu"] += metrics.get("Executor CPU Time", 0) + metrics.get("Executor Deserialize CPU Time", 0)
                found["read"] += metrics.get("Input Metrics", {}).get("Bytes Read", 0)
                found["written"] += metrics.get("Output Metrics", {}).get("Bytes Written", 0)
    print(f"{'stage':<20}{'wall s':>8}{'in jobs':>9}{'in none':>9}{'task cpu':>10}{'jobs':>6}{'tasks':>7}{'MB read':>9}{'written':>9}")
    for name in sorted(set(wall) | set(stages), key=lambda name: -wall.get(name, 0)):
        found, running = stages[name], union(intervals[name]) / 1e3
        taken = wall[name] / 1e3 if name in wall else None
        figures = [
            f"{taken:8.1f}" if taken is not None else f"{'':8}",
            f"{running:9.1f}",
            f"{max(0.0, taken - running):9.1f}" if taken is not None else f"{'':9}",
            f"{found['cpu'] / 1e9:10.1f}{found['jobs']:6}{found['tasks']:7}",
            f"{found['read'] / 1e6:9.1f}{found['written'] / 1e6:9.1f}",
        ]
        print(f"{name:<20}" + "".join(figures))
    total = sum(stages.values(), collections.Counter())
    print(
        f"{'all':<20}{'':26}{total['cpu'] / 1e9:10.1f}{total['jobs']:6}{total['tasks']:7}"
        f"{total['read'] / 1e6:9.1f}{total['written'] / 1e6:9.1f}"
    )


{"latest": latest, "duckdb": duckdb, "night": night}[sys.argv[1]](*sys.argv[2:])
