/** Messages to begin with in a socket console. Nothing of it is sent before the user says so. */
import type { ConsoleData } from './sockets-contract';

export interface ConsoleTemplate {
  readonly id: 'http-get' | 'smtp-greeting' | 'redis-ping' | 'dns-query';
  readonly title: string;
  readonly transport: 'tcp' | 'udp';
  readonly port: number;
  readonly data: ConsoleData;
}

/** For a server called `host`. */
export function consoleTemplates(host: string): readonly ConsoleTemplate[] {
  const name = host === '' ? 'localhost' : host;
  return [
    {
      id: 'http-get',
      title: 'HTTP GET',
      transport: 'tcp',
      port: 80,
      data: { kind: 'escaped', text: `GET / HTTP/1.1\\r\\nHost: ${name}\\r\\nConnection: close\\r\\n\\r\\n` },
    },
    {
      id: 'smtp-greeting',
      title: 'SMTP greeting',
      transport: 'tcp',
      port: 25,
      data: { kind: 'line', text: 'EHLO localhost', ending: 'crlf' },
    },
    {
      id: 'redis-ping',
      title: 'Redis PING',
      transport: 'tcp',
      port: 6379,
      data: { kind: 'line', text: 'PING', ending: 'crlf' },
    },
    {
      id: 'dns-query',
      title: 'DNS query',
      transport: 'udp',
      port: 53,
      data: { kind: 'hex', text: dnsQuery('example.com') },
    },
  ];
}

/** A recursive query for the IPv4 address of a name, in hexadecimal digits. RFC 1035, section 4.1. */
export function dnsQuery(name: string): string {
  const labels = name.split('.').filter((label) => label !== '');
  const bytes = [0x53, 0x6f, 0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 0];
  for (const label of labels) {
    const characters = [...label].slice(0, 63).map((character) => character.charCodeAt(0) & 0x7f);
    bytes.push(characters.length, ...characters);
  }
  bytes.push(0, 0, 1, 0, 1);
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
