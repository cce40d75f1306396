/** A packet with its link type, as other headers carry one: a place of its own in `frame.protocols`, without bytes. */
import { protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';

const byLinkType = table('wtap_encap');

export default protocol({
  id: 'pcap_pktdata',
  title: 'pcap/pcapng packet data',
  setsColumn: false,
  pseudo: true,
  fields: {},
  dissect(layer) {
    if (!layer.nextBy(byLinkType, layer.selector, 0)) layer.next(data, 0);
  },
});
