#!/usr/bin/env python3
"""Do forming clusters grow faster than the others? Computed from the history of a lake.

  jobs/bench/forming.py LAKE [--every N]                             each night with its own clusters
  jobs/bench/forming.py LAKE --members-of DAY --panel DIR [--every N]  the clusters of one night taken through the whole panel

Takes the cluster_members of each day that has snapshots 28 days before and after, scores the clusters by what was known on
that day (the formula of dev.reposignal.cluster.Forming), and compares the three flagged with the others by what the next 28
days brought. Prints ratios with 95 % intervals (bootstrap over days, since clusters of one day share its weather), and how
well each part of the score and each weighting of them would have told. Needs python3 with duckdb and numpy.
"""
import argparse
import json
import pathlib
import sys

import duckdb
import numpy as np


def active_files(table: pathlib.Path) -> list[str]:
    """The files of the latest version of a Delta table, from its log."""
    files: dict[str, bool] = {}
    for entry in sorted((table / "_delta_log").glob("*.json")):
        for line in entry.read_text().splitlines():
            action = json.loads(line)
            if "add" in action:
                files[action["add"]["path"]] = True
            if "remove" in action:
                files.pop(action["remove"]["path"], None)
    return [str(table / path) for path in files]


def source(lake: pathlib.Path, table: str, columns: str) -> str:
    files = active_files(lake / table)
    if not files:
        sys.exit(f"Cannot read {lake / table}: it has no files. Run the cluster stage first.")
    return f"SELECT {columns}, snapshot_date::DATE AS day FROM read_parquet({files!r}, hive_partitioning = true)"


QUERY = """
WITH now AS (SELECT repo_key, full_name, stars FROM snapshots WHERE day = $day),
reference AS (
  SELECT repo_key,
    max_by(stars, day) FILTER (day BETWEEN $day - 10 AND $day - 7) AS stars_7,
    max(day) FILTER (day BETWEEN $day - 10 AND $day - 7) AS day_7,
    max_by(stars, day) FILTER (day BETWEEN $day - 34 AND $day - 28) AS stars_28,
    max(day) FILTER (day BETWEEN $day - 34 AND $day - 28) AS day_28,
    min_by(stars, day) FILTER (day BETWEEN $day + 28 AND $day + 31) AS stars_next
  FROM snapshots WHERE day BETWEEN $day - 34 AND $day + 31 GROUP BY repo_key),
repos AS (
  SELECT m.cluster_id, m.distance, lower(split_part(n.full_name, '/', 1)) AS owner, n.stars, n.stars - r.stars_28 AS gained_28,
    (n.stars - r.stars_7) / ($day - r.day_7) AS v7, (n.stars - r.stars_28) / ($day - r.day_28) AS v28,
    r.stars_next - n.stars AS gain_next,
    -- A count that jumps to another level is a swap or a rename, not growth.
    coalesce(abs(n.stars - r.stars_7) > greatest(2000, 0.5 * r.stars_7), false)
      OR coalesce(abs(r.stars_next - n.stars) > greatest(5000, n.stars), false) AS is_shift
  FROM now n JOIN members m ON m.repo_key = n.repo_key AND m.day = $day LEFT JOIN reference r ON r.repo_key = n.repo_key
  WHERE m.cluster_id IS NOT NULL)
SELECT cluster_id, count(*) AS repos, count(DISTINCT owner) AS owners,
  count(DISTINCT owner) FILTER (v7 - v28 > 0 AND v7 >= 1) AS accelerating_owners,
  coalesce(sum(v7), 0) AS v7, coalesce(sum(v28), 0) AS v28, coalesce(sum(v7 - v28), 0) AS acceleration,
  coalesce(sum(v7 - v28) FILTER (v7 - v28 > 0 AND v7 >= 1), 0) AS gathered,
  coalesce(max(v7 - v28) FILTER (v7 - v28 > 0 AND v7 >= 1), 0) AS largest,
  1 - avg(distance) AS cohesion, coalesce(median(v7 / greatest(stars, 1)) FILTER (v7 IS NOT NULL), 0) AS heat,
  coalesce(sum(gain_next) FILTER (gained_28 IS NOT NULL), 0) AS gain_next,
  coalesce(sum(gained_28) FILTER (gain_next IS NOT NULL), 0) AS gained_28,
  coalesce(sum(stars) FILTER (gain_next IS NOT NULL), 0) AS stars,
  coalesce(median(gain_next / greatest(stars, 1)) FILTER (gain_next IS NOT NULL), 0) AS median_growth
FROM repos WHERE NOT is_shift GROUP BY cluster_id HAVING count(*) >= 5 ORDER BY cluster_id
"""


