/** The elements that say how a network is protected: RSN (IEEE 802.11-2020, section 9.4.2.24) and its forerunner WPA. */
import type { Field } from '../../../declare/field';
import type { Layer } from '../../../declare/layer';
import { cipherSuiteNames, keyManagementNames } from '../../names/wlan';
import type { WlanFields } from './fields';

/** The fields of one kind of suite: whole, organization, type. */
interface SuiteFields {
  readonly suite: Field;
  readonly organization: Field;
  readonly type: Field;
  readonly names: Readonly<Record<number, string>>;
}

/** Shows an RSN element from `from` to `end`. What is missing at its end is not there. */
export function addRobustSecurity(layer: Layer, field: WlanFields, from: number, end: number): void {
  if (!layer.emitting || end - from < 2) return;
  layer.add(field['rsn.version'], from, 2);
  let at = from + 2;
  if (at + 4 > end) return;
  addSuite(
    layer,
    {
      suite: field['rsn.gcs'],
      organization: field['rsn.gcs.oui'],
      type: field['rsn.gcs.type'],
      names: cipherSuiteNames,
    },
    at,
  );
  at = addSuites(layer, field['rsn.pcs.count'], field['rsn.pcs.list'], at + 4, end, {
    suite: field['rsn.pcs'],
    organization: field['rsn.pcs.oui'],
    type: field['rsn.pcs.type'],
    names: cipherSuiteNames,
  });
  at = addSuites(layer, field['rsn.akms.count'], field['rsn.akms.list'], at, end, {
    suite: field['rsn.akms'],
    organization: field['rsn.akms.oui'],
    type: field['rsn.akms.type'],
    names: keyManagementNames,
  });
  if (at + 2 > end) return;
  layer.open(field['rsn.capabilities'], at, 2);
  layer.add(field['rsn.capabilities.preauth'], at, 2);
  layer.add(field['rsn.capabilities.no_pairwise'], at, 2);
  layer.add(field['rsn.capabilities.ptksa_replay_counter'], at, 2);
  layer.add(field['rsn.capabilities.gtksa_replay_counter'], at, 2);
  layer.add(field['rsn.capabilities.mfpr'], at, 2);
  layer.add(field['rsn.capabilities.mfpc'], at, 2);
  layer.add(field['rsn.capabilities.jmr'], at, 2);
  layer.add(field['rsn.capabilities.peerkey'], at, 2);
  layer.add(field['rsn.capabilities.extended_key_id_iaf'], at, 2);
  layer.close();
  at += 2;
  if (at + 2 > end) return;
  layer.add(field['rsn.pmkid.count'], at, 2);
  at += 2 + 16 * layer.u16le(at);
  if (at + 4 > end) return;
  addSuite(
    layer,
    {
      suite: field['rsn.gmcs'],
      organization: field['rsn.gmcs.oui'],
      type: field['rsn.gmcs.type'],
      names: cipherSuiteNames,
    },
    at,
  );
}

/** Shows a WPA element from `from`, behind its type, to `end`. */
export function addWpa(layer: Layer, field: WlanFields, from: number, end: number): void {
  if (!layer.emitting || end - from < 6) return;
  layer.add(field['wfa.ie.wpa.version'], from, 2);
  addSuite(
    layer,
    {
      suite: field['wfa.ie.wpa.mcs'],
      organization: field['wfa.ie.wpa.mcs.oui'],
      type: field['wfa.ie.wpa.mcs.type'],
      names: cipherSuiteNames,
    },
    from + 2,
  );
  const at = addSuites(layer, field['wfa.ie.wpa.ucs.count'], field['wfa.ie.wpa.ucs.list'], from + 6, end, {
    suite: field['wfa.ie.wpa.ucs'],
    organization: field['wfa.ie.wpa.ucs.oui'],
    type: field['wfa.ie.wpa.ucs.type'],
    names: cipherSuiteNames,
  });
  addSuites(layer, field['wfa.ie.wpa.akms.count'], field['wfa.ie.wpa.akms.list'], at, end, {
    suite: field['wfa.ie.wpa.akms'],
    organization: field['wfa.ie.wpa.akms.oui'],
    type: field['wfa.ie.wpa.akms.type'],
    names: keyManagementNames,
  });
}

/** Shows a counted list of suites and returns where it ends; `end` when it is not there or does not fit. */
function addSuites(layer: Layer, count: Field, list: Field, from: number, end: number, fields: SuiteFields): number {
  if (from + 2 > end) return end;
  layer.add(count, from, 2);
  const number = layer.u16le(from);
  const listEnd = from + 2 + 4 * number;
  if (listEnd > end) {
    layer.malformed('A list of suites goes beyond its element', from, end - from);
    return end;
  }
  layer.open(list, from + 2, 4 * number);
  for (let at = from + 2; at < listEnd; at += 4) addSuite(layer, fields, at);
  layer.close();
  return listEnd;
}

function addSuite(layer: Layer, { suite, organization, type, names }: SuiteFields, at: number): void {
  layer.open(suite, at, 4);
  if (layer.inTree) layer.append(` ${names[layer.u8(at + 3)] ?? 'Unknown'}`);
  layer.add(organization, at, 3);
  layer.add(type, at + 3, 1);
  layer.close();
}
