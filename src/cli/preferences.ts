/** Preferences as `-o name:value` gives them: those that can be set, and those that have one value here. */
import type { DecodeSettings } from '../engine/declare/dissection';
import { UsageError } from './usage-error';

export const checksumPreferences: readonly string[] = ['ip.check_checksum', 'tcp.check_checksum', 'udp.check_checksum'];

/** What always holds here of what Wireshark lets one choose. */
export const fixedPreferences: Readonly<Record<string, boolean>> = {
  'http.dechunk_body': true,
  'http.decompress_body': true,
  'http.desegment_body': true,
  'http.desegment_headers': true,
  'ip.defragment': true,
  'ipv6.defragment': true,
  'nameres.dns_pkt_addr_resolution': false,
  'nameres.mac_name': false,
  'nameres.network_name': false,
  'nameres.transport_name': false,
  'nameres.use_external_name_resolver': false,
  'nameres.vlan_name': false,
  'tcp.analyze_sequence_numbers': true,
  'tcp.calculate_timestamps': true,
  'tcp.desegment_tcp_streams': true,
  'tcp.reassemble_out_of_order': false,
  'tcp.relative_sequence_numbers': true,
  'tcp.try_heuristic_first': false,
  'tls.desegment_ssl_application_data': true,
  'tls.desegment_ssl_records': true,
  'udp.try_heuristic_first': false,
};

export const isTrue = (text: string): boolean => /^true$/i.test(text.trim());

export interface Preferences {
  readonly settings: DecodeSettings;
  /** Sentences about preferences that were given a value that they cannot have here. */
  readonly warnings: readonly string[];
}

/** @throws UsageError where there is no such preference, as tshark refuses it */
export function preferencesOf(given: readonly string[]): Preferences {
  let verifyChecksums = false;
  const warnings: string[] = [];
  for (const preference of given) {
    const match = /^([^:]+):(.*)$/s.exec(preference);
    if (match === null) throw new UsageError(`“-o ${preference}” is not of the form NAME:VALUE.`);
    const [, name, text] = match;
    const value = isTrue(text);
    if (checksumPreferences.includes(name)) verifyChecksums ||= value;
    else if (!Object.hasOwn(fixedPreferences, name)) throw new UsageError(`There is no preference “${name}”.`);
    else if (fixedPreferences[name] !== value)
      warnings.push(`The preference ${name} is always ${fixedPreferences[name] ? 'TRUE' : 'FALSE'} here.`);
  }
  return { settings: { verifyChecksums }, warnings };
}
