/** The fields of TCP's options, each with the document that defines it. */
import { bytes, expert, flag, ipv4Address, ipv6Address, label, u8, u16, u24, u32, u64 } from '../../../declare/kinds';
import { experimentNames, multipathNames, optionNames, quickStartRates, resetReasons } from '../../names/tcp-options';

/** An option as a whole: its bytes are its value, its line says only what it is. */
const option = (title: string) => bytes({ label: title, text: () => title });

export const optionFields = {
  options: bytes({ label: 'TCP Options' }),
  option_kind: u8({ label: 'Kind', values: optionNames }),
  option_len: u8({ label: 'Length' }),
  'option.len.invalid': expert('warning', { label: 'Invalid length for option' }),
  nop: expert('warning', { label: '4 NOP in a row - a router may have removed some options' }),
  non_zero_bytes_after_eol: expert('error', { label: 'Non zero bytes in option space after EOL option' }),
  suboption_malformed: expert('error', { label: 'suboption would go past end of option' }),
  // RFC 9293 section 3.2.
  'options.eol': option('TCP Option - End of Option List (EOL)'),
  'options.nop': option('TCP Option - No-Operation (NOP)'),
  'options.mss': option('TCP Option - Maximum segment size'),
  'options.mss_val': u16({ label: 'MSS Value' }),
  'options.mss.absent': expert('warning', { label: 'The SYN packet does not contain a MSS option' }),
  'options.mss.present': expert('warning', { label: 'The non-SYN packet does contain a MSS option' }),
  // RFC 7323.
  'options.wscale': option('TCP Option - Window scale'),
  'options.wscale.shift': u8({ label: 'Shift count' }),
  'options.wscale.multiplier': u16({ label: 'Multiplier', generated: true }),
  'options.wscale.shift.invalid': expert('warning', { label: 'Window scale shift exceeds 14' }),
  'options.timestamp': option('TCP Option - Timestamps'),
  'options.timestamp.tsval': u32({ label: 'Timestamp value' }),
  'options.timestamp.tsecr': u32({ label: 'Timestamp echo reply' }),
  // RFC 2018; duplicates: RFC 2883.
  'options.sack_perm': option('TCP Option - SACK permitted'),
  'options.sack': option('TCP Option - SACK'),
  'options.sack_le': u32({ label: 'left edge' }),
  'options.sack_re': u32({ label: 'right edge' }),
  'options.sack.count': u8({ label: 'TCP SACK Count', generated: true }),
  'options.sack.dsack': expert('warning', { group: 'sequence', label: 'D-SACK Sequence' }),
  'options.sack.dsack_le': u32({ label: 'D-SACK Left Edge', generated: true }),
  'options.sack.dsack_re': u32({ label: 'D-SACK Right Edge', generated: true }),
  // RFC 1072.
  'options.echo': option('TCP Option - Echo'),
  'options.echoreply': option('TCP Option - Echo reply'),
  'options.echo_value': u32({ label: 'TCP Echo Option' }),
  // RFC 1644.
  'options.cc': option('TCP Option - CC'),
  'options.ccnew': option('TCP Option - CC.NEW'),
  'options.ccecho': option('TCP Option - CC.ECHO'),
  'options.cc_value': u32({ label: 'TCP CC Option' }),
  // RFC 2385, RFC 5925.
  'options.md5': option('TCP Option - TCP MD5 signature'),
  'options.md5.digest': bytes({ label: 'MD5 digest' }),
  'options.ao': option('TCP Option - TCP AO'),
  'options.ao.keyid': u8({ label: 'AO KeyID' }),
  'options.ao.rnextkeyid': u8({ label: 'AO RNextKeyID' }),
  'options.ao.mac': bytes({ label: 'AO MAC' }),
  // RFC 4782.
  'options.qs': option('TCP Option - Quick-Start'),
  'options.qs.rate': u8({ label: 'QS Rate', mask: 0x0f, values: quickStartRates }),
  'options.qs.ttl_diff': u8({ label: 'QS Rate' }),
  // RFC 5482.
  'options.user_to': option('TCP Option - User Timeout'),
  'options.user_to_granularity': flag({
    label: 'Granularity',
    mask: 0x8000,
    length: 2,
    values: { 0: 'Seconds', 1: 'Minutes' },
  }),
  'options.user_to_val': u16({ label: 'User Timeout', mask: 0x7fff }),
  // RFC 7413.
  'analysis.tfo_syn': expert('note', { group: 'sequence', label: 'TCP SYN with TFO Cookie' }),
  'analysis.tfo_ack': expert('note', { group: 'sequence', label: 'TCP SYN-ACK accepting TFO data' }),
  'options.tfo': option('TCP Option - TCP Fast Open'),
  'options.tfo.request': label({ label: 'Fast Open Cookie Request' }),
  'options.tfo.cookie': bytes({ label: 'Fast Open Cookie' }),
  // RFC 9768.
  'options.acc_ecn': option('TCP Option - Accurate ECN'),
  'options.acc_ecn.ee0b': u24({ label: 'Accurate ECN Echo ECT(0) Byte Counter' }),
  'options.acc_ecn.eceb': u24({ label: 'Accurate ECN Echo CE Byte Counter' }),
  'options.acc_ecn.ee1b': u24({ label: 'Accurate ECN Echo ECT(1) Byte Counter' }),
  // RFC 6994.
  'options.experimental': option('TCP Option - Experimental'),
  'options.experimental.exid': u16({ label: 'Experiment Identifier', base: 'hex', values: experimentNames }),
  'options.experimental.data': bytes({ label: 'Data' }),
  'options.unknown': option('TCP Option - Unknown'),
  'options.unknown.payload': bytes({ label: 'Payload' }),
  // RFC 8684.
  'options.mptcp': option('TCP Option - Multipath TCP'),
  'options.mptcp.subtype': u8({ label: 'Multipath TCP subtype', mask: 0xf0, values: multipathNames }),
  'options.mptcp.version': u8({ label: 'Multipath TCP version', mask: 0x0f }),
  'options.mptcp.flags': u8({ label: 'Multipath TCP flags', base: 'hex' }),
  'options.mptcp.backup.flag': u8({ label: 'Backup flag', mask: 0x01 }),
  'options.mptcp.addrid': u8({ label: 'Address ID' }),
  'options.mptcp.sendkey': u64({ label: "Sender's Key" }),
  'options.mptcp.recvkey': u64({ label: "Receiver's Key" }),
  'options.mptcp.recvtok': u32({ label: "Receiver's Token" }),
  'options.mptcp.sendrand': u32({ label: "Sender's Random Number" }),
  'options.mptcp.sendtrunchmac': u64({ label: "Sender's Truncated HMAC" }),
  'options.mptcp.sendhmac': bytes({ label: "Sender's HMAC" }),
  'options.mptcp.addaddrtrunchmac': u64({ label: 'Truncated HMAC' }),
  'options.mptcp.datafin.flag': u8({ label: 'DATA_FIN', mask: 0x10 }),
  'options.mptcp.dseqn8.flag': u8({ label: 'Data Sequence Number is 8 octets', mask: 0x08 }),
  'options.mptcp.dseqnpresent.flag': u8({
    label: 'Data Sequence Number, Subflow Sequence Number, Data-level Length, Checksum present',
    mask: 0x04,
  }),
  'options.mptcp.dataack8.flag': u8({ label: 'Data ACK is 8 octets', mask: 0x02 }),
  'options.mptcp.dataackpresent.flag': u8({ label: 'Data ACK is present', mask: 0x01 }),
  'options.mptcp.rawdataack': u64({ label: 'Original MPTCP Data ACK' }),
  'options.mptcp.rawdataseqno': u64({ label: 'Data Sequence Number' }),
  'options.mptcp.subflowseqno': u32({ label: 'Subflow Sequence Number' }),
  'options.mptcp.datalvllen': u16({ label: 'Data-level Length' }),
  'options.mptcp.checksum': u16({ label: 'Checksum', base: 'hex' }),
  'options.mptcp.echo': u8({ label: 'Echo', mask: 0x01 }),
  'options.mptcp.ipv4': ipv4Address({ label: 'Advertised IPv4 Address' }),
  'options.mptcp.ipv6': ipv6Address({ label: 'Advertised IPv6 Address' }),
  'options.mptcp.port': u16({ label: 'Advertised port' }),
  'options.mptcp.rst_reason': u8({ label: 'TCPRST Reason', base: 'hex', values: resetReasons }),
} as const;
