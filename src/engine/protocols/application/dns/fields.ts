/** All fields of DNS, which mDNS and LLMNR use too. */
import type { FieldsOf } from '../../../declare/protocol';
import { messageFields } from './message-fields';
import { optionFields } from './option-fields';
import { recordFields } from './record-fields';
import { securityFields } from './security-fields';

export const dnsFields = { ...messageFields, ...recordFields, ...securityFields, ...optionFields } as const;

export type DnsFields = FieldsOf<typeof dnsFields>;
/** Keys of DNS fields: records name theirs by them. */
export type DnsField = keyof typeof dnsFields;
