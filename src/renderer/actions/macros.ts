/** The user's display filter macros. */
import type { MacroSetting } from '../../shared/settings';
import { askEngine } from '../bridge/engine-client';
import { app } from '../state/app-state';
import { refreshRows } from '../state/row-cache';
import { prepareFilter } from './filter';
import { changeSettings } from './settings';

/** Replaces the macros: everything that is filtered from now on reads them. Rejects with the sentence of the first wrong one. */
export async function changeMacros(macros: readonly MacroSetting[]): Promise<void> {
  changeSettings({ macros: [...macros] });
  if (!app.get().capture) return;
  const problems = await askEngine('setMacros', { macros: [...macros] });
  refreshRows();
  prepareFilter(app.get().filterText);
  const wrong = problems.findIndex((problem) => problem !== undefined);
  if (wrong >= 0) throw new Error(`${macros[wrong].name}: ${problems[wrong]?.message}`);
}
