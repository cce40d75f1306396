/** Macros of the display filter as `--macro NAME=TEXT` gives them. */
import { UsageError } from './usage-error';

export interface MacroDefinition {
  readonly name: string;
  readonly text: string;
}

/** @throws UsageError */
export function macrosOf(definitions: readonly string[]): readonly MacroDefinition[] {
  return definitions.map((definition) => {
    const match = /^([^=\s]+)=(.+)$/s.exec(definition);
    if (match === null)
      throw new UsageError(
        `“--macro ${definition}” is not of the form NAME=TEXT, as in --macro 'host=ip.addr == $1', used as \${host:10.0.0.1}.`,
      );
    return { name: match[1], text: match[2] };
  });
}
