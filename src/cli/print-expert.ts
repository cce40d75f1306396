/** `-z expert`: what is remarkable in the packets, the gravest first, as tshark lays it out. */
import type { ExpertMessage } from '../engine/statistics/expert-messages';
import { print } from './output';

/** Severities by tshark's words, the gravest first: the title of their list and ours. */
const severities = [
  { word: 'error', title: 'Errors', severity: 'error' },
  { word: 'warn', title: 'Warns', severity: 'warning' },
  { word: 'note', title: 'Notes', severity: 'note' },
  { word: 'chat', title: 'Chats', severity: 'chat' },
  { word: 'comment', title: 'Comments', severity: 'comment' },
] as const;

export type ExpertSeverity = (typeof severities)[number]['word'];

export const isExpertSeverity = (word: string): word is ExpertSeverity => severities.some((each) => each.word === word);

/** Lists messages that are at least as grave as `least`. */
export function printExpert(messages: readonly ExpertMessage[], least: ExpertSeverity): void {
  const last = severities.findIndex(({ word }) => word === least);
  for (const { title, severity } of severities.slice(0, last + 1)) {
    const own = messages.filter((message) => message.severity === severity);
    if (own.length === 0) continue;
    const count = own.reduce((sum, message) => sum + message.count, 0);
    print(`\n${title} (${count})\n=============\n   Frequency      Group           Protocol  Summary\n`);
    for (const message of own)
      print(
        `${String(message.count).padStart(12)} ${message.group.padStart(10)} ${message.protocol.padStart(18)}  ${message.summary}\n`,
      );
  }
}
