/** Opens the places a relay reads from: programs, FIFOs, descriptors and TCP servers. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createReadStream, existsSync } from 'node:fs';
import { connect } from 'node:net';
import type { Readable } from 'node:stream';
import type { StreamOrder } from '../shared/capture-orders';
import { type CaptureReport, stopLine } from '../shared/capture-reports';
import type { EndReason } from '../shared/live-capture';
import { CaptureProgramText, reasonOfComplaint } from './capture-program-text';
import { programTrouble, sourceTrouble } from './source-trouble';

/** How a source ended, in words. */
export interface SourceEnd {
  readonly reason: EndReason;
  readonly message: string;
}

export interface StreamSource {
  readonly name: string;
  /** What comes out of it. */
  readonly bytes: Readable;
  /** What a helper of ours reports beside it. */
  onReport(listener: (report: CaptureReport) => void): void;
  /** Resolves when packets may come: a helper of ours says so, another program has written the head of its capture. */
  readonly ready: Promise<unknown>;
  /** What other programs said of drops, at their end. */
  readonly text?: CaptureProgramText;
  /** Asks it to end; what it still has comes first. */
  stop(): void;
  /** Ends it now. */
  kill(): void;
  /** Resolves when it is over. */
  readonly ended: Promise<SourceEnd>;
}

export function openSource(order: StreamOrder): StreamSource {
  switch (order.kind) {
    case 'command':
      return openCommand(order);
    case 'path':
      return openPath(order.name, order.path);
    case 'descriptor':
      return plainSource(
        order.name,
        createReadStream('', { fd: order.descriptor, highWaterMark: chunkBytes, autoClose: false }),
      );
    case 'tcp': {
      const socket = connect({ host: order.host, port: order.port });
      return { ...plainSource(order.name, socket), ready: new Promise((resolve) => socket.once('connect', resolve)) };
    }
  }
}

const chunkBytes = 256 * 1024;

/** A FIFO opens only when somebody writes into it: what is no file at all is told at once. */
function openPath(name: string, path: string): StreamSource {
  const source = plainSource(name, createReadStream(path, { highWaterMark: chunkBytes }));
  return existsSync(path) ? source : { ...source, ready: new Promise(() => undefined) };
}

function plainSource(name: string, bytes: Readable): StreamSource {
  const ended = new Promise<SourceEnd>((resolve) => {
    bytes.on('error', (error) => resolve({ reason: 'failed', message: sourceTrouble(error, name) }));
    bytes.on('end', () => resolve({ reason: 'source-ended', message: `${name} has ended.` }));
    bytes.on('close', () => resolve({ reason: 'source-ended', message: `${name} was closed.` }));
  });
  const end = (): void => {
    bytes.destroy();
  };
  return { name, bytes, ready: Promise.resolve(), onReport: () => undefined, stop: end, kill: end, ended };
}

type CommandOrder = Extract<StreamOrder, { kind: 'command' }>;

function openCommand(order: CommandOrder): StreamSource {
  const [program, ...rest] = order.arguments;
  const child = spawn(program, rest, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...order.environment },
    // Ctrl+C in a terminal reaches us, who then stop it when it has delivered what it holds back.
    detached: order.holdsBack !== undefined,
  });
  child.stdin.on('error', () => undefined);
  if (order.input !== undefined) child.stdin.write(order.input);
  return order.speaks === 'reports'
    ? helperSource(order.name, child)
    : programSource(order.name, child, order.holdsBack ?? 0);
}

/** A helper of ours: it says itself how it ends. */
function helperSource(name: string, child: ChildProcess): StreamSource {
  const listeners: ((report: CaptureReport) => void)[] = [];
  const said: string[] = [];
  let end: SourceEnd | undefined;
  let rest = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const entry = parsedReport(line);
      if (entry === undefined) said.push(line);
      else if (entry.kind === 'end') end = { reason: entry.reason, message: entry.message };
      if (entry !== undefined) for (const listener of listeners) listener(entry);
    }
  });
  const ended = exitOf(child).then((how): SourceEnd => {
    if (end !== undefined) return end;
    const complaint = said.slice(-3).join(' ');
    return { reason: reasonOfComplaint(complaint), message: `${name}: ${complaint === '' ? how : complaint}` };
  });
  return {
    name,
    bytes: child.stdout!,
    ready: new Promise<void>((resolve) => {
      listeners.push(({ kind }) => {
        if (kind === 'running') resolve();
      });
    }),
    onReport: (listener) => listeners.push(listener),
    stop: () => child.stdin!.write(stopLine),
    kill: () => child.stdin!.end(),
    ended,
  };
}

function parsedReport(line: string): CaptureReport | undefined {
  try {
    return line.startsWith('{') ? (JSON.parse(line) as CaptureReport) : undefined;
  } catch {
    return undefined;
  }
}

/** dumpcap, tcpdump, ssh and whatever else writes a capture to its standard output. */
function programSource(name: string, child: ChildProcess, holdsBack: number): StreamSource {
  const text = new CaptureProgramText();
  let stopped = false;
  child.stderr!.setEncoding('utf8').on('data', (said: string) => text.append(said));
  const ended = exitOf(child).then((how): SourceEnd => {
    const { complaint } = text;
    if (stopped) return { reason: 'stopped', message: 'The capture was stopped.' };
    if (how === '') return { reason: 'source-ended', message: `${name} has ended.` };
    return { reason: reasonOfComplaint(complaint), message: `${name}: ${complaint === '' ? how : complaint}` };
  });
  const end = (signal: NodeJS.Signals): void => {
    stopped = true;
    child.kill(signal);
    child.stdin!.destroy();
  };
  return {
    name,
    bytes: child.stdout!,
    ready: new Promise((resolve) => child.stdout!.once('data', resolve)),
    onReport: () => undefined,
    text,
    stop: () => setTimeout(() => end('SIGINT'), holdsBack),
    kill: () => end('SIGTERM'),
    ended,
  };
}

/** How a program ended, in words; empty when it ended well. */
function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(programTrouble(error, child.spawnargs[0])));
    child.on('close', (code, signal) => {
      if (code === 0) resolve('');
      else resolve(signal === null ? `it ended with code ${code}.` : `it was ended by ${signal}.`);
    });
  });
}
