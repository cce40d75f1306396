/** What happens in a console, as lines for a terminal. */
import { hexText } from '../../engine/bytes/address';
import { visible } from '../../engine/bytes/visible';
import type { ConsoleEvent } from '../../shared/sockets';

/** Never a control character in it but the line feeds between its lines. */
export function eventLine(event: ConsoleEvent): string {
  const client = event.client === undefined ? '' : ` [${event.client}]`;
  return `${timeText(event.at)}${client} ${textOf(event)}`;
}

/** What arrived, for standard output. */
export function receivedBytes(
  event: Extract<ConsoleEvent, { kind: 'sent' | 'received' }>,
  form: 'text' | 'hex' | 'raw',
): Uint8Array {
  if (form === 'raw') return event.bytes;
  const client = event.client === undefined ? '' : `[${event.client}] `;
  const text = form === 'hex' ? hexText(event.bytes, ' ') : event.text;
  return Buffer.from(`${client}${text}${text.endsWith('\n') ? '' : '\n'}`);
}

function textOf(event: ConsoleEvent): string {
  switch (event.kind) {
    case 'step':
      return `${event.step}: ${visible(event.text)}`;
    case 'sent':
    case 'received':
      return `${event.kind} ${event.length} bytes${event.peer === undefined ? '' : `, ${event.peer}`}`;
    case 'tls':
      return tlsText(event.facts);
    case 'error': {
      const trust = event.fingerprint === undefined ? '' : ` Its fingerprint: ${event.fingerprint} (--trust).`;
      return `${event.step}: ${event.code}: ${visible(`${event.text} ${event.cause}`.trim())}${trust}`;
    }
    case 'left-out':
      return `${event.bytes} bytes more are not shown.`;
  }
}

function tlsText(facts: Extract<ConsoleEvent, { kind: 'tls' }>['facts']): string {
  const { protocol, cipher, alpn, serverName, chain, verified, problem, trustedOnce } = facts;
  const verdict = verified ? 'verified' : trustedOnce ? `trusted this once (${problem})` : problem || 'not verified';
  const parts = [protocol, cipher, alpn && `ALPN ${alpn}`, serverName && `for ${serverName}`, verdict];
  const certificates = chain.map(({ subject, issuer, validFrom, validTo, fingerprint }) =>
    visible(`${subject}, issued by ${issuer}, valid ${validFrom} to ${validTo}, ${fingerprint}`),
  );
  return [`tls: ${visible(parts.filter((part) => part !== '').join(', '))}`, ...certificates].join('\n    ');
}

function timeText(at: number): string {
  const date = new Date(at);
  const two = (number: number): string => String(number).padStart(2, '0');
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${clock}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}
