/** "Copy as curl": a command for a POSIX shell that sends a request again. */
import { visible } from '../../bytes/visible';
import type { Header, MessageHead } from './message-head';

/** What curl makes by itself, or what would contradict what it makes. */
const made = new Set(['host', 'content-length', 'transfer-encoding', 'connection', 'expect']);
/** A body longer than this does not go into a command line. */
const longestBody = 64 * 1024;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The command. Nothing of the capture is ever read by the shell but as text: every word is quoted, and control characters are
 * written as escapes inside `$'…'`.
 */
export function curlCommand(head: MessageHead, url: string, body: Uint8Array): string {
  const words = ['curl'];
  const add = (...more: string[]): void => void words.push(more.map(shellWord).join(' '));
  if (head.method === 'HEAD') add('--head');
  else if (head.method !== (body.length > 0 ? 'POST' : 'GET')) add('--request', head.method);
  if (head.version === 'HTTP/1.0') add('--http1.0');
  // Without this, curl would change "/../" and expand brackets.
  add('--path-as-is');
  if (/[[\]{}]/.test(url)) add('--globoff');
  for (const header of head.headers) if (!made.has(header.name.toLowerCase())) add('--header', headerWord(header));
  if (
    head.headers.some(({ name, value }) => name.toLowerCase() === 'accept-encoding' && /gzip|deflate|br/i.test(value))
  )
    add('--compressed');
  const host = head.headers.find(({ name }) => name.toLowerCase() === 'host');
  if (host !== undefined && !url.includes(`//${host.value}`)) add('--header', headerWord(host));
  const data = bodyText(body);
  if (data !== undefined && body.length > 0) add('--data-raw', data);
  add('--', url);
  const command = words.join(' \\\n  ');
  if (data !== undefined) return command;
  return `# The body (${body.length} bytes) is not part of this command: save it, and add --data-binary @FILE.\n${command}`;
}

/** A header without a value is sent with a semicolon. */
const headerWord = ({ name, value }: Header): string => (value === '' ? `${name};` : `${name}: ${value}`);

/** The body as text, where it is text and short; a leading `@` is nothing special behind `--data-raw`. */
function bodyText(body: Uint8Array): string | undefined {
  if (body.length > longestBody || body.includes(0)) return undefined;
  try {
    return utf8.decode(body);
  } catch {
    return undefined;
  }
}

/** One word of a POSIX shell. What is not plain goes into quotes; control characters into `$'…'`, which bash, zsh and ksh know. */
export function shellWord(text: string): string {
  if (/^[A-Za-z0-9_./:=@%+-]+$/.test(text)) return text;
  if (visible(text) === text) return `'${text.replaceAll("'", "'\\''")}'`;
  let quoted = '';
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (character === '\\' || character === "'") quoted += `\\${character}`;
    else if (visible(character) === character) quoted += character;
    else if (code < 0x80) quoted += `\\x${code.toString(16).padStart(2, '0')}`;
    else quoted += `\\u${code.toString(16).padStart(4, '0')}`;
  }
  return `$'${quoted}'`;
}
