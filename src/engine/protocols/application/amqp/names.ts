/** Classes and methods of AMQP 0-9-1, and what their arguments are. AMQP 0-9-1 specification, XML of the protocol, with RabbitMQ's extensions. */
import type { amqpFields } from './fields';

export const classNames: Readonly<Record<number, string>> = {
  10: 'Connection',
  20: 'Channel',
  30: 'Access',
  40: 'Exchange',
  50: 'Queue',
  60: 'Basic',
  70: 'File',
  80: 'Stream',
  85: 'Confirm',
  90: 'Tx',
  100: 'Dtx',
  110: 'Tunnel',
};

export const frameTypes: Readonly<Record<number, string>> = {
  1: 'Method',
  2: 'Content header',
  3: 'Content body',
  4: 'OOB Method',
  5: 'OOB Content header',
  6: 'OOB Content body',
  7: 'Trace',
  8: 'Heartbeat',
};
export const frameTypesOfVersion1: Readonly<Record<number, string>> = { 0: 'AMQP', 1: 'SASL', 2: 'TLS' };

/** `bit` takes the next bit of a byte that it shares with the bits around it. */
export type ArgumentKind = 'octet' | 'short' | 'long' | 'longlong' | 'shortstr' | 'longstr' | 'table' | 'bit' | 'time';

type Prefix<K> = K extends `method.arguments.${infer Rest}` ? Rest : never;
export type ArgumentKey = Prefix<keyof typeof amqpFields>;

/** Which field, how it is written, and the word before it in the Info column, where it stands there. */
export type Argument = readonly [key: ArgumentKey, kind: ArgumentKind, info?: string];

export interface Method {
  readonly name: string;
  readonly arguments: readonly Argument[];
}

const method = (name: string, ...list: readonly Argument[]): Method => ({ name, arguments: list });

const ticket: Argument = ['ticket', 'short'];
const queue: Argument = ['queue', 'shortstr', 'q'];
const exchange: Argument = ['exchange', 'shortstr', 'x'];
const routingKey: Argument = ['routing_key', 'shortstr', 'rk'];
const bindingKey: Argument = ['routing_key', 'shortstr', 'bk'];
const nowait: Argument = ['nowait', 'bit'];
const table: Argument = ['arguments', 'table'];
const tag: Argument = ['delivery_tag', 'longlong'];
const consumer: Argument = ['consumer_tag', 'shortstr'];
const messages: Argument = ['message_count', 'long'];
const requeue: Argument = ['requeue', 'bit'];
const closing: readonly Argument[] = [
  ['reply_code', 'short'],
  ['reply_text', 'shortstr', 'reply'],
  ['class_id', 'short'],
  ['method_id', 'short'],
];
const tuning: readonly Argument[] = [
  ['channel_max', 'short'],
  ['frame_max', 'long'],
  ['heartbeat', 'short'],
];
const binding: readonly Argument[] = [
  ticket,
  ['destination', 'shortstr', 'dx'],
  ['source', 'shortstr', 'sx'],
  bindingKey,
  nowait,
  table,
];

