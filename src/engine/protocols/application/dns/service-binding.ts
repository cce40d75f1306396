/** SVCB and HTTPS records: how to reach a service. RFC 9460. */

import { serviceParameterNames } from '../../names/dns';
import type { RecordData } from './record-data';
import { domainName, takes, value } from './record-data';

const priority = value('svcb.svcpriority');
const target = domainName('svcb.targetname');

/** Walks priority, target and parameters. */
export function serviceBinding(data: RecordData): void {
  const { layer, field } = data;
  priority(data);
  if (data.at < data.end) target(data);
  while (data.at < data.end) {
    if (!takes(data, 4)) return;
    const { at } = data;
    const key = layer.u16(at);
    const length = layer.u16(at + 2);
    data.at += 4;
    if (!takes(data, length)) return;
    layer.open(field['svcb.svcparam'], at, 4 + length);
    if (layer.inTree) layer.append(`: ${serviceParameterNames[key] ?? `key${key}`}`);
    layer.add(field['svcb.svcparam.key'], at, 2);
    layer.add(field['svcb.svcparam.value.length'], at + 2, 2);
    parameter(data, key, data.at, data.at + length);
    layer.close();
    data.at += length;
  }
}

function parameter({ layer, field }: RecordData, key: number, from: number, end: number): void {
  if (!layer.emitting || from === end) return;
  switch (key) {
    case 0:
      for (let at = from; at + 2 <= end; at += 2) layer.add(field['svcb.svcparam.mandatory.key'], at, 2);
      return;
    case 1:
      for (let at = from; at < end; ) {
        const length = layer.u8(at);
        if (at + 1 + length > end) {
          layer.malformed('A protocol name goes beyond its parameter', at, end - at);
          return;
        }
        layer.add(field['svcb.svcparam.alpn.length'], at, 1);
        layer.add(field['svcb.svcparam.alpn'], at + 1, length);
        at += 1 + length;
      }
      return;
    case 3:
      if (end - from >= 2) layer.add(field['svcb.svcparam.port'], from, 2);
      return;
    case 4:
      for (let at = from; at + 4 <= end; at += 4) layer.add(field['svcb.svcparam.ipv4hint.ip'], at, 4);
      return;
    case 5:
      layer.add(field['svcb.svcparam.echconfig'], from, end - from);
      return;
    case 6:
      for (let at = from; at + 16 <= end; at += 16) layer.add(field['svcb.svcparam.ipv6hint.ip'], at, 16);
      return;
    case 32769:
      layer.add(field['svcb.svcparam.odohconfig'], from, end - from);
      return;
    default:
      layer.add(field['svcb.svcparam.value'], from, end - from);
  }
}
