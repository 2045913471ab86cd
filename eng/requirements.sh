# What run and test need from the machine, and how it gets there. Sourced, not run.

say() { printf '%s\n' "$*"; }
complain() { printf '%s\n' "$*" >&2; }

is_root() { [ "$(id -u)" -eq 0 ]; }

# A command may sit in a folder that only root has on its PATH.
has_command() { PATH="$PATH:/usr/sbin:/sbin" command -v "$1" >/dev/null 2>&1; }

has_library() { PATH="$PATH:/usr/sbin:/sbin" ldconfig -p 2>/dev/null | grep -q "[[:space:]]$1 "; }

# The full path: sudo replaces PATH, and the SDK is often installed in a home directory.
dotnet_path() {
  local found
  found=$(command -v dotnet || true)
  [ -n "$found" ] || { [ -x "$HOME/.dotnet/dotnet" ] && found="$HOME/.dotnet/dotnet"; }
  [ -z "$found" ] || readlink -f "$found"
}

require_dotnet() {
  DOTNET=$(dotnet_path)
  if [ -z "$DOTNET" ] || ! "$DOTNET" --list-sdks 2>/dev/null | grep -q '^1[0-9]\.'; then
    complain "The .NET 10 SDK is missing. Install it as https://learn.microsoft.com/dotnet/core/install/linux says, then run this again."
    return 1
  fi
  # Nothing of the build stays behind when this ends, and nothing is reported to anybody.
  export DOTNET DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
}

# Another apt (unattended upgrades, a machine that has just booted) may hold the lock: wait, and try again.
apt_install() {
  local try
  for try in 1 2 3; do
    DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=180 install -y --no-install-recommends "$@" && return 0
    complain "apt-get did not succeed (try $try of 3); refreshing the package lists."
    sleep $((try * 2))
    apt-get -q -o DPkg::Lock::Timeout=180 update || true
  done
  return 1
}

# Only fetches them, into the current folder; nobody has to be root for that, unless the package lists are old.
apt_download() {
  has_command apt-get || return 1
  # The user that apt fetches by cannot write here.
  local by=(-q -o "APT::Sandbox::User=$(id -un)")
  apt-get "${by[@]}" download "$@" && return 0
  is_root && apt-get -q -o DPkg::Lock::Timeout=180 update && apt-get "${by[@]}" download "$@"
}

# Installs Debian packages, or says the one command that does.
require_packages() {
  [ "$#" -gt 0 ] || return 0
  if ! has_command apt-get; then
    complain "These Debian packages, or what your distribution calls them, are missing: $*"
    return 1
  fi
  if ! is_root; then
    complain "Debian packages are missing. Run this once, then try again:"
    complain "  sudo apt-get update && sudo apt-get install -y --no-install-recommends $*"
    return 1
  fi
  say "Installing Debian packages: $*"
  apt_install "$@" >&2 && return 0
  complain "Installing $* failed; see apt-get's messages above."
  [[ " $* " != *" libbpf1 "* ]] || complain "libbpf1 is in Debian 12, Ubuntu 24.04 and later."
  return 1
}
