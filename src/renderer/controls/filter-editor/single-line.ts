/** Keeps an editor to one line: what is pasted with line breaks is joined by spaces. */
import { EditorState, type Extension, type TransactionSpec } from '@codemirror/state';

export const singleLine: Extension = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || transaction.newDoc.lines === 1) return transaction;
  const whole = oneLine(transaction.newDoc.toString());
  const joined: TransactionSpec = {
    changes: { from: 0, to: transaction.startState.doc.length, insert: whole },
    selection: { anchor: Math.min(whole.length, transaction.newSelection.main.head) },
    userEvent: 'input.paste',
  };
  return joined;
});

/** The text with every line break, and the space around it, become one space. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s*[\r\n]+\s*/g, ' ');
}
