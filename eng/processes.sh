# Starting and stopping the processes of one run. Sourced, not run. Uses RUNTIME, the run's private directory.

declare -A guard=() # name -> process id of its guard, which ends with the program's exit status
declare -A life=()  # name -> our end of the pipe that keeps it alive

# start NAME LOG CMD ARGS: starts CMD behind eng/guarded; PREFIX (sudo, say) runs before the guard. LOG - is the terminal.
start() {
  local name=$1 log=$2 fd other
  shift 2
  mkfifo -m 600 "$RUNTIME/$name.life"
  exec {fd}<>"$RUNTIME/$name.life"
  (
    exec <"$RUNTIME/$name.life"
    export GUARD_PID_FILE="$RUNTIME/$name.pid"
    # The others' pipes close with us, not with this one.
    for other in "${life[@]}" "$fd"; do exec {other}>&-; done
    [ "$log" = - ] || exec >"$log" 2>&1
    exec ${PREFIX-} "$ROOT/eng/guarded" "$@"
  ) &
  guard[$name]=$!
  life[$name]=$fd
}

# Not kill -0: an ordinary user may not signal sudo.
runs() { [ -n "${guard[$1]-}" ] && [ -d "/proc/${guard[$1]}" ]; }

# stop NAME: returns when it has ended; its exit status.
stop() {
  local name=$1 fd=${life[$1]-} status
  [ -n "$fd" ] || return 0
  exec {fd}>&-
  wait "${guard[$name]}"
  status=$?
  unset "guard[$name]" "life[$name]"
  return "$status"
}

# wait_for_end: returns when one of the processes has ended; ENDED is its name and ENDED_STATUS its exit status.
wait_for_end() {
  local pid name
  ENDED='' pid=''
  wait -n -p pid "${guard[@]}"
  ENDED_STATUS=$?
  for name in "${!guard[@]}"; do
    [ "${guard[$name]}" != "$pid" ] || ENDED=$name
  done
}
