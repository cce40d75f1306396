/** The typed contract between the page and the sockets process: the table, consoles, programs that are started and watched. */
import * as v from 'valibot';
import { call, event, reply } from './contract';
import type { ConsoleEvent, ConsoleStatus, LaunchEvent, LaunchStatus, SocketTableChange } from './sockets';

const nothing = v.undefined();
const number = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0x7fff_ffff));
const word = v.pipe(v.string(), v.maxLength(1000));
const port = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535));
const text = v.pipe(v.string(), v.maxLength(1_000_000));
const family = v.picklist([0, 4, 6]);
const transport = v.picklist(['tcp', 'udp', 'tls', 'unix']);

/** A file that the user chose in a dialog, by the token that the main process gave for it. */
const chosenFile = word;

const tlsChoices = v.object({
  /** Server name indication, and the name that the certificate is checked against; the host where it is empty. */
  serverName: v.optional(word, ''),
  alpn: v.optional(v.pipe(v.array(word), v.maxLength(20)), []),
  certificate: v.optional(chosenFile),
  key: v.optional(chosenFile),
  authority: v.optional(chosenFile),
  /** SHA-256 fingerprint of the one certificate that is trusted this once. */
  trustedFingerprint: v.optional(word),
});

export const consoleRequest = v.variant('role', [
  v.object({
    role: v.literal('client'),
    transport,
    /** Host name or address; of a Unix socket its path, an abstract name beginning with `@`. */
    host: word,
    port: v.optional(port, 0),
    /** 0 takes whichever comes first. */
    family: v.optional(family, 0),
    localAddress: v.optional(word, ''),
    localPort: v.optional(port, 0),
    /** UDP: packets may go to a broadcast address. */
    broadcast: v.optional(v.boolean(), false),
    /** UDP: how far multicast goes. */
    multicastHops: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255)), 1),
    tls: v.optional(tlsChoices, {}),
  }),
  v.object({
    role: v.literal('server'),
    transport,
    /** This machine only, unless another address is given. Of a Unix socket its path. */
    address: v.optional(word, '127.0.0.1'),
    port: v.optional(port, 0),
    /** Sends back all that arrives. */
    echo: v.optional(v.boolean(), false),
    /** UDP: multicast groups to join. */
    groups: v.optional(v.pipe(v.array(word), v.maxLength(20)), []),
    broadcast: v.optional(v.boolean(), false),
    tls: v.optional(tlsChoices, {}),
  }),
]);

export const consoleData = v.variant('kind', [
  v.object({ kind: v.literal('line'), text, ending: v.picklist(['none', 'lf', 'crlf', 'cr', 'nul']) }),
  /** With the escapes of C and JSON: `\r \n \t \0 \\ \xNN \uNNNN \u{N}`. */
  v.object({ kind: v.literal('escaped'), text }),
  v.object({ kind: v.literal('hex'), text }),
  v.object({ kind: v.literal('file'), file: chosenFile }),
]);

/** Whom a server's message goes to. */
const recipient = v.optional(v.union([number, v.literal('all')]), 'all');

