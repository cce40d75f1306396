/** Walks TCP's options. RFC 9293 section 3.1; each option's own document stands with its fields. */
import type { Layer } from '../../../declare/layer';
import type { FieldsOf } from '../../../declare/protocol';
import { tcpFlag, windowScaling } from '../../../declare/tcp-analysis';
import { experimentNames, optionNames } from '../../names/tcp-options';
import { showMultipath } from './multipath';
import type { optionFields } from './option-fields';
import { factsOf } from './segment';

type OptionFields = FieldsOf<typeof optionFields>;

const kind = {
  end: 0,
  nop: 1,
  segmentSize: 2,
  windowScale: 3,
  sackPermitted: 4,
  sack: 5,
  timestamps: 8,
  multipath: 30,
} as const;

const headLength = 20;

/** The shift that the options in `[from, end)` offer, or `windowScaling.unknown`. A shift above 14 counts as 14. RFC 7323 section 2.3. */
export function offeredWindowShift(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from; at < end; ) {
    const type = bytes[at];
    if (type <= kind.nop) {
      at++;
      continue;
    }
    if (at + 1 >= end) break;
    const length = bytes[at + 1];
    if (length < 2 || at + length > end) break;
    if (type === kind.windowScale && length === 3) return Math.min(bytes[at + 2], 14);
    at += length;
  }
  return windowScaling.unknown;
}

/** Shows the options in `[20, end)`, up to where the capture cut them, and continues the Info text with what they say. */
export function showOptions(layer: Layer, field: OptionFields, end: number, flags: number): void {
  const stop = Math.min(end, layer.available);
  layer.open(field.options, headLength, stop - headLength);
  const listed: string[] = [];
  let nops = 0;
  let segmentSizeSeen = false;
  let ended = false;
  for (let at = headLength; at < stop; ) {
    const type = layer.u8(at);
    if (ended && type !== kind.end) {
      layer.addComputed(field.non_zero_bytes_after_eol, 1, at, stop - at);
      break;
    }
    if (type <= kind.nop) {
      ended = type === kind.end;
      showSingle(layer, field, type, at);
      listed.push(ended ? 'End of Option List (EOL)' : 'No-Operation (NOP)');
      if (!ended) {
        // Four in a row that begin at a word's start look as if somebody had overwritten an option.
        nops = nops === 0 || at % 4 !== 0 ? nops + 1 : 0;
        if (nops === 4) layer.addComputed(field.nop, 1, at - 3, 4);
      }
      at++;
      continue;
    }
    const name = shapes[type]?.title ?? `Unknown (0x${type.toString(16).padStart(2, '0')})`;
    if (at + 1 >= stop && stop < end) break;
    const length = at + 1 < end ? layer.u8(at + 1) : 0;
    if (length < 2 || at + length > end) {
      layer.addComputed(field['option.len.invalid'], 1, at, Math.min(2, end - at));
      break;
    }
    listed.push(name);
    segmentSizeSeen ||= type === kind.segmentSize;
    showOption(layer, field, type, at, length, flags);
    at += length;
  }
  const isWhole = stop === end;
  if (isWhole && (flags & tcpFlag.syn) !== 0 && !segmentSizeSeen)
    layer.addComputed(field['options.mss.absent'], 1, headLength, 0);
  layer.close();
  if (layer.inTree) layer.retitle(`Options: (${end - headLength} bytes), ${listed.join(', ')}`);
}

function showSingle(layer: Layer, field: OptionFields, type: number, at: number): void {
  layer.open(type === kind.end ? field['options.eol'] : field['options.nop'], at, 1);
  layer.add(field.option_kind, at, 1);
  layer.close();
}

/** How an option is shown: its head, its length where it has only one, and what stands behind kind and length. */
interface OptionShape {
  readonly head: keyof OptionFields;
  readonly title: string;
  readonly length?: number;
  readonly show: (option: ShownOption) => void;
}

interface ShownOption {
  readonly layer: Layer;
  readonly field: OptionFields;
  /** Offset behind kind and length, and the length of what stands there. */
  readonly at: number;
  readonly length: number;
  readonly flags: number;
  readonly type: number;
}

