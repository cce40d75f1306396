/** What the file says about itself: who wrote it, on which interfaces, and what was dropped. draft-ietf-opsawg-pcapng, section 4. */
import { arch, release, type } from 'node:os';
import type { RawOption } from '../engine/capture-file/capture-file';
import {
  interfaceStatisticsBlock,
  textOption,
  timestampOption,
  unsigned64Option,
} from '../engine/capture-file/pcapng-encoder';
import { commonOption, interfaceOption, sectionOption, statisticsOption } from '../engine/capture-file/pcapng-format';

export interface SinkInterface {
  readonly name: string;
  readonly description?: string;
  readonly filter?: string;
  /** LINKTYPE_ number. */
  readonly linkType: number;
  readonly snapshotLength: number;
  /** Timestamps are units of 10^-exponent seconds. */
  readonly exponent: number;
  readonly comments?: readonly string[];
}

/** What the capturing program knows of drops, since the capture began. */
export interface DropCounts {
  readonly received?: number;
  readonly droppedByKernel?: number;
  readonly droppedByInterface?: number;
}

const operatingSystem = `${type()} ${release()}`;
/** First byte of a filter option: what follows is the filter as it was typed. */
const filterAsText = 0;

export function sectionOptions(application: string): RawOption[] {
  return [
    textOption(sectionOption.hardware, arch()),
    textOption(sectionOption.operatingSystem, operatingSystem),
    textOption(sectionOption.application, application),
  ];
}

export function interfaceOptions({ name, description, filter, comments = [] }: SinkInterface): RawOption[] {
  const options = comments.map((comment) => textOption(commonOption.comment, comment));
  options.push(textOption(interfaceOption.name, name));
  if (description) options.push(textOption(interfaceOption.description, description));
  if (filter) {
    const { code, value } = textOption(interfaceOption.filter, filter);
    options.push({ code, value: Uint8Array.of(filterAsText, ...value) });
  }
  options.push(textOption(interfaceOption.operatingSystem, operatingSystem));
  return options;
}

/** `started` in milliseconds since 1970. */
export function statisticsBlock(number: number, exponent: number, started: number, drops: DropCounts): Uint8Array {
  const now = Date.now();
  const ticks = (milliseconds: number): bigint => (BigInt(milliseconds) * 10n ** BigInt(exponent)) / 1000n;
  const { received, droppedByKernel, droppedByInterface = 0 } = drops;
  const options = [
    timestampOption(statisticsOption.startTime, ticks(started)),
    timestampOption(statisticsOption.endTime, ticks(now)),
  ];
  if (received !== undefined) options.push(unsigned64Option(statisticsOption.received, BigInt(received)));
  // Wireshark shows isb_ifdrop as the packets dropped, so it holds all of them; the kernel's share stands beside it.
  if (droppedByKernel !== undefined)
    options.push(
      unsigned64Option(statisticsOption.dropped, BigInt(droppedByKernel + droppedByInterface)),
      unsigned64Option(statisticsOption.droppedByOperatingSystem, BigInt(droppedByKernel)),
    );
  return interfaceStatisticsBlock(number, ticks(now), options);
}
