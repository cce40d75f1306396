/** All words of the window, in English. A translation is another file of the same shape. */
import { exact, percent, plural, seconds, size } from './numbers';

export const english = {
  window: {
    title: (name: string | undefined) => (name === undefined ? 'Sockeye' : `${name} — Sockeye`),
  },
  capture: {
    closed: 'The capture was closed.',
    opening: (name: string) => `Opening ${name} …`,
    noMatch: 'No packet matches this filter.',
    noPackets: 'This capture has no packets.',
    filtering: 'Looking for matching packets …',
    clearFilter: 'Clear filter',
    reopen: 'Open again',
    reading: (read: number, total: number) => `Reading: ${size(read)} of ${size(total)}`,
    stop: 'Stop reading',
    stopped: (packets: number) => `Reading was stopped: only the first ${plural(packets, 'packet')} are shown.`,
    readOn: 'Read again',
    dismiss: 'Dismiss',
    failed: 'The capture could not be opened.',
    openAnother: 'Open another file',
    goneTitle: 'The capture’s reader stopped',
  },
  list: {
    name: 'Packets',
    minimap: 'Overview of the capture',
    hidden: 'hidden by the filter',
    related: {
      request: 'request of the selected packet',
      response: 'response to the selected packet',
      acknowledges: 'acknowledged by the selected packet',
      segment: 'part of the same data as the selected packet',
      retransmission: 'retransmission of the selected packet',
    },
  },
  detail: { name: 'Packet details', none: 'Select a packet to see what its layers say.' },
  bytes: {
    name: 'Packet bytes',
    none: 'The selected packet’s bytes appear here.',
    buffers: 'Buffers',
    empty: 'This packet has no bytes.',
  },
  strip: {
    name: 'Layers',
    layers: {
      'network-interface': 'Network interface',
      internet: 'Internet',
      transport: 'Transport',
      application: 'Application',
    },
    bytes: (count: number) => `${exact(count)} B`,
  },
  filter: {
    name: 'Display filter',
    placeholder: 'Apply a display filter … (Ctrl+/)',
    clear: 'Clear display filter',
    apply: 'Apply display filter',
    history: 'Recent display filters',
    completions: 'Completions',
    matches: (count: number, total: number) => `${exact(count)} of ${exact(total)}`,
    took: (milliseconds: number) => seconds(milliseconds / 1000),
    cancel: 'Stop filtering',
  },
  status: {
    packets: 'Packets',
    displayed: 'Displayed',
    marked: 'Marked',
    ignored: 'Ignored',
    comments: 'Comments',
    timeReferences: 'Time references',
    percent,
    place: (length: number, at: number) => `${plural(length, 'byte')} at ${exact(at)}`,
    copyField: (field: string) => `Copy the field name ${field}`,
    issues: {
      error: (count: number) => plural(count, 'error'),
      warning: (count: number) => plural(count, 'warning'),
      note: (count: number) => plural(count, 'note'),
    },
  },
};

export type Messages = typeof english;
