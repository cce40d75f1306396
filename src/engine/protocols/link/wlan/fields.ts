/** All fields of IEEE 802.11 frames. */
import type { FieldsOf } from '../../../declare/protocol';
import { frameFields } from './frame-fields';
import { managementFields } from './management-fields';
import { meshFields } from './mesh-control';
import { soundingFields } from './sounding';

export const wlanFields = { ...frameFields, ...managementFields, ...meshFields, ...soundingFields } as const;

export type WlanFields = FieldsOf<typeof wlanFields>;
