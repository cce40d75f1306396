/** Selecting packets, lines of the detail and bytes; and the way back. */
import { unpackDetail, type WindowDetail } from '../../shared/packed-detail';
import type { FrameNumber } from '../../shared/view';
import { askEngine } from '../bridge/engine-client';
import { app } from '../state/app-state';
import { ancestorKeys, lineAtByte, treeOf } from '../state/detail-tree';
import { heldRow } from '../state/row-cache';
import { letGo } from './auto-scroll';
import { run } from './notices';

/** Most packets that Back remembers. */
const longestHistory = 200;

let wantedDetail: FrameNumber = 0;
let fetchingDetail = false;

/** Selects the packet at an index of the view, and shows it. */
export async function selectIndex(index: number, column?: number): Promise<void> {
  const { capture } = app.get();
  if (!capture || capture.view.count === 0) return;
  const within = Math.max(0, Math.min(capture.view.count - 1, index));
  const number = heldRow(within)?.number ?? (await askEngine('frameAt', { index: within }));
  select(number, within, column);
}

/** Selects a packet by its number. False when the filter hides it; then nothing changes. */
export async function selectFrame(number: FrameNumber): Promise<boolean> {
  const index = await askEngine('indexOf', { number });
  const { capture } = app.get();
  if (!capture || index >= capture.view.count) return false;
  if ((await askEngine('frameAt', { index })) !== number) return false;
  select(number, index);
  return true;
}

function select(number: FrameNumber, index: number, column?: number): void {
  const { selection, back, revealVersion } = app.get();
  const moved = selection?.number !== number;
  app.set({
    selection: { number, index, column: column ?? selection?.column ?? 0 },
    revealVersion: revealVersion + 1,
    ...(moved && selection ? { back: [...back, selection.number].slice(-longestHistory), forward: [] } : {}),
  });
  // Who looks at a packet does not want it to run away.
  if (moved && selection) letGo();
  if (moved) fetchDetail(number);
}

/** Selects a packet that took a place by itself, which Back does not remember; `index` -1 is a hidden one. */
export function moveTo(number: FrameNumber, index: number): void {
  const { selection, revealVersion } = app.get();
  if (selection?.number === number && selection.index === index) return;
  app.set({ selection: { number, index, column: selection?.column ?? 0 }, revealVersion: revealVersion + 1 });
  if (selection?.number !== number) fetchDetail(number);
}

/** Fetches the detail of a packet; of several asked for meanwhile only the last. */
export function fetchDetail(number: FrameNumber): void {
  wantedDetail = number;
  if (!fetchingDetail) run(fetchWantedDetail());
}

async function fetchWantedDetail(): Promise<void> {
  fetchingDetail = true;
  try {
    for (let fetched = 0; fetched !== wantedDetail; ) {
      fetched = wantedDetail;
      const detail = unpackDetail(await askEngine('detail', { number: fetched }));
      if (app.get().selection?.number === fetched) showDetail(detail);
    }
  } finally {
    fetchingDetail = false;
  }
}

/** Shows a packet's detail; the line that was selected in the last packet is selected in this one. */
function showDetail(detail: WindowDetail): void {
  const { detail: before, node } = app.get();
  const key = before && node >= 0 ? treeOf(before).keys[node] : undefined;
  const same = key === undefined ? -1 : treeOf(detail).keys.indexOf(key);
  app.set({ detail, byteSelection: undefined, node: same, buffer: same < 0 ? 0 : bufferOf(detail, same) });
}

function bufferOf(detail: WindowDetail, node: number): number {
  const { buffer } = detail.nodes[node];
  return buffer < detail.buffers.length ? buffer : 0;
}

/** Selects a line of the detail: its branch opens and its bytes are shown. */
export function selectNode(node: number): void {
  const { detail, expanded, buffer } = app.get();
  if (!detail?.nodes[node]) return;
  const hasBytes = detail.nodes[node].length > 0;
  app.set({
    node,
    byteSelection: undefined,
    buffer: hasBytes ? bufferOf(detail, node) : buffer,
    expanded: new Set([...expanded, ...ancestorKeys(detail, node)]),
  });
}

/** Selects the smallest field that holds a byte. */
export function selectByte(buffer: number, offset: number): void {
  const { detail } = app.get();
  if (!detail) return;
  const node = lineAtByte(detail, buffer, offset);
  if (node >= 0) selectNode(node);
}

export function setExpanded(keys: readonly string[], open: boolean): void {
  const expanded = new Set(app.get().expanded);
  for (const key of keys) {
    if (open) expanded.add(key);
    else expanded.delete(key);
  }
  app.set({ expanded });
}

/** Go > Back and Forward. */
export async function goThroughHistory(direction: 'back' | 'forward'): Promise<void> {
  const { back, forward, selection } = app.get();
  const from = direction === 'back' ? back : forward;
  const number = from[from.length - 1];
  if (number === undefined || !selection) return;
  if (!(await selectFrame(number))) return;
  if (direction === 'back') app.set({ back: back.slice(0, -1), forward: [...forward, selection.number] });
  else app.set({ back: [...back, selection.number], forward: forward.slice(0, -1) });
}
