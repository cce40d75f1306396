/** Draws a plot with uPlot: dragging zooms, a double click shows all again, a click names the nearest packet. */
import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import { messages } from '../messages/messages';
import { exact, rate, seconds } from '../messages/numbers';
import { curveColour } from './curve-colours';
import type { Curve, Plot } from './graphs';

/** How near the pointer must be to a point, in CSS pixels. */
const reach = 24;

const axisText: Readonly<Record<Curve['unit'], (value: number) => string>> = {
  bytes: exact,
  'bits-per-second': rate,
  seconds,
};

export function PlotCanvas({
  plot,
  label,
  theme,
  point,
  choose,
}: {
  readonly plot: Plot;
  readonly label: string;
  /** The colours are read anew when it changes. */
  readonly theme: string;
  /** Told the entry of the plot under the pointer. */
  readonly point: (entry: number | undefined) => void;
  readonly choose: (entry: number) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes what the colours' names stand for
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const drawing = new UPlot(optionsOf(plot, element, point, choose), dataOf(plot), element);
    const observer = new ResizeObserver(() => drawing.setSize(sizeOf(element)));
    observer.observe(element);
    return () => {
      observer.disconnect();
      drawing.destroy();
    };
  }, [plot, theme, point, choose]);
  return <div ref={place} className="plot" role="img" aria-label={label} />;
}

function optionsOf(
  plot: Plot,
  element: HTMLElement,
  point: (entry: number | undefined) => void,
  choose: (entry: number) => void,
): UPlot.Options {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  const axis = {
    stroke: token('--dim'),
    grid: { stroke: token('--line'), width: 1 },
    ticks: { stroke: token('--line') },
  };
  const units = [...new Set(plot.curves.map(({ unit }) => unit))];
  return {
    ...sizeOf(element),
    legend: { show: false },
    cursor: { points: { show: false }, drag: { x: true, y: true, uni: 20 } },
    scales: { x: { time: false }, ...Object.fromEntries(units.map((unit) => [unit, { range: fromZero }])) },
    axes: [
      { ...axis, values: (_, values) => values.map((value) => (value === 0 ? '0' : seconds(value))) },
      ...units.map(
        (unit, number): UPlot.Axis => ({
          ...axis,
          scale: unit,
          side: number === 0 ? 3 : 1,
          size: 78,
          grid: number === 0 ? axis.grid : { show: false },
          values: (_, values) => values.map(axisText[unit]),
          label: messages.tcpGraphs.axes[unit],
          labelSize: 18,
          labelFont: `12px ${style.fontFamily}`,
        }),
      ),
    ],
    series: [{}, ...plot.curves.map((curve) => seriesOf(curve, token(curveColour[curve.name])))],
    hooks: {
      draw: [
        (drawing) => {
          for (const curve of plot.curves) drawBars(drawing, plot, curve, token(curveColour[curve.name]));
        },
      ],
      setCursor: [(drawing) => point(nearest(drawing, plot))],
      ready: [
        (drawing) => {
          let pressed = { x: 0, y: 0 };
          drawing.over.addEventListener('mousedown', ({ clientX: x, clientY: y }) => {
            pressed = { x, y };
          });
          drawing.over.addEventListener('click', ({ clientX, clientY }) => {
            const dragged = Math.abs(clientX - pressed.x) + Math.abs(clientY - pressed.y) > 4;
            const entry = nearest(drawing, plot);
            if (!dragged && entry !== undefined) choose(entry);
          });
        },
      ],
    },
  };
}

const fromZero = (_: UPlot, _least: number | null, most: number | null): [number, number] => [
  0,
  most === null || most <= 0 ? 1 : most * 1.05,
];

function seriesOf({ name, shape, unit }: Curve, colour: string): UPlot.Series {
  const common = { label: name, scale: unit, stroke: colour, spanGaps: true };
  switch (shape) {
    case 'dots':
      return { ...common, paths: () => null, points: { show: true, size: 4, fill: colour, stroke: colour } };
    case 'line':
      return { ...common, width: 1.5, points: { show: false } };
    case 'steps':
      return { ...common, width: 1.25, points: { show: false }, paths: UPlot.paths.stepped?.({ align: 1 }) };
    case 'bars':
      return { ...common, paths: () => null, points: { show: false } };
  }
}

/** Upright strokes from `low` to the value. */
function drawBars(drawing: UPlot, plot: Plot, { shape, unit, values, low }: Curve, colour: string): void {
  if (shape !== 'bars' || !low) return;
  const { ctx, bbox } = drawing;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.beginPath();
  for (let entry = 0; entry < values.length; entry++) {
    const high = values[entry];
    if (high === null) continue;
    const x = drawing.valToPos(plot.x[entry], 'x', true);
    const bottom = drawing.valToPos(low[entry] ?? high, unit, true);
    ctx.moveTo(x, bottom);
    ctx.lineTo(x, Math.min(bottom - 2, drawing.valToPos(high, unit, true)));
  }
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.stroke();
  ctx.restore();
}

/** The entry whose point is nearest to the pointer, when one is near. */
function nearest(drawing: UPlot, plot: Plot): number | undefined {
  const { left = -1, top = -1 } = drawing.cursor;
  if (left < 0 || top < 0) return undefined;
  let found: number | undefined;
  let least = reach;
  const from = lowerBound(plot.x, drawing.posToVal(left - reach, 'x'));
  for (let entry = from; entry < plot.x.length; entry++) {
    const across = drawing.valToPos(plot.x[entry], 'x') - left;
    if (across > reach) break;
    for (const { values, unit } of plot.curves) {
      const value = values[entry];
      if (value === null) continue;
      const distance = Math.hypot(across, drawing.valToPos(value, unit) - top);
      if (distance >= least) continue;
      least = distance;
      found = entry;
    }
  }
  return found;
}

function lowerBound(sorted: readonly number[], value: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (sorted[middle] < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

function dataOf({ x, curves }: Plot): UPlot.AlignedData {
  return [[...x], ...curves.map(({ values }) => [...values])];
}

function sizeOf(element: HTMLElement): { width: number; height: number } {
  return { width: Math.max(100, element.clientWidth), height: Math.max(80, element.clientHeight) };
}
