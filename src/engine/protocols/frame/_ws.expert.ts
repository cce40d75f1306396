/** Expert messages: what is remarkable in a packet, whichever layer remarks it. */
import { groupNames, severityNames } from '../../declare/expert';
import { text, u32 } from '../../declare/kinds';
import { protocol } from '../../declare/protocol';

export default protocol({
  id: '_ws.expert',
  title: 'Expert Info',
  column: 'Expert',
  setsColumn: false,
  fields: {
    message: text({ label: 'Message' }),
    group: u32({ label: 'Group', values: groupNames }),
    severity: u32({ label: 'Severity level', values: severityNames }),
  },
  dissect() {},
});
