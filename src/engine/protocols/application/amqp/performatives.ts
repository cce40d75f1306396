/** The performatives of AMQP 1.0, and what stands in their lists. OASIS AMQP 1.0, part 2, section 2.7, and part 5, section 5.3.3. */
import type { amqpFields } from './fields';

export type ListKey = keyof typeof amqpFields | '';

const names = (...keys: readonly string[]): readonly ListKey[] =>
  keys.map((key) => (key === '' ? '' : (`performative.arguments.${key}` as ListKey)));

export interface Performative {
  readonly name: string;
  /** Fields by their places in the list; an empty key passes over what has none. */
  readonly list: readonly ListKey[];
}

/** By descriptor: those of links and transfers, then those of SASL. */
export const performatives: Readonly<Record<number, Performative>> = {
  16: { name: 'open', list: names('containerId', 'hostname', 'maxFrameSize', 'channelMax', 'idleTimeout') },
  17: {
    name: 'begin',
    list: names('remoteChannel', 'nextOutgoingId', 'incomingWindow', 'outgoingWindow', 'handleMax'),
  },
  18: {
    name: 'attach',
    list: names(
      'name',
      'handle',
      'role',
      'sndSettleMode',
      'rcvSettleMode',
      'source',
      'target',
      '',
      'incompleteUnsettled',
      'initDeliveryCount',
      'maxMessageSize',
    ),
  },
  19: {
    name: 'flow',
    list: names(
      'nextIncomingId',
      'incomingWindow',
      'nextOutgoingId',
      'outgoingWindow',
      'handle',
      'deliveryCount',
      'linkCredit',
      'available',
      'drain',
      'echo',
    ),
  },
  20: {
    name: 'transfer',
    list: names(
      'handle',
      'deliveryId',
      'deliveryTag',
      'messageFormat',
      'settled',
      'more',
      'rcvSettleMode',
      '',
      'resume',
      'aborted',
      'batchable',
    ),
  },
  21: { name: 'disposition', list: names('role', 'first', 'last', 'settled', '', 'batchable') },
  22: { name: 'detach', list: names('handle', 'closed', 'error') },
  23: { name: 'end', list: names('error') },
  24: { name: 'close', list: names('error') },
  64: { name: 'sasl.mechanisms', list: [] },
  65: { name: 'sasl.init', list: ['sasl.mechanism', 'sasl.initResponse', 'performative.arguments.hostname'] },
  66: { name: 'sasl.challenge', list: ['sasl.challenge'] },
  67: { name: 'sasl.response', list: ['sasl.response'] },
  68: { name: 'sasl.outcome', list: ['sasl.saslCode', 'sasl.addData'] },
};

/** What names a source or a target stands first in its list. */
export const terminus: readonly ListKey[] = names('address.string');
