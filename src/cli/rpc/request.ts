/** Reads one JSON-RPC request and checks it against the members that sharkd knows, with sharkd's codes and sentences. */

/** What is wrong with a request. `id` is the request's own, 0 where it has none that can be used. */
export class RpcError extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly id?: number,
  ) {
    super(message);
    this.name = 'RpcError';
  }
}

export interface Request {
  readonly id: number;
  readonly method: string;
  readonly params: Readonly<Record<string, string | number | boolean>>;
}

/** JSON-RPC 2.0, section 5.1. sharkd says "invalid request" also where the text is no JSON. */
const invalidRequest = -32600;
const unknownMethod = -32601;

type ParameterType = 'string' | 'positive' | 'boolean' | 'any';

interface Parameter {
  readonly type: ParameterType;
  readonly mandatory?: boolean;
}

const text: Parameter = { type: 'string' };
const number: Parameter = { type: 'positive' };
const choice: Parameter = { type: 'boolean' };
const needed = (parameter: Parameter): Parameter => ({ ...parameter, mandatory: true });

/** Parameters by method. A name that ends in `*` stands for that name and any number behind it. */
const methods: Readonly<Record<string, Readonly<Record<string, Parameter>>>> = {
  analyse: {},
  bye: {},
  check: { field: text, filter: text },
  complete: { field: text, pref: text },
  download: { token: text },
  dumpconf: { pref: text },
  follow: { follow: needed(text), filter: needed(text) },
  frame: {
    frame: needed(number),
    proto: choice,
    ref_frame: number,
    prev_frame: number,
    columns: choice,
    color: choice,
    bytes: choice,
    hidden: choice,
  },
  frames: { 'column*': { type: 'any' }, filter: text, skip: number, limit: number, refs: text },
  info: {},
  intervals: { filter: text, interval: number },
  iograph: { 'graph*': text, 'filter*': text, interval: number },
  load: { file: needed(text) },
  setcomment: { frame: needed(number), comment: text },
  setconf: { name: needed(text), value: needed(text) },
  status: {},
  tap: { 'tap*': text },
};

/** @throws RpcError */
export function readRequest(line: string): Request {
  const request = parsed(line);
  const id = idOf(request.id);
  for (const [name, type] of Object.entries(members)) {
    if (request[name] === undefined) {
      if (name !== 'params') throw new RpcError(invalidRequest, `Mandatory member ${name} is missing`, id ?? 0);
    } else if (name !== 'id' && typeof request[name] !== type) throw wrongType(name, id ?? 0);
  }
  if (request.jsonrpc !== '2.0') throw new RpcError(invalidRequest, 'Only JSON 2.0 is supported', id ?? 0);
  if (id === undefined) throw new RpcError(invalidRequest, 'The value for id must be a positive integer');
  for (const name of Object.keys(request)) if (!Object.hasOwn(members, name)) throw unknownMember(name, id);
  const method = request.method as string;
  if (!Object.hasOwn(methods, method)) throw new RpcError(unknownMethod, `The method ${method} is not supported`, id);
  return { id, method, params: parameters(request.params ?? {}, methods[method], id) };
}

const members = { jsonrpc: 'string', id: 'number', method: 'string', params: 'object' } as const;

function parsed(line: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new RpcError(invalidRequest, 'Invalid JSON');
  }
  if (!isObject(value)) throw new RpcError(invalidRequest, 'The request must be an object');
  return value;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const idOf = (value: unknown): number | undefined =>
  Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : undefined;

const wrongType = (name: string, id: number): RpcError =>
  new RpcError(invalidRequest, `The data type for member ${name} is not a valid`, id);

const unknownMember = (name: string, id: number): RpcError =>
  new RpcError(invalidRequest, `${name} is not a valid member name`, id);

function parameters(given: unknown, known: Readonly<Record<string, Parameter>>, id: number): Request['params'] {
  if (!isObject(given)) throw new RpcError(invalidRequest, 'The request must contain name/value pairs', id);
  for (const [name, { mandatory }] of Object.entries(known))
    if (mandatory && given[name] === undefined)
      throw new RpcError(invalidRequest, `Mandatory parameter ${name} is missing`, id);
  for (const [name, value] of Object.entries(given)) {
    const parameter = Object.hasOwn(known, name) ? known[name] : known[name.replace(/\d+$/, '*')];
    if (parameter === undefined) throw unknownMember(name, id);
    checkValue(name, value, parameter.type, id);
  }
  return given as Request['params'];
}

function checkValue(name: string, value: unknown, type: ParameterType, id: number): void {
  if (type === 'positive') {
    if (typeof value !== 'number') throw wrongType(name, id);
    if (!Number.isSafeInteger(value) || value <= 0)
      throw new RpcError(invalidRequest, `The value for ${name} must be a positive integer`, id);
  } else if (type === 'any' ? typeof value === 'object' : typeof value !== type) throw wrongType(name, id);
}
