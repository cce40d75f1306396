/** The protocols of memcached, in text and in binary. https://docs.memcached.org/protocols */
import { on, protocol } from '../../declare/protocol';
import { magic, walkBinary } from './memcache/binary';
import { memcacheFields } from './memcache/fields';
import { walkText } from './memcache/text';

const serverPort = 11_211;

export default protocol({
  id: 'memcache',
  title: 'Memcache Protocol',
  parents: [on('tcp.port', serverPort), on('udp.port', serverPort)],
  fields: memcacheFields,
  dissect(layer, field) {
    const first = layer.u8(0);
    if (first === magic.request || first === magic.response) walkBinary(layer, field);
    else walkText(layer, field);
  },
});
