/** Control messages of RPL, the routing protocol for low-power networks, in outline. RFC 6550, section 6. */
import type { Layer } from '../../../declare/layer';
import type { FieldsOf } from '../../../declare/protocol';
import type { fields } from './fields';

type Fields = FieldsOf<typeof fields>;

const message = { solicitation: 0, information: 1, destination: 2, destinationAcknowledged: 3 } as const;

export function dissectRoutingControl(layer: Layer, field: Fields): void {
  switch (layer.u8(1)) {
    case message.solicitation:
      layer.add(field['rpl.dis.flags'], 4, 1);
      layer.add(field.reserved, 5, 1);
      dissectOptions(layer, field, 6);
      return;
    case message.information:
      layer.add(field['rpl.dio.instance'], 4, 1);
      layer.add(field['rpl.dio.version'], 5, 1);
      layer.add(field['rpl.dio.rank'], 6, 2);
      layer.open(field['rpl.dio.flag'], 8, 1);
      layer.add(field['rpl.dio.flag.g'], 8, 1);
      layer.add(field['rpl.dio.flag.0'], 8, 1);
      layer.add(field['rpl.dio.flag.mop'], 8, 1);
      layer.add(field['rpl.dio.flag.preference'], 8, 1);
      layer.close();
      layer.add(field['rpl.dio.dtsn'], 9, 1);
      layer.add(field['rpl.dio.dagid'], 12, 16);
      dissectOptions(layer, field, 28);
      return;
    case message.destination: {
      layer.add(field['rpl.dao.instance'], 4, 1);
      layer.open(field['rpl.dao.flag'], 5, 1);
      layer.add(field['rpl.dao.flag.k'], 5, 1);
      layer.add(field['rpl.dao.flag.d'], 5, 1);
      layer.add(field['rpl.dao.flag.rsv'], 5, 1);
      layer.close();
      layer.add(field.reserved, 6, 1);
      layer.add(field['rpl.dao.sequence'], 7, 1);
      const named = (layer.u8(5) & 0x40) !== 0;
      if (named) layer.add(field['rpl.dao.dodagid'], 8, 16);
      dissectOptions(layer, field, named ? 24 : 8);
      return;
    }
    case message.destinationAcknowledged: {
      layer.add(field['rpl.daoack.instance'], 4, 1);
      layer.open(field['rpl.daoack.flag'], 5, 1);
      layer.add(field['rpl.daoack.flag.d'], 5, 1);
      layer.close();
      layer.add(field['rpl.daoack.sequence'], 6, 1);
      layer.add(field['rpl.daoack.status'], 7, 1);
      const named = (layer.u8(5) & 0x80) !== 0;
      if (named) layer.add(field['rpl.daoack.dodagid'], 8, 16);
      dissectOptions(layer, field, named ? 24 : 8);
      return;
    }
    default:
      if (layer.available > 4) layer.add(field.data, 4, layer.available - 4);
  }
}

function dissectOptions(layer: Layer, field: Fields, at: number): void {
  for (let option = at; option < layer.reported; ) {
    const type = layer.u8(option);
    const length = type === 0 ? 1 : 2 + layer.u8(option + 1);
    layer.need(option, length);
    layer.openText(option, length, `ICMPv6 RPL Option (${field['rpl.opt.type'].nameOf(type) ?? `Unknown ${type}`})`);
    layer.add(field['rpl.opt.type'], option, 1);
    if (type !== 0) layer.add(field['rpl.opt.length'], option + 1, 1);
    if (length > 2) layer.add(field.data, option + 2, length - 2);
    layer.close();
    option += length;
  }
}
