# HTTP to the server of this run. Sourced, not run. Bash speaks it itself: a fresh machine has no curl.

# http METHOD PATH [BODY] -> prints the status, a newline, and the body; fails when nobody listens.
# Uses HOST, PORT and TOKEN. HTTP/1.0, so that the answer comes whole and unchunked.
http() {
  local method=$1 path=$2 body=${3-} status line answer
  local LC_ALL=C # lengths in bytes
  exec {http_fd}<>"/dev/tcp/$HOST/$PORT" || return 1
  {
    printf '%s %s HTTP/1.0\r\nHost: %s:%s\r\n' "$method" "$path" "$HOST" "$PORT"
    [ -z "$TOKEN" ] || printf 'Authorization: Bearer %s\r\n' "$TOKEN"
    [ -z "$body" ] || printf 'Content-Type: application/json\r\nContent-Length: %d\r\n' "${#body}"
    printf '\r\n%s' "$body"
  } >&"$http_fd"
  read -r -t 30 _ status _ <&"$http_fd" || { exec {http_fd}>&-; return 1; }
  while read -r line <&"$http_fd" && [ "$line" != $'\r' ]; do :; done
  answer=$(cat <&"$http_fd")
  exec {http_fd}>&-
  printf '%s\n%s' "$status" "$answer"
} 2>/dev/null

listens() { (exec 4<>"/dev/tcp/$1/$2") 2>/dev/null; }

# json_string TEXT -> TEXT as a JSON string.
json_string() {
  local text=${1//\\/\\\\}
  text=${text//\"/\\\"}
  printf '"%s"' "${text//[[:cntrl:]]/ }"
}

# json_field NAME JSON -> the first string of that name, unescaped.
json_field() {
  local value
  value=$(sed -nE "s/.*\"$1\":\"(([^\"\\\\]|\\\\.)*)\".*/\1/p" <<<"$2" | head -n 1)
  value=${value//\\\"/\"}
  printf '%b' "$value"
}

# problem_sentence JSON -> what a problem+json answer says, the fields' messages first.
problem_sentence() {
  local errors sentence
  errors=$(sed -nE 's/.*"errors":\{([^}]*)\}.*/\1/p' <<<"$1")
  [ -z "$errors" ] || sentence=$(grep -oE '\["([^"\\]|\\.)*"' <<<"$errors" | sed -E 's/^\["//; s/"$//' | tr '\n' ' ')
  [ -n "${sentence-}" ] && { printf '%b' "$sentence"; return; }
  sentence=$(json_field detail "$1")
  [ -n "$sentence" ] || sentence=$(json_field title "$1")
  printf '%s' "${sentence:-$1}"
}

# percent_encode TEXT -> TEXT for a query string.
percent_encode() {
  local LC_ALL=C i char
  for ((i = 0; i < ${#1}; i++)); do
    char=${1:i:1}
    case $char in [a-zA-Z0-9._~-]) printf %s "$char" ;; *) printf '%%%02X' "'$char" ;; esac
  done
}
