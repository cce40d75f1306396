/** The start page's way into a capture: the interfaces with what they carry, a capture filter, and Start. */
import './start-capture.css';
import { useEffect } from 'react';
import { filtersDiffer, lookForInterfaces, startChosen } from '../actions/capturing';
import { run } from '../actions/notices';
import { openTab } from '../actions/tabs';
import { askMain } from '../bridge/main-client';
import { CaptureFilterField, useCheckedFilter } from '../controls/capture-filter-field';
import { Icon } from '../controls/icon';
import { messages } from '../messages/messages';
import { app, useApp } from '../state/app-state';
import { capturing, interfaceNamed, useCapturing } from '../state/capturing';
import { InterfaceList } from './interface-list';
import { Obstacle } from './obstacle';

const words = messages.capturing;

export function StartCapture() {
  useEffect(() => {
    run(lookForInterfaces());
  }, []);
  useInterfaceRates();
  const chosen = useCapturing((state) => state.chosen);
  const filter = useCapturing((state) => state.filter);
  const starting = useCapturing((state) => state.starting);
  const interfaces = useCapturing((state) => state.interfaces);
  const { state } = useCheckedFilter(filter, chosen[0]);
  const obstacle = interfaces && chosen.find((name) => interfaceNamed(name)?.capturability.possible === false);
  const differ = useApp(() => filtersDiffer(chosen));
  const stops = words.limits(useApp((app) => app.settings.capture.stop));
  const able = chosen.length > 0 && obstacle === undefined && state !== 'invalid' && !starting;
  const start = (): void => {
    if (able) startChosen();
  };
  return (
    <section className="start-capture" aria-labelledby="capture-heading">
      <h1 id="capture-heading">{words.heading}</h1>
      <div className="start-capture-line">
        <CaptureFilterField
          value={filter}
          change={(text) => capturing.set({ filter: text })}
          device={chosen[0]}
          submit={start}
          placeholder={differ ? words.filtersDiffer : undefined}
        />
        <button
          type="button"
          className="button primary"
          disabled={!able}
          title={words.startThese(chosen)}
          onClick={start}
        >
          <Icon name="start" />
          {words.start}
        </button>
      </div>
      <InterfaceList start={start} />
      {obstacle !== undefined && <Obstacle name={obstacle} />}
      {stops.length > 0 && <p className="start-capture-stops">{words.stopsAfter(stops)}</p>}
      <div className="start-capture-more">
        <button type="button" className="button" onClick={() => app.set({ dialog: { kind: 'capture-options' } })}>
          <Icon name="options" />
          {words.options}
        </button>
        <button type="button" className="button" onClick={() => app.set({ dialog: { kind: 'capture-source' } })}>
          {words.otherSource}
        </button>
        <button type="button" className="button" onClick={() => openTab({ kind: 'capture-check' })}>
          {words.whyNothing}
        </button>
      </div>
    </section>
  );
}

/** Has the rates told while somebody looks at them. */
export function useInterfaceRates(): void {
  useEffect(() => {
    run(askMain('watchInterfaces', { on: true }));
    return () => run(askMain('watchInterfaces', { on: false }));
  }, []);
}
