/** Capture > Options: which interfaces and how, where to, until when, and how the window shows it. */
import './options-dialog.css';
import { useEffect, useState } from 'react';
import {
  changeCaptureSettings,
  lookForInterfaces,
  rememberInterfaces,
  settingsToStart,
  startOn,
} from '../actions/capturing';
import { run } from '../actions/notices';
import { Dialog } from '../controls/dialog';
import { CancelAndSubmit } from '../controls/dialog-buttons';
import { messages } from '../messages/messages';
import { app } from '../state/app-state';
import { capturing, useCapturing } from '../state/capturing';
import { DisplayOptions } from './display-options';
import { type Draft, ringIsComplete, settingsIn } from './draft';
import { InputOptions } from './input-options';
import { OutputOptions } from './output-options';
import { StopOptions } from './stop-options';

const words = messages.capturing;
type Part = keyof typeof words.tabs;
const parts = Object.keys(words.tabs) as Part[];

export function OptionsDialog({ close }: { readonly close: () => void }) {
  const [part, setPart] = useState<Part>('input');
  const [draft, setDraft] = useState<Draft>(firstDraft);
  const interfaces = useCapturing((state) => state.interfaces);
  useEffect(() => {
    run(lookForInterfaces());
  }, []);
  // Where no interfaces were looked for before, the likeliest one is known only now; what was chosen meanwhile stays.
  useEffect(() => {
    if (interfaces === undefined) return;
    setDraft((known) => {
      if (known.chosen.length + known.interfaces.size > 0) return known;
      const { chosen, interfaces: settings } = firstDraft();
      return { ...known, chosen, interfaces: settings };
    });
  }, [interfaces]);
  const change = (changes: Partial<Draft>): void => setDraft({ ...draft, ...changes });
  const refused = draft.chosen.find((name) =>
    interfaces?.some((one) => one.name === name && !one.capturability.possible),
  );
  const problem = problemOf(draft, refused);
  const start = (): void => {
    if (problem !== undefined) return;
    close();
    remember(draft);
    run(
      startOn(
        draft.chosen.map((name) => settingsIn(draft, name)),
        { target: draft.target?.token },
      ),
    );
  };
  return (
    <Dialog
      title={words.optionsTitle}
      close={close}
      submit={start}
      width={920}
      buttons={
        <>
          <span className="options-problem" role="status">
            {interfaces !== undefined && problem}
          </span>
          <CancelAndSubmit close={close} title={words.startNow} disabled={problem !== undefined} />
        </>
      }
    >
      <div role="tablist" className="options-tabs">
        {parts.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            className="button"
            aria-selected={name === part}
            onClick={() => setPart(name)}
          >
            {words.tabs[name]}
          </button>
        ))}
      </div>
      <div role="tabpanel" className="options-part" aria-label={words.tabs[part]}>
        {part === 'input' && <InputOptions draft={draft} change={change} />}
        {part === 'output' && <OutputOptions draft={draft} change={change} />}
        {part === 'stop' && <StopOptions draft={draft} change={change} />}
        {part === 'display' && <DisplayOptions />}
      </div>
    </Dialog>
  );
}

function firstDraft(): Draft {
  const { chosen, filter } = capturing.get();
  const { capture } = app.get().settings;
  return {
    chosen,
    interfaces: new Map(settingsToStart(chosen, filter).map((one) => [one.name, one])),
    target: undefined,
    ring: capture.ring,
    stop: capture.stop,
  };
}

function problemOf({ chosen, ring, target }: Draft, refused: string | undefined): string | undefined {
  if (chosen.length === 0) return words.choose;
  if (refused !== undefined) return words.mayNot(refused);
  if (ring.on && !ringIsComplete(ring)) return words.output.ringNeeds;
  if (target !== undefined && target.token === '') return words.output.none;
  if (ring.on && target === undefined) return words.output.ringNeedsFile;
  return undefined;
}

/** Keeps what the dialog said for the next time. */
function remember({ interfaces, ring, stop }: Draft): void {
  rememberInterfaces([...interfaces.values()]);
  changeCaptureSettings({ ring, stop });
}
