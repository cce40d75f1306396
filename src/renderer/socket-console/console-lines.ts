/** What a console's steps look like in its terminal. Only colours are ever written to it: remote bytes never drive it. */
import type { TlsFacts } from '../../shared/sockets';
import { messages } from '../messages/messages';
import type { ShownEvent } from '../state/sockets';

const words = messages.sockets.session;

/** Select Graphic Rendition, ECMA-48 section 8.3.117, in the sixteen colours that the theme gives. */
const style = {
  plain: '\x1b[0m',
  dim: '\x1b[90m',
  good: '\x1b[32m',
  bad: '\x1b[31m',
  sent: '\x1b[91m',
  received: '\x1b[94m',
};

/** Lines that are written at once: whatever comes, the window has its hands free. */
const mostLines = 2000;
/** Lines of what passed at once. */
const mostBodyLines = 500;

/** The lines of the events from a place on; where these are very many, of the newest, and how many were passed over. */
export function newestLines(events: readonly ShownEvent[], from: number, show: 'text' | 'hex'): string {
  const written: string[] = [];
  let lines = 0;
  let at = events.length;
  while (at > from && lines < mostLines) {
    at--;
    const text = consoleLines(events[at], show, events[at - 1]);
    lines += text.split('\n').length - 1;
    written.push(text);
  }
  if (at > from) written.push(`${style.dim}${words.passedOver(at - from)}${style.plain}\r\n`);
  return written.reverse().join('');
}

/** What an event adds to the terminal behind the one before it: whole lines, but where a program has not ended its own yet. */
export function consoleLines(event: ShownEvent, show: 'text' | 'hex', before?: ShownEvent): string {
  const open = before !== undefined && isWritten(before) && !before.text.endsWith('\n');
  if (isWritten(event))
    return open && before.kind === event.kind ? written(event, '') : end(open) + written(event, '  ');
  return end(open) + eventLines(event, show);
}

type Written = Extract<ShownEvent, { kind: 'output' | 'errors' }>;

const isWritten = (event: ShownEvent): event is Written => event.kind === 'output' || event.kind === 'errors';

const end = (open: boolean): string => (open ? '\r\n' : '');

function written({ kind, text }: Written, indent: string): string {
  const colour = kind === 'output' ? style.plain : style.bad;
  const all = text.split('\n');
  const last = all.pop() ?? '';
  const whole = limited(all, colour, indent);
  return last === '' ? whole : `${whole}${all.length === 0 ? indent : '  '}${coloured(last, colour)}`;
}

/** Lines in a colour, each ended; the first ones where there are very many. */
function limited(lines: readonly string[], colour: string, indent = '  '): string {
  const shown = lines.slice(0, mostBodyLines);
  const left = lines.length - shown.length;
  const more = left > 0 ? `  ${style.dim}${words.moreLines(left)}${style.plain}\r\n` : '';
  return shown.map((line, place) => `${place === 0 ? indent : '  '}${coloured(line, colour)}\r\n`).join('') + more;
}

function coloured(line: string, colour: string): string {
  return line === '' ? '' : `${colour}${harmless(line)}${style.plain}`;
}

/** A line of the terminal, or several, each ended. */
function eventLines(event: Exclude<ShownEvent, Written>, show: 'text' | 'hex'): string {
  const client = !('client' in event) || event.client === undefined ? '' : ` ${words.client(event.client)}`;
  const head = `${style.dim}${clockOf(event.at)}${client}${style.plain}  `;
  switch (event.kind) {
    case 'step':
      return `${head}${harmless(event.text)}\r\n`;
    case 'sent':
    case 'received':
      return head + passed(event, show);
    case 'tls':
      return tlsLines(event.facts)
        .map((line, place) => `${place === 0 ? head : ' '.repeat(14)}${harmless(line)}\r\n`)
        .join('');
    case 'error':
      return (
        `${head}${style.bad}${harmless(event.step)}: ${harmless(event.text)}${event.code === '' ? '' : ` (${harmless(event.code)})`}${style.plain}\r\n` +
        (event.cause === ''
          ? ''
          : `${' '.repeat(14)}${style.dim}${harmless(words.usually(event.cause))}${style.plain}\r\n`)
      );
    case 'left-out':
      return `${head}${style.dim}${words.leftOut(event.bytes)}${style.plain}\r\n`;
  }
}

function passed(event: Extract<ShownEvent, { kind: 'sent' | 'received' }>, show: 'text' | 'hex'): string {
  const { kind, bytes, length, peer } = event;
  const what = kind === 'sent' ? words.sent(length) : words.received(length);
  const who = peer === undefined ? '' : ` ${style.dim}${harmless(peer)}${style.plain}`;
  const cut = length > bytes.length ? `  ${style.dim}${words.cut(bytes.length, length)}${style.plain}\r\n` : '';
  return `${what}${who}\r\n${bodyLines(event, show, style[kind])}${cut}`;
}

function bodyLines(
  { bytes, text }: { readonly bytes: Uint8Array; readonly text: string },
  show: 'text' | 'hex',
  colour: string,
): string {
  const body = show === 'hex' ? hexLines(bytes) : text.replace(/\r?\n$/, '').split(/\r?\n/);
  return limited(body, colour);
}

function tlsLines({ protocol, cipher, alpn, chain, verified, trustedOnce, problem }: TlsFacts): string[] {
  const verdict = verified ? words.verified : trustedOnce ? words.trustedOnce : words.notVerified(problem);
  return [
    `TLS ${words.tls(protocol, cipher, alpn)} · ${verdict}`,
    ...chain.flatMap(({ subject, issuer, validFrom, validTo }) => [
      `  ${words.certificate(subject, issuer)}`,
      `  ${words.validity(validFrom, validTo)}`,
    ]),
  ];
}

/** Offset, sixteen bytes, the same as ASCII. */
function hexLines(bytes: Uint8Array): string[] {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = [...bytes.subarray(at, at + 16)];
    const digits = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const letters = row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join('');
    lines.push(`${at.toString(16).padStart(4, '0')}  ${digits.padEnd(47)}  ${letters}`);
  }
  return lines;
}

/** Texts arrive with their control characters made visible; should one slip through, it stops here. */
function harmless(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]/gu, '\ufffd');
}

function clockOf(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  return `${clock}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}
