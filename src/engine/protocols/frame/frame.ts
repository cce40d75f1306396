/** The frame as it was captured: what is known of it before any of its bytes is looked at. */
import { encapsulationName, encapsulationOf } from '../../capture-file/encapsulation';
import { linkType, linkTypeName } from '../../capture-file/link-types';
import type { FieldValue } from '../../declare/field';
import { absoluteTime, flag, i16, label, relativeTime, text, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from './data';

const byLinkType = table('wtap_encap');

const nanoseconds = ({ dissection: { seconds, nanoseconds: rest } }: Layer): bigint =>
  BigInt(seconds) * 1_000_000_000n + BigInt(rest);
/** Seconds and nanoseconds as the file writes them, odd ones included. */
function epoch(layer: Layer): FieldValue {
  const { seconds, nanoseconds: rest } = layer.dissection;
  if (rest >= 0 && rest < 1_000_000_000) return nanoseconds(layer);
  return `${seconds < 0 || rest < 0 ? '-' : ''}${Math.abs(seconds)}.${String(Math.abs(rest)).padStart(9, '0')}`;
}
const timed = ({ dissection }: Layer): boolean => dissection.hasTime;

const inBits = (bytes: number): string => `${bytes} bytes (${bytes * 8} bits)`;

function interfaceText(id: FieldValue, { dissection }: Layer): string {
  const name = dissection.context?.interfaceName(dissection.frame);
  return `Interface id: ${id}${name === undefined ? '' : ` (${name})`}`;
}

/** The rest of the frame's own line: which one, how long, and where it was captured. */
function heading({ dissection }: Layer): string {
  const { frame, originalLength, capturedLength, context } = dissection;
  const captured = `${capturedLength} bytes captured (${capturedLength * 8} bits)`;
  const id = context?.interfaceId(frame);
  const where = id === undefined ? '' : ` on interface ${context?.interfaceName(frame) ?? 'unknown'}, id ${id}`;
  return ` ${frame}: ${originalLength} bytes on wire (${originalLength * 8} bits), ${captured}${where}`;
}

export default protocol({
  id: 'frame',
  title: 'Frame',
  column: 'Frame',
  setsColumn: false,
  fields: {
    section_number: u32({
      label: 'Section number',
      generated: false,
      value: ({ dissection }) => dissection.context?.sectionNumber(dissection.frame),
    }),
    interface_id: u32({
      label: 'Interface id',
      generated: false,
      text: interfaceText,
      value: ({ dissection }) => dissection.context?.interfaceId(dissection.frame),
    }),
    interface_name: text({
      label: 'Interface name',
      generated: false,
      within: 'interface_id',
      value: ({ dissection }) => dissection.context?.interfaceName(dissection.frame),
    }),
    interface_description: text({
      label: 'Interface description',
      generated: false,
      within: 'interface_id',
      value: ({ dissection }) => dissection.context?.interfaceDescription(dissection.frame),
    }),
    encap_type: i16({
      label: 'Encapsulation type',
      generated: false,
      values: encapsulationName,
      value: ({ dissection }) => encapsulationOf(dissection.linkType),
    }),
    time: absoluteTime({ label: 'Arrival Time', generated: false, when: timed, value: nanoseconds }),
    time_utc: absoluteTime({
      label: 'UTC Arrival Time',
      generated: false,
      hidden: true,
      when: timed,
      // For filters alone: the tree says it in the line of the arrival time.
      value: (layer) => (layer.inTree ? undefined : nanoseconds(layer)),
    }),
    offset_shift: relativeTime({ label: 'Time shift for this packet', generated: true, when: timed, value: () => 0n }),
    time_epoch: relativeTime({ label: 'Epoch Time', generated: false, when: timed, value: epoch }),
    time_delta: relativeTime({
      label: 'Time delta from previous captured frame',
      value: ({ dissection }) => dissection.context?.sincePrevious(dissection.frame),
    }),
    time_delta_displayed: relativeTime({
      label: 'Time delta from previous displayed frame',
      value: ({ dissection }) => dissection.context?.sinceDisplayed(dissection.frame),
    }),
    time_relative: relativeTime({
      label: 'Time since reference or first frame',
      value: ({ dissection }) => dissection.context?.sinceReference(dissection.frame),
    }),
    ref_time: label({
      label: 'This is a Time Reference frame',
      generated: true,
      value: ({ dissection }) => (dissection.context?.isTimeReference(dissection.frame) ? 1 : undefined),
    }),
    number: u32({ label: 'Frame Number', generated: false, value: ({ dissection }) => dissection.frame }),
    len: u32({
      label: 'Frame Length',
      generated: false,
      unit: 'bytes',
      text: (value) => `Frame Length: ${inBits(Number(value))}`,
      value: ({ dissection }) => dissection.originalLength,
    }),
    cap_len: u32({
      label: 'Capture Length',
      generated: false,
      unit: 'bytes',
      text: (value) => `Capture Length: ${inBits(Number(value))}`,
      value: ({ dissection }) => dissection.capturedLength,
    }),
    marked: flag({
      label: 'Frame is marked',
      generated: true,
      values: { 0: 'False', 1: 'True' },
      value: ({ dissection }) => (dissection.context?.isMarked(dissection.frame) ? 1 : 0),
    }),
    ignored: flag({
      label: 'Frame is ignored',
      generated: true,
      values: { 0: 'False', 1: 'True' },
      value: ({ dissection }) => (dissection.context?.isIgnored(dissection.frame) ? 1 : 0),
    }),
    comment: text({ label: 'Comment', severity: 'comment' }),
    'process.pid': u32({ label: 'Process Id', generated: true }),
    'process.name': text({ label: 'Process', generated: true }),
    protocols: text({ label: 'Protocols in frame', generated: true }),
    'coloring_rule.name': text({
      label: 'Coloring Rule Name',
      generated: true,
      value: ({ dissection }) => dissection.context?.colouringRule(dissection.frame)?.name,
    }),
    'coloring_rule.string': text({
      label: 'Coloring Rule String',
      generated: true,
      value: ({ dissection }) => dissection.context?.colouringRule(dissection.frame)?.filter,
    }),
  },
  dissect(layer, field) {
    const { dissection } = layer;
    layer.header();
    if (layer.emitting)
      for (const comment of dissection.context?.comments(dissection.frame) ?? [])
        layer.addComputed(field.comment, comment);
    if (layer.emitting)
      for (const { pid, name } of dissection.context?.processes(dissection.frame) ?? []) {
        layer.addComputed(field['process.pid'], pid);
        layer.addComputed(field['process.name'], name);
      }
    if (layer.inTree) layer.heading(heading(layer));
    layer.span(layer.available);
    if (dissection.context?.isIgnored(dissection.frame)) {
      layer.setInfo('<Ignored>');
      return;
    }
    const carried = byLinkType.get(dissection.linkType);
    if (carried === undefined) {
      layer.setColumn(dissection.linkType === linkType.pcapngCustomBlock ? 'PCAPNG' : 'UNKNOWN');
      if (layer.wantsInfo) layer.setInfo(linkTypeName(dissection.linkType));
    }
    layer.next(carried ?? data, 0);
    if (layer.emitting) layer.addComputed(field.protocols, dissection.stacks.name(dissection.stack));
  },
});
