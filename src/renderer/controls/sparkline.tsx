/** A rate over the last minute as a small line, scaled to its own highest value. */
import './sparkline.css';

const width = 90;
const height = 20;
/** A quiet line stays flat: less than this is not drawn over the whole height. */
const leastHighest = 4;

export function Sparkline({
  values,
  points,
}: {
  /** Newest last, one for each second. */
  readonly values: readonly number[];
  /** Values that fill the whole width. */
  readonly points: number;
}) {
  const highest = Math.max(leastHighest, ...values);
  const step = width / (points - 1);
  const start = width - (values.length - 1) * step;
  const places = values.map((value, index) => {
    const y = height - 1 - (value / highest) * (height - 2);
    return `${(start + index * step).toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    <svg className="sparkline" viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
      <line x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} />
      {places.length > 1 && (
        <>
          <polygon points={`${start.toFixed(1)},${height} ${places.join(' ')} ${width},${height}`} />
          <polyline points={places.join(' ')} />
        </>
      )}
    </svg>
  );
}
