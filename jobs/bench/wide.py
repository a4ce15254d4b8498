"""Writes snapshots of many made-up repositories, one Parquet file a day, the same for the same arguments and version of DuckDB.

python3 wide.py REPOSITORIES DAYS LAST_DAY FOLDER

Stars are spread as GitHub's are: nine in ten repositories have less than 4,000, one in a thousand more than 100,000.
A repository gains its own pace a day with noise, one in 200 rises once to several times its pace. What a repository is
about is taken from the names and words of subjects.tsv, so that clusters form. Nothing comes from real data.
"""

import datetime
import os
import sys

import duckdb

repositories, days = int(sys.argv[1]), int(sys.argv[2])
last, folder = datetime.date.fromisoformat(sys.argv[3]), sys.argv[4]
subjects = os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "../src/main/resources/dev/reposignal/cluster/subjects.tsv"
)
os.makedirs(folder, exist_ok=True)
db = duckdb.connect()

db.execute("CREATE TABLE subjects (subject INTEGER, name VARCHAR, words VARCHAR[])")
with open(subjects, encoding="utf-8") as lines:
    rows = [line.rstrip("\n").split("\t") for line in lines if line.strip() and not line.startswith("#")]
db.executemany(
    "INSERT INTO subjects VALUES (?, ?, ?)",
    [(i, row[2], [word.strip() for word in row[3].split(",")]) for i, row in enumerate(rows)],
)


def drawn(salt, below):
    """A whole number from 0 to below - 1 that depends on the repository and the salt alone."""
    return f"CAST(hash(id, '{salt}') % {below} AS BIGINT)"


def part(salt):
    """The same as a fraction from 0 to 1."""
    return f"({drawn(salt, 1000000)} / 1000000.0)"


def one_of(words, salt, many):
    """One of so many words."""
    return f"{words}[1 + {drawn(salt, many)}]"


db.execute(f"""
    CREATE TABLE repositories AS
    SELECT id, lower(regexp_replace(name, '[^A-Za-z0-9]+', '-', 'g')) AS slug, name, words,
        CAST(300 + 300 / pow(1.0001 - {part("stars")}, 1.05) AS BIGINT) AS stars,
        -ln(1 - {part("pace")}) * pow(300 / pow(1.0001 - {part("stars")}, 1.05), 0.6) / 60 AS pace,
        CASE WHEN {drawn('rises', 200)} = 0 THEN CAST({part("rise")} * {days} AS INTEGER) ELSE 1000000 END AS rises_on,
        {one_of("['A fast', 'An open source', 'A small', 'The modern', 'A self-hosted', 'A typed']", "manner", 6)} AS manner,
        {one_of("['framework', 'library', 'toolkit', 'server', 'client', 'platform', 'plugin']", "kind", 7)} AS kind,
        {one_of("['Python', 'TypeScript', 'Go', 'Rust', 'Java', 'C++', 'C#', 'JavaScript', 'Kotlin', NULL]", "language", 10)}
            AS language
    FROM (SELECT id, {drawn("subject", len(rows))} AS subject FROM (SELECT range AS id FROM range({repositories})))
    JOIN subjects USING (subject)
""")
for back in range(days):
    number = days - 1 - back
    day = last - datetime.timedelta(back)
    path = os.path.join(folder, f"{day}.parquet")
    db.execute(f"""
        COPY (
            SELECT DATE '{day}' AS snapshot_date, id + 1 AS repo_id, 'owner' || id // 3 || '/' || slug || '-' || id AS full_name,
                stars + CAST(floor(pace * {number} + sqrt(pace) * {part(day)}) AS BIGINT)
                    + CASE WHEN {number} > rises_on THEN CAST(30 * (1 + pace) * ({number} - rises_on) AS BIGINT) ELSE 0 END
                    AS stars,
                manner || ' ' || {one_of("words", "w", "len(words)")} || ' ' || kind || ' for ' ||
                    {one_of("words", "v", "len(words)")} AS description,
                language, array_to_string(list_distinct([slug, replace({one_of("words", "t", "len(words)")}, ' ', '-')]), ';')
                    AS topics,
                stars // 8 AS forks, stars // 90 + {drawn(day, 5)} AS open_issues,
                CAST(DATE '{day}' AS TIMESTAMP) - to_hours(CAST({drawn('pushed', 400)} AS INTEGER)) AS pushed_at,
                TIMESTAMP '2015-01-01' + to_hours(CAST({drawn('created', 80000)} AS INTEGER)) AS created_at
            FROM repositories ORDER BY id
        ) TO '{path}' (FORMAT parquet, COMPRESSION zstd)
    """)
print(f"{repositories:,} repositories, {days} days to {last}: {folder}")
