/** Logical Link Control, with the Subnetwork Access Protocol. IEEE 802.2-1998; SNAP: IEEE 802-2014, section 9.5. */
import { flag, u8, u16, u24 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';
import { etherTypeNames } from '../names/ether-types';
import {
  bridgedProtocolNames,
  ciscoProtocolNames,
  organization,
  organizationNames,
  serviceAccessPoint,
  serviceAccessPointNames,
  supervisoryNames,
  supervisoryShortNames,
  unnumberedCommandNames,
  unnumberedResponseNames,
  unnumberedShortNames,
  unnumberedShortResponseNames,
} from '../names/logical-link-control';

const byAccessPoint = table('llc.dsap');
const byEtherType = table('ethertype');
const byCiscoProtocol = table('llc.cisco_pid');
const byBridgedProtocol = table('llc.bridged_pid');

const isResponse = (layer: Layer): boolean => (layer.u8(1) & 1) !== 0;
const isUnnumbered = (layer: Layer): boolean => (layer.u8(2) & 3) === 3;

const fields = {
  dsap: u8({ at: 0, label: 'DSAP', base: 'hex', values: serviceAccessPointNames }),
  'dsap.sap': u8({
    at: 0,
    mask: 0xfe,
    label: 'SAP',
    within: 'dsap',
    text: (value) => `SAP: ${serviceAccessPointNames[Number(value) << 1] ?? 'Unknown'}`,
  }),
  'dsap.ig': flag({ at: 0, mask: 0x01, label: 'IG Bit', values: { 0: 'Individual', 1: 'Group' }, within: 'dsap' }),
  ssap: u8({ at: 1, label: 'SSAP', base: 'hex', values: (value) => serviceAccessPointNames[value & 0xfe] }),
  'ssap.sap': u8({
    at: 1,
    mask: 0xfe,
    label: 'SAP',
    within: 'ssap',
    text: (value) => `SAP: ${serviceAccessPointNames[Number(value) << 1] ?? 'Unknown'}`,
  }),
  'ssap.cr': flag({ at: 1, mask: 0x01, label: 'CR Bit', values: { 0: 'Command', 1: 'Response' }, within: 'ssap' }),
  control: u16({ label: 'Control field', base: 'hex', littleEndian: true }),
  'control.n_r': u16({ label: 'N(R)', mask: 0xfe00, littleEndian: true }),
  'control.n_s': u16({ label: 'N(S)', mask: 0x00fe, littleEndian: true }),
  'control.p': flag({ label: 'Poll' }),
  'control.f': flag({ label: 'Final' }),
  'control.s_ftype': u16({
    label: 'Supervisory frame type',
    mask: 0x000c,
    base: 'hex',
    littleEndian: true,
    values: supervisoryNames,
  }),
  'control.u_modifier_cmd': u8({ label: 'Command', mask: 0xec, base: 'hex', values: unnumberedCommandNames }),
  'control.u_modifier_resp': u8({ label: 'Response', mask: 0xec, base: 'hex', values: unnumberedResponseNames }),
  'control.ftype': u8({
    label: 'Frame type',
    base: 'hex',
    values: { 0: 'Information frame', 1: 'Supervisory frame', 2: 'Information frame', 3: 'Unnumbered frame' },
  }),
  oui: u24({ label: 'Organization Code', values: organizationNames }),
  type: u16({ label: 'Type', base: 'hex', values: etherTypeNames }),
  cisco_pid: u16({ label: 'PID', base: 'hex', values: ciscoProtocolNames }),
  bridged_pid: u16({ label: 'PID', base: 'hex', values: bridgedProtocolNames, id: 'llc.bridged_pid' }),
  pid: u16({ label: 'Protocol ID', base: 'hex' }),
} as const;

export default protocol({
  id: 'llc',
  title: 'Logical-Link Control',
  column: 'LLC',
  parents: [on('wtap_encap', 100), on('ethertype', 0x8870)],
  fields,
  dissect(layer, field) {
    layer.header();
    const controlLength = isUnnumbered(layer) ? 1 : 2;
    layer.need(2, controlLength);
    const control = controlLength === 1 ? layer.u8(2) : layer.u16le(2);
    if (layer.emitting || layer.wantsInfo) dissectControl(layer, field, control, controlLength);
    const at = 2 + controlLength;
    if (layer.u8(0) === serviceAccessPoint.snap && layer.u8(1) === serviceAccessPoint.snap) {
      dissectSubnetworkAccess(layer, field, at);
      return;
    }
    if (layer.wantsInfo)
      layer.appendInfo(
        `; DSAP ${nameOf(layer.u8(0))} ${(layer.u8(0) & 1) === 0 ? 'Individual' : 'Group'}, SSAP ${nameOf(layer.u8(1))} ${isResponse(layer) ? 'Response' : 'Command'}`,
      );
    layer.span(at);
    if (layer.reported <= at) return;
    // Only information frames carry another protocol's data.
    const carriesData = (control & 1) === 0 || (controlLength === 1 && (control & 0xef) === 0x03);
    if (carriesData && layer.nextBy(byAccessPoint, layer.u8(0), at)) return;
    layer.next(data, at);
  },
});

const nameOf = (accessPoint: number): string => serviceAccessPointNames[accessPoint & 0xfe] ?? 'Unknown';

function dissectControl(layer: Layer, field: FieldsOf<typeof fields>, control: number, length: number): void {
  const response = isResponse(layer);
  const pollAt = length === 1 ? 2 : 3;
  const poll = (control & (length === 1 ? 0x10 : 0x100)) !== 0;
  const mark = poll ? (response ? ' F' : ' P') : '';
  const text = controlText(control, length, response, mark);
  layer.setInfo(text);
  if (!layer.emitting) return;
  layer.open(field.control, 2, length, control);
  if (layer.inTree) layer.retitle(`Control field: ${text} (0x${control.toString(16).padStart(length * 2, '0')})`);
  if (length === 2) layer.add(field['control.n_r'], 2, 2);
  if ((control & 1) === 0) layer.add(field['control.n_s'], 2, 2);
  if ((control & 3) === 1) layer.add(field['control.s_ftype'], 2, 2);
  if (poll) layer.add(response ? field['control.f'] : field['control.p'], pollAt, 1, 1);
  if (length === 1) layer.add(field[response ? 'control.u_modifier_resp' : 'control.u_modifier_cmd'], 2, 1);
  layer.add(field['control.ftype'], 2, length, (control & 1) === 0 ? 0 : control & 3);
  layer.close();
}

function controlText(control: number, length: number, response: boolean, mark: string): string {
  if (length === 1) {
    const names = response ? unnumberedShortResponseNames : unnumberedShortNames;
    return `U${mark}, func=${names[(control & 0xec) >> 2] ?? 'Unknown'}`;
  }
  const received = control >> 9;
  if ((control & 1) === 0) return `I${mark}, N(R)=${received}, N(S)=${(control >> 1) & 0x7f}`;
  return `S${mark}, func=${supervisoryShortNames[(control >> 2) & 3]}, N(R)=${received}`;
}

function dissectSubnetworkAccess(layer: Layer, field: FieldsOf<typeof fields>, at: number): void {
  layer.add(field.oui, at, 3);
  const oui = layer.u24(at);
  const pid = layer.u16(at + 3);
  const payload = at + 5;
  layer.span(payload);
  if (layer.wantsInfo)
    layer.appendInfo(
      `; SNAP, OUI 0x${oui.toString(16).toUpperCase().padStart(6, '0')} (${organizationNames[oui] ?? 'Unknown'}), PID 0x${pid.toString(16).toUpperCase().padStart(4, '0')}`,
    );
  let next = byEtherType;
  switch (oui) {
    case organization.encapsulatedEthernet:
    case organization.cisco90:
    case organization.appleTalk:
      layer.add(field.type, at + 3, 2);
      break;
    case organization.cisco:
      layer.add(field.cisco_pid, at + 3, 2);
      next = byCiscoProtocol;
      break;
    case organization.ieee8021:
      layer.add(field.bridged_pid, at + 3, 2);
      next = byBridgedProtocol;
      break;
    default:
      layer.add(field.pid, at + 3, 2);
      if (layer.reported > payload) layer.next(data, payload);
      return;
  }
  if (!layer.nextBy(next, pid, payload) && layer.reported > payload) layer.next(data, payload);
}
