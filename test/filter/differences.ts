/** Why Wireshark 4.0 answers some filters of the suite otherwise than 4.4's documentation has it, or than this program does. */

/** What 4.0 refuses, by a part of the filter. */
const refused: readonly (readonly [part: RegExp, reason: string])[] = [
  [/xor|\^\^/, '4.0 has no exclusive or'],
  [/@/, '4.0 has no raw values'],
  [/_ws\.col\./, '4.0 cannot filter on columns'],
  [/\$/, '4.0 knows references only in braces, and not alone'],
  [/\b(vals|dec|hex|float|double|ip_\w+)\(/, '4.0 does not have this function'],
  [/^(not )?(len|count)\([^)]*\)$/, '4.0 does not test functions for being other than 0'],
  [/\b(len|lower|max|min|abs)\(/, '4.0 takes nothing but fields as arguments'],
  [/bitand/, '4.0 does not have this word'],
  [/^("[^"]*"|[\d.]+(\/\d+)?|1 \+ 2) (==|<|<=|>=) /, '4.0 wants a field on the left'],
  [/proto (contains|matches)/, '4.0 does not search the names of values'],
  [/frame\.time (==|>|<|>=) /, '4.0 reads fewer forms of times'],
  [/time_utc|completeness\./, '4.0 does not have this field'],
  [/frame contains ip|== ipv6\.src$/, '4.0 does not compare this with bytes'],
  [/time_relative [*/]/, '4.0 does not multiply times'],
  [/ in \{.*[+*{].*\}/, '4.0 does not calculate in sets'],
  [/== true$/, '4.0 reads True and TRUE, not true'],
  [/\{.*\}|--|'\\|:54$|80:$|:\d$/, '4.0 does not read this form'],
];

const cut = 'the body of a message that the capture cut in its first line is not shown here';

const unsupported = 'recursion, conditions and verbs of patterns are refused here';

/** What 4.0 answers otherwise. */
const otherwise: Readonly<Record<string, string>> = {
  'udp.payload > 74': '4.0 puts the longer bytes behind the shorter ones, whatever they are',
  'udp.payload < "b"': '4.0 puts the longer bytes behind the shorter ones, whatever they are',
  'ip > tcp': '4.0 puts the longer bytes behind the shorter ones, whatever they are',
  'frame.time_relative > 0.5s': '4.0 leaves what follows the number of a time span away',
  'frame.time_relative > 2.5e1': '4.0 leaves the exponent of a time span away',
  'all tcp.port in {80, 40000}': '4.0 asks whether all values equal the same member',
  'ipv6.dst[0] == ff': 'ff is a protocol of Wireshark',
  'http.host matches "(?R)"': unsupported,
  'http.host matches "(*FAIL)"': unsupported,
  data: cut,
  'not data': cut,
  'http.file_data': cut,
  'not http.file_data': cut,
  'frame contains ff': 'ff is a protocol of Wireshark',
};

/** The reason for a difference; undefined where nobody knows one. */
export function reasonFor(filter: string, isRefused: boolean): string | undefined {
  if (isRefused) return refused.find(([part]) => part.test(filter))?.[1];
  return otherwise[filter];
}
