# Starting a session on what the command line asks for. Sourced, not run.

# sampler_prefix -> what makes the sampler root.
sampler_prefix() {
  is_root && return 0
  if ! has_command sudo; then
    complain "The sampler needs root to read page tables, and sudo is not installed. Install sudo, or run this as root."
    return 1
  fi
  complain "Only the sampler runs as root, through sudo; it may ask for your password."
  sudo -v >&2 || { complain "sudo was refused, so the sampler cannot start."; return 1; }
  printf sudo
}

start_session() {
  case $MONITOR in
    '') return 0 ;;
    pid) monitor "$MONITOR_PID" "" ;;
    demo) start_demo && monitor "$(workload_pid)" "Demo: hot memory that moves" ;;
    command) start workload - "${COMMAND[@]}" && monitor "$(workload_pid)" "${COMMAND[*]}" ;;
  esac
}

# The demo says so in its log when all its memory is there.
start_demo() {
  local as=() log="$LOGS/demo-$PORT.log"
  if is_root; then
    drop_to "$DEMO_UID" "$DEMO_UID" /
    "${DROP[@]}" test -r "$PUBLISHED/Sampler/Damon.Sampler.dll" && as=("${DROP[@]}")
  fi
  # .NET and the C library reserve hundreds of gigabytes of addresses if they may, and the picture would be of those.
  DOTNET_GCHeapHardLimit=0x1000000 DOTNET_EnableDiagnostics=0 MALLOC_ARENA_MAX=1 start workload "$log" \
    "${as[@]}" "$DOTNET" "$PUBLISHED/Sampler/Damon.Sampler.dll" demo
  while runs workload && ! grep -q ready "$log"; do sleep 0.1; done
}

# workload_pid -> its process id, as soon as it is the workload itself and not the setsid that starts it.
workload_pid() {
  local pid stat deadline=$((SECONDS + 10))
  while runs workload && [ "$SECONDS" -lt "$deadline" ]; do
    read -r pid 2>/dev/null <"$RUNTIME/workload.pid" && read -r stat 2>/dev/null <"/proc/$pid/stat" || { sleep 0.02; continue; }
    read -r _ _ _ session _ <<<"${stat##*) }"
    [ "$session" = "$pid" ] && [ "$(readlink "/proc/$pid/exe")" != "$(readlink -f "$(command -v setsid)")" ] &&
      { printf '%s' "$pid"; return 0; }
    sleep 0.02
  done
  return 1
}

# monitor PID NAME: starts a session on it and prints the session's address.
monitor() {
  local answer status body id
  [ -n "$1" ] || { complain "The workload ended before it could be monitored."; return 1; }
  body="{\"targets\":[{\"pid\":$1}]${2:+,\"name\":$(json_string "$2")}}"
  answer=$(http POST /api/v1/sessions "$body")
  status=${answer%%$'\n'*} body=${answer#*$'\n'}
  id=$(json_field id "$body")
  if [ "$status" = 201 ] && [ -n "$id" ]; then
    say "Watch process $1 live: $(address_of "/sessions/$id")"
    return 0
  fi
  complain "Process $1 cannot be monitored: $(problem_sentence "$body")"
  return 1
}
