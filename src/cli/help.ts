/** What `sockeye --help` prints. */
export const help = `Sockeye: reads packet captures and says what every layer of each packet says.
Usage: sockeye -r FILE [options]
       sockeye -i INTERFACE [options]
       sockeye sockets|connect|listen ...   the sockets of this machine, and consoles to use some by hand (--help tells more)
       sockeye rpc                          answers sharkd's JSON-RPC requests, a line each, from standard input

Reading
  -r FILE          read packets from FILE (pcap or pcapng, also gzip or zstd; - for standard input)
  -Y FILTER        only packets that match the display filter
  -2 -R FILTER     only packets that match it count for anything, also for statistics
  --macro NAME=TEXT   a macro for filters (repeat it): --macro 'host=ip.addr == $1' -Y '\${host:10.0.0.1} and tcp'
  -c N             stop after N packets

Capturing
  -D               list the interfaces
  -i INTERFACE     capture on it: name, number of -D, - (standard input), a FIFO, TCP@HOST:PORT (repeat it)
  -f FILTER        capture filter, in libpcap's language
  -s N             bytes of each packet to keep
  -p               not promiscuous
  -I               monitor mode, where there is one
  -B N             size of the kernel's buffer in MiB
  -y TYPE, -L      link type, and the list of them
  -c N             stop after N packets
  -a duration:N|packets:N|filesize:KB|files:N   stop then
  -b duration:N|packets:N|filesize:KB|files:N   ring buffer: go on with the next file then, and keep so many files
  -w FILE          write all that is captured (- for standard output)

Printing
  -T fields|json|jsonraw|ek|text|pdml|psml   the form; a summary line per packet without it
  -e FIELD         a field to print (repeat it); frame.process.name and frame.process.pid tell programs also with -i
  -E NAME=VALUE    for -T fields: header=y, separator=/t|/s|C, occurrence=f|l|a, aggregator=C, quote=d|s|n, bom=y
  -V               every layer in detail
  -O PROTOCOL,…    the layers of these protocols in detail, one line for each of the others
  -j "NAME …"      with -T json, jsonraw, ek and pdml: only these layers and fields; -J: with all that is below them
  --no-duplicate-keys   with -T json: fields of the same name as one list
  -x               the bytes
  -P               the summary line also with -V or -x
  -q               no packets, only statistics
  -n               no name resolution (there is none anyway)
  -l               write each packet at once

Writing
  -w FILE          save the packets that match (-F pcapng, pcap or nsecpcap)

Statistics and references
  -z io,phs[,FILTER]   protocol hierarchy
  -z io,stat,SECONDS[,FILTER|SUM(FIELD)FILTER…]   packets and bytes, or values (COUNT, SUM, MIN, MAX, AVG), by interval
  -z conv,TYPE[,FILTER]        conversations of eth, wlan, ip, ipv6, tcp, udp or sctp
  -z endpoints,TYPE[,FILTER]   endpoints of the same
  -z expert[,error|warn|note|chat|comment][,FILTER]   what is remarkable, the gravest first
  -z http,tree[,FILTER]        HTTP messages by kind; also http_req, http_srv, http2 and dns
  -z follow,tcp|udp|tls|http,MODE,N   what stream N says, as ascii, hex, raw, ebcdic or yaml
  -z verdict,tcp,N             TCP stream N in plain words
  --export-objects http,DIR    the bodies of HTTP messages as files in a folder
  --har FILE                   the HTTP exchanges as an HTTP Archive 1.2
  --complete PREFIX            names of fields that begin so, for the completion of a shell
  -G fields|protocols|values   what the program knows
  -d TABLE==VALUE,PROTOCOL     decode as, for example tcp.port==8888,http
  --disable-protocol NAME      decode it not (repeat it); --enable-protocol NAME is taken, since all others are
  -o NAME:VALUE                a preference: ip.check_checksum, tcp.check_checksum or udp.check_checksum, TRUE or FALSE

Long names as tshark has them: --read-file, --display-filter, --interface, --autostop, --ring-buffer, --print and so on.
`;
