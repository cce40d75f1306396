/** The theme's colour of each curve. */
import type { CurveName } from './graphs';

export const curveColour: Readonly<Record<CurveName, string>> = {
  sequence: '--internet',
  segments: '--internet',
  repeated: '--bad-line',
  acknowledged: '--transport',
  window: '--warn-line',
  throughput: '--internet',
  segmentLength: '--application',
  roundTrip: '--internet',
  inFlight: '--internet',
};
