#!/usr/bin/env bash
# Sets this folder up: Debian packages (looked at, installed only as root or with --yes) and .venv.
# `make run` and `make test` both call it; the second time it only looks and takes a moment.
#
#   ./setup.sh [--yes] [--dev] [--browser]     --yes: install missing Debian packages with sudo
#                                              --dev: also what the tests need
#                                              --browser: also Chromium, for the long tests of `sohoa review`
set -euo pipefail
cd "$(dirname "$0")"

yes=no dev=no browser=no
for option in "$@"; do
    case $option in
        --yes) yes=yes ;;
        --dev) dev=yes ;;
        --browser) browser=yes ;;
        *) echo "usage: ./setup.sh [--yes] [--dev] [--browser]" >&2; exit 2 ;;
    esac
done

say() { printf '%s\n' "$*" >&2; }
stop() { say "setup: $*"; exit 1; }

# --- what the operating system must give -------------------------------------------------

# (grep without -q reads to the end: with pipefail a writer cut short would count as a failure)
has_tesseract() { tesseract --list-langs 2>/dev/null | grep -x vie >/dev/null; }

usable() {
    "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for python in "${PYTHON:-}" python3 /usr/bin/python3 python3.13 python3.12 python3.11; do
        if [ -n "$python" ] && usable "$python"; then echo "$python"; return; fi
    done
}

debian_packages() {
    has_tesseract || echo tesseract-ocr tesseract-ocr-vie
    [ -n "$(find_python)" ] || echo python3-venv
    # The tests and the sample generator typeset pages.
    [ $browser = no ] || echo chromium chromium-driver
    [ $dev = no ] || echo fonts-liberation fonts-croscore libpango-1.0-0 libpangoft2-1.0-0
}

missing_on_debian() {
    for package in $(debian_packages); do
        case "$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)" in
            *"ok installed") ;;
            *) echo "$package" ;;
        esac
    done
}

install_on_debian() {
    local missing
    missing=$(missing_on_debian | tr '\n' ' ')
    missing=${missing% }
    [ -n "$missing" ] || return 0
    say "setup: missing Debian packages: $missing"
    local command="apt-get install -y --no-install-recommends $missing" as=""
    if [ "$(id -u)" != 0 ]; then
        [ $yes = yes ] && command -v sudo >/dev/null ||
            stop "please run as root:  apt-get update && $command   (or let me use sudo: ./setup.sh --yes)"
        as=sudo
    fi
    $as apt-get update -q >&2 || say "setup: apt-get update failed, trying with the lists that are here"
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive $as $command >&2 ||
        stop "apt-get could not install them. With a network, run as root:  $command"
}

look_elsewhere() {
    has_tesseract ||
        stop "Tesseract 5 with its Vietnamese model is missing. macOS: brew install tesseract tesseract-lang pango"
}

if command -v dpkg-query >/dev/null; then install_on_debian; else look_elsewhere; fi

# --- the virtual environment ---------------------------------------------------------------

extra="[pdf,review]"
[ $dev = no ] || extra="[dev,cluster,pdf,release,review,s3]"
stamp=.venv/.sohoa-setup
wanted=$(cat requirements.txt pyproject.toml setup.sh | cksum)
has() { [ -x .venv/bin/sohoa ] && grep -qxF "$wanted $1" "$stamp" 2>/dev/null; }

if has "[dev,cluster,pdf,release,review,s3]" || has "$extra"; then exit 0; fi

if ! [ -x .venv/bin/python ] || ! .venv/bin/python -c '' 2>/dev/null; then
    python=$(find_python)
    [ -n "$python" ] ||
        stop "no Python 3.11 or later that can make a virtual environment. Debian: apt-get install python3-venv; or name one: PYTHON=/path/to/python3 ./setup.sh"
    say "setup: making .venv with $python"
    "$python" -m venv --clear .venv
fi
say "setup: installing pinned Python packages into .venv (a few minutes the first time)"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --constraint requirements.txt --editable ".$extra" >&2 ||
    stop "pip could not install the packages of requirements.txt; it needs a network, or a folder of wheels (PIP_FIND_LINKS)"
# Bytecode, and what the code's versions are: else each process of a run makes them, where it may not write them.
env -u PYTHONDONTWRITEBYTECODE .venv/bin/python - <<'PYTHON' >&2
import compileall
from sohoa.pipeline.output.versions import stage_versions
for room in ("sohoa", "diacritics", "extract", "pipeline"):
    compileall.compile_dir(room, quiet=1)
stage_versions()
PYTHON
echo "$wanted $extra" > "$stamp"
say "setup: done"