/** By class and method. */
export const methods: Readonly<Record<number, Readonly<Record<number, Method>>>> = {
  10: {
    10: method(
      'Start',
      ['version_major', 'octet'],
      ['version_minor', 'octet'],
      ['server_properties', 'table'],
      ['mechanisms', 'longstr'],
      ['locales', 'longstr'],
    ),
    11: method(
      'Start-Ok',
      ['client_properties', 'table'],
      ['mechanism', 'shortstr'],
      ['response', 'longstr'],
      ['locale', 'shortstr'],
    ),
    20: method('Secure', ['challenge', 'longstr']),
    21: method('Secure-Ok', ['response', 'longstr']),
    30: method('Tune', ...tuning),
    31: method('Tune-Ok', ...tuning),
    40: method('Open', ['virtual_host', 'shortstr', 'vhost'], ['capabilities', 'shortstr'], ['insist', 'bit']),
    41: method('Open-Ok', ['known_hosts', 'shortstr']),
    42: method('Redirect', ['host', 'shortstr'], ['known_hosts', 'shortstr']),
    50: method('Close', ...closing),
    51: method('Close-Ok'),
    60: method('Blocked', ['reason', 'shortstr']),
    61: method('Unblocked'),
  },
  20: {
    10: method('Open', ['out_of_band', 'shortstr']),
    11: method('Open-Ok', ['channel_id', 'longstr']),
    20: method('Flow', ['active', 'bit']),
    21: method('Flow-Ok', ['active', 'bit']),
    40: method('Close', ...closing),
    41: method('Close-Ok'),
  },
  30: {
    10: method(
      'Request',
      ['realm', 'shortstr'],
      ['exclusive', 'bit'],
      ['passive', 'bit'],
      ['active', 'bit'],
      ['write', 'bit'],
      ['read', 'bit'],
    ),
    11: method('Request-Ok', ticket),
  },
  40: {
    10: method(
      'Declare',
      ticket,
      exchange,
      ['type', 'shortstr'],
      ['passive', 'bit'],
      ['durable', 'bit'],
      ['auto_delete', 'bit'],
      ['internal', 'bit'],
      nowait,
      table,
    ),
    11: method('Declare-Ok'),
    20: method('Delete', ticket, exchange, ['if_unused', 'bit'], nowait),
    21: method('Delete-Ok'),
    30: method('Bind', ...binding),
    31: method('Bind-Ok'),
    40: method('Unbind', ...binding),
    51: method('Unbind-Ok'),
  },
  50: {
    10: method(
      'Declare',
      ticket,
      queue,
      ['passive', 'bit'],
      ['durable', 'bit'],
      ['exclusive', 'bit'],
      ['auto_delete', 'bit'],
      nowait,
      table,
    ),
    11: method('Declare-Ok', queue, messages, ['consumer_count', 'long']),
    20: method('Bind', ticket, queue, exchange, bindingKey, nowait, table),
    21: method('Bind-Ok'),
    30: method('Purge', ticket, queue, nowait),
    31: method('Purge-Ok', messages),
    40: method('Delete', ticket, queue, ['if_unused', 'bit'], ['if_empty', 'bit'], nowait),
    41: method('Delete-Ok', messages),
    50: method('Unbind', ticket, queue, exchange, routingKey, table),
    51: method('Unbind-Ok'),
  },
  60: {
    10: method('Qos', ['prefetch_size', 'long'], ['prefetch_count', 'short'], ['global', 'bit']),
    11: method('Qos-Ok'),
    20: method(
      'Consume',
      ticket,
      queue,
      consumer,
      ['no_local', 'bit'],
      ['no_ack', 'bit'],
      ['exclusive', 'bit'],
      nowait,
      ['filter', 'table'],
    ),
    21: method('Consume-Ok', consumer),
    30: method('Cancel', consumer, nowait),
    31: method('Cancel-Ok', consumer),
    40: method('Publish', ticket, exchange, routingKey, ['mandatory', 'bit'], ['immediate', 'bit']),
    50: method(
      'Return',
      ['reply_code', 'short'],
      ['reply_text', 'shortstr'],
      ['exchange', 'shortstr'],
      ['routing_key', 'shortstr'],
    ),
    60: method('Deliver', consumer, tag, ['redelivered', 'bit'], exchange, routingKey),
    70: method('Get', ticket, queue, ['no_ack', 'bit']),
    71: method('Get-Ok', tag, ['redelivered', 'bit'], exchange, routingKey, messages),
    72: method('Get-Empty', ['cluster_id', 'shortstr']),
    80: method('Ack', tag, ['multiple', 'bit']),
    90: method('Reject', tag, requeue),
    100: method('Recover-Async', requeue),
    110: method('Recover', requeue),
    111: method('Recover-Ok'),
    120: method('Nack', tag, ['multiple', 'bit'], requeue),
  },
  85: { 10: method('Select', nowait), 11: method('Select-Ok') },
  90: {
    10: method('Select'),
    11: method('Select-Ok'),
    20: method('Commit'),
    21: method('Commit-Ok'),
    30: method('Rollback'),
    31: method('Rollback-Ok'),
  },
};

type PropertyPrefix<K> = K extends `method.properties.${infer Rest}` ? Rest : never;
/** Properties of a message, in the order of their flags from the highest bit on. */
export const properties: readonly (readonly [PropertyPrefix<keyof typeof amqpFields>, ArgumentKind])[] = [
  ['content_type', 'shortstr'],
  ['content_encoding', 'shortstr'],
  ['headers', 'table'],
  ['delivery_mode', 'octet'],
  ['priority', 'octet'],
  ['correlation_id', 'shortstr'],
  ['reply_to', 'shortstr'],
  ['expiration', 'shortstr'],
  ['message_id', 'shortstr'],
  ['timestamp', 'time'],
  ['type', 'shortstr'],
  ['user_id', 'shortstr'],
  ['app_id', 'shortstr'],
  ['cluster_id', 'shortstr'],
];