function showOption(layer: Layer, field: OptionFields, type: number, at: number, length: number, flags: number): void {
  const shape = shapes[type];
  layer.open(field[shape?.head ?? 'options.unknown'], at, length);
  layer.add(field.option_kind, at, 1);
  layer.add(field.option_len, at + 1, 1);
  if (shape?.length !== undefined && shape.length !== length)
    layer.addComputed(field['option.len.invalid'], 1, at + 1, 1);
  else if (shape !== undefined) shape.show({ layer, field, at: at + 2, length: length - 2, flags, type });
  else if (length > 2) layer.add(field['options.unknown.payload'], at + 2, length - 2);
  layer.close();
  if (layer.inTree) {
    const text = shape?.length !== undefined && shape.length !== length ? '' : headText(layer, type, at, length);
    if (text !== '') layer.append(text);
  }
}

/** What an option's own line says behind its name. */
function headText(layer: Layer, type: number, at: number, length: number): string {
  switch (type) {
    case kind.segmentSize:
      return `: ${layer.u16(at + 2)} bytes`;
    case kind.windowScale:
      return `: ${layer.u8(at + 2)} (multiply by ${1 << Math.min(layer.u8(at + 2), 14)})`;
    case kind.timestamps:
      return `: TSval ${layer.u32(at + 2)}, TSecr ${layer.u32(at + 6)}`;
    case kind.sack:
      return length < 10 ? '' : edgesText(layer, at + 2, length - 2);
    default:
      return '';
  }
}

const edgesText = (layer: Layer, at: number, length: number): string => {
  const { acknowledgementBase: base } = factsOf(layer);
  let text = '';
  for (let i = 0; i + 8 <= length; i += 8)
    text += ` ${(layer.u32(at + i) - base) >>> 0}-${(layer.u32(at + i + 4) - base) >>> 0}`;
  return text;
};

function showEdges({ layer, field, at, length }: ShownOption): void {
  const { acknowledgementBase: base, acknowledgement } = factsOf(layer);
  let count = 0;
  for (let i = 0; i < length; i += 8) {
    if (i + 8 > length) {
      layer.addComputed(field.suboption_malformed, 1, at + i, length - i);
      break;
    }
    const left = layer.u32(at + i);
    const right = layer.u32(at + i + 4);
    layer.add(field['options.sack_le'], at + i, 4, (left - base) >>> 0);
    layer.add(field['options.sack_re'], at + i + 4, 4, (right - base) >>> 0);
    // A first block below the acknowledgement, or within the second block, tells of data that came twice. RFC 2883 section 4.
    const within = length >= 16 && ((left - layer.u32(at + 8)) | 0) >= 0 && ((layer.u32(at + 12) - right) | 0) >= 0;
    if (i === 0 && (((acknowledgement - right) | 0) >= 0 || within)) {
      layer.addComputed(field['options.sack.dsack_le'], (left - base) >>> 0, at, 4);
      layer.addComputed(field['options.sack.dsack_re'], (right - base) >>> 0, at + 4, 4);
      layer.addComputed(field['options.sack.dsack'], 1, at, 8);
    }
    layer.appendInfo(` SLE=${(left - base) >>> 0} SRE=${(right - base) >>> 0}`);
    count++;
  }
  layer.addComputed(field['options.sack.count'], count, at, length);
}

function showExperiment({ layer, field, at, length }: ShownOption): void {
  if (length < 2) return;
  const experiment = layer.u16(at);
  layer.add(field['options.experimental.exid'], at, 2);
  if (experiment === 0xf989) showFastOpen(layer, field, at + 2, length - 2);
  else {
    if (length > 2) layer.add(field['options.experimental.data'], at + 2, length - 2);
    if (experimentNames[experiment] === undefined || experiment !== 172)
      layer.appendInfo(` ExID=0x${experiment.toString(16).padStart(4, '0')}`);
  }
}

function showFastOpen(layer: Layer, field: OptionFields, at: number, length: number): void {
  if (length === 0) {
    layer.add(field['options.tfo.request'], at, 0);
    layer.appendInfo(' TFO=R');
    return;
  }
  layer.add(field['options.tfo.cookie'], at, length);
  layer.appendInfo(' TFO=C');
  const { flags, length: payload } = factsOf(layer);
  if ((flags & tcpFlag.syn) !== 0 && payload > 0) layer.addComputed(field['analysis.tfo_syn'], 1, at, length);
}

function showAccurateCongestion({ layer, field, at, length, type }: ShownOption): void {
  const order = type === 172 ? (['ee0b', 'eceb', 'ee1b'] as const) : (['ee1b', 'eceb', 'ee0b'] as const);
  order.forEach((counter, index) => {
    if ((index + 1) * 3 > length) return;
    layer.add(field[`options.acc_ecn.${counter}`], at + index * 3, 3);
    layer.appendInfo(` ${counter.toUpperCase()}=${layer.u24(at + index * 3)}`);
  });
}

