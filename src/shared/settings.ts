/** What the window remembers from one start to the next, and how a settings file is checked. */
import * as v from 'valibot';
import { captureSettingsSchema } from './capture-settings';

const text = v.pipe(v.string(), v.maxLength(4096));
const share = v.pipe(v.number(), v.minValue(0.05), v.maxValue(0.95));

const column = v.object({
  title: v.pipe(v.string(), v.maxLength(200)),
  field: v.pipe(v.string(), v.maxLength(500)),
  /** Width in CSS pixels; 0 takes what is left. */
  width: v.pipe(v.number(), v.minValue(0), v.maxValue(4000)),
  align: v.picklist(['left', 'right']),
  shown: v.boolean(),
});

const rule = v.object({
  name: text,
  filter: text,
  enabled: v.boolean(),
  /** Colours of the light theme, as `#rrggbb`. */
  background: v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/)),
  foreground: v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/)),
});

const savedFilter = v.object({
  name: v.pipe(v.string(), v.maxLength(200)),
  filter: text,
  comment: text,
  /** It has a button under the filter bar. */
  button: v.boolean(),
});

const macro = v.object({ name: v.pipe(v.string(), v.maxLength(64)), text });

/** The schema of the settings; every part may be missing and is then the default. */
export const settingsSchema = v.object({
  theme: v.picklist(['system', 'light', 'dark']),
  columns: v.pipe(v.array(column), v.minLength(1), v.maxLength(100)),
  timeFormat: v.picklist([
    'relative',
    'delta',
    'delta-displayed',
    'absolute',
    'absolute-date',
    'utc',
    'utc-date',
    'epoch',
  ]),
  colourRows: v.boolean(),
  /** Names instead of addresses, where the capture brings them. */
  resolveNames: v.boolean(),
  rules: v.pipe(v.array(rule), v.maxLength(250)),
  filterHistory: v.pipe(v.array(text), v.maxLength(50)),
  /** A valid filter is applied while it is typed, not only by Enter. */
  filterWhileTyping: v.boolean(),
  savedFilters: v.pipe(v.array(savedFilter), v.maxLength(500)),
  macros: v.pipe(v.array(macro), v.maxLength(500)),
  /** What Find looked for last. */
  findKind: v.picklist(['filter', 'text', 'regex', 'hex']),
  layout: v.object({
    arrangement: v.picklist(['beside', 'stacked']),
    /** The packet list's share of the height. */
    list: share,
    /** The detail tree's share of what it divides with the bytes. */
    detail: share,
    /** The views beside the packets do not cover them. */
    tabsBeside: v.boolean(),
    /** The packets' share of the width that they divide with a view beside them. */
    besideTabs: share,
    /** The share of the height of what stands over the panel at the bottom. */
    abovePanel: share,
    showToolbar: v.boolean(),
    showFilterBar: v.boolean(),
    showStatusBar: v.boolean(),
    showLayerStrip: v.boolean(),
    showDetail: v.boolean(),
    showBytes: v.boolean(),
    showMinimap: v.boolean(),
  }),
  capture: captureSettingsSchema,
  /** Which process each packet belongs to is written into a capture that is saved, where it is known: as chosen the last time. */
  saveOwners: v.boolean(),
  /** Chromium's zoom level: 0 is 100 %, each step a fifth. */
  zoom: v.pipe(v.number(), v.minValue(-4), v.maxValue(6)),
});

export type Settings = v.InferOutput<typeof settingsSchema>;
export type ColumnSetting = Settings['columns'][number];
export type RuleSetting = Settings['rules'][number];
export type SavedFilter = Settings['savedFilters'][number];
export type MacroSetting = Settings['macros'][number];
export type ThemeChoice = Settings['theme'];
