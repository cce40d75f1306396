/** What Kafka's requests and answers are made of, by their version. Apache Kafka documentation, "The Kafka protocol: The Messages". */
import type { kafkaFields } from './fields';

/**
 * How a value is written. `string` and `bytes` may be null, and write their length shorter in flexible versions; `records` are batches
 * of records behind their length, with fields of their own.
 */
export type ValueKind = 'int8' | 'int16' | 'int32' | 'int64' | 'time' | 'string' | 'bytes' | 'records' | 'error';

export type FieldKey = keyof typeof kafkaFields;

/** One value: which field it is, how it is written, and which versions have it (both ends included). */
export type ValueEntry = readonly [key: FieldKey, kind: ValueKind, from?: number, to?: number];
/** An array: what its line says, what each element is made of, and which versions have it. */
export type ArrayEntry = readonly [title: string, elements: readonly Entry[], from?: number, to?: number];
export type Entry = ValueEntry | ArrayEntry;

/** A value in an array that is no structure: it has no tagged fields behind it. */
export const plain = (key: FieldKey, kind: ValueKind): readonly Entry[] => [[key, kind]];

export interface Message {
  /** The versions that are known. */
  readonly to: number;
  /** The first version in which lengths are compact and tagged fields follow structures. */
  readonly flexible: number;
  readonly request: readonly Entry[];
  readonly response: readonly Entry[];
}

const throttle = (from: number): ValueEntry => ['throttle_time', 'int32', from];
const error: ValueEntry = ['error', 'error'];
const topic: ValueEntry = ['topic_name', 'string'];
const partition: ValueEntry = ['partition_id', 'int32'];
const group: ValueEntry = ['consumer_group', 'string'];
const member: ValueEntry = ['member_id', 'string'];
const never = 0x7fff;

