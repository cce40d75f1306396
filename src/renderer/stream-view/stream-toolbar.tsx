/** The buttons over a stream: direction, form, marks, live, find, neighbours, and what can be done with it. */
import type { ReactNode } from 'react';
import type { StreamSide } from '../../shared/streams-contract';
import type { StreamSummary } from '../../shared/view';
import { Choice } from '../controls/choice';
import { Icon, type IconName } from '../controls/icon';
import { Stepper } from '../controls/stepper';
import { messages } from '../messages/messages';
import { type StreamForm, streamForms } from './layout/tile';

const words = messages.stream;
const sides: readonly StreamSide[] = ['both', 'client', 'server'];

export interface StreamToolbarProps {
  readonly summary: StreamSummary;
  readonly side: StreamSide;
  readonly setSide: (side: StreamSide) => void;
  readonly form: StreamForm;
  readonly setForm: (form: StreamForm) => void;
  readonly marks: boolean;
  readonly setMarks: (on: boolean) => void;
  readonly live: boolean;
  readonly setLive: (on: boolean) => void;
  /** Bytes that came while it was paused. */
  readonly behind: number;
  readonly step: (by: 1 | -1) => void;
  readonly find: ReactNode;
  readonly copy: () => void;
  readonly save: () => void;
  readonly only: () => void;
  readonly filterOut: () => void;
  /** Absent for streams that no terminal took part in. */
  readonly replay: (() => void) | undefined;
}

export function StreamToolbar(props: StreamToolbarProps) {
  const { summary, side, setSide, form, setForm, marks, setMarks, live, setLive, behind, step } = props;
  const [client, server] = summary.bytes;
  return (
    <div className="stream-tools" role="toolbar" aria-label={words.title(words.kinds[summary.kind], summary.stream)}>
      <Choice
        label={words.side}
        value={side}
        values={sides}
        titles={{ both: words.both, client: words.client(client), server: words.server(server) }}
        choose={setSide}
      />
      <select
        className="button framed"
        aria-label={words.form}
        value={form}
        onChange={({ target }) => setForm(target.value as StreamForm)}
      >
        {streamForms.map((one) => (
          <option key={one} value={one}>
            {words.forms[one]}
          </option>
        ))}
      </select>
      <Switch title={words.packetMarks} on={marks} change={setMarks} />
      <Switch title={behind > 0 ? words.paused(behind) : words.live} hint={words.liveHint} on={live} change={setLive} />
      <span className="view-header-space" />
      {props.find}
      <span className="stream-steps">
        <Stepper title={words.previous} icon="back" enabled={summary.stream > 0} step={() => step(-1)} />
        <Stepper
          title={words.next}
          icon="forward"
          enabled={summary.stream + 1 < summary.streams}
          step={() => step(1)}
        />
      </span>
      <Deed title={words.copy} hint={words.copyHint} icon="copy" act={props.copy} />
      <Deed title={words.save} hint={words.saveTitle} icon="save" act={props.save} />
      <Deed title={words.only} hint={words.onlyHint} icon="only" act={props.only} />
      <Deed title={words.filterOut} hint={words.filterOutHint} icon="without" act={props.filterOut} />
      {props.replay && <Deed title={words.replay} hint={words.replayHint} icon="start" act={props.replay} />}
    </div>
  );
}

function Switch({
  title,
  hint,
  on,
  change,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly on: boolean;
  readonly change: (on: boolean) => void;
}) {
  return (
    <button type="button" className="button" aria-pressed={on} title={hint ?? title} onClick={() => change(!on)}>
      {title}
    </button>
  );
}

/** Says what it does in a word, and where there is little room, with an icon. */
function Deed({
  title,
  hint,
  icon,
  act,
}: {
  readonly title: string;
  readonly hint: string;
  readonly icon: IconName;
  readonly act: () => void;
}) {
  return (
    <button type="button" className="button framed stream-deed" aria-label={title} title={hint} onClick={act}>
      <Icon name={icon} />
      <span>{title}</span>
    </button>
  );
}
