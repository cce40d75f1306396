/** Carries out the order to relay: reads what other programs capture and writes it as one pcapng, or as a ring buffer's files. */
import { setTimeout as pause } from 'node:timers/promises';
import type { CaptureOrder } from '../shared/capture-orders';
import type { CaptureReport } from '../shared/capture-reports';
import { type SystemError, writingTrouble } from '../shared/file-sentences';
import type { OrderChannel } from './order-channel';
import { type OutputSequence, PacketSink } from './packet-sink';
import { report } from './reports';
import { RingFiles } from './ring-files';
import { SingleOutput } from './single-output';
import { StreamPackets } from './stream-packets';
import { openSource, type SourceEnd, type StreamSource } from './stream-source';

type RelayOrder = Extract<CaptureOrder, { kind: 'relay' }>;

const flushMilliseconds = 40;
const countsMilliseconds = 1000;
/** How long a source that was asked to stop may still deliver. */
const patience = 3000;

interface Feed {
  readonly source: StreamSource;
  readonly packets: StreamPackets;
}

export async function relay(order: RelayOrder, channel: OrderChannel): Promise<void> {
  let outputs: OutputSequence;
  try {
    outputs = outputsOf(order);
  } catch (error) {
    const message = writingTrouble(error as SystemError, order.files?.path ?? '')[1];
    const counts = { packets: 0, bytes: 0, fileBytes: 0, droppedByUs: 0, interfaces: [] };
    return report({ kind: 'end', reason: 'failed', message, counts });
  }
  const sink = new PacketSink(outputs, order.application, order.stop);
  const feeds = order.streams.map((stream): Feed => {
    const source = openSource(stream);
    return { source, packets: new StreamPackets(stream.name, sink) };
  });
  const end = await run(order, feeds, sink, channel);
  for (const { source } of feeds) source.kill();
  sink.end();
  report({ kind: 'end', ...(sink.failure ?? end), counts: sink.counts() });
  // A FIFO that nobody opens for writing would keep the process.
  process.exit();
}

function outputsOf({ files }: RelayOrder): OutputSequence {
  if (files === undefined) return new SingleOutput();
  return new RingFiles(files.path, files.ring, (path, removed) =>
    report({ kind: 'file', path, ...(removed === undefined ? {} : { removed }) }),
  );
}

async function run(
  order: RelayOrder,
  feeds: readonly Feed[],
  sink: PacketSink,
  channel: OrderChannel,
): Promise<SourceEnd> {
  const timers: NodeJS.Timeout[] = [];
  let finish: (end: SourceEnd) => void = () => undefined;
  const decided = new Promise<SourceEnd>((resolve) => {
    finish = resolve;
  });
  const look = (): void => {
    const condition = sink.met();
    if (sink.failure !== undefined) finish(sink.failure);
    else if (condition !== undefined) finish({ reason: 'condition', message: condition });
  };
  const flush = (): void => {
    sink.tick();
    sink.flush();
    look();
  };
  flush();
  announce(feeds, sink);
  const done = Promise.all(feeds.map((feed) => pump(feed, look, sink)));
  timers.push(setInterval(flush, flushMilliseconds));
  timers.push(setInterval(() => report({ kind: 'counts', counts: sink.counts() }), countsMilliseconds));
  if (order.stop.seconds !== undefined) timers.push(setTimeout(look, order.stop.seconds * 1000 + 1));
  void done.then((ends) => finish(ends.find(({ reason }) => reason !== 'source-ended') ?? ends[0]));
  void channel.stopped().then(async () => {
    for (const { source } of feeds) source.stop();
    await Promise.race([done, pause(patience)]);
    finish({ reason: 'stopped', message: 'The capture was stopped.' });
  });
  try {
    return await decided;
  } finally {
    for (const timer of timers) clearInterval(timer);
  }
}

/** Passes on what helpers of ours among the sources report, and says that all run as soon as all do. */
function announce(feeds: readonly Feed[], sink: PacketSink): void {
  let timestamps: 'kernel' | 'approximate' = 'kernel';
  let rights = 'needs none';
  for (const { source, packets } of feeds)
    source.onReport((entry: CaptureReport) => {
      if (entry.kind === 'warning') report(entry);
      if (entry.kind === 'running') {
        if (entry.timestamps === 'approximate') timestamps = 'approximate';
        rights = entry.rights;
      }
      if (entry.kind === 'counts' || entry.kind === 'end')
        for (const [index, counts] of entry.counts.interfaces.entries()) {
          const number = packets.numbers[index];
          if (number !== undefined) sink.setDrops(number, counts);
        }
    });
  void Promise.all(feeds.map(({ source }) => source.ready)).then(() => report({ kind: 'running', timestamps, rights }));
}

/** Reads one source to its end. */
async function pump({ source, packets }: Feed, look: () => void, sink: PacketSink): Promise<SourceEnd> {
  let work = Promise.resolve();
  source.bytes.on('data', (chunk: Buffer) => {
    work = work.then(async () => {
      await packets.append(chunk);
      if (packets.problem !== undefined) source.kill();
      look();
    });
  });
  const end = await source.ended;
  await work;
  await packets.finish();
  takeDrops(source, packets, sink);
  return packets.problem === undefined ? end : { reason: 'failed', message: packets.problem };
}

function takeDrops({ text }: StreamSource, { numbers }: StreamPackets, sink: PacketSink): void {
  if (text === undefined) return;
  const drops = [...text.drops.values()];
  for (const [index, number] of numbers.entries()) {
    const known = drops[index] ?? (text.tcpdump.received === undefined ? undefined : text.tcpdump);
    if (known !== undefined) sink.setDrops(number, known);
  }
}
