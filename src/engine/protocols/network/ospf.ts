/** Open Shortest Path First, version 2 and version 3: packets, hellos and the headers of what is advertised. RFC 2328, RFC 5340. */
import { bytes, flag, ipv4Address, text, u8, u16, u24, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';

const packet = { hello: 1, description: 2, request: 3, update: 4, acknowledge: 5 } as const;
const isOld = (layer: Layer): boolean => layer.u8(0) < 3;
const headerLength = (layer: Layer): number => (isOld(layer) ? 24 : 16);
const advertisementHeader = 20;

const fields = {
  version: u8({ at: 0, label: 'Version' }),
  msg: u8({
    at: 1,
    label: 'Message Type',
    values: {
      1: 'Hello Packet',
      2: 'DB Description',
      3: 'LS Request',
      4: 'LS Update',
      5: 'LS Acknowledge',
    },
  }),
  packet_length: u16({ at: 2, label: 'Packet Length' }),
  srcrouter: ipv4Address({ at: 4, label: 'Source OSPF Router' }),
  area_id: ipv4Address({ at: 8, label: 'Area ID' }),
  checksum: u16({ at: 12, label: 'Checksum', base: 'hex' }),
  'auth.type': u16({
    label: 'Auth Type',
    values: { 0: 'Null', 1: 'Simple password', 2: 'Cryptographic' },
  }),
  'auth.none': bytes({ label: 'Auth Data (none)' }),
  'auth.simple': text({ label: 'Auth Data (Simple)' }),
  'auth.crypt.key_id': u8({ label: 'Auth Crypt Key id' }),
  'auth.crypt.data_length': u8({ label: 'Auth Crypt Data Length' }),
  'auth.crypt.seq_nbr': u32({ label: 'Auth Crypt Sequence Number' }),
  'auth.unknown': bytes({ label: 'Auth Data (unknown)' }),
  instance_id: u8({ label: 'Instance ID' }),
  reserved: u8({ label: 'Reserved', base: 'hex' }),
  'hello.network_mask': ipv4Address({ label: 'Network Mask' }),
  'hello.interface_id': u32({ label: 'Interface ID' }),
  'hello.hello_interval': u32({ label: 'Hello Interval [sec]' }),
  'hello.router_priority': u8({ label: 'Router Priority' }),
  'hello.router_dead_interval': u32({ label: 'Router Dead Interval [sec]' }),
  'hello.designated_router': ipv4Address({ label: 'Designated Router' }),
  'hello.backup_designated_router': ipv4Address({ label: 'Backup Designated Router' }),
  'hello.active_neighbor': ipv4Address({ label: 'Active Neighbor' }),
  'v2.options': u8({ label: 'Options', base: 'hex' }),
  'v2.options.dn': flag({ label: 'DN', mask: 0x80 }),
  'v2.options.o': flag({ label: 'O', mask: 0x40 }),
  'v2.options.dc': flag({ label: '(DC) Demand Circuits', mask: 0x20 }),
  'v2.options.l': flag({ label: '(L) LLS Data block', mask: 0x10 }),
  'v2.options.n': flag({ label: '(N) NSSA', mask: 0x08 }),
  'v2.options.mc': flag({ label: '(MC) Multicast', mask: 0x04 }),
  'v2.options.e': flag({ label: '(E) External Routing', mask: 0x02 }),
  'v2.options.mt': flag({ label: '(MT) Multi-Topology Routing', mask: 0x01 }),
  'v3.options': u24({ label: 'Options', base: 'hex' }),
  dbd: u8({ label: 'DB Description', base: 'hex' }),
  'dbd.r': flag({ label: '(R) OOBResync', mask: 0x08 }),
  'dbd.i': flag({ label: '(I) Init', mask: 0x04 }),
  'dbd.m': flag({ label: '(M) More', mask: 0x02 }),
  'dbd.ms': flag({ label: '(MS) Master', mask: 0x01, values: { 0: 'No', 1: 'Yes' } }),
  'db.interface_mtu': u16({ label: 'Interface MTU' }),
  'db.dd_sequence': u32({ label: 'DD Sequence' }),
  link_state_id: ipv4Address({ label: 'Link State ID' }),
  'lsa.id': ipv4Address({ label: 'Link State ID' }),
  advrouter: ipv4Address({ label: 'Advertising Router' }),
  'ls.number_of_lsas': u32({ label: 'Number of LSAs' }),
  'lsa.age': u16({ label: 'LS Age (seconds)', mask: 0x7fff }),
  'lsa.donotage': flag({ label: 'Do Not Age Flag', length: 2, mask: 0x8000, values: { 0: 'False', 1: 'True' } }),
  lsa: u8({
    label: 'LS Type',
    values: {
      1: 'Router-LSA',
      2: 'Network-LSA',
      3: 'Summary-LSA (IP network)',
      4: 'Summary-LSA (ASBR)',
      5: 'AS-External-LSA (ASBR)',
      6: 'Multicast group membership LSA',
      7: 'NSSA AS-External-LSA',
      9: 'Opaque LSA, Link-local scope',
      10: 'Opaque LSA, Area-local scope',
      11: 'Opaque LSA, AS-local scope',
    },
  }),
  'v3.lsa.type': u16({
    label: 'LS Type',
    base: 'hex',
    id: 'ospf.v3.lsa',
    values: {
      8193: 'Router-LSA',
      8194: 'Network-LSA',
      8195: 'Inter-Area-Prefix-LSA',
      8196: 'Inter-Area-Router-LSA',
      16389: 'AS-External-LSA',
      8199: 'NSSA-LSA',
      8: 'Link-LSA',
      8201: 'Intra-Area-Prefix-LSA',
    },
  }),
  'lsa.seqnum': u32({ label: 'Sequence Number', base: 'hex' }),
  'lsa.chksum': u16({ label: 'Checksum', base: 'hex' }),
  'lsa.length': u16({ label: 'Length' }),
  'lsa.content': bytes({ label: 'Advertised' }),
} as const;

type Fields = FieldsOf<typeof fields>;

export default protocol({
  id: 'ospf',
  title: 'Open Shortest Path First',
  column: 'OSPF',
  parents: [on('ip.proto', 89)],
  fields,
  dissect(layer, field) {
    layer.header();
    const type = layer.u8(1);
    layer.setInfo(field.msg.nameOf(type) ?? 'Unknown');
    layer.need(0, headerLength(layer));
    if (!layer.emitting) return;
    dissectAuthentication(layer, field);
    // Behind the stated length an authentication digest may follow.
    const end = Math.min(layer.u16(2), layer.reported);
    const at = headerLength(layer);
    switch (type) {
      case packet.hello:
        dissectHello(layer, field, at, end);
        return;
      case packet.description:
        dissectDescription(layer, field, at, end);
        return;
      case packet.request:
        dissectRequests(layer, field, at, end);
        return;
      case packet.update: {
        layer.add(field['ls.number_of_lsas'], at, 4);
        let place = at + 4;
        for (let count = layer.u32(at); count > 0 && place + advertisementHeader <= end; count--)
          place += dissectAdvertisement(layer, field, place, true);
        return;
      }
      case packet.acknowledge:
        for (let place = at; place + advertisementHeader <= end; place += advertisementHeader)
          dissectAdvertisement(layer, field, place, false);
        return;
    }
  },
});

function dissectAuthentication(layer: Layer, field: Fields): void {
  if (!isOld(layer)) {
    layer.add(field.instance_id, 14, 1);
    layer.add(field.reserved, 15, 1);
    return;
  }
  layer.add(field['auth.type'], 14, 2);
  switch (layer.u16(14)) {
    case 0:
      layer.add(field['auth.none'], 16, 8);
      return;
    case 1:
      layer.add(field['auth.simple'], 16, 8);
      return;
    case 2:
      layer.add(field['auth.crypt.key_id'], 18, 1);
      layer.add(field['auth.crypt.data_length'], 19, 1);
      layer.add(field['auth.crypt.seq_nbr'], 20, 4);
      return;
    default:
      layer.add(field['auth.unknown'], 16, 8);
  }
}

function addOptions(layer: Layer, field: Fields, at: number): void {
  layer.open(field['v2.options'], at, 1);
  for (const key of ['dn', 'o', 'dc', 'l', 'n', 'mc', 'e', 'mt'] as const) layer.add(field[`v2.options.${key}`], at, 1);
  layer.close();
}

function dissectHello(layer: Layer, field: Fields, at: number, end: number): void {
  let place = at;
  if (isOld(layer)) {
    layer.add(field['hello.network_mask'], at, 4);
    layer.add(field['hello.hello_interval'], at + 4, 2);
    addOptions(layer, field, at + 6);
    layer.add(field['hello.router_priority'], at + 7, 1);
    layer.add(field['hello.router_dead_interval'], at + 8, 4);
    place = at + 12;
  } else {
    layer.add(field['hello.interface_id'], at, 4);
    layer.add(field['hello.router_priority'], at + 4, 1);
    layer.add(field['v3.options'], at + 5, 3);
    layer.add(field['hello.hello_interval'], at + 8, 2);
    layer.add(field['hello.router_dead_interval'], at + 10, 2);
    place = at + 12;
  }
  layer.add(field['hello.designated_router'], place, 4);
  layer.add(field['hello.backup_designated_router'], place + 4, 4);
  for (place += 8; place + 4 <= end; place += 4) layer.add(field['hello.active_neighbor'], place, 4);
}

function dissectDescription(layer: Layer, field: Fields, at: number, end: number): void {
  let place = at;
  if (isOld(layer)) {
    layer.add(field['db.interface_mtu'], at, 2);
    addOptions(layer, field, at + 2);
    place = at + 3;
  } else {
    layer.add(field['v3.options'], at + 1, 3);
    layer.add(field['db.interface_mtu'], at + 4, 2);
    place = at + 7;
  }
  layer.open(field.dbd, place, 1);
  for (const key of ['r', 'i', 'm', 'ms'] as const) layer.add(field[`dbd.${key}`], place, 1);
  layer.close();
  layer.add(field['db.dd_sequence'], place + 1, 4);
  for (place += 5; place + advertisementHeader <= end; place += advertisementHeader)
    dissectAdvertisement(layer, field, place, false);
}

function dissectRequests(layer: Layer, field: Fields, at: number, end: number): void {
  for (let place = at; place + 12 <= end; place += 12) {
    layer.openText(place, 12, 'Link State Request');
    if (isOld(layer)) layer.add(field.lsa, place, 4);
    else layer.add(field['v3.lsa.type'], place + 2, 2);
    layer.add(field.link_state_id, place + 4, 4);
    layer.add(field.advrouter, place + 8, 4);
    layer.close();
  }
}

/** Gives the advertisement's length in bytes. */
function dissectAdvertisement(layer: Layer, field: Fields, at: number, withContent: boolean): number {
  const stated = layer.u16(at + 18);
  const length = withContent ? Math.max(stated, advertisementHeader) : advertisementHeader;
  layer.openText(at, advertisementHeader, nameOf(layer, field, at));
  layer.add(field['lsa.age'], at, 2);
  layer.add(field['lsa.donotage'], at, 2);
  if (isOld(layer)) {
    addOptions(layer, field, at + 2);
    layer.add(field.lsa, at + 3, 1);
  } else layer.add(field['v3.lsa.type'], at + 2, 2);
  layer.add(field['lsa.id'], at + 4, 4);
  layer.add(field.advrouter, at + 8, 4);
  layer.add(field['lsa.seqnum'], at + 12, 4);
  layer.add(field['lsa.chksum'], at + 16, 2);
  layer.add(field['lsa.length'], at + 18, 2);
  if (length > advertisementHeader)
    layer.add(field['lsa.content'], at + advertisementHeader, length - advertisementHeader);
  layer.close();
  return length;
}

function nameOf(layer: Layer, field: Fields, at: number): string {
  const name = isOld(layer) ? field.lsa.nameOf(layer.u8(at + 3)) : field['v3.lsa.type'].nameOf(layer.u16(at + 2));
  return name ?? 'Unknown advertisement';
}
