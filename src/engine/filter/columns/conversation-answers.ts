/** Answers from what is known of a packet's conversation: each conversation is asked about once in each direction. */
import type { Conversations } from '../../index/conversations';
import { noConversation, packetBit } from '../../index/packet-table';
import type { ColumnQuestion } from '../compiled-filter';
import { type Answers, answer, answerOf, inFours, type Known, newAnswers, type Rows } from './answer';
import { type ConversationColumn, isOfSecond, type PortColumn } from './columns';

/** Not yet asked. */
const unasked = 255;

const everyRow: Answers = newAnswers().fill(answer.yes);

/** What a conversation says of its packets that go in one direction. */
interface Asked {
  ask(conversation: number, backward: boolean): number;
}

export class AskedForValues implements Asked {
  constructor(
    private readonly column: ConversationColumn,
    private readonly question: ColumnQuestion,
    private readonly conversations: Conversations,
  ) {}

  ask(conversation: number, backward: boolean): number {
    const values = this.column.values(this.conversations, conversation, backward);
    return values === undefined ? answer.decode : answerOf(this.question, values);
  }
}

/** Each port is asked about once. */
export class AskedForPorts implements Asked {
  private readonly byPort: Uint8Array;

  constructor(
    private readonly column: PortColumn,
    private readonly question: ColumnQuestion,
    private readonly conversations: Conversations,
  ) {
    this.byPort = answersByPort(question);
  }

  ask(conversation: number, backward: boolean): number {
    const { of, sides } = this.column;
    if (this.conversations.kindOf(conversation) !== of) return answer.decode;
    if (sides !== 'both') return this.askPort(conversation, isOfSecond(sides, backward));
    const first = this.askPort(conversation, false);
    const second = this.askPort(conversation, true);
    return first < second === this.question.all ? first : second;
  }

  private askPort(conversation: number, second: boolean): number {
    const port = this.conversations.portOf(conversation, second);
    if (this.byPort[port] === unasked) this.byPort[port] = answerOf(this.question, [port]);
    return this.byPort[port];
  }
}

/** What is known of all ports beforehand: hardly two of a capture's conversations share a client's. */
function answersByPort({ mask, intervals }: ColumnQuestion): Uint8Array {
  const answers = new Uint8Array(0x1_0000);
  if (mask !== undefined || intervals === undefined) return answers.fill(unasked);
  for (const [low, high] of intervals)
    answers.fill(answer.yes, Math.max(0, Number(low)), Math.max(0, Number(high) + 1));
  return answers;
}

export function byConversation(unless: number, answers: Answers, conversations: Conversations, question: Asked): Known {
  let asked = new Uint8Array(0);
  return {
    unless,
    fill(rows, only = everyRow) {
      if (asked.length < conversations.count * 2) {
        const grown = new Uint8Array(conversations.count * 4).fill(unasked);
        grown.set(asked);
        asked = grown;
      }
      fillByConversation(answers, rows, only, asked, question);
    },
  };
}

/** Of each conversation both directions stand side by side in `asked`. */
function fillByConversation(
  answers: Answers,
  { chunk: { conversation, flags }, from, to }: Rows,
  only: Answers,
  asked: Uint8Array,
  question: Asked,
): void {
  const fours = inFours(only);
  for (let at = from; at < to; at++) {
    if ((at & 3) === 0 && fours[at >>> 2] === 0) {
      at += 3;
      continue;
    }
    if (only[at] === answer.no) continue;
    const number = conversation[at];
    let known: number = answer.decode;
    if (number !== noConversation) {
      const place = (number << 1) | (flags[at] & packetBit.backward);
      known = asked[place];
      if (known === unasked) {
        known = question.ask(number, (place & 1) !== 0);
        asked[place] = known;
      }
    }
    answers[at] = known;
  }
}
