/** The settings of somebody who has never changed any. */
import { defaultCaptureSettings } from './capture-settings';
import { defaultRules } from './default-rules';
import type { ColumnSetting, MacroSetting, Settings } from './settings';

/** Wireshark's default columns. */
export const defaultColumns: readonly ColumnSetting[] = [
  { title: 'No.', field: '_ws.col.number', width: 74, align: 'right', shown: true },
  { title: 'Time', field: '_ws.col.time', width: 112, align: 'left', shown: true },
  { title: 'Source', field: '_ws.col.def_src', width: 200, align: 'left', shown: true },
  { title: 'Destination', field: '_ws.col.def_dst', width: 200, align: 'left', shown: true },
  { title: 'Protocol', field: '_ws.col.protocol', width: 88, align: 'left', shown: true },
  { title: 'Length', field: '_ws.col.packet_length', width: 68, align: 'right', shown: true },
  { title: 'Info', field: '_ws.col.info', width: 0, align: 'left', shown: true },
];

/** Two macros to begin with: addresses of private networks, and both directions of one TCP connection. */
const defaultMacros: readonly MacroSetting[] = [
  { name: 'private_ipv4', text: '($1 in {10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16})' },
  {
    name: 'tcp_between',
    text: '(ip.addr == $1 && ip.addr == $2 && tcp.port == $3 && tcp.port == $4)',
  },
];

export const defaultSettings: Settings = {
  theme: 'system',
  columns: [...defaultColumns],
  timeFormat: 'relative',
  colourRows: true,
  resolveNames: false,
  rules: [...defaultRules],
  filterHistory: [],
  filterWhileTyping: true,
  savedFilters: [],
  macros: [...defaultMacros],
  findKind: 'filter',
  layout: {
    arrangement: 'beside',
    list: 0.52,
    detail: 0.6,
    tabsBeside: false,
    besideTabs: 0.5,
    abovePanel: 0.62,
    showToolbar: true,
    showFilterBar: true,
    showStatusBar: true,
    showLayerStrip: true,
    showDetail: true,
    showBytes: true,
    showMinimap: true,
  },
  capture: defaultCaptureSettings,
  saveOwners: true,
  zoom: 0,
};
