/** The view of a TCP stream's graphs: which graph, which direction, which stream, and the drawing. */
import './tcp-graphs.css';
import { useCallback, useMemo, useState } from 'react';
import { goToPacket } from '../actions/find';
import { replaceTab, tabId } from '../actions/tabs';
import { Choice } from '../controls/choice';
import { Stepper } from '../controls/stepper';
import { messages } from '../messages/messages';
import { useApp } from '../state/app-state';
import type { ContentOf } from '../state/tabs';
import { useTheme } from '../theme/theme';
import { curveColour } from './curve-colours';
import { type GraphKind, graphKinds, type Plot, plotOf } from './graphs';
import { PlotCanvas } from './plot-canvas';
import { useStreamPoints } from './stream-points';

const words = messages.tcpGraphs;

export function TcpGraphs({
  content,
  visible,
}: {
  readonly content: ContentOf<'tcp-graphs'>;
  readonly visible: boolean;
}) {
  const { stream } = content;
  const [kind, setKind] = useState<GraphKind>('tcptrace');
  const [chosen, setBackward] = useState<boolean>();
  const { points, failure, cut } = useStreamPoints(stream, visible);
  const backward = chosen ?? (points ? sendsMore(points.backward, points.length) : false);
  const plot = useMemo(() => points && plotOf(kind, points, backward), [points, kind, backward]);
  const step = (by: 1 | -1): void => replaceTab(tabId(content), { kind: 'tcp-graphs', stream: stream + by });
  return (
    <section className="tcp-graphs" aria-label={words.title(stream)}>
      <header className="view-header">
        <Choice label={words.kind} value={kind} values={graphKinds} titles={words.kinds} choose={setKind} />
        <Choice
          label={words.direction}
          value={backward ? 'backward' : 'forward'}
          values={['forward', 'backward'] as const}
          titles={words.directions}
          choose={(direction) => setBackward(direction === 'backward')}
        />
        <span className="view-header-space" />
        <Stepper title={words.previous} icon="back" enabled={stream > 0} step={() => step(-1)} />
        <Stepper title={words.next} icon="forward" enabled={failure === undefined} step={() => step(1)} />
      </header>
      {failure !== undefined && <p className="pane-message">{words.failed(failure)}</p>}
      {failure === undefined && !plot && <p className="pane-message">{words.loading}</p>}
      {failure === undefined && plot && <Drawing plot={plot} title={words.kinds[kind]} />}
      {cut && points && <p className="plot-note">{words.cut(points.count)}</p>}
    </section>
  );
}

function Drawing({ plot, title }: { readonly plot: Plot; readonly title: string }) {
  const theme = useTheme(useApp((state) => state.settings.theme));
  const [pointed, setPointed] = useState<number>();
  const choose = useCallback((entry: number) => goToPacket(plot.frames[entry]), [plot]);
  if (plot.curves.length === 0) return <p className="pane-message">{words.empty}</p>;
  return (
    <>
      <Legend plot={plot} />
      <PlotCanvas plot={plot} label={title} theme={theme} point={setPointed} choose={choose} />
      <p className="plot-note mono">{pointed === undefined ? words.hint : described(plot, pointed)}</p>
    </>
  );
}

function Legend({ plot }: { readonly plot: Plot }) {
  return (
    <ul className="plot-legend">
      {plot.curves.map(({ name }) => (
        <li key={name}>
          <span className="plot-key" style={{ background: `var(${curveColour[name]})` }} />
          {words.curves[name]}
        </li>
      ))}
    </ul>
  );
}

/** The packet and values under the pointer. */
function described(plot: Plot, entry: number): string {
  const values = plot.curves.flatMap(({ name, unit, values }) => {
    const value = values[entry];
    return value === null ? [] : [`${words.curves[name]} ${words.values[unit](value)}`];
  });
  return [words.point(plot.frames[entry], plot.x[entry]), ...values].join(' · ');
}

/** Whether the second endpoint sent more data: its direction is the one to look at first. */
function sendsMore(backward: Uint8Array, length: Uint32Array): boolean {
  const sent = [0, 0];
  for (let at = 0; at < length.length; at++) sent[backward[at]] += length[at];
  return sent[1] > sent[0];
}
