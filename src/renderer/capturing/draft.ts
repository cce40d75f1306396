/** What the capture options are about to do; nothing of it is kept before Start. */
import type { CaptureSettings, InterfaceSettings } from '../../shared/capture-settings';
import { interfaceSettings } from '../actions/capturing';

/** The file to write: `token` is empty until one was chosen. */
export interface Target {
  readonly token: string;
  readonly name: string;
}

export interface Draft {
  readonly chosen: readonly string[];
  /** Of every interface that was changed here. */
  readonly interfaces: ReadonlyMap<string, InterfaceSettings>;
  readonly target: Target | undefined;
  readonly ring: CaptureSettings['ring'];
  readonly stop: CaptureSettings['stop'];
}

/** How the draft captures an interface. */
export function settingsIn({ interfaces }: Draft, name: string): InterfaceSettings {
  return interfaces.get(name) ?? interfaceSettings(name);
}

/** It is said when the next file begins. */
export function ringIsComplete({ bytes, seconds, packets }: CaptureSettings['ring']): boolean {
  return bytes !== undefined || seconds !== undefined || packets !== undefined;
}
