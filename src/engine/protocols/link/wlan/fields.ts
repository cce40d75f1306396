/** All fields of IEEE 802.11 frames. */
import type { FieldsOf } from '../../../declare/protocol';
import { frameFields } from './frame-fields';
import { managementFields } from './management-fields';

export const wlanFields = { ...frameFields, ...managementFields } as const;

export type WlanFields = FieldsOf<typeof wlanFields>;
