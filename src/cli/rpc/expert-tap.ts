/** The tap `expert`, in the shape of sharkd. */
import type { Severity } from '../../engine/view';
import type { LoadedCapture } from './loaded-capture';

const slice = 1000;

const severityNames: Readonly<Record<Severity, string>> = {
  comment: 'Comment',
  chat: 'Chat',
  note: 'Note',
  warning: 'Warning',
  error: 'Error',
};

export function expertTap(capture: LoadedCapture): object {
  const listing = capture.session.statistics.expertRemarks(capture.packetsOf(''));
  while (listing.advance(slice));
  const details = listing.value().map(({ frame, severity, group, summary, protocol }) => ({
    f: frame,
    s: severityNames[severity],
    g: group,
    m: summary,
    p: protocol,
  }));
  // sharkd tells the last one first.
  return { tap: 'expert', type: 'expert', details: details.reverse() };
}
