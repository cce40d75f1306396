/** Preferences as `-o name:value` gives them: the few that change something here, and those that are taken for granted. */
import type { DecodeSettings } from '../engine/declare/dissection';
import { catalogue } from '../engine/session/open-session';
import { UsageError } from './usage-error';

/** Groups of preferences that are no protocol's. */
const groups = [
  'capture',
  'console',
  'extcap',
  'gui',
  'nameres',
  'protocols',
  'statistics',
  'uat',
  'tap_update_interval',
];

const checksums = ['ip.check_checksum', 'tcp.check_checksum', 'udp.check_checksum'];

export interface Preferences {
  readonly settings: DecodeSettings;
  /** Names of preferences that change nothing here. */
  readonly withoutEffect: readonly string[];
}

/** @throws UsageError where there is no such preference */
export function preferencesOf(given: readonly string[]): Preferences {
  let verifyChecksums = false;
  const withoutEffect: string[] = [];
  for (const preference of given) {
    const match = /^([^:]+):(.*)$/s.exec(preference);
    if (match === null) throw new UsageError(`“-o ${preference}” is not of the form NAME:VALUE.`);
    const [, name, value] = match;
    const [group] = name.split('.');
    if (!groups.includes(group) && (!name.includes('.') || catalogue.protocol(group) === undefined))
      throw new UsageError(`There is no preference “${name}”.`);
    if (checksums.includes(name)) verifyChecksums ||= /^true$/i.test(value.trim());
    else withoutEffect.push(name);
  }
  return { settings: { verifyChecksums }, withoutEffect };
}
