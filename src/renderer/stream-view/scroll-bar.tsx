/** The scroll bar of a stream: it stands for all its bytes, of which only some are at hand. */
import { type PointerEvent, useRef } from 'react';
import { messages } from '../messages/messages';

export function ScrollBar({
  position,
  visible,
  length,
  move,
}: {
  /** Bytes before the first one on show, bytes on show, and all. */
  readonly position: number;
  readonly visible: number;
  readonly length: number;
  readonly move: (position: number) => void;
}) {
  const track = useRef<HTMLDivElement>(null);
  const whole = Math.max(1, length);
  const share = Math.min(1, Math.max(visible / whole, 0.03));
  const start = whole <= visible ? 0 : (position / Math.max(1, whole - visible)) * (1 - share);
  const drag = (event: PointerEvent): void => {
    if ((event.buttons & 1) === 0 || !track.current) return;
    const { top, height } = track.current.getBoundingClientRect();
    const at = Math.max(0, Math.min(1, ((event.clientY - top) / height - share / 2) / Math.max(0.01, 1 - share)));
    move(Math.round(at * Math.max(0, whole - visible)));
  };
  return (
    <div
      ref={track}
      role="scrollbar"
      aria-label={messages.stream.position}
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={length}
      aria-valuenow={position}
      aria-controls="stream-text"
      tabIndex={-1}
      className="stream-scroll"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag(event);
      }}
      onPointerMove={drag}
    >
      <div
        className="stream-scroll-thumb"
        style={{ top: `${Math.min(1 - share, Math.max(0, start)) * 100}%`, height: `${share * 100}%` }}
      />
    </div>
  );
}