const number =
  (key: keyof OptionFields, info?: string) =>
  ({ layer, field, at, length }: ShownOption): void => {
    layer.add(field[key], at, length);
    if (info !== undefined) layer.appendInfo(` ${info}=${length === 2 ? layer.u16(at) : layer.u32(at)}`);
  };

const shapes: Readonly<Record<number, OptionShape>> = {
  2: {
    head: 'options.mss',
    title: 'Maximum segment size',
    length: 4,
    show: (option) => {
      number('options.mss_val', 'MSS')(option);
      if ((option.flags & tcpFlag.syn) === 0) option.layer.addComputed(option.field['options.mss.present'], 1);
    },
  },
  3: {
    head: 'options.wscale',
    title: 'Window scale',
    length: 3,
    show: ({ layer, field, at }) => {
      const shift = Math.min(layer.u8(at), 14);
      layer.add(field['options.wscale.shift'], at, 1);
      if (layer.u8(at) > 14) layer.addComputed(field['options.wscale.shift.invalid'], 1, at, 1);
      layer.addComputed(field['options.wscale.multiplier'], 1 << shift, at, 1);
      layer.appendInfo(` WS=${1 << shift}`);
    },
  },
  4: {
    head: 'options.sack_perm',
    title: 'SACK permitted',
    length: 2,
    show: ({ layer }) => layer.appendInfo(' SACK_PERM'),
  },
  5: { head: 'options.sack', title: 'SACK', show: showEdges },
  6: { head: 'options.echo', title: 'Echo', length: 6, show: number('options.echo_value', 'ECHO') },
  7: { head: 'options.echoreply', title: 'Echo reply', length: 6, show: number('options.echo_value', 'ECHOREPLY') },
  8: {
    head: 'options.timestamp',
    title: 'Timestamps',
    length: 10,
    show: ({ layer, field, at }) => {
      layer.add(field['options.timestamp.tsval'], at, 4);
      layer.add(field['options.timestamp.tsecr'], at + 4, 4);
      if (layer.wantsInfo) layer.appendInfo(` TSval=${layer.u32(at)} TSecr=${layer.u32(at + 4)}`);
    },
  },
  11: { head: 'options.cc', title: 'CC', length: 6, show: number('options.cc_value', 'CC') },
  12: { head: 'options.ccnew', title: 'CC.NEW', length: 6, show: number('options.cc_value', 'CC') },
  13: { head: 'options.ccecho', title: 'CC.ECHO', length: 6, show: number('options.cc_value', 'CC') },
  19: {
    head: 'options.md5',
    title: 'TCP MD5 signature',
    length: 18,
    show: ({ layer, field, at, length }) => {
      layer.add(field['options.md5.digest'], at, length);
      layer.appendInfo(' MD5');
    },
  },
  27: {
    head: 'options.qs',
    title: 'Quick-Start',
    length: 8,
    show: ({ layer, field, at }) => {
      layer.add(field['options.qs.rate'], at, 1);
      layer.add(field['options.qs.ttl_diff'], at + 1, 1);
    },
  },
  28: {
    head: 'options.user_to',
    title: 'User Timeout',
    length: 4,
    show: ({ layer, field, at }) => {
      layer.add(field['options.user_to_granularity'], at, 2);
      layer.add(field['options.user_to_val'], at, 2);
      layer.appendInfo(` USER_TO=${layer.u16(at) & 0x7fff}`);
    },
  },
  29: {
    head: 'options.ao',
    title: 'TCP AO',
    show: ({ layer, field, at, length }) => {
      if (length < 2) return;
      layer.add(field['options.ao.keyid'], at, 1);
      layer.add(field['options.ao.rnextkeyid'], at + 1, 1);
      if (length > 2) layer.add(field['options.ao.mac'], at + 2, length - 2);
      layer.appendInfo(' AO');
    },
  },
  30: {
    head: 'options.mptcp',
    title: 'Multipath TCP',
    show: ({ layer, field, at, length, flags }) => showMultipath(layer, field, at, length, flags),
  },
  34: {
    head: 'options.tfo',
    title: 'TCP Fast Open',
    show: ({ layer, field, at, length }) => showFastOpen(layer, field, at, length),
  },
  172: { head: 'options.acc_ecn', title: optionNames[172], show: showAccurateCongestion },
  174: { head: 'options.acc_ecn', title: optionNames[174], show: showAccurateCongestion },
  253: { head: 'options.experimental', title: 'Experimental', show: showExperiment },
  254: { head: 'options.experimental', title: 'Experimental', show: showExperiment },
};
