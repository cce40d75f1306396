/** Where the window was when it was closed, so that it opens there again. */
import type { BrowserWindow, Display, Rectangle } from 'electron';
import * as v from 'valibot';
import { readKept, writeKept } from './kept-file';

const fileName = 'window.json';
const whole = v.pipe(v.number(), v.integer());
const schema = v.object({ x: whole, y: whole, width: whole, height: whole });

/** The remembered place, unless it lies outside every display. */
export function readBounds(displays: readonly Display[]): Rectangle | undefined {
  const checked = v.safeParse(schema, readKept(fileName));
  if (!checked.success) return undefined;
  const bounds = checked.output;
  const visible = displays.some(({ workArea }) => overlap(workArea, bounds));
  return visible ? bounds : undefined;
}

export function writeBounds(window: BrowserWindow): void {
  writeKept(fileName, window.getNormalBounds());
}

function overlap(one: Rectangle, other: Rectangle): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}
