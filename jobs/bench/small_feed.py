#!/usr/bin/env python3
"""Prints the feed of some days, 40 made-up repositories a day, as a snapshot CSV.

Usage: small_feed.py FIRST LAST [zero]      with zero all counts are 0
"""

import sys
from datetime import date, timedelta

BEGIN = date(2026, 1, 30)


def main(first: date, last: date, is_zero: bool) -> None:
    print("snapshot_date,full_name,stars,description,language")
    day = first
    while day <= last:
        age = (day - BEGIN).days
        for n in range(40):
            stars = 0 if is_zero else 300 + 41 * n * n + age * (n % 9) + (age * age * n) % 7
            kind, language = ("parser", "Go") if n % 2 else ("map renderer", "Rust")
            print(f"{day},lab{n:02}/tool-{n},{stars},A {kind} number {n},{language}")
        day += timedelta(days=1)


main(date.fromisoformat(sys.argv[1]), date.fromisoformat(sys.argv[2]), sys.argv[3:] == ["zero"])
