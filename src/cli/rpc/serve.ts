/** Answers JSON-RPC requests, one object a line on standard input and output, until `bye` or the end of the input. */
import type { EngineHost } from '../../engine/host';
import { catalogue } from '../../engine/session/open-session';
import { type BoundedLine, boundedLines } from '../bounded-lines';
import { flush, print } from '../output';
import { RpcMethods } from './methods';
import { RpcError, readRequest } from './request';

/** Longer lines are no requests: they are answered with an error. */
const maximumLine = 1024 * 1024;
const internalError = -32603;

export async function serve(host: EngineHost): Promise<void> {
  const methods = new RpcMethods(host);
  // All fields are made now, so that the first filter need not wait for it.
  void catalogue.fields;
  try {
    for await (const line of boundedLines(process.stdin, maximumLine)) {
      const { text, last } = await reply(line, methods);
      print(`${text}\n`);
      flush();
      if (last) return;
    }
  } finally {
    methods.close();
  }
}

async function reply(
  line: BoundedLine,
  methods: RpcMethods,
): Promise<{ readonly text: string; readonly last: boolean }> {
  let id = 0;
  try {
    if (line === undefined) throw new RpcError(-32600, `A request has at most ${maximumLine} characters`);
    const request = readRequest(line);
    id = request.id;
    const result = await methods.answer(request);
    return { text: JSON.stringify({ jsonrpc: '2.0', id, result }), last: request.method === 'bye' };
  } catch (error) {
    const code = error instanceof RpcError ? error.code : internalError;
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof RpcError && error.id !== undefined) id = error.id;
    return { text: JSON.stringify({ jsonrpc: '2.0', id, error: { code, message } }), last: false };
  }
}
