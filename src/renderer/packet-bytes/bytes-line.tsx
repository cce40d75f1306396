/** One line of the bytes pane. */
import type { CSSProperties } from 'react';
import type { BufferBytes } from './buffer-bytes';

/** Bytes `[from, to)`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const lineBytes = 16;

export function BytesLine({
  line,
  offsetWidth,
  bytes,
  chosen,
  tint,
  hover,
  top,
}: {
  readonly line: number;
  /** Digits of the offset. */
  readonly offsetWidth: number;
  readonly bytes: BufferBytes;
  readonly chosen: Span | undefined;
  readonly tint: (Span & { readonly colour: string }) | undefined;
  readonly hover: Span | undefined;
  readonly top: number;
}) {
  const start = line * lineBytes;
  const end = Math.min(bytes.length, start + lineBytes);
  const hexadecimal = [];
  const text = [];
  for (let offset = start; offset < end; offset++) {
    const value = bytes.at(offset);
    const last = offset === end - 1;
    const names = ['byte'];
    const inside = (span: Span | undefined): boolean => span !== undefined && offset >= span.from && offset < span.to;
    if (inside(chosen)) names.push('chosen');
    else if (inside(hover)) names.push('pointed');
    else if (inside(tint)) names.push('layer-tint');
    const style = styleOf(offset, chosen, tint, last);
    const joined = inside(chosen) && offset + 1 < (chosen?.to ?? 0) && !last;
    const gap = last ? '' : offset - start === 7 ? '  ' : ' ';
    hexadecimal.push(
      <span key={offset} className={names.join(' ')} style={style} data-offset={offset}>
        {value === undefined ? '··' : value.toString(16).padStart(2, '0')}
        {joined ? gap : ''}
      </span>,
      joined ? '' : gap,
    );
    text.push(
      <span key={offset} className={names.join(' ')} style={style} data-offset={offset}>
        {value !== undefined && value > 0x1f && value < 0x7f ? String.fromCharCode(value) : '·'}
      </span>,
    );
  }
  const missing = lineBytes - (end - start);
  const padding = ' '.repeat(missing * 3 + (missing >= 8 ? 1 : 0));
  return (
    <div className="bytes-line" style={{ top }}>
      <span className="bytes-offset">{start.toString(16).padStart(offsetWidth, '0')}</span>
      {'  '}
      {hexadecimal}
      {padding}
      {'   '}
      {text}
    </div>
  );
}

/** A line around the chosen bytes as a whole, and the colour of the tinted ones. */
function styleOf(
  offset: number,
  chosen: Span | undefined,
  tint: { readonly colour: string } | undefined,
  lastOfLine: boolean,
): CSSProperties | undefined {
  if (!chosen || offset < chosen.from || offset >= chosen.to)
    return tint && ({ '--tint': tint.colour } as CSSProperties);
  const edges: string[] = [];
  if (offset - lineBytes < chosen.from) edges.push('0 -1px');
  if (offset + lineBytes >= chosen.to) edges.push('0 1px');
  if (offset === chosen.from || offset % lineBytes === 0) edges.push('-1px 0');
  if (offset + 1 === chosen.to || lastOfLine) edges.push('1px 0');
  return { boxShadow: edges.map((edge) => `${edge} 0 var(--selected-line)`).join(', ') || undefined };
}
