/** MAC control frames: pause, and pause by class. IEEE 802.3-2018, clause 31; IEEE 802.1Q-2018, clause 36. */
import { bytes, flag, u16 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';

const pause = 0x0001;
const classPause = 0x0101;
const classes = [0, 1, 2, 3, 4, 5, 6, 7] as const;
const enabled = (index: number) => flag({ label: `C${index}`, length: 2, mask: 1 << index });
const quanta = (index: number) => u16({ label: `C${index}` });

export default protocol({
  id: 'macc',
  title: 'MAC Control',
  column: 'MAC CTRL',
  shortName: 'MACC',
  parents: [on('ethertype', 0x8808)],
  header: 2,
  fields: {
    opcode: u16({
      at: 0,
      label: 'Opcode',
      base: 'hex',
      values: {
        1: 'Pause',
        2: 'Gate',
        3: 'Report',
        4: 'Register Req',
        5: 'Register',
        6: 'Register Ack',
        257: 'Class Based Flow Control [CBFC] Pause',
      },
    }),
    pause_time: u16({ label: 'pause_time', unit: 'quanta' }),
    'cbfc.enbv': u16({ label: 'CBFC Class Enable Vector', base: 'hex' }),
    'cbfc.enbv.c0': enabled(0),
    'cbfc.enbv.c1': enabled(1),
    'cbfc.enbv.c2': enabled(2),
    'cbfc.enbv.c3': enabled(3),
    'cbfc.enbv.c4': enabled(4),
    'cbfc.enbv.c5': enabled(5),
    'cbfc.enbv.c6': enabled(6),
    'cbfc.enbv.c7': enabled(7),
    'cbfc.pause_time.c0': quanta(0),
    'cbfc.pause_time.c1': quanta(1),
    'cbfc.pause_time.c2': quanta(2),
    'cbfc.pause_time.c3': quanta(3),
    'cbfc.pause_time.c4': quanta(4),
    'cbfc.pause_time.c5': quanta(5),
    'cbfc.pause_time.c6': quanta(6),
    'cbfc.pause_time.c7': quanta(7),
    parameters: bytes({ label: 'Parameters' }),
  },
  dissect(layer, field) {
    const operation = layer.u16(0);
    layer.header();
    const name = field.opcode.nameOf(operation) ?? 'Unknown';
    if (operation === pause) {
      layer.add(field.pause_time, 2, 2);
      if (layer.wantsInfo) layer.setInfo(`${name}: pause_time: ${layer.u16(2)} quanta`);
      return;
    }
    layer.setInfo(name);
    if (operation === classPause) {
      layer.open(field['cbfc.enbv'], 2, 2);
      for (const index of classes) layer.add(field[`cbfc.enbv.c${index}`], 2, 2);
      layer.close();
      for (const index of classes) layer.add(field[`cbfc.pause_time.c${index}`], 4 + 2 * index, 2);
    } else if (layer.available > 2) layer.add(field.parameters, 2, layer.available - 2);
  },
});
