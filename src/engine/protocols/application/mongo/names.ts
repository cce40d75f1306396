/** What the numbers of MongoDB's wire protocol and of BSON stand for. */

export const operation = {
  reply: 1,
  message: 1000,
  update: 2001,
  insert: 2002,
  query: 2004,
  getMore: 2005,
  delete: 2006,
  killCursors: 2007,
  command: 2010,
  commandReply: 2011,
  compressed: 2012,
  extensible: 2013,
} as const;

export const operations: Readonly<Record<number, string>> = {
  1: 'Reply',
  1000: 'Message',
  2001: 'Update document',
  2002: 'Insert document',
  2003: 'Reserved',
  2004: 'Query',
  2005: 'Get More',
  2006: 'Delete document',
  2007: 'Kill Cursors',
  2010: 'Command Request',
  2011: 'Command Reply',
  2012: 'Compressed Data',
  2013: 'Extensible Message Format',
};

export const sectionKinds = { 0: 'Body', 1: 'Document Sequence' };
export const compressors = { 0: 'Noop (Uncompressed)', 1: 'Snappy', 2: 'Zlib' };

export const elementTypes = {
  1: 'Double',
  2: 'String',
  3: 'Document',
  4: 'Array',
  5: 'Binary',
  6: 'Undefined',
  7: 'Object ID',
  8: 'Boolean',
  9: 'Datetime',
  10: 'NULL',
  11: 'Regular Expression',
  12: 'DBPointer',
  13: 'JavaScript Code',
  14: 'Symbol',
  15: 'JavaScript Code w/Scope',
  16: 'Int32',
  17: 'Timestamp',
  18: 'Int64',
  19: 'Decimal128',
  127: 'Max Key',
  255: 'Min Key',
};
