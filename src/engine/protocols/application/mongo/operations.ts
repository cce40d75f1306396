/** What stands behind the header of MongoDB's messages, by operation. MongoDB manual, "MongoDB Wire Protocol". */
import type { Field } from '../../../declare/field';
import type { Layer } from '../../../declare/layer';
import { endOfText, type MongoFields, showDocument } from './document';
import { operation } from './names';

const bodySection = 0;
const sequenceSection = 1;
const checksumPresent = 0x01;

type Show = (layer: Layer, field: MongoFields, at: number) => number;

/** Shows what an operation brings; gives the offset behind it. Of those that are not known nothing is shown. */
export const showOperation = (layer: Layer, field: MongoFields, code: number, at: number): number =>
  shown[code]?.(layer, field, at) ?? at;

const shown: Readonly<Record<number, Show>> = {
  [operation.reply]: showReply,
  [operation.message]: showMessage,
  [operation.update]: showUpdate,
  [operation.insert]: showInsert,
  [operation.query]: showQuery,
  [operation.getMore]: showGetMore,
  [operation.delete]: showDelete,
  [operation.killCursors]: showKillCursors,
  [operation.command]: showCommand,
  [operation.commandReply]: showCommandReply,
  [operation.extensible]: showExtensible,
};

function showFlags(layer: Layer, head: Field, bits: readonly Field[], at: number): number {
  layer.open(head, at, 4);
  for (const bit of bits) layer.add(bit, at, 4);
  layer.close();
  return at + 4;
}

function add(layer: Layer, field: Field, at: number, length = 4): number {
  layer.add(field, at, length);
  return at + length;
}

function showName(layer: Layer, field: MongoFields, at: number): number {
  const end = endOfText(layer, at);
  layer.open(field.full_collection_name, at, end - at);
  const dot = layer.find(0x2e, at, end);
  if (dot >= 0) {
    layer.add(field.database_name, at, dot - at);
    layer.add(field.collection_name, dot + 1, end - dot - 2);
  }
  layer.close();
  return end;
}

function showReply(layer: Layer, field: MongoFields, from: number): number {
  const bits = [
    field['reply.flags.cursornotfound'],
    field['reply.flags.queryfailure'],
    field['reply.flags.sharedconfigstale'],
    field['reply.flags.awaitcapable'],
  ];
  let at = showFlags(layer, field['reply.flags'], bits, from);
  at = add(layer, field.cursor_id, at, 8);
  at = add(layer, field.starting_from, at);
  const count = layer.u32le(at) | 0;
  at = add(layer, field.number_returned, at);
  for (let i = 0; i < count; i++) at = showDocument(layer, field, field.document, at);
  return at;
}

function showMessage(layer: Layer, field: MongoFields, at: number): number {
  const end = endOfText(layer, at);
  layer.add(field.message, at, end - at);
  return end;
}

function showUpdate(layer: Layer, field: MongoFields, from: number): number {
  let at = add(layer, field['document.zero'], from);
  at = showName(layer, field, at);
  const bits = [field['update.flags.upsert'], field['update.flags.multiupdate']];
  at = showFlags(layer, field['update.flags'], bits, at);
  at = showDocument(layer, field, field.selector, at);
  return showDocument(layer, field, field.update, at);
}

function showInsert(layer: Layer, field: MongoFields, from: number): number {
  const at = showFlags(layer, field['insert.flags'], [field['insert.flags.continueonerror']], from);
  return showDocuments(layer, field, field.document, showName(layer, field, at), layer.available);
}

function showDocuments(layer: Layer, field: MongoFields, head: Field, from: number, end: number): number {
  let at = from;
  while (at < end) at = showDocument(layer, field, head, at);
  return at;
}

function showQuery(layer: Layer, field: MongoFields, from: number): number {
  const bits = [
    field['query.flags.tailable_cursor'],
    field['query.flags.slave_ok'],
    field['query.flags.op_log_reply'],
    field['query.flags.no_cursor_timeout'],
    field['query.flags.awaitdata'],
    field['query.flags.exhaust'],
    field['query.flags.partial'],
  ];
  let at = showFlags(layer, field['query.flags'], bits, from);
  at = showName(layer, field, at);
  at = add(layer, field.number_to_skip, at);
  at = add(layer, field.number_to_return, at);
  at = showDocument(layer, field, field.query, at);
  return showDocuments(layer, field, field.return_field_selector, at, layer.available);
}

function showGetMore(layer: Layer, field: MongoFields, from: number): number {
  let at = add(layer, field['document.zero'], from);
  at = showName(layer, field, at);
  at = add(layer, field.number_to_return, at);
  return add(layer, field.cursor_id, at, 8);
}

function showDelete(layer: Layer, field: MongoFields, from: number): number {
  let at = add(layer, field['document.zero'], from);
  at = showName(layer, field, at);
  at = showFlags(layer, field['delete.flags'], [field['delete.flags.singleremove']], at);
  return showDocument(layer, field, field.selector, at);
}

function showKillCursors(layer: Layer, field: MongoFields, from: number): number {
  let at = add(layer, field['document.zero'], from);
  at = add(layer, field.number_to_cursor_ids, at);
  while (at < layer.available) at = add(layer, field.cursor_id, at, 8);
  return at;
}

function showCommand(layer: Layer, field: MongoFields, from: number): number {
  const name = endOfText(layer, from);
  layer.add(field.database, from, name - from);
  const metadata = endOfText(layer, name);
  layer.add(field.commandname, name, metadata - name);
  const at = showDocument(layer, field, field.metadata, metadata);
  return showDocument(layer, field, field.commandargs, at);
}

function showCommandReply(layer: Layer, field: MongoFields, from: number): number {
  const at = showDocument(layer, field, field.metadata, from);
  const behind = showDocument(layer, field, field.commandreply, at);
  return behind < layer.available ? showDocument(layer, field, field.outputdocs, behind) : behind;
}

function showExtensible(layer: Layer, field: MongoFields, from: number): number {
  const hasChecksum = (layer.u32le(from) & checksumPresent) !== 0;
  layer.open(field['msg.flags'], from, 4);
  layer.add(field['msg.flags.checksumpresent'], from, 4);
  layer.add(field['msg.flags.moretocome'], from, 4);
  layer.add(field['msg.flags.exhaustallowed'], from, 4);
  layer.close();
  const end = layer.available - (hasChecksum ? 4 : 0);
  let at = from + 4;
  while (at < end) at = showSection(layer, field, at);
  return at;
}

function showSection(layer: Layer, field: MongoFields, at: number): number {
  const kind = layer.u8(at);
  const length = layer.u32le(at + 1);
  const end = at + 1 + Math.max(length, 4);
  layer.open(field['msg.sections.section'], at, end - at);
  layer.add(field['msg.sections.section.kind'], at, 1);
  if (kind === bodySection) showDocument(layer, field, field['msg.sections.section.body'], at + 1);
  else if (kind === sequenceSection) {
    layer.add(field['msg.sections.section.size'], at + 1, 4);
    const documents = endOfText(layer, at + 5);
    layer.add(field['msg.sections.section.doc_sequence_id'], at + 5, documents - at - 5);
    layer.open(field['msg.sections.section.doc_sequence'], documents, Math.max(end - documents, 0));
    showDocuments(layer, field, field.document, documents, end);
    layer.close();
  } else layer.remark(field['unknown.expert'], at, 1);
  layer.close();
  return end;
}
