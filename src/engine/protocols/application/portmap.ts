/** Portmap: at which port a program listens. RFC 1833, section 3. */
import { u32 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { rpcPrograms } from '../names/rpc-programs';

const procedures = { 0: 'NULL', 1: 'SET', 2: 'UNSET', 3: 'GETPORT', 4: 'DUMP', 5: 'CALLIT' };
const version2 = 2;
const getPort = 3;

export default protocol({
  id: 'portmap',
  title: 'Portmap',
  column: 'Portmap',
  setsColumn: false,
  parents: [on('rpc.program', 100_000)],
  fields: {
    procedure_v2: u32({ label: 'V2 Procedure', generated: true, values: procedures }),
    prog: u32({ label: 'Program', values: rpcPrograms }),
    version: u32({ label: 'Version' }),
    proto: u32({ label: 'Protocol', values: { 6: 'TCP', 17: 'UDP' } }),
    port: u32({ label: 'Port' }),
  },
  dissect(layer, field) {
    const version = Math.floor(layer.selector / 65_536);
    const procedure = (layer.selector % 65_536) >> 1;
    const answers = layer.selector % 2 === 1;
    if (version === version2) layer.addComputed(field.procedure_v2, procedure);
    const name = procedures[procedure as keyof typeof procedures] ?? `proc-${procedure}`;
    let detail = '';
    if (version === version2 && !answers && procedure >= 1 && procedure <= getPort) {
      layer.add(field.prog, 0, 4);
      layer.add(field.version, 4, 4);
      layer.add(field.proto, 8, 4);
      layer.add(field.port, 12, 4);
      const program = layer.u32(0);
      detail = ` ${rpcPrograms[program] ?? 'Unknown'}(${program}) V:${layer.u32(4)}`;
    } else if (version === version2 && answers && procedure === getPort) {
      layer.add(field.port, 0, 4);
      detail = ` Port:${layer.u32(0)}`;
    }
    if (layer.wantsInfo) layer.setInfo(`V${version} ${name} ${answers ? 'Reply' : 'Call'}${detail}`);
  },
});
