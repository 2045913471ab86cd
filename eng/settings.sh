# The command line and the few settings that ./run itself must know. Sourced, not run.

MONITOR=''          # what to monitor: nothing, pid, demo or command
MONITOR_PID=''
COMMAND=()
SERVER_OPTIONS=()

read_arguments() {
  while [ "$#" -gt 0 ]; do
    case $1 in
      -h | --help) usage; exit 0 ;;
      --demo) monitor_only demo || return 1 ;;
      --pid=*) monitor_only pid && read_pid "${1#--pid=}" || return 1 ;;
      --pid) monitor_only pid && read_pid "${2-}" && shift || return 1 ;;
      --)
        shift
        monitor_only command || return 1
        COMMAND=("$@")
        [ "$#" -gt 0 ] || { complain "After -- the command to monitor is missing: ./run -- CMD ARGS"; return 1; }
        return 0 ;;
      *) SERVER_OPTIONS+=("$1") ;;
    esac
    shift
  done
}

monitor_only() {
  [ -z "$MONITOR" ] || { complain "Give one of --pid N, --demo and -- CMD, not two."; return 1; }
  MONITOR=$1
}

read_pid() {
  [[ $1 =~ ^[1-9][0-9]*$ ]] || { complain "--pid needs a process id: a number, as ps shows it."; return 1; }
  MONITOR_PID=$1
  [ -d "/proc/$1" ] || { complain "There is no process $1; ps -e lists those that run."; return 1; }
}

# setting NAME DEFAULT: from the server's options (the last one wins), else the environment, else the default.
setting() {
  local variable=${1//:/__} value i
  value=${!variable-$2}
  for ((i = 0; i < ${#SERVER_OPTIONS[@]}; i++)); do
    case ${SERVER_OPTIONS[i],,} in
      "--${1,,}="*) value=${SERVER_OPTIONS[i]#*=} ;;
      "--${1,,}") value=${SERVER_OPTIONS[i + 1]-} ;;
    esac
  done
  printf '%s' "$value"
}

# read_address -> HOST and PORT to reach the server at, TOKEN, DATABASE.
read_address() {
  local urls
  urls=$(setting Damon:Urls http://127.0.0.1:5200)
  [[ ${urls%%;*} =~ ^http://(\[[0-9a-fA-F:]+\]|[^:/]+):([0-9]+)/?$ ]] ||
    { complain "Damon:Urls is $urls; ./run needs http://ADDRESS:PORT."; return 1; }
  HOST=${BASH_REMATCH[1]} PORT=${BASH_REMATCH[2]}
  case $HOST in 0.0.0.0 | '*' | + | '[::]') HOST=127.0.0.1 ;; esac
  DATABASE=$(setting Damon:Database '')
  TOKEN=$(setting Damon:Auth:Token "$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')")
  [[ $(setting Damon:Auth:Disabled false) != [Tt]rue ]] || TOKEN=''
  unset Damon__Auth__Token # the server gets it, the workload must not
  listens "$HOST" "$PORT" || return 0
  complain "Something already listens on $HOST:$PORT. Stop it, or choose another port: ./run --Damon:Urls=http://127.0.0.1:$((PORT + 1))"
  return 1
}

# address_of PATH -> what to open in the browser.
address_of() {
  printf 'http://%s:%s%s%s' "$HOST" "$PORT" "$1" "${TOKEN:+?token=$(percent_encode "$TOKEN")}"
}