/** By the number of the request. Those that brokers alone send to one another are named, not taken apart. */
export const messages: Readonly<Record<number, Message>> = {
  0: {
    to: 9,
    flexible: 9,
    request: [
      ['transactional_id', 'string', 3],
      ['required_acks', 'int16'],
      ['timeout', 'int32'],
      ['Topics', [topic, ['Partitions', [partition, ['message_value', 'records']]]]],
    ],
    response: [
      [
        'Topics',
        [
          topic,
          [
            'Partitions',
            [
              partition,
              error,
              ['offset', 'int64'],
              ['offset_time', 'int64', 2],
              ['log_start_offset', 'int64', 5],
              [
                'Record errors',
                [
                  ['batch_index', 'int32'],
                  ['batch_index_error_message', 'string'],
                ],
                8,
              ],
              ['error_message', 'string', 8],
            ],
          ],
        ],
      ],
      throttle(1),
    ],
  },
  1: {
    to: 12,
    flexible: 12,
    request: [
      ['replica_id', 'int32'],
      ['max_wait_time', 'int32'],
      ['min_bytes', 'int32'],
      ['max_bytes', 'int32', 3],
      ['isolation_level', 'int8', 4],
      ['fetch_session_id', 'int32', 7],
      ['fetch_session_epoch', 'int32', 7],
      [
        'Topics',
        [
          topic,
          [
            'Partitions',
            [
              partition,
              ['leader_epoch', 'int32', 9],
              ['offset', 'int64'],
              ['leader_epoch', 'int32', 12],
              ['log_start_offset', 'int64', 5],
              ['max_bytes', 'int32'],
            ],
          ],
        ],
      ],
      [
        'Forgotten topics',
        [
          ['forgotten_topic_name', 'string'],
          ['Partitions', plain('forgotten_topic_partition', 'int32')],
        ],
        7,
      ],
      ['rack', 'string', 11],
    ],
    response: [
      throttle(1),
      ['error', 'error', 7],
      ['fetch_session_id', 'int32', 7],
      [
        'Topics',
        [
          topic,
          [
            'Partitions',
            [
              partition,
              error,
              ['offset', 'int64'],
              ['last_stable_offset', 'int64', 4],
              ['log_start_offset', 'int64', 5],
              [
                'Aborted transactions',
                [
                  ['producer_id', 'int64'],
                  ['offset', 'int64'],
                ],
                4,
              ],
              ['replica_id', 'int32', 11],
              ['message_value', 'records'],
            ],
          ],
        ],
      ],
    ],
  },
  2: {
    to: 6,
    flexible: 6,
    request: [
      ['replica_id', 'int32'],
      ['isolation_level', 'int8', 2],
      [
        'Topics',
        [
          topic,
          [
            'Partitions',
            [partition, ['leader_epoch', 'int32', 4], ['offset_time', 'int64'], ['max_offsets', 'int32', 0, 0]],
          ],
        ],
      ],
    ],
    response: [
      throttle(2),
      [
        'Topics',
        [
          topic,
          [
            'Partitions',
            [
              partition,
              error,
              ['Offsets', plain('offset', 'int64'), 0, 0],
              ['offset_time', 'int64', 1],
              ['offset', 'int64', 1],
              ['leader_epoch', 'int32', 4],
            ],
          ],
        ],
      ],
    ],
  },
  3: {
    to: 9,
    flexible: 9,
    request: [
      ['Topics', [topic]],
      ['allow_auto_topic_creation', 'int8', 4],
      ['include_cluster_authorized_ops', 'int8', 8],
      ['include_topic_authorized_ops', 'int8', 8],
    ],
    response: [
      throttle(3),
      [
        'Broker Metadata',
        [
          ['node_id', 'int32'],
          ['host', 'string'],
          ['port', 'int32'],
          ['rack', 'string', 1],
        ],
      ],
      ['cluster_id', 'string', 2],
      ['node_id', 'int32', 1],
      [
        'Topic Metadata',
        [
          error,
          topic,
          ['is_internal', 'int8', 1],
          [
            'Partitions',
            [
              error,
              partition,
              ['leader_id', 'int32'],
              ['leader_epoch', 'int32', 7],
              ['Replicas', plain('replica_id', 'int32')],
              ['Caught-Up Replicas', plain('isr_id', 'int32')],
              ['Offline Replicas', plain('offline_id', 'int32'), 5],
            ],
          ],
          ['topic_authorized_ops', 'int32', 8],
        ],
      ],
      ['cluster_authorized_ops', 'int32', 8],
    ],
  },
  8: {
    to: 8,
    flexible: 8,
    request: [
      group,
      ['generation_id', 'int32', 1],
      ['member_id', 'string', 1],
      ['consumer_group_instance', 'string', 7],
      ['retention_time', 'int64', 2, 4],
      [
        'Topics',
        [
          topic,
          [
            'Partitions',
            [
              partition,
              ['offset', 'int64'],
              ['leader_epoch', 'int32', 6],
              ['commit_timestamp', 'time', 1, 1],
              ['metadata', 'string'],
            ],
          ],
        ],
      ],
    ],
    response: [throttle(3), ['Topics', [topic, ['Partitions', [partition, error]]]]],
  },
  9: {
    to: 7,
    flexible: 6,
    request: [
      group,
      ['Topics', [topic, ['Partitions', plain('partition_id', 'int32')]]],
      ['require_stable_offset', 'int8', 7],
    ],
    response: [
      throttle(3),
      [
        'Topics',
        [
          topic,
          ['Partitions', [partition, ['offset', 'int64'], ['leader_epoch', 'int32', 5], ['metadata', 'string'], error]],
        ],
      ],
      ['error', 'error', 2],
    ],
  },
  10: {
    to: 3,
    flexible: 3,
    request: [
      ['consumer_group', 'string', 0, 0],
      ['coordinator_key', 'string', 1],
      ['coordinator_type', 'int8', 1],
    ],
    response: [
      throttle(1),
      error,
      ['error_message', 'string', 1],
      ['node_id', 'int32'],
      ['host', 'string'],
      ['port', 'int32'],
    ],
  },
  11: {
    to: 7,
    flexible: 6,
    request: [
      group,
      ['session_timeout', 'int32'],
      ['rebalance_timeout', 'int32', 1],
      member,
      ['consumer_group_instance', 'string', 5],
      ['protocol_type', 'string'],
      [
        'Group protocols',
        [
          ['protocol_name', 'string'],
          ['protocol_metadata', 'bytes'],
        ],
      ],
    ],
    response: [
      throttle(2),
      error,
      ['generation_id', 'int32'],
      ['protocol_type', 'string', 7],
      ['protocol_name', 'string'],
      ['group_leader_id', 'string'],
      member,
      ['Members', [member, ['consumer_group_instance', 'string', 5], ['member_metadata', 'bytes']]],
    ],
  },
  12: {
    to: 4,
    flexible: 4,
    request: [group, ['generation_id', 'int32'], member, ['consumer_group_instance', 'string', 3]],
    response: [throttle(1), error],
  },
  13: {
    to: 4,
    flexible: 4,
    request: [group, ['member_id', 'string', 0, 2], ['Members', [member, ['consumer_group_instance', 'string']], 3]],
    response: [throttle(1), error, ['Members', [member, ['consumer_group_instance', 'string'], error], 3]],
  },
  14: {
    to: 5,
    flexible: 4,
    request: [
      group,
      ['generation_id', 'int32'],
      member,
      ['consumer_group_instance', 'string', 3],
      ['protocol_type', 'string', 5],
      ['protocol_name', 'string', 5],
      ['Group assignments', [member, ['member_assignment', 'bytes']]],
    ],
    response: [
      throttle(1),
      error,
      ['protocol_type', 'string', 5],
      ['protocol_name', 'string', 5],
      ['member_assignment', 'bytes'],
    ],
  },
  15: {
    to: 5,
    flexible: 5,
    request: [
      ['Groups', plain('consumer_group', 'string')],
      ['include_group_authorized_ops', 'int8', 3],
    ],
    response: [
      throttle(1),
      [
        'Groups',
        [
          error,
          group,
          ['group_state', 'string'],
          ['protocol_type', 'string'],
          ['protocol_name', 'string'],
          [
            'Members',
            [
              member,
              ['consumer_group_instance', 'string', 4],
              ['client_id', 'string'],
              ['client_host', 'string'],
              ['member_metadata', 'bytes'],
              ['member_assignment', 'bytes'],
            ],
          ],
          ['group_authorized_ops', 'int32', 3],
        ],
      ],
    ],
  },
  16: {
    to: 3,
    flexible: 3,
    request: [],
    response: [throttle(1), error, ['Groups', [group, ['protocol_type', 'string']]]],
  },
  17: {
    to: 1,
    flexible: never,
    request: [['sasl_mechanism', 'string']],
    response: [error, ['Enabled SASL Mechanisms', plain('sasl_mechanism', 'string')]],
  },
  18: {
    to: 3,
    flexible: 3,
    request: [
      ['client_software_name', 'string', 3],
      ['client_software_version', 'string', 3],
    ],
    response: [
      error,
      [
        'API Versions',
        [
          ['api_versions.api_key', 'int16'],
          ['api_versions.min_version', 'int16'],
          ['api_versions.max_version', 'int16'],
        ],
      ],
      throttle(1),
    ],
  },
  19: {
    to: 5,
    flexible: 5,
    request: [
      [
        'Topics',
        [
          topic,
          ['num_partitions', 'int32'],
          ['replication_factor', 'int16'],
          ['Replica Assignments', [partition, ['Replicas', plain('replica_id', 'int32')]]],
          [
            'Configs',
            [
              ['config_key', 'string'],
              ['config_value', 'string'],
            ],
          ],
        ],
      ],
      ['timeout', 'int32'],
      ['validate_only', 'int8', 1],
    ],
    response: [
      throttle(2),
      [
        'Topics',
        [
          topic,
          error,
          ['error_message', 'string', 1],
          ['num_partitions', 'int32', 5],
          ['replication_factor', 'int16', 5],
          [
            'Configs',
            [
              ['config_key', 'string'],
              ['config_value', 'string'],
              ['config_readonly', 'int8'],
              ['config_source', 'int8'],
              ['config_sensitive', 'int8'],
            ],
            5,
          ],
        ],
      ],
    ],
  },
  20: {
    to: 4,
    flexible: 4,
    request: [
      ['Topics', plain('topic_name', 'string')],
      ['timeout', 'int32'],
    ],
    response: [throttle(1), ['Topics', [topic, error]]],
  },
  22: {
    to: 3,
    flexible: 2,
    request: [
      ['transactional_id', 'string'],
      ['transaction_timeout', 'int32'],
      ['producer_id', 'int64', 3],
      ['producer_epoch', 'int16', 3],
    ],
    response: [throttle(0), error, ['producer_id', 'int64'], ['producer_epoch', 'int16']],
  },
  32: {
    to: 2,
    flexible: never,
    request: [
      [
        'Resources',
        [
          ['config_resource_type', 'int8'],
          ['config_resource_name', 'string'],
          ['Entries', plain('config_key', 'string')],
        ],
      ],
      ['config_include_synonyms', 'int8', 1],
    ],
    response: [
      throttle(0),
      [
        'Resources',
        [
          error,
          ['error_message', 'string'],
          ['config_resource_type', 'int8'],
          ['config_resource_name', 'string'],
          [
            'Entries',
            [
              ['config_key', 'string'],
              ['config_value', 'string'],
              ['config_readonly', 'int8'],
              ['config_default', 'int8', 0, 0],
              ['config_source', 'int8', 1],
              ['config_sensitive', 'int8'],
              [
                'Synonyms',
                [
                  ['config_key', 'string'],
                  ['config_value', 'string'],
                  ['config_source', 'int8'],
                ],
                1,
              ],
            ],
          ],
        ],
      ],
    ],
  },
  36: {
    to: 2,
    flexible: 2,
    request: [['sasl_authentication', 'bytes']],
    response: [
      error,
      ['error_message', 'string'],
      ['sasl_authentication', 'bytes'],
      ['session_lifetime_ms', 'int64', 1],
    ],
  },
  42: {
    to: 2,
    flexible: 2,
    request: [['Groups', plain('consumer_group', 'string')]],
    response: [throttle(0), ['Groups', [group, error]]],
  },
};
