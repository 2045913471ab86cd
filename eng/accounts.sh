# Under which account things run. Sourced, not run.
#
# The sampler needs root, the server must not have it. Started by an ordinary user, only the sampler goes through sudo.
# Started with sudo, the server and the build belong to the user behind it. Started by root itself, the server runs as a
# number from the range systemd keeps for dynamic users: it owns nothing but the server's data. The demo has another
# number, so that it cannot look into the server.
SERVER_UID=61900
DEMO_UID=61901

# drop_to UID GID HOME -> fills DROP with the command prefix that runs things as that user.
drop_to() { DROP=(setpriv --reuid "$1" --regid "$2" --clear-groups --no-new-privs env -u XDG_DATA_HOME -u XDG_RUNTIME_DIR "HOME=$3"); }

# can_serve_as: the account in DROP can read the program, start .NET and write where it must.
can_serve_as() {
  local written=$DATABASE
  [ -e "$written" ] || written=$(dirname "$written")
  "${DROP[@]}" test -r "$PUBLISHED/Server/Damon.Server.dll" &&
    "${DROP[@]}" "$DOTNET" --list-runtimes >/dev/null 2>&1 &&
    { [ -z "$DATABASE" ] || "${DROP[@]}" test -w "$written"; }
}

# choose_server_account -> AS_SERVER, the command prefix, and DATABASE where the account has no home of its own.
choose_server_account() {
  AS_SERVER=()
  is_root || return 0
  if [ -n "${SUDO_UID-}" ] && [ "$SUDO_UID" -ne 0 ]; then
    drop_to "$SUDO_UID" "$SUDO_GID" "$(home_of "$SUDO_UID")"
  else
    install -d -m 700 -o "$SERVER_UID" -g "$SERVER_UID" /var/lib/damon
    drop_to "$SERVER_UID" "$SERVER_UID" /var/lib/damon
    : "${DATABASE:=/var/lib/damon/damon.db}"
  fi
  if can_serve_as; then
    AS_SERVER=("${DROP[@]}")
    say "The server runs as user $("${DROP[@]}" id -un 2>/dev/null); only the sampler runs as root."
  else
    say "The server runs as root: an unprivileged user could not read $ROOT, start $DOTNET or write the database."
  fi
}

home_of() { getent passwd "$1" | cut -d: -f6; }

# as_builder CMD ARGS: what is built in a user's checkout stays the user's, also under sudo.
as_builder() {
  if is_root && [ -n "${SUDO_UID-}" ] && [ "$(stat -c %u "$ROOT")" = "$SUDO_UID" ]; then
    drop_to "$SUDO_UID" "$SUDO_GID" "$(home_of "$SUDO_UID")"
    "${DROP[@]}" "$@"
  else
    "$@"
  fi
}
