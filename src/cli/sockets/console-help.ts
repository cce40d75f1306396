/** What `sockeye connect --help` and `sockeye listen --help` print. */

const verbs = `
Each line of standard input is sent with the line ending, unless it begins with a slash:
  /text TEXT       text with the escapes \\r \\n \\t \\0 \\xNN \\uNNNN, and no line ending
  /hex DIGITS      bytes in hexadecimal
  /file PATH       a file
  /repeat RATE TIMES TEXT   text with escapes, RATE times a second, TIMES times; the next line waits for its end
  /to N|all        whom a server's messages go to from now on
  /echo on|off     a server sends back all that arrives
  /end [N]         says that nothing more will be sent (half-close)
  /close [N]       closes the connection, of client N alone where it is given
  /wait SECONDS    goes on later
  // at the beginning of a line stands for one slash that is sent
At the end of the input a connection is closed by half and ends when the other side has closed it too; UDP ends after --wait
seconds. A server goes on until it is interrupted, or with --once until its last client is gone.
What arrives goes to standard output with every control character made visible; steps and errors go to standard error.
The program ends with 0, with 1 for bad usage, with 2 when it could not connect or listen or the connection broke.

  --ending lf|crlf|cr|nul|none   the line ending; lf unless given
  --hex            what arrives as hexadecimal digits
  --raw            what arrives byte by byte (never to a terminal)
  --wait SECONDS   patience for answers after the end of the input; 1 unless given
  -q, --quiet      errors only
  --alpn A,B --certificate FILE --key FILE --ca FILE   for TLS, files in PEM form
`;

export const connectHelp = `Usage: sockeye connect tcp|udp|tls HOST:PORT [options]
       sockeye connect unix PATH|@ABSTRACT [options]
Opens a socket by hand and shows each step with its time and the system's answer.
${verbs}  -4, -6           IPv4 or IPv6 alone
  --local HOST:PORT   from this address and port
  --server-name NAME  for TLS: the name asked for and checked; the host unless given
  --trust SHA256      for TLS: the one certificate, by its fingerprint, that is trusted this once
  --broadcast, --hops N   for UDP
`;

export const listenHelp = `Usage: sockeye listen tcp|udp|tls [HOST:]PORT [options]
       sockeye listen unix PATH|@ABSTRACT [options]
Waits for others, on this machine alone (127.0.0.1) unless HOST says otherwise.
${verbs}  --echo           sends back all that arrives
  --once           ends when the last client is gone
  --group ADDRESS  for UDP: a multicast group to join (repeat it)
  --broadcast      for UDP: answers may go to a broadcast address
`;
