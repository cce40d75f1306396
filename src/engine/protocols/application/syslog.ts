/** Syslog messages: the priority and the text. RFC 3164, RFC 5424. */
import { text, u16 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { on, protocol } from '../../declare/protocol';

const facilityNames: Readonly<Record<number, string>> = {
  0: 'KERN - kernel messages',
  1: 'USER - random user-level messages',
  2: 'MAIL - mail system',
  3: 'DAEMON - system daemons',
  4: 'AUTH - security/authorization messages',
  5: 'SYSLOG - messages generated internally by syslogd',
  6: 'LPR - line printer subsystem',
  7: 'NEWS - network news subsystem',
  8: 'UUCP - UUCP subsystem',
  9: 'CRON - clock daemon (BSD, Linux)',
  10: 'AUTHPRIV - security/authorization messages (private)',
  11: 'FTP - ftp daemon',
  12: 'NTP - ntp subsystem',
  13: 'LOGAUDIT - log audit',
  14: 'LOGALERT - log alert',
  15: 'CRON - clock daemon (Solaris)',
  16: 'LOCAL0 - reserved for local use',
  17: 'LOCAL1 - reserved for local use',
  18: 'LOCAL2 - reserved for local use',
  19: 'LOCAL3 - reserved for local use',
  20: 'LOCAL4 - reserved for local use',
  21: 'LOCAL5 - reserved for local use',
  22: 'LOCAL6 - reserved for local use',
  23: 'LOCAL7 - reserved for local use',
};
const levelNames: Readonly<Record<number, string>> = {
  0: 'EMERG - system is unusable',
  1: 'ALERT - action must be taken immediately',
  2: 'CRIT - critical conditions',
  3: 'ERR - error conditions',
  4: 'WARNING - warning conditions',
  5: 'NOTICE - normal but significant condition',
  6: 'INFO - informational',
  7: 'DEBUG - debug-level messages',
};
const less = 0x3c;
const greater = 0x3e;
/** `<`, at most three digits, `>`. */
const longestPriority = 5;

export default protocol({
  id: 'syslog',
  title: 'Syslog message',
  column: 'Syslog',
  parents: [on('udp.port', 514)],
  fields: {
    facility: u16({ label: 'Facility', mask: 0x03f8, values: facilityNames }),
    level: u16({ label: 'Level', mask: 0x0007, values: levelNames }),
    msg: text({ label: 'Message' }),
  },
  dissect(layer, field) {
    const end = priorityEnd(layer);
    const priority = end > 0 ? Number(layer.latin1(1, end - 2)) : -1;
    const length = layer.available - end;
    if (layer.wantsInfo) {
      const message = layer.text(end, length);
      layer.setInfo(
        priority < 0
          ? message
          : `${shortName(facilityNames, priority >> 3)}.${shortName(levelNames, priority & 7)}: ${message}`,
      );
    }
    if (priority >= 0) {
      layer.addComputed(field.facility, priority >> 3, 0, end);
      layer.addComputed(field.level, priority & 7, 0, end);
    }
    layer.add(field.msg, end, length);
  },
});

/** Where the priority ends; 0 when the message begins with none. */
function priorityEnd(layer: Layer): number {
  if (layer.u8(0) !== less) return 0;
  const close = layer.find(greater, 1, longestPriority);
  if (close < 2) return 0;
  for (let at = 1; at < close; at++) if (layer.u8(at) < 0x30 || layer.u8(at) > 0x39) return 0;
  return close + 1;
}

const shortName = (names: Readonly<Record<number, string>>, value: number): string =>
  names[value]?.split(' ', 1)[0] ?? 'UNKNOWN';
