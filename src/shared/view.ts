/** The shapes of a capture that cross from the engine to the window. */

export type { CaptureProperties, ColouringRule, CompletionItem, FindQuery } from '../engine/session';
export type { StreamEndpoint, StreamKind, StreamSummary } from '../engine/session/streams';
export type {
  CaptureProblem,
  CaptureStatus,
  ColumnDefinition,
  DetailNode,
  FilterMacro,
  FilterProblem,
  FilterVerdict,
  FlowRow,
  FrameNumber,
  LayerBlock,
  LayerClass,
  PacketDetail,
  PacketRow,
  Severity,
  TcpPoints,
  TimeFormat,
} from '../engine/view';
export { rowFlag } from '../engine/view';
