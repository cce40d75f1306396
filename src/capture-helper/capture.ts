/** Carries out the order to capture: opens the devices, gives up all rights, and writes until it is to stop. */
import { setTimeout as pause } from 'node:timers/promises';
import type { CaptureOrder } from '../shared/capture-orders';
import type { CaptureReport } from '../shared/capture-reports';
import type { EndReason } from '../shared/live-capture';
import { loadCap } from './cap-module';
import { DeviceCapture, kernelMilliseconds } from './device-capture';
import type { OrderChannel } from './order-channel';
import { PacketSink } from './packet-sink';
import { report } from './reports';
import { giveUpRights } from './rights';
import { SingleOutput } from './single-output';

type DeviceCaptureOrder = Extract<CaptureOrder, { kind: 'capture' }>;
type End = Pick<Extract<CaptureReport, { kind: 'end' }>, 'reason' | 'message'>;

const flushMilliseconds = 40;
const countsMilliseconds = 1000;
const nothing = { packets: 0, bytes: 0, fileBytes: 0, droppedByUs: 0, interfaces: [] };

export async function capture(order: DeviceCaptureOrder, channel: OrderChannel): Promise<void> {
  const opened = open(order);
  if ('reason' in opened) return report({ kind: 'end', ...opened, counts: nothing });
  const { devices, rights } = opened;
  const sink = new PacketSink(new SingleOutput(), order.application, order.stop);
  const end = await run(order, devices, sink, channel, rights);
  for (const device of devices) device.close();
  sink.end();
  report({ kind: 'end', ...(sink.failure ?? end), counts: sink.counts() });
}

function open(order: DeviceCaptureOrder): { devices: DeviceCapture[]; rights: string } | End {
  const devices: DeviceCapture[] = [];
  const opened = openAll(order, devices);
  // An open device would keep the process.
  if ('reason' in opened) for (const device of devices) device.close();
  return opened;
}

/** Adds each device that it opens to `devices`. */
function openAll(
  order: DeviceCaptureOrder,
  devices: DeviceCapture[],
): { devices: DeviceCapture[]; rights: string } | End {
  const cap = loadCap();
  if ('reason' in cap) return { reason: 'failed', message: cap.reason };
  for (const device of order.devices) {
    try {
      devices.push(new DeviceCapture(cap, device));
    } catch (error) {
      const { message } = error as Error;
      return { reason: reasonOf(message), message: `${device.name}: ${message}` };
    }
  }
  try {
    return { devices, rights: giveUpRights(cap) };
  } catch (error) {
    return { reason: 'failed', message: (error as Error).message };
  }
}

/** libpcap has sentences, not numbers, for what went wrong. */
function reasonOf(message: string): EndReason {
  if (/permission|not permitted/i.test(message)) return 'not-permitted';
  if (/syntax error|parse filter|illegal token|unknown host|expression/i.test(message)) return 'bad-filter';
  return 'failed';
}

function run(
  order: DeviceCaptureOrder,
  devices: readonly DeviceCapture[],
  sink: PacketSink,
  channel: OrderChannel,
  rights: string,
): Promise<End> {
  let running = devices.length;
  const timers: NodeJS.Timeout[] = [];
  return new Promise<End>((resolve) => {
    const look = (): void => {
      const condition = sink.met();
      if (sink.failure !== undefined) resolve(sink.failure);
      else if (condition !== undefined) resolve({ reason: 'condition', message: condition });
    };
    const flush = (): void => {
      sink.flush();
      look();
    };
    const events = {
      packets: () => (sink.sinceFlush >= flushMilliseconds ? flush() : look()),
      gone: (name: string, message: string) => {
        running -= 1;
        if (running === 0)
          resolve({
            reason: 'interface-gone',
            message: `${name}: ${message}. What was captured until then is in the file.`,
          });
        else report({ kind: 'warning', message: `${name}: ${message}. The others go on.` });
      },
    };
    for (const device of devices) device.start(sink, events);
    flush();
    const timestamps = devices.every((device) => device.timestamps === 'kernel') ? 'kernel' : 'approximate';
    report({ kind: 'running', timestamps, rights });
    timers.push(setInterval(flush, flushMilliseconds));
    timers.push(
      setInterval(() => {
        for (const device of devices) device.countDrops();
        report({ kind: 'counts', counts: sink.counts() });
      }, countsMilliseconds),
    );
    if (order.stop.seconds !== undefined) timers.push(setTimeout(look, order.stop.seconds * 1000 + 1));
    void channel.stopped().then(async () => {
      // What the kernel got before the stop is still on its way to us.
      await pause(kernelMilliseconds + 10);
      for (const device of devices) device.drain();
      resolve({ reason: 'stopped', message: 'The capture was stopped.' });
    });
  }).finally(() => {
    for (const timer of timers) clearInterval(timer);
  });
}
