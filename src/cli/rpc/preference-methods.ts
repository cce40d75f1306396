/** `setconf`, `dumpconf` and the completion of preferences, in the shapes of sharkd. */
import { checksumPreferences, fixedPreferences, isTrue } from '../preferences';
import { type Request, RpcError } from './request';

const unknownName = -4004;
const fixedValue = -4005;
const unknownPreference = -9001;
const unknownModule = -9002;

/** Preferences as they are now. */
export class RpcPreferences {
  /** Given to every capture that is loaded, which looks at it whenever it decodes. */
  readonly settings = { verifyChecksums: false };

  private valueOf(name: string): boolean {
    return checksumPreferences.includes(name) ? this.settings.verifyChecksums : fixedPreferences[name];
  }

  /** @throws RpcError */
  set({ name, value }: Request['params']): object {
    const preference = String(name);
    const wanted = isTrue(String(value));
    if (checksumPreferences.includes(preference)) this.settings.verifyChecksums = wanted;
    else if (!Object.hasOwn(fixedPreferences, preference)) throw new RpcError(unknownName, 'No such preference exists');
    else if (fixedPreferences[preference] !== wanted)
      throw new RpcError(
        fixedValue,
        `The preference ${preference} is always ${fixedPreferences[preference] ? 'TRUE' : 'FALSE'} here`,
      );
    return { status: 'OK' };
  }

  /** All, those of a protocol, or one. @throws RpcError */
  dump({ pref }: Request['params']): object {
    const wanted = String(pref ?? '');
    const found = names.filter((name) => wanted === '' || name === wanted || moduleOf(name) === wanted);
    if (found.length === 0)
      throw new RpcError(wanted.includes('.') ? unknownPreference : unknownModule, `Invalid pref ${wanted}.`);
    return { prefs: Object.fromEntries(found.map((name) => [name, { b: this.valueOf(name) ? 1 : 0 }])) };
  }
}

const names: readonly string[] = [...checksumPreferences, ...Object.keys(fixedPreferences)].sort();
const moduleOf = (name: string): string => name.slice(0, name.indexOf('.'));

/** Protocols that begin with `prefix`, and preferences once it has a dot. */
export function completePreference(prefix: string): readonly object[] {
  const wanted = prefix.toLowerCase();
  if (wanted.includes('.'))
    return names.filter((name) => name.startsWith(wanted)).map((name) => ({ f: name, d: wordsOf(name) }));
  const modules = [...new Set(names.map(moduleOf))].filter((module) => module.startsWith(wanted));
  return modules.map((module) => ({ f: module, d: module.toUpperCase() }));
}

const wordsOf = (name: string): string => name.slice(name.indexOf('.') + 1).replaceAll('_', ' ');
