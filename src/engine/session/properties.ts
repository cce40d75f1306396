/** Capture File Properties: what is known of the file, its sections, its interfaces and its packets. */
import { hexText, ipv4TextAt, ipv6Text } from '../bytes/address';
import { splitSeconds, utcTime } from '../bytes/time';
import { visible } from '../bytes/visible';
import type { CaptureFile, CaptureInterface, CaptureSection } from '../capture-file/capture-file';
import { linkTypeName } from '../capture-file/link-types';
import { chunkLength, type PacketTable, packetBit } from '../index/packet-table';
import type { CaptureProperties, TimeSpan } from '../session';
import type { HashTexts } from './file-hashes';

type Group = CaptureProperties['groups'][number];
type Line = Group['lines'][number];

export function captureProperties(
  file: CaptureFile,
  table: PacketTable,
  hashes: HashTexts,
  comments: ReadonlyMap<number, readonly string[]>,
): CaptureProperties {
  const groups: Group[] = [
    fileGroup(file, hashes),
    timeGroup(table),
    ...file.sections.map((section, index) => sectionGroup(section, index, file.sections.length)),
    ...file.interfaces.map(interfaceGroup),
    statisticsGroup(table),
  ];
  const changed = [...comments].filter(([, texts]) => texts.length > 0);
  if (changed.length > 0)
    groups.push({
      title: 'Packet comments changed since opening',
      lines: changed.map(([number, texts]) => line(`Packet ${number}`, texts.map(visible).join(' · '))),
    });
  return { groups: groups.filter(({ lines }) => lines.length > 0) };
}

const line = (name: string, value: string): Line => ({ name, value });

const optional = (name: string, value: string | undefined): readonly Line[] =>
  value === undefined || value === '' ? [] : [line(name, visible(value))];

const thousands = (value: number | bigint): string => value.toLocaleString('en-US');

function fileGroup(file: CaptureFile, hashes: HashTexts): Group {
  return {
    title: 'File',
    lines: [
      line('Name', file.path),
      line('Length', `${thousands(file.size())} bytes`),
      line('Format', file.format.description),
      line('SHA-256', hashes.sha256 ?? 'being computed'),
      line('SHA-1', hashes.sha1 ?? 'being computed'),
      ...(file.names.length > 0 ? [line('Resolved names', thousands(file.names.length))] : []),
      ...(file.secrets.length > 0 ? [line('Decryption secrets', thousands(file.secrets.length))] : []),
    ],
  };
}

function timeGroup(table: PacketTable): Group {
  const bounds = timeBounds(table);
  if (bounds === undefined) return { title: 'Time', lines: [] };
  return {
    title: 'Time',
    lines: [
      line('First packet', utcTime(bounds.first, 'UTC')),
      line('Last packet', utcTime(bounds.last, 'UTC')),
      line('Elapsed', elapsed(bounds.last - bounds.first)),
    ],
  };
}

/** The earliest and the latest time in the capture, in nanoseconds since 1970; undefined where no packet has one. */
export function timeBounds(table: PacketTable): TimeSpan | undefined {
  let first: bigint | undefined;
  let last: bigint | undefined;
  for (let row = 0; row < table.count; row++) {
    const chunk = table.chunkOf(row);
    const at = row & (chunkLength - 1);
    if ((chunk.flags[at] & packetBit.noTime) !== 0) continue;
    const time = chunk.time[at];
    if (first === undefined || time < first) first = time;
    if (last === undefined || time > last) last = time;
  }
  return first === undefined || last === undefined ? undefined : { first, last };
}

function elapsed(nanoseconds: bigint): string {
  const { seconds, nanoseconds: rest } = splitSeconds(nanoseconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const days = Math.floor(seconds / 86_400);
  const clock = `${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${String(rest).padStart(9, '0').slice(0, 6)}`;
  return days > 0 ? `${days} days ${clock}` : clock;
}

function sectionGroup(section: CaptureSection, index: number, count: number): Group {
  return {
    title: count > 1 ? `Section ${index + 1}` : 'Capture',
    lines: [
      ...optional('Hardware', section.hardware),
      ...optional('Operating system', section.operatingSystem),
      ...optional('Application', section.application),
      ...section.comments.map((comment) => line('Comment', visible(comment))),
    ],
  };
}

function interfaceGroup(source: CaptureInterface): Group {
  const { statistics } = source;
  return {
    title: `Interface ${source.index}${source.name === undefined ? '' : `: ${visible(source.name)}`}`,
    lines: [
      ...optional('Description', source.description),
      line('Link type', linkTypeName(source.linkType)),
      line('Snapshot length', source.snapshotLength === 0 ? 'no limit' : `${thousands(source.snapshotLength)} bytes`),
      ...optional('Capture filter', source.filter),
      ...optional('Operating system', source.operatingSystem),
      ...optional('Hardware', source.hardware),
      ...source.ipv4Addresses.map((address) => line('IPv4 address', ipv4TextAt(address, 0))),
      ...source.ipv6Addresses.map((address) => line('IPv6 address', ipv6Text(address))),
      ...optional('MAC address', source.macAddress && hexText(source.macAddress, ':')),
      ...(source.speed === undefined ? [] : [line('Speed', `${thousands(source.speed)} bit/s`)]),
      line('Time resolution', `${thousands(source.ticksPerSecond)} ticks per second`),
      ...(statistics?.received === undefined ? [] : [line('Packets received', thousands(statistics.received))]),
      ...(statistics?.dropped === undefined ? [] : [line('Packets dropped', thousands(statistics.dropped))]),
      ...source.comments.map((comment) => line('Comment', visible(comment))),
    ],
  };
}

function statisticsGroup(table: PacketTable): Group {
  let bytes = 0;
  let marked = 0;
  for (let row = 0; row < table.count; row++) {
    bytes += table.originalOf(row);
    if (table.has(row, packetBit.marked)) marked++;
  }
  const bounds = timeBounds(table);
  const seconds = bounds === undefined ? 0 : Number(bounds.last - bounds.first) / 1e9;
  const rates =
    seconds > 0
      ? [
          line('Packets per second', (table.count / seconds).toFixed(1)),
          line('Bytes per second', thousands(Math.round(bytes / seconds))),
          line('Bits per second', thousands(Math.round((bytes * 8) / seconds))),
        ]
      : [];
  return {
    title: 'Statistics',
    lines: [
      line('Packets', thousands(table.count)),
      line('Marked', thousands(marked)),
      line('Bytes on the wire', thousands(bytes)),
      line('Mean packet size', table.count === 0 ? '0 bytes' : `${(bytes / table.count).toFixed(1)} bytes`),
      ...rates,
    ],
  };
}
