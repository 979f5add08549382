#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image: the course is installed beside its autograder.
set -euo pipefail
autograder=${AUTOGRADER:-/autograder}

apt-get update
apt-get install -y --no-install-recommends bubblewrap python3 python3-venv
python3 -m venv "$autograder/venv"
"$autograder/venv/bin/pip" install --quiet -c "$autograder/source/course/constraints.txt" -e "$autograder/source/course"
