"""RepoSignal as an Airflow DAG (Airflow 3, with the provider "standard"): load the day, run the night, check that it is fresh."""

from datetime import datetime, timedelta, timezone

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

REPOSIGNAL = "/srv/reposignal/jobs/bin/reposignal"
LAKE = "/data/lake"

with DAG(
    dag_id="reposignal",
    schedule="30 3 * * *",
    start_date=datetime(2026, 1, 1, tzinfo=timezone.utc),
    # Two nights must not write to one lake at the same time.
    max_active_runs=1,
    catchup=False,
    # The commands may be repeated: they replace the rows of their day.
    default_args={"retries": 2, "retry_delay": timedelta(minutes=15)},
) as dag:
    # With the feed from GitHub this task calls collect with the same --lake and --wait, soon after midnight UTC,
    # with GITHUB_TOKEN in the environment of the worker; nightly then takes the day on which the run starts.
    ingest = BashOperator(
        task_id="ingest",
        bash_command=f"{REPOSIGNAL} ingest --lake {LAKE} --wait 30m /data/feed/{{{{ ds }}}}.csv.gz",
    )
    # Exit code 3: the data of the day were held back. Airflow shows the task as skipped, and the next one too.
    nightly = BashOperator(
        task_id="nightly",
        bash_command=f"{REPOSIGNAL} nightly --lake {LAKE} --wait 30m --site /data/site --date {{{{ ds }}}}",
        skip_on_exit_code=3,
    )
    check = BashOperator(
        task_id="check",
        bash_command=f"{REPOSIGNAL} status --lake {LAKE} --check --max-age 48h",
    )
    ingest >> nightly >> check
