/** Keyboard shortcuts: from a key press to the text by which a command names it. */

const names: Readonly<Record<string, string>> = {
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  Escape: 'Esc',
  ' ': 'Space',
};

/** The parts of a key press that matter. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** For example `Ctrl+Shift+S`. Where Alt or Shift make another sign of a letter, the key's place on the keyboard tells it. */
export function shortcutOf(press: KeyPress): string {
  const parts: string[] = [];
  if (press.ctrlKey || press.metaKey) parts.push('Ctrl');
  if (press.altKey) parts.push('Alt');
  const { key, code } = press;
  // Plus is typed with Shift on many keyboards, without on others.
  if (press.shiftKey && key !== '+') parts.push('Shift');
  const letter = /^[a-z0-9]$/i.test(key) ? key.toUpperCase() : /^(?:Key|Digit)(.)$/.exec(code)?.[1];
  parts.push(letter ?? names[key] ?? (key.length === 1 ? key.toUpperCase() : key));
  return parts.join('+');
}

/** A shortcut that may act while the user types in a text field: one that types nothing and edits nothing. */
export function worksWhileTyping(shortcut: string): boolean {
  if (/^F\d+$/.test(shortcut)) return true;
  const editing = ['Ctrl+A', 'Ctrl+C', 'Ctrl+V', 'Ctrl+X', 'Ctrl+Z', 'Ctrl+Y', 'Ctrl+Left', 'Ctrl+Right', 'Ctrl+Home'];
  return /^(?:Ctrl|Alt)\+/.test(shortcut) && ![...editing, 'Ctrl+End', 'Ctrl+Up', 'Ctrl+Down'].includes(shortcut);
}
