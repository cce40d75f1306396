/** Open Network Computing Remote Procedure Call: calls and replies, over datagrams and in records. RFC 5531. */
import { flag, frameNumber, relativeTime, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol, recognised } from '../../declare/protocol';
import { table } from '../../declare/table';
import { rpcPrograms } from '../names/rpc-programs';
import { showInfoBehind } from './streams/info';
import { takePdu } from './streams/length-framed';

const byProgram = table('rpc.program');
const portmapPort = 111;
const version2 = 2;
const call = 0;
const reply = 1;
const callHeader = 24;
const shortestMessage = 12;
const recordMark = 4;
const lastFragment = 0x8000_0000;
/** Longer fragments are no RPC, where nothing else says that it is. */
const maximumFragment = 4_000_000;

const flavors = { 0: 'AUTH_NULL', 1: 'AUTH_UNIX', 2: 'AUTH_SHORT', 3: 'AUTH_DES', 6: 'RPCSEC_GSS' };
const acceptStates = {
  0: 'RPC executed successfully',
  1: "remote hasn't exported program",
  2: "remote can't support version #",
  3: "program can't support procedure",
  4: "procedure can't decode params",
  5: 'system errors like memory allocation failure',
};

const declared = {
  lastfrag: flag({ label: 'Last Fragment', mask: 0x8000_0000, values: { 0: 'No', 1: 'Yes' } }),
  fraglen: u32({ label: 'Fragment Length', mask: 0x7fff_ffff }),
  xid: u32({ label: 'XID', base: 'hex-decimal' }),
  msgtyp: u32({ label: 'Message Type', values: { 0: 'Call', 1: 'Reply' } }),
  version: u32({ label: 'RPC Version' }),
  program: u32({ label: 'Program', values: rpcPrograms }),
  programversion: u32({ label: 'Program Version' }),
  procedure: u32({ label: 'Procedure' }),
  replystat: u32({ label: 'Reply State', values: { 0: 'accepted', 1: 'denied' } }),
  state_accept: u32({ label: 'Accept State', values: acceptStates }),
  'auth.flavor': u32({ label: 'Flavor', values: flavors }),
  'auth.length': u32({ label: 'Length' }),
  repframe: frameNumber({ label: 'Reply Frame', generated: true }),
  reqframe: frameNumber({ label: 'Request Frame', generated: true }),
  time: relativeTime({ label: 'Time from request', generated: true }),
};
type Fields = FieldsOf<typeof declared>;

/** A call's program, version and procedure; calls with the same number of these share an entry, known by its place. */
interface Call {
  readonly program: number;
  readonly version: number;
  readonly procedure: number;
}

export default protocol({
  id: 'rpc',
  title: 'Remote Procedure Call',
  column: 'RPC',
  parents: [
    on('udp.port', portmapPort),
    on('tcp.port', portmapPort),
    recognised('udp', isCall, 50),
    recognised('tcp', isRecord, 50),
  ],
  fields: declared,
  dissect(layer, field) {
    const overStream = layer.parent?.protocol.id !== 'udp';
    if (overStream && !takePdu(layer, recordMark, recordLength)) return;
    const at = overStream ? recordMark : 0;
    if (
      !layer.has(at, shortestMessage) ||
      layer.u32(at + 4) > reply ||
      (layer.u32(at + 4) === call && layer.u32(at + 8) !== version2)
    ) {
      layer.setInfo('Continuation');
      return;
    }
    layer.memory.setApplication(layer.dissection, layer.protocol);
    if (overStream) showMark(layer, field);
    layer.add(field.xid, at, 4);
    layer.add(field.msgtyp, at + 4, 4);
    if (layer.u32(at + 4) === call) walkCall(layer, field, at);
    else walkReply(layer, field, at);
  },
});

/** A call of version 2 of the protocol, to a program number as registries give them. */
function isCall(layer: Layer, at: number): boolean {
  return (
    layer.has(at, callHeader) &&
    layer.u32(at + 4) === call &&
    layer.u32(at + 8) === version2 &&
    rpcPrograms[layer.u32(at + 12)] !== undefined
  );
}

function isRecord(layer: Layer, at: number): boolean {
  const mark = layer.u32(at);
  const length = mark & 0x7fff_ffff;
  return mark >= lastFragment && length >= callHeader && length <= maximumFragment && isCall(layer, at + recordMark);
}