export const socketsContract = {
  /** Reads the table every so many milliseconds from now on; the first `tableChange` brings all rows. */
  watchTable: call(
    v.object({ interval: v.pipe(v.number(), v.minValue(100), v.maxValue(60_000)), unix: v.boolean() }),
    reply<void>(),
  ),
  /** Stops reading: while nobody looks, and for Freeze. */
  unwatchTable: call(nothing, reply<void>()),

  /**
   * For "watch on the wire": resolves the host and chooses a free local port, so that a capture of exactly this socket can
   * run before it connects. The request comes back with both in it, to be opened then.
   */
  planConsole: call(
    v.object({ request: consoleRequest }),
    reply<{ readonly request: ConsoleRequest; readonly captureFilter: string; readonly displayFilter: string }>(),
  ),
  /** Opens a console: it connects or listens at once, and sends nothing by itself. */
  openConsole: call(v.object({ request: consoleRequest }), reply<{ readonly console: number }>()),
  send: call(v.object({ console: number, data: consoleData, to: recipient }), reply<{ readonly bytes: number }>()),
  /** Sends the same message again and again, until `stopRepeating`, `times` or the end. */
  repeat: call(
    v.object({
      console: number,
      data: consoleData,
      to: recipient,
      /** A second. */
      rate: v.pipe(v.number(), v.minValue(0.01), v.maxValue(1000)),
      times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)), 1_000_000),
    }),
    reply<void>(),
  ),
  stopRepeating: call(v.object({ console: number }), reply<void>()),
  /** Says that nothing more will be sent; what arrives is still shown. */
  halfClose: call(v.object({ console: number, client: v.optional(number) }), reply<void>()),
  /** Closes one client's connection, or the whole console. */
  closeConsole: call(v.object({ console: number, client: v.optional(number) }), reply<void>()),
  setEcho: call(v.object({ console: number, echo: v.boolean() }), reply<void>()),

  /** Starts the program that `prepareLaunch` of the main process gave this token for. */
  launch: call(v.object({ token: word }), reply<{ readonly launch: number; readonly pid: number }>()),
  /** Ends the program and what it started. */
  stopLaunch: call(v.object({ launch: number }), reply<void>()),
  /** What the program wrote as TLS secrets, in the form of SSLKEYLOGFILE. Asked for only when the user agreed to keep them. */
  launchSecrets: call(v.object({ launch: number }), reply<Uint8Array>()),
  /** Removes the file of secrets. */
  forgetLaunch: call(v.object({ launch: number }), reply<void>()),

  tableChange: event<SocketTableChange>(),
  consoleEvents: event<{ readonly console: number; readonly events: readonly ConsoleEvent[] }>(),
  consoleStatus: event<{ readonly console: number; readonly status: ConsoleStatus }>(),
  launchEvents: event<{ readonly launch: number; readonly events: readonly LaunchEvent[] }>(),
  launchStatus: event<{ readonly launch: number; readonly status: LaunchStatus }>(),
};

const launchRequest = v.object({
  command: word,
  arguments: v.pipe(v.array(v.pipe(v.string(), v.maxLength(100_000))), v.maxLength(1000)),
  environment: v.optional(v.record(word, text), {}),
  directory: v.optional(word),
});

/** What the page asks of the main process for the sockets view. */
export const socketsMainContract = {
  /** Starts the sockets process where it does not run; its port comes to the page as `sockets-port`. */
  openSockets: call(nothing, reply<void>()),
  /** Lets the user choose a file to read: one to send, or a certificate. Only the token is known to the page. */
  chooseInput: call(v.object({ title: word }), reply<{ readonly token: string; readonly name: string } | undefined>()),
  /**
   * Shows the user what would be started, outside of the page, and asks. No shell is involved; the program's TLS secrets go to a
   * private file. Undefined when the answer is no.
   */
  prepareLaunch: call(launchRequest, reply<{ readonly token: string } | undefined>()),

  /** The sockets process ended by itself. */
  socketsGone: event<{ readonly message: string }>(),
};

export type SocketsContract = typeof socketsContract;
export type ConsoleRequest = v.InferOutput<typeof consoleRequest>;
export type LaunchRequest = v.InferOutput<typeof launchRequest>;
export type ConsoleData = v.InferOutput<typeof consoleData>;

/** What the main process tells the sockets process. */
export type SocketsOrder =
  /** Serves the page whose port comes with it. */
  | { readonly kind: 'serve' }
  /** A file that the user chose. */
  | { readonly kind: 'file'; readonly token: string; readonly path: string }
  /** The user agreed to start this program. */
  | { readonly kind: 'launch'; readonly token: string; readonly request: LaunchRequest }
  /** A capture runs into this file: owners go to its sidecar. */
  | { readonly kind: 'watch-owners'; readonly capture: string }
  | { readonly kind: 'leave-owners'; readonly capture: string };
