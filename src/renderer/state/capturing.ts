/** What the window knows of interfaces and of captures that a crash left: kept apart from the rest, since it changes every second. */
import type { CaptureInterface, InterfaceRate, RecoverableCapture, SpoolState } from '../../shared/live-capture';
import { createStore, useStore } from './store';

/** Rates remembered of each interface, one a second. */
const longestHistory = 60;

export interface CapturingState {
  /** Undefined while they are looked for. */
  readonly interfaces: readonly CaptureInterface[] | undefined;
  readonly interfacesFailure: string | undefined;
  /** Newest last, by the interface's name. */
  readonly rates: ReadonlyMap<string, readonly InterfaceRate[]>;
  /** Names of those that Start captures. */
  readonly chosen: readonly string[];
  readonly filter: string;
  readonly recoverable: readonly RecoverableCapture[];
  readonly spool: SpoolState | undefined;
  /** A capture is being started. */
  readonly starting: boolean;
}

export const capturing = createStore<CapturingState>({
  interfaces: undefined,
  interfacesFailure: undefined,
  rates: new Map(),
  chosen: [],
  filter: '',
  recoverable: [],
  spool: undefined,
  starting: false,
});

export function useCapturing<Part>(select: (state: CapturingState) => Part): Part {
  return useStore(capturing, select);
}

/** Adds a second's rates. */
export function noteRates(told: readonly InterfaceRate[]): void {
  const { rates } = capturing.get();
  const next = new Map<string, readonly InterfaceRate[]>();
  for (const rate of told) next.set(rate.name, [...(rates.get(rate.name) ?? []), rate].slice(-longestHistory));
  capturing.set({ rates: next });
}

/** The interface of a name, when it is known. */
export function interfaceNamed(name: string): CaptureInterface | undefined {
  return capturing.get().interfaces?.find((one) => one.name === name);
}
