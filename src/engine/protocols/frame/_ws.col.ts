/** The packet list's standard columns as fields. Their values come from the columns, never from bytes. */
import { text } from '../../declare/kinds';
import { protocol } from '../../declare/protocol';

export default protocol({
  id: '_ws.col',
  title: 'Columns',
  setsColumn: false,
  fields: {
    number: text({ label: 'No.' }),
    time: text({ label: 'Time' }),
    source: text({ label: 'Source' }),
    destination: text({ label: 'Destination' }),
    protocol: text({ label: 'Protocol' }),
    length: text({ label: 'Length' }),
    info: text({ label: 'Info' }),
    def_src: text({ label: 'Source' }),
    def_dst: text({ label: 'Destination' }),
    packet_length: text({ label: 'Length' }),
  },
  dissect() {},
});
