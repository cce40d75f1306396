/** Calls and events over a message port: the asking and the answering end of a contract. */
import { answer } from './answer';
import type { CallName, Contract, EventName, Handlers, Payload, Reply, Request, Value } from './contract';

/** What the ports of Electron's processes and of a page have in common. */
export interface Channel {
  post(message: unknown): void;
  listen(handler: (message: unknown) => void): void;
}

interface Question {
  readonly id: number;
  readonly call: string;
  readonly argument: unknown;
}

/** The asking end. */
export interface Client<Entries extends Contract> {
  /** Rejects with the other end's sentence when the call fails, or when the port closes before the answer. */
  call<Name extends CallName<Entries>>(name: Name, argument: Request<Entries, Name>): Promise<Value<Entries, Name>>;
  on<Name extends EventName<Entries>>(name: Name, handler: (payload: Payload<Entries, Name>) => void): void;
  /** Rejects everything still open, because the other end is gone. */
  abandon(message: string): void;
}

export function connect<Entries extends Contract>(channel: Channel): Client<Entries> {
  const waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
  const listeners = new Map<string, ((payload: never) => void)[]>();
  let lastId = 0;
  let gone: string | undefined;

  channel.listen((message) => {
    const received = message as { id?: number; reply?: Reply<never>; event?: string; payload?: never };
    if (received.event !== undefined) {
      for (const listener of listeners.get(received.event) ?? []) listener(received.payload as never);
      return;
    }
    const open = waiting.get(received.id ?? 0);
    if (!open || !received.reply) return;
    waiting.delete(received.id ?? 0);
    if (received.reply.ok) open.resolve(received.reply.value);
    else open.reject(new Error(received.reply.error.message));
  });

  return {
    call(name, argument) {
      if (gone !== undefined) return Promise.reject(new Error(gone));
      lastId++;
      const id = lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        channel.post({ id, call: name, argument } satisfies Question);
      });
    },
    on(name, handler) {
      listeners.set(name, [...(listeners.get(name) ?? []), handler as (payload: never) => void]);
    },
    abandon(message) {
      gone = message;
      for (const open of waiting.values()) open.reject(new Error(message));
      waiting.clear();
    },
  };
}

/** The answering end: serves the handlers and returns the function that tells events. */
export function serve<Entries extends Contract>(
  contract: Entries,
  handlers: Handlers<Entries>,
  channel: Channel,
): <Name extends EventName<Entries>>(name: Name, payload: Payload<Entries, Name>) => void {
  channel.listen((message) => {
    const question = message as Partial<Question> | null;
    if (typeof question?.id !== 'number') return;
    const id = question.id;
    void answer(contract, handlers, question.call, question.argument).then((reply) => channel.post({ id, reply }));
  });
  return (name, payload) => channel.post({ event: name, payload });
}
