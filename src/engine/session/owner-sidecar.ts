/** Reads the owners sidecar of a capture, also while it grows: which process had which socket, and when. */
import type { EngineHost, HostFile } from '../host';
import type { OwnerSightings, SightedSocket } from './owner-sightings';

/** As in `shared/owners-path`. */
const suffix = '.owners';
const longestLine = 64 * 1024;
const pieceLength = 256 * 1024;
/** The capture may begin a moment before its sidecar. */
const mostAttempts = 20;
const attemptMilliseconds = 500;

/** Lines are this program's own, yet a file is a file: what is not as it should be is left out. */
interface SidecarLine {
  readonly format?: unknown;
  readonly addresses?: unknown;
  readonly process?: unknown;
  readonly name?: unknown;
  readonly command?: unknown;
  readonly user?: unknown;
  readonly container?: unknown;
  readonly socket?: unknown;
  readonly protocol?: unknown;
  readonly local?: unknown;
  readonly remote?: unknown;
  readonly pid?: unknown;
  readonly reason?: unknown;
  readonly from?: unknown;
  readonly end?: unknown;
  readonly to?: unknown;
  readonly finished?: unknown;
}

export class OwnerSidecar {
  private file: HostFile | undefined;
  private position = 0;
  private attempts = 0;
  private attemptedAt = Number.NEGATIVE_INFINITY;
  private rest = '';
  private readonly decoder = new TextDecoder();
  private closed = false;
  private ended = false;

  constructor(
    private readonly host: EngineHost,
    private readonly capture: string,
    private readonly sightings: OwnerSightings,
  ) {}

  /** There is one, and the socket table may still be watched. */
  get grows(): boolean {
    return this.file !== undefined && !this.ended;
  }

  /** Looks for the sidecar; a capture without one has none. */
  async open(): Promise<void> {
    if (this.capture === '-' || this.file !== undefined) return;
    this.attempts++;
    this.attemptedAt = this.host.now();
    try {
      const file = await this.host.openFile(this.capture + suffix, { spoolLimit: 0 });
      if (this.closed) file.close();
      else this.file = file;
    } catch {
      return;
    }
    this.read();
  }

  /** Takes in what was written since. */
  advance(): void {
    if (this.file !== undefined) this.read();
    else if (this.attempts < mostAttempts && this.host.now() - this.attemptedAt > attemptMilliseconds) void this.open();
  }

  close(): void {
    this.closed = true;
    this.file?.close();
  }

  private read(): void {
    const { file } = this;
    if (file === undefined || file.size() <= this.position) return;
    const piece = new Uint8Array(Math.min(pieceLength, file.size() - this.position));
    for (;;) {
      const length = file.read(piece, 0, piece.length, this.position);
      if (length === 0) return;
      this.position += length;
      this.take(this.decoder.decode(piece.subarray(0, length), { stream: true }));
    }
  }

  private take(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    if (this.rest.length > longestLine) this.rest = '';
    for (const line of lines) if (line.length <= longestLine) this.takeLine(line);
  }

  private takeLine(text: string): void {
    let line: SidecarLine;
    try {
      line = JSON.parse(text) as SidecarLine;
    } catch {
      return;
    }
    if (line === null || typeof line !== 'object') return;
    if (Array.isArray(line.addresses))
      for (const address of line.addresses) if (typeof address === 'string') this.sightings.addLocalAddress(address);
    const pid = numberOf(line.process);
    if (pid !== undefined) this.sightings.addProcess(processOf(pid, line));
    const socket = numberOf(line.socket);
    const sighted = socket === undefined ? undefined : socketOf(line);
    if (socket !== undefined && sighted !== undefined) this.sightings.addSocket(socket, sighted);
    if (line.finished === true) this.ended = true;
    const end = numberOf(line.end);
    if (end !== undefined) this.sightings.endSocket(end, numberOf(line.to) ?? 0);
  }
}

function processOf(pid: number, line: SidecarLine) {
  const { name, command, user, container } = line;
  return { pid, name: textOf(name) ?? '', command: textOf(command), user: textOf(user), container: textOf(container) };
}

function socketOf({ protocol, local, remote, pid, name, reason, from }: SidecarLine): SightedSocket | undefined {
  if (protocol !== 'tcp' && protocol !== 'udp') return undefined;
  const here = addressOf(local);
  if (here === undefined) return undefined;
  return {
    protocol,
    local: here,
    remote: addressOf(remote) ?? null,
    pid: numberOf(pid) ?? null,
    name: textOf(name) ?? '',
    reason: textOf(reason) ?? null,
    from: numberOf(from) ?? 0,
    to: Number.POSITIVE_INFINITY,
  };
}

function addressOf(value: unknown): { readonly address: string; readonly port: number } | undefined {
  if (!Array.isArray(value)) return undefined;
  const [address, port] = value as readonly unknown[];
  return typeof address === 'string' && typeof port === 'number' ? { address, port } : undefined;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;
