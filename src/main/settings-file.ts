/** The user's settings: read with every part that is wrong replaced by its default, written shortly after a change. */
import { safeParse } from 'valibot';
import { defaultSettings } from '../shared/default-settings';
import { type Settings, settingsSchema } from '../shared/settings';
import { readKept, writeKept } from './kept-file';

const fileName = 'settings.json';
/** Changes that follow each other within this time, in milliseconds, are written once. */
const writeDelay = 300;

export class SettingsFile {
  private kept: Settings = readSettings();
  private timer: NodeJS.Timeout | undefined;

  get current(): Settings {
    return this.kept;
  }

  replace(settings: Settings): void {
    this.kept = settings;
    this.timer ??= setTimeout(() => this.flush(), writeDelay);
  }

  /** Writes at once what still waits. */
  flush(): void {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    writeKept(fileName, this.kept);
  }
}

function readSettings(): Settings {
  const read = readKept(fileName);
  if (typeof read !== 'object' || read === null) return defaultSettings;
  const found = Object.entries(settingsSchema.entries).map(([key, schema]) => {
    const checked = safeParse(schema, (read as Record<string, unknown>)[key]);
    return [key, checked.success ? checked.output : defaultSettings[key as keyof Settings]];
  });
  return Object.fromEntries(found) as Settings;
}
