/** HTTP exchanges: a request with its response, or one of the two alone, a row each in the order of their first heads. */
import { TextStore } from '../../bytes/text-store';
import { U16Vector, U32Vector } from '../../bytes/vector';
import { codingsOf, headerValue, type MessageHead, mediaTypeOf } from './message-head';
import { MessageTable, messageFlag, WordList } from './message-table';

/** URLs are cut at so many bytes, and kept up to so many in all; whoever looks at one exchange reads the whole. */
const longestUrl = 4096;
const maximumUrls = 256 * 1024 * 1024;
const encoder = new TextEncoder();

export class ExchangeTable {
  readonly messages = new MessageTable();
  readonly methods = new WordList();
  readonly mediaTypes = new WordList(4096);
  readonly codings = new WordList(256);
  /** Rows of messages, plus 1; 0 for none. */
  readonly requests = new U32Vector();
  readonly responses = new U32Vector();
  /** The first informational response, row plus 1, and how many there were. */
  readonly informationals = new U32Vector();
  readonly informationalCounts = new U16Vector();
  private readonly urls = new TextStore(longestUrl, maximumUrls);

  /** `serverOf` gives the address of the side that a message goes to, for requests without a Host. */
  constructor(private readonly serverOf: (message: number) => string) {}

  get length(): number {
    return this.requests.length;
  }

  request(message: number, head: MessageHead): number {
    this.note(message, head);
    return this.open(
      message + 1,
      0,
      urlOf(head, () => this.serverOf(message)),
    );
  }

  response(message: number, head: MessageHead, exchange: number): void {
    this.note(message, head);
    if (exchange < 0) this.open(0, message + 1, '');
    else this.responses.set(exchange, message + 1);
  }

  /** An informational response to a request, -1 when none is known. */
  informational(message: number, head: MessageHead, exchange: number): void {
    this.note(message, head);
    if (exchange < 0) {
      this.response(message, head, -1);
      return;
    }
    if (this.informationals.get(exchange) === 0) this.informationals.set(exchange, message + 1);
    this.informationalCounts.set(exchange, Math.min(0xffff, this.informationalCounts.get(exchange) + 1));
  }

  url(exchange: number): string {
    return this.urls.get(exchange);
  }

  private open(request: number, response: number, url: string): number {
    this.requests.push(request);
    this.responses.push(response);
    this.informationals.push(0);
    this.informationalCounts.push(0);
    return this.urls.push(encoder.encode(url));
  }

  private note(message: number, head: MessageHead): void {
    const { messages } = this;
    if (head.kind === 'response') messages.mark(message, messageFlag.response);
    messages.statuses.set(message, head.status);
    messages.methods.set(message, this.methods.numberOf(head.method));
    messages.mediaTypes.set(message, this.mediaTypes.numberOf(mediaTypeOf(head)));
    messages.codings.set(message, this.codings.numberOf(codingsOf(head).join(', ')));
  }

  /** Memory in bytes. */
  get bytes(): number {
    return (
      this.messages.bytes +
      this.requests.bytes +
      this.responses.bytes +
      this.informationals.bytes +
      this.informationalCounts.bytes +
      this.urls.bytes
    );
  }
}

/** The target URI of a request. RFC 9112, section 3.3. Decrypted HTTP is none of this: the scheme is always `http`. */
export function urlOf(head: MessageHead, server: () => string): string {
  if (head.method === 'CONNECT' || /^[a-z][a-z0-9+.-]*:\/\//i.test(head.target)) return head.target;
  const host = headerValue(head, 'host') || server();
  return head.target.startsWith('/') ? `http://${host}${head.target}` : `http://${host}/${head.target}`;
}
