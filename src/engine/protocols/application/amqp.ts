/** Advanced Message Queuing Protocol, versions 0-9-1 and 1.0. AMQP 0-9-1; OASIS AMQP 1.0. */
import type { Layer } from '../../declare/layer';
import { on, protocol } from '../../declare/protocol';
import { amqpFields } from './amqp/fields';
import { sessionOf } from './amqp/session';
import type { AmqpFields } from './amqp/values';
import { frameHeader, walkFrame } from './amqp/version-0';
import { frameHeader1, walkFrame1 } from './amqp/version-1';
import { takePdu } from './streams/length-framed';

const serverPort = 5672;
/** `AMQP`, which begins the first eight bytes of a connection. */
const greeting = 0x41_4d_51_50;
const greetingLength = 8;
const saslGreeting = 3;

export default protocol({
  id: 'amqp',
  title: 'Advanced Message Queuing Protocol',
  column: 'AMQP',
  parents: [on('tcp.port', serverPort), on('tls.port', 5671)],
  fields: amqpFields,
  dissect(layer, field) {
    const session = sessionOf(layer);
    const version = layer.memory.remember(layer.dissection, session?.version ?? 0);
    const begins = layer.has(0, 4) && layer.u32(0) === greeting;
    const header = version === 1 || begins ? frameHeader1 : frameHeader;
    if (!takePdu(layer, header, version === 1 ? lengthOf1 : lengthOf)) return;
    if (!layer.follows) layer.setInfo('');
    if (begins) walkGreeting(layer, field, session);
    else if (version === 1) {
      layer.selector = 1;
      walkFrame1(layer, field);
    } else walkFrame(layer, field);
  },
});

function lengthOf(layer: Layer, at: number): number {
  if (layer.u32(at) === greeting) return greetingLength;
  return frameHeader + layer.u32(at + 3) + 1;
}

const lengthOf1 = (layer: Layer, at: number): number => (layer.u32(at) === greeting ? greetingLength : layer.u32(at));

function walkGreeting(layer: Layer, field: AmqpFields, session: ReturnType<typeof sessionOf>): void {
  const [first, second, third, fourth] = layer.slice(4, 4);
  // Version 1.0 has one number for what follows and three for the version; 0-9-1 begins with zero.
  const isFirst = first === saslGreeting || second === 1;
  if (session !== undefined) session.version = isFirst ? 1 : 0;
  if (layer.wantsInfo) layer.appendInfo(`Protocol-Header ${second}-${third}-${fourth} `);
  layer.add(field['init.protocol'], 0, 4);
  layer.add(isFirst ? field['init.id'] : field['init.id_major'], 4, 1);
  layer.add(isFirst ? field['init.version_major'] : field['init.id_minor'], 5, 1);
  layer.add(isFirst ? field['init.version_minor'] : field['init.version_major'], 6, 1);
  layer.add(isFirst ? field['init.version_revision'] : field['init.version_minor'], 7, 1);
}
