#!/bin/sh
# Owns making .venv: system packages, locked dependencies, the project itself.
# Done once; done again when the lock, pyproject.toml, this script, the Python or the folder changes.
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
stamp=.venv/.made-from

fail() {
    echo "setup: $*" >&2
    exit 1
}

# Library (as the loader calls it) and the Debian package that brings it: what Qt links to, offscreen
# first, then its xcb window plug-in.
libraries='
libEGL.so.1 libegl1
libGL.so.1 libgl1
libfontconfig.so.1 libfontconfig1
libfreetype.so.6 libfreetype6
libxkbcommon.so.0 libxkbcommon0
libX11.so.6 libx11-6
libdbus-1.so.3 libdbus-1-3
libglib-2.0.so.0 libglib2.0-0
libzstd.so.1 libzstd1
libX11-xcb.so.1 libx11-xcb1
libxcb.so.1 libxcb1
libxcb-cursor.so.0 libxcb-cursor0
libxcb-glx.so.0 libxcb-glx0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render.so.0 libxcb-render0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0
libxcb-shm.so.0 libxcb-shm0
libxcb-sync.so.1 libxcb-sync1
libxcb-xfixes.so.0 libxcb-xfixes0
libxcb-xkb.so.1 libxcb-xkb1
libxkbcommon-x11.so.0 libxkbcommon-x11-0
'

has_chinese_font() {
    dpkg -s fonts-noto-cjk >/dev/null 2>&1 && return 0
    command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=zh 2>/dev/null | head -n 1)" ]
}

missing_packages() {
    loader=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null || true)
    echo "$libraries" | while read -r library package; do
        [ -n "$library" ] || continue
        case $loader in *"$library "*) ;; *) echo "$package" ;; esac
    done
    has_chinese_font || echo fonts-noto-cjk
    "$python" -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
}

install_system_packages() {
    [ "$(uname -s)" = Linux ] || return 0
    missing=$(missing_packages | tr '\n' ' ')
    missing=${missing% }
    [ -n "$missing" ] || return 0
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "setup: not found, and there is no apt-get here; your system's packages for: $missing" >&2
        return 0
    fi
    command="apt-get install -y --no-install-recommends $missing"
    [ "$(id -u)" = 0 ] || fail "system packages are missing; run: sudo $command"
    echo "setup: installing $missing"
    # A fresh image has no package lists; old ones point at files that are gone.
    if ! { apt-get update && DEBIAN_FRONTEND=noninteractive $command; } >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        fail "this failed: $command"
    fi
}

made_from() {
    { cat requirements.lock pyproject.toml tools/setup.sh; pwd -P; "$python" --version; } | cksum
}

command -v "$python" >/dev/null 2>&1 || fail "no $python; run: apt-get install -y python3 python3-venv"
wanted=$(made_from)
if [ -x .venv/bin/annotator ] && [ -x .venv/bin/python ] && [ "$wanted" = "$(cat $stamp 2>/dev/null)" ]; then
    exit 0
fi
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "$("$python" --version 2>&1) is too old; Python 3.11 or newer is needed (PYTHON=… names another)"
backend=$(mktemp)
log=$(mktemp)
trap 'rm -f "$backend" "$log"' EXIT
install_system_packages

version='import sys; print(sys.version_info[:2])'
if [ "$(.venv/bin/python -c "$version" 2>/dev/null)" != "$("$python" -c "$version")" ]; then
    rm -rf .venv
    "$python" -m venv .venv || fail "the virtual environment could not be made"
fi
rm -f $stamp

echo "setup: installing what requirements.lock names"
pip_install() {
    if ! .venv/bin/python -m pip --disable-pip-version-check --no-input install "$@" >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        fail "pip install $* failed"
    fi
}
# jieba and seqeval come as source: what is locked builds them, not whatever is newest, nor nothing.
awk '/^(setuptools|setuptools-scm|vcs-versioning|packaging)==/ { on = 1 } on { print } !/\\$/ { on = 0 }' \
    requirements.lock >"$backend"
pip_install --require-hashes -r "$backend"
pip_install --require-hashes --no-build-isolation -r requirements.lock
pip_install --no-deps --no-build-isolation -e .
echo "$wanted" >$stamp
echo "setup: ready, .venv/bin/annotator"
