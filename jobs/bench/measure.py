"""Runs a command and prints its wall time, processor time and peak memory on one line of standard error.

python3 measure.py LABEL COMMAND...  The command's own output is kept out of the way in LABEL.log of RS_BENCH_WORK.
"""

import os
import re
import resource
import subprocess
import sys
import time

label, command = sys.argv[1], sys.argv[2:]
folder = os.environ.get("RS_BENCH_WORK", ".")
log_name = os.path.join(folder, re.sub(r"[^A-Za-z0-9]+", "-", label).strip("-") + ".log")
begun = time.monotonic()
with open(log_name, "wb") as log:
    status = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT).returncode
wall = time.monotonic() - begun
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
# macOS counts bytes where Linux counts kilobytes.
peak = usage.ru_maxrss / (1 if sys.platform != "darwin" else 1024) / 1024
print(
    f"{label:<44} {wall:8.1f} s wall {usage.ru_utime + usage.ru_stime:8.1f} s cpu {peak:8.0f} MB peak  exit {status}",
    flush=True,
)
if status not in (0, 3):
    with open(log_name, "rb") as log:
        sys.stderr.buffer.write(b"".join(log.readlines()[-30:]))
sys.exit(status)
