/** The line between two panes, which is dragged or moved with the arrow keys. */
import './splitter.css';
import { type PointerEvent, useRef } from 'react';

const keyStep = 0.02;
const least = 0.1;
const most = 0.9;

/** `share` is the first pane's part of the parent element; a double click gives `usual`. */
export function Splitter({
  orientation,
  label,
  share,
  usual,
  change,
}: {
  /** Of the line itself: a horizontal one lies between an upper and a lower pane. */
  readonly orientation: 'horizontal' | 'vertical';
  readonly label: string;
  readonly share: number;
  readonly usual: number;
  readonly change: (share: number) => void;
}) {
  const line = useRef<HTMLDivElement>(null);
  const follow = (event: PointerEvent): void => {
    const parent = line.current?.parentElement?.getBoundingClientRect();
    if (!parent) return;
    const part =
      orientation === 'horizontal'
        ? (event.clientY - parent.top) / parent.height
        : (event.clientX - parent.left) / parent.width;
    change(limit(part));
  };
  return (
    <div
      ref={line}
      role="separator"
      tabIndex={0}
      className={`splitter ${orientation}`}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={Math.round(share * 100)}
      aria-valuemin={least * 100}
      aria-valuemax={most * 100}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(event);
      }}
      onDoubleClick={() => change(usual)}
      onKeyDown={(event) => {
        const back = orientation === 'horizontal' ? 'ArrowUp' : 'ArrowLeft';
        const on = orientation === 'horizontal' ? 'ArrowDown' : 'ArrowRight';
        if (event.key === back) change(limit(share - keyStep));
        if (event.key === on) change(limit(share + keyStep));
      }}
    />
  );
}

function limit(share: number): number {
  return Math.max(least, Math.min(most, share));
}