const recordLength = (layer: Layer, at: number): number => {
  const length = layer.u32(at) & 0x7fff_ffff;
  return length > maximumFragment ? 0 : recordMark + length;
};

function showMark(layer: Layer, field: Fields): void {
  if (layer.inTree) layer.openText(0, recordMark, `Fragment header: ${layer.available - recordMark} bytes`);
  layer.add(field.lastfrag, 0, 4);
  layer.add(field.fraglen, 0, 4);
  if (layer.inTree) layer.close();
}

/** Shows flavor and length of credentials or a verifier; gives the offset behind them. */
function showAuthentication(layer: Layer, field: Fields, at: number, name: string): number {
  const length = layer.u32(at + 4);
  const end = at + 8 + Math.ceil(Math.min(length, 400) / 4) * 4;
  layer.openText(at, Math.min(end, layer.available) - at, name);
  layer.add(field['auth.flavor'], at, 4);
  layer.add(field['auth.length'], at + 4, 4);
  if (layer.inTree) layer.close();
  return end;
}

function walkCall(layer: Layer, field: Fields, at: number): void {
  const { memory, dissection } = layer;
  const program = layer.u32(at + 12);
  const version = layer.u32(at + 16);
  const procedure = layer.u32(at + 20);
  layer.add(field.version, at + 8, 4);
  layer.add(field.program, at + 12, 4);
  layer.add(field.programversion, at + 16, 4);
  layer.add(field.procedure, at + 20, 4);
  const verifier = showAuthentication(layer, field, at + callHeader, 'Credentials');
  const body = showAuthentication(layer, field, verifier, 'Verifier');
  const note = noteOf({ program, version, procedure });
  const exchange = memory.request(dissection, 'rpc', layer.u32(at), note);
  if (exchange.response > 0) layer.addComputed(field.repframe, exchange.response);
  hand(layer, { program, version, procedure }, body, call);
}

function walkReply(layer: Layer, field: Fields, at: number): void {
  const exchange = layer.memory.response(layer.dissection, 'rpc', layer.u32(at));
  layer.add(field.replystat, at + 8, 4);
  if (exchange !== undefined) {
    layer.addComputed(field.reqframe, exchange.request);
    layer.addElapsed(field.time, exchange);
  }
  const called = callOf(exchange?.note ?? 0);
  const accepted = layer.u32(at + 8) === 0;
  if (accepted) {
    const state = showAuthentication(layer, field, at + 12, 'Verifier');
    layer.add(field.state_accept, state, 4);
    if (layer.u32(state) === 0) {
      hand(layer, called, state + 4, reply);
      return;
    }
  }
  showInfo(layer, called, reply);
}

/** Program numbers lie above 100,000; versions and procedures are small: together they fit a note of 32 bits. */
const programBase = 100_000;
const noteOf = ({ program, version, procedure }: Call): number =>
  program < programBase || program - programBase >= 1 << 16 || version >= 1 << 5 || procedure >= 1 << 10
    ? 0
    : (program - programBase) * 2 ** 15 + version * 2 ** 10 + procedure + 1;

const callOf = (note: number): Call => ({
  program: note === 0 ? 0 : programBase + Math.floor((note - 1) / 2 ** 15),
  version: note === 0 ? 0 : Math.floor((note - 1) / 2 ** 10) % 2 ** 5,
  procedure: note === 0 ? 0 : (note - 1) % 2 ** 10,
});

function showInfo(layer: Layer, { program, version, procedure }: Call, kind: number): void {
  const owner = byProgram.get(program);
  if (owner !== undefined) layer.setColumn(owner.column);
  if (layer.wantsInfo)
    showInfoBehind(
      layer,
      `V${version} ${procedure === 0 ? 'NULL' : `proc-${procedure}`} ${kind === call ? 'Call' : 'Reply'}`,
      '  ; ',
    );
}

/** Hands arguments and results to the program's protocol. Procedure 0 takes and gives nothing. */
function hand(layer: Layer, called: Call, at: number, kind: number): void {
  const owner = byProgram.get(called.program);
  showInfo(layer, called, kind);
  if (owner !== undefined && called.procedure !== 0 && at <= layer.available)
    layer.next(owner, at, layer.reported - at, called.version * 65_536 + called.procedure * 2 + kind);
}
