/** Opens captures for the tests of display filters, and decides filters in the slowest way there is: by decoding all of each packet. */
import { openCaptureFile } from '../../src/engine/capture-file/open-capture-file';
import { ValueSink } from '../../src/engine/decode/value-sink';
import { compileFilter } from '../../src/engine/filter/compile';
import type { CompiledFilter, FilterSource, PacketValues } from '../../src/engine/filter/compiled-filter';
import { FilteredView } from '../../src/engine/filter/filtered-view';
import { CaptureIndex } from '../../src/engine/index/index-pass';
import { catalogue } from '../../src/engine/protocols';
import { CaptureContext } from '../../src/engine/session/capture-context';
import { columnText } from '../../src/engine/session/columns';
import { PacketWalker } from '../../src/engine/session/packet-walker';
import { createNodeHost } from '../../src/node-host/node-host';

export interface OpenedCapture {
  readonly source: FilterSource;
  readonly count: number;
  close(): void;
}

/** A capture that was read to its end. */
export async function openForFilters(path: string): Promise<OpenedCapture> {
  const host = createNodeHost();
  const file = await openCaptureFile(host, path);
  const settings = { verifyChecksums: false };
  const index = new CaptureIndex(file, catalogue, host, settings);
  while (index.advance(1000));
  const context = new CaptureContext(file, index.table);
  const walker = new PacketWalker(index, settings, () => performance.now(), context);
  const source: FilterSource = {
    index,
    walk(row, sink, wantsInfo, layers) {
      walker.walk(row, sink, wantsInfo, layers);
      return walker.dissection;
    },
    frame: (row) => walker.frame(row),
    column: columnText,
    hasTimeReferences: () => context.timeReferenceFrames.length > 0,
  };
  return { source, count: index.table.count, close: () => file.close() };
}

/** The compiled filter. @throws when it does not compile */
export function compiled(text: string): CompiledFilter {
  const filter = compileFilter(text, catalogue);
  if ('message' in filter) throw new Error(`${text}: ${filter.message}`);
  return filter;
}

/** Numbers of the packets that a filter lets through, found as the window finds them. */
export function framesOf(filter: string | CompiledFilter, { source }: OpenedCapture): readonly number[] {
  const view = new FilteredView(typeof filter === 'string' ? compiled(filter) : filter, source, () =>
    performance.now(),
  );
  while (view.advance(1000));
  return Array.from({ length: view.count }, (_, index) => view.frameAt(index));
}

/** Whether packets pass by what a walk to their end finds, without a look at columns. */
export function decidesByDecoding(filter: CompiledFilter, source: FilterSource): (row: number) => boolean {
  const sink = new ValueSink(catalogue, filter.fields);
  return (row) => {
    sink.reset();
    const dissection = source.walk(row, sink, filter.wantsInfo);
    const values: PacketValues = {
      of: (field) => sink.values[filter.fields.indexOf(field)] ?? [],
      column: (name) => source.column(name, dissection),
    };
    return filter.matches(values);
  };
}
