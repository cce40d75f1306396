/** Key presses and their names. */
import { expect, test } from 'vitest';
import { shortcutOf, worksWhileTyping } from './shortcut';

const press = (
  key: string,
  code: string,
  modifiers: Partial<Record<'ctrlKey' | 'altKey' | 'shiftKey', boolean>> = {},
) => ({
  key,
  code,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  ...modifiers,
});

test('letters are named by their key', () => {
  expect(shortcutOf(press('S', 'KeyS', { ctrlKey: true, shiftKey: true }))).toBe('Ctrl+Shift+S');
  expect(shortcutOf(press('ç', 'KeyC', { ctrlKey: true, altKey: true }))).toBe('Ctrl+Alt+C');
});

test('signs and arrows are named by what they are', () => {
  expect(shortcutOf(press('.', 'Period', { ctrlKey: true }))).toBe('Ctrl+.');
  expect(shortcutOf(press('+', 'Equal', { ctrlKey: true, shiftKey: true }))).toBe('Ctrl++');
  expect(shortcutOf(press('ArrowLeft', 'ArrowLeft', { altKey: true }))).toBe('Alt+Left');
  expect(shortcutOf(press('F1', 'F1'))).toBe('F1');
});

test('what edits text is left to the text field', () => {
  expect(worksWhileTyping('Ctrl+V')).toBe(false);
  expect(worksWhileTyping('Home')).toBe(false);
  expect(worksWhileTyping('Ctrl+F')).toBe(true);
  expect(worksWhileTyping('F1')).toBe(true);
});
