/** Changes what the window remembers. */
import type { Settings } from '../../shared/settings';
import { askMain } from '../bridge/main-client';
import { app } from '../state/app-state';
import { run } from './notices';

/** Replaces the parts given and has them kept. */
export function changeSettings(change: Partial<Settings>): void {
  const settings = { ...app.get().settings, ...change };
  app.set({ settings });
  run(askMain('saveSettings', settings));
}

export function changeLayout(change: Partial<Settings['layout']>): void {
  changeSettings({ layout: { ...app.get().settings.layout, ...change } });
}

/** Sets Chromium's zoom level, within its limits. */
export function setZoom(level: number): void {
  const zoom = Math.max(-4, Math.min(6, level));
  changeSettings({ zoom });
  run(askMain('setZoom', { level: zoom }));
}
