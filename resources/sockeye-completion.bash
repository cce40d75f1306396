# Completes the command line of sockeye in bash: options, files, and names of fields and protocols behind -e and inside of -Y.
# Use it with: source sockeye-completion.bash

_sockeye() {
  local current=${COMP_WORDS[COMP_CWORD]}
  local previous=${COMP_WORDS[COMP_CWORD - 1]}
  local before word
  COMPREPLY=()
  case $previous in
    -T) COMPREPLY=($(compgen -W 'fields json ek text pdml tabs' -- "$current")) ;;
    -F) COMPREPLY=($(compgen -W 'pcapng pcap nsecpcap' -- "$current")) ;;
    -t) COMPREPLY=($(compgen -W 'a ad r d dd e u ud' -- "$current")) ;;
    -G) COMPREPLY=($(compgen -W 'fields protocols values' -- "$current")) ;;
    -z) COMPREPLY=($(compgen -W 'io,phs conv,eth conv,ip conv,ipv6 conv,tcp conv,udp endpoints,eth endpoints,ip endpoints,ipv6 endpoints,tcp endpoints,udp expert follow,tcp,ascii, follow,udp,ascii,' -- "$current")) ;;
    -e) mapfile -t COMPREPLY < <("$1" --complete "$current" 2>/dev/null) ;;
    -Y)
      # Only the last word of the filter is completed; what is in front of it, quotation mark included, stays.
      word=${current##*[!A-Za-z0-9_.-]}
      before=${current%"$word"}
      [[ -n $word ]] && mapfile -t COMPREPLY < <("$1" --complete "$word" 2>/dev/null | while read -r name; do printf '%s%s\n' "$before" "$name"; done)
      compopt -o nospace 2>/dev/null
      ;;
    *)
      if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W '-r -Y -c -T -e -E -V -x -P -q -n -l -w -F -z -G -d -t -o -2 --complete --help --version' -- "$current"))
      else
        compopt -o default 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
      fi
      ;;
  esac
}
complete -F _sockeye sockeye