def parts(c):
    day_share = c["accelerating_owners"].sum() / max(1, c["owners"].sum())
    share = c["accelerating_owners"] / c["owners"]
    clip = lambda x: np.clip(np.nan_to_num(x), 0, 1)
    spread = 1 - np.where(c["gathered"] > 0, c["largest"] / np.maximum(c["gathered"], 1e-9), 1)
    return {
        "breadth": clip(share / (2 * day_share)),
        "heat": clip(c["heat"] / max(4 * np.median(c["heat"]), 1e-12)),
        "reach": clip(np.log2(1 + c["accelerating_owners"]) / 5),
        "pace": clip(np.where(c["v28"] > 0, c["v7"] / np.maximum(c["v28"], 1e-9) - 1, 0)) * spread,
    }


def qualifies(c):
    return (c["accelerating_owners"] >= 3) & (c["acceleration"] > 0) & (c["cohesion"] >= np.median(c["cohesion"]))


def flagged(score, ok, shown):
    order = np.argsort(-np.where(ok, score, -1), kind="stable")[:shown]
    mask = np.zeros(len(score), bool)
    mask[[i for i in order if ok[i]]] = True
    return mask


def compare(days, weights, shown=3):
    """Growth of flagged and other clusters: stars gained in the next 28 days per star, and against the last 28 days."""
    f, o = [], []
    for c, p in days:
        mask = flagged(sum(weights[k] * p[k] for k in weights), qualifies(c), shown)
        f.append([c["gain_next"][mask].sum(), c["stars"][mask].sum(), c["gained_28"][mask].sum(), c["median_growth"][mask].sum(), mask.sum()])
        o.append([c["gain_next"][~mask].sum(), c["stars"][~mask].sum(), c["gained_28"][~mask].sum(), c["median_growth"][~mask].sum(), (~mask).sum()])
    return np.array(f, float), np.array(o, float)


def ratios(f, o):
    f, o = f.sum(0), o.sum(0)
    return (f[0] / f[1]) / (o[0] / o[1]), (f[0] / f[2]) / (o[0] / o[2]), (f[3] / f[4]) / (o[3] / o[4])


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("lake", type=pathlib.Path)
    arguments.add_argument("--members-of", default="", metavar="DAY")
    arguments.add_argument("--panel", default="", metavar="DIR")
    arguments.add_argument("--every", type=int, default=1)
    options = arguments.parse_args()
    database = duckdb.connect()
    tables = {"members": source(options.lake, "cluster_members", "repo_key, full_name, cluster_id, distance")}
    if options.panel:
        tables["snapshots"] = (
            "SELECT 'name:' || lower(full_name) AS repo_key, full_name, stars, snapshot_date AS day "
            f"FROM '{options.panel}/*.parquet'")
    else:
        tables["snapshots"] = source(options.lake, "snapshots", "repo_key, full_name, stars")
    for name, query in tables.items():
        database.execute(f"CREATE TABLE {name} AS {query}")
    if options.members_of:
        # By name: the panel knows no ids.
        database.execute(
            "CREATE OR REPLACE TABLE members AS SELECT 'name:' || lower(m.full_name) AS repo_key, cluster_id, distance, d.day "
            "FROM members m CROSS JOIN (SELECT DISTINCT day FROM snapshots) d WHERE m.day = $day",
            {"day": options.members_of})
    known = [d for (d,) in database.execute(
        "SELECT DISTINCT day FROM members WHERE day + 28 <= (SELECT max(day) FROM snapshots) "
        "AND day - 34 >= (SELECT min(day) FROM snapshots) ORDER BY day").fetchall()]
    chosen = known[:: options.every]
    days = []
    for day in chosen:
        c = database.execute(QUERY, {"day": day}).fetchnumpy()
        c = {k: np.asarray(v.filled(0) if hasattr(v, "filled") else v) for k, v in c.items()}
        if len(c["repos"]) >= 10 and c["stars"].sum() > 0:
            days.append((c, parts(c)))
    if not days:
        sys.exit("Cannot compare: no day with clusters has snapshots 28 days before and after.")
    print(f"{len(days)} days from {chosen[0]} to {chosen[-1]}, {sum(len(c['repos']) for c, _ in days)} clusters")
    random = np.random.default_rng(1)
    weightings = {
        "as shown": {"breadth": 30, "heat": 30, "pace": 20, "reach": 10},
        "without heat": {"breadth": 35, "reach": 20, "pace": 30},
        "breadth": {"breadth": 1}, "heat": {"heat": 1}, "pace": {"pace": 1}, "reach": {"reach": 1},
        "breadth + heat": {"breadth": 1, "heat": 1}, "breadth + pace": {"breadth": 1, "pace": 1},
    }
    print("weights               flagged  others  growth per star      against last 28 days  median repository")
    for name, weights in weightings.items():
        f, o = compare(days, weights)
        drawn = [random.integers(0, len(days), len(days)) for _ in range(2000)]
        sample = np.array([ratios(f[i], o[i]) for i in drawn])
        low, high = np.quantile(sample, [0.025, 0.975], axis=0)
        cells = "".join(f"  {r:5.2f} [{a:5.2f} {b:5.2f}]" for r, a, b in zip(ratios(f, o), low, high))
        print(f"{name:22}{int(f[:, 4].sum()):6}{int(o[:, 4].sum()):8}{cells}")


if __name__ == "__main__":
    main()
