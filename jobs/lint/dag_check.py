"""Loads the Airflow DAG with Airflow itself and checks what a scheduler would do with it.

Usage: dag_check.py FILE      with a Python that has apache-airflow-core and apache-airflow-providers-standard
"""

import importlib.util
import sys
import warnings

# A name that the next Airflow removes is a finding.
warnings.filterwarnings("error", category=DeprecationWarning, module="airflow_dag")


def main(file: str) -> None:
    spec = importlib.util.spec_from_file_location("airflow_dag", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    dag = module.dag

    assert [task.task_id for task in dag.topological_sort()] == ["ingest", "nightly", "check"], dag.task_ids
    assert dag.max_active_runs == 1, "two nights must not write to one lake at the same time"
    assert not dag.catchup, "the feed of days long ago is not there"
    assert dag.get_task("nightly").skip_on_exit_code == [3], "a held night is no failure"
    dag.check_cycle()
    commands = {}
    for task in dag.tasks:
        assert task.retries >= 1, task.task_id
        commands[task.task_id] = task.render_template(task.bash_command, {"ds": "2026-03-06"})
        assert "{" not in commands[task.task_id], commands[task.task_id]
    assert "2026-03-06.csv.gz" in commands["ingest"], commands["ingest"]
    assert commands["nightly"].endswith("--date 2026-03-06"), commands["nightly"]


main(sys.argv[1])
