/** What a capture helper reports, one JSON object per line, and how it is told to stop. */
import type { EndReason } from './live-capture';

/** The only thing said to a helper after its order; the end of its standard input means the same. */
export const stopLine = '{"kind":"stop"}\n';

export interface ReportedLinkType {
  readonly number: number;
  readonly name: string;
  readonly description: string;
}

export interface ReportedDevice {
  readonly name: string;
  readonly description?: string;
  readonly addresses: readonly string[];
  readonly up: boolean;
  readonly running: boolean;
  readonly loopback: boolean;
  readonly wireless: boolean;
  readonly linkTypes: readonly ReportedLinkType[];
  readonly monitorMode?: boolean;
  /** What libpcap said when it could not be opened. */
  readonly problem?: string;
}

/** Counts of one interface of the file being written. */
export interface ReportedInterface {
  readonly name: string;
  readonly packets: number;
  readonly received?: number;
  readonly droppedByKernel?: number;
  readonly droppedByInterface?: number;
  readonly linkType: number;
}

/** Since the capture began. */
export interface ReportedCounts {
  readonly packets: number;
  readonly bytes: number;
  readonly fileBytes: number;
  readonly droppedByUs: number;
  readonly interfaces: readonly ReportedInterface[];
}

export type CaptureReport =
  | {
      readonly kind: 'probe';
      readonly cap: 'patched' | 'unpatched' | 'absent';
      readonly reason?: string;
      readonly library?: string;
    }
  | { readonly kind: 'devices'; readonly devices: readonly ReportedDevice[] }
  | { readonly kind: 'filter'; readonly problem?: string }
  /** All sources are open, rights are given up, and packets may come. */
  | {
      readonly kind: 'running';
      readonly timestamps: 'kernel' | 'approximate';
      /** What was given up, or could not be. */
      readonly rights: string;
    }
  | { readonly kind: 'counts'; readonly counts: ReportedCounts }
  /** Another file of the ring buffer was begun; `removed` had to make room for it. */
  | { readonly kind: 'file'; readonly path: string; readonly removed?: string }
  | { readonly kind: 'warning'; readonly message: string }
  | { readonly kind: 'end'; readonly reason: EndReason; readonly message: string; readonly counts: ReportedCounts };
