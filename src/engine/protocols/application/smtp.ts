/** Simple Mail Transfer Protocol. RFC 5321. */
import { decimalAt, lineBreak, spells } from '../../bytes/lines';
import { visible } from '../../bytes/visible';
import { flag, label, text, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { smtpReplies } from '../names/smtp-replies';
import textLines from './data-text-lines';
import imf from './imf';
import { eachLine, takeLines } from './streams/text-lines';
import tls from './tls';

const submissionPort = 587;
const relayPort = 25;
/** Mail that is longer is not put together: its last packet shows its own bytes alone. */
const maximumMail = 65_000;
const serviceReady = 220;

/** What the client sends next. */
const mode = { command: 0, mail: 1, username: 2, password: 3, tls: 4 } as const;

/** Only the first pass has it. */
class Session {
  mode: number = mode.command;
  /** Mails so far, and bytes of the present one. */
  mails = 0;
  length = 0;
}
const create = (): Session => new Session();

const declared = {
  req: flag({ label: 'Request', hidden: true }),
  rsp: flag({ label: 'Response', hidden: true }),
  command_line: text({ label: 'Command Line' }),
  'req.command': text({ label: 'Command' }),
  'req.parameter': text({ label: 'Request parameter' }),
  response: text({ label: 'Response' }),
  'response.code': u32({ label: 'Response code', values: smtpReplies }),
  'rsp.parameter': text({ label: 'Response parameter' }),
  'auth.username': text({ label: 'Username' }),
  'auth.password': text({ label: 'Password' }),
  eom: label({ label: 'EOM' }),
};
type Fields = FieldsOf<typeof declared>;

export default protocol({
  id: 'smtp',
  title: 'Simple Mail Transfer Protocol',
  column: 'SMTP',
  parents: [on('tcp.port', relayPort, submissionPort)],
  fields: declared,
  dissect(layer, field) {
    const { destinationPort } = layer.dissection;
    const asks = destinationPort === relayPort || destinationPort === submissionPort;
    const session = layer.learning ? layer.memory.conversationState(layer.dissection, 'smtp', create) : undefined;
    const sends = layer.memory.remember(layer.dissection, asks ? (session?.mode ?? 0) : 0);
    if (sends === mode.mail) {
      walkMail(layer, field, session);
      return;
    }
    if (!takeLines(layer)) return;
    layer.addComputed(asks ? field.req : field.rsp, 1);
    if (!asks) walkResponses(layer, field, session);
    else if (sends === mode.command) walkCommands(layer, field, session);
    else walkCredential(layer, field, sends, session);
  },
});

function walkCommands(layer: Layer, field: Fields, session: Session | undefined): void {
  const info: string[] = [];
  eachLine(layer, 0, layer.available, (at, stop, next) => {
    if (layer.wantsInfo) info.push(visible(layer.text(at, stop - at)));
    showCommand(layer, field, at, stop, next);
    if (session !== undefined) follow(layer, session, at, stop);
  });
  if (layer.wantsInfo) layer.setInfo(`C: ${info.join(' | ')}`);
}

/** Notes what a command changes. */
function follow(layer: Layer, session: Session, at: number, stop: number): void {
  const { bytes, start } = layer;
  const end = start + stop;
  if (spells(bytes, start + at, end, 'data') && stop - at === 4) {
    session.mode = mode.mail;
    session.mails++;
    session.length = 0;
  } else if (spells(bytes, start + at, end, 'auth login')) session.mode = mode.username;
  else if (spells(bytes, start + at, end, 'starttls')) session.mode = mode.tls;
}

function showCommand(layer: Layer, field: Fields, at: number, stop: number, next: number): void {
  if (!layer.emitting) return;
  const blank = layer.find(0x20, at, stop);
  const commandEnd = blank < 0 ? stop : blank;
  layer.open(field.command_line, at, next - at);
  layer.add(field['req.command'], at, commandEnd - at);
  if (commandEnd + 1 < stop) layer.add(field['req.parameter'], commandEnd + 1, stop - commandEnd - 1);
  layer.close();
}

function walkCredential(layer: Layer, field: Fields, sends: number, session: Session | undefined): void {
  const stop = lineBreak(layer.bytes, layer.start, layer.end);
  const length = (stop < 0 ? layer.end : stop) - layer.start;
  const isName = sends === mode.username;
  if (layer.wantsInfo) layer.setInfo(`C: ${isName ? 'User' : 'Pass'}: ${visible(layer.text(0, length))}`);
  layer.add(isName ? field['auth.username'] : field['auth.password'], 0, length);
  if (session !== undefined) session.mode = isName ? mode.password : mode.command;
}

function walkResponses(layer: Layer, field: Fields, session: Session | undefined): void {
  const info: string[] = [];
  let open = -1;
  eachLine(layer, 0, layer.available, (at, stop, next) => {
    const code = stop - at >= 3 ? decimalAt(layer.bytes, layer.start + at, layer.start + at + 3) : -1;
    if (layer.wantsInfo) {
      const text = visible(layer.text(at, stop - at));
      info.push(open === code && code >= 0 ? text.slice(4) : text);
    }
    if (layer.emitting && open < 0) {
      layer.open(field.response, at, next - at);
      if (code >= 0) layer.add(field['response.code'], at, 3, code);
    }
    if (stop - at > 4) layer.add(field['rsp.parameter'], at + 4, stop - at - 4);
    const goesOn = code >= 0 && stop - at > 3 && layer.u8(at + 3) === 0x2d;
    if (!goesOn && layer.emitting) layer.close(next);
    open = goesOn ? code : -1;
    if (session !== undefined && !goesOn) answer(layer, session, code);
  });
  if (open >= 0 && layer.emitting) layer.close();
  if (layer.wantsInfo) layer.setInfo(`S: ${info.join(' | ')}`);
}

/** Notes what an answer changes: no mail follows a refusal, TLS follows a consent. */
function answer(layer: Layer, session: Session, code: number): void {
  if (session.mode === mode.mail && session.length === 0 && code >= 400) session.mode = mode.command;
  else if (session.mode === mode.username && code !== 334) session.mode = mode.command;
  else if (session.mode === mode.tls) {
    session.mode = mode.command;
    if (code === serviceReady) layer.memory.setApplication(layer.dissection, tls, true);
  }
}

/** A part of a mail, or all of it: its last line is a full stop (RFC 5321, section 4.1.1.4). */
function walkMail(layer: Layer, field: Fields, session: Session | undefined): void {
  const end = endOfMail(layer, (session?.length ?? 0) === 0);
  const length = end < 0 ? layer.available : end;
  const offset = session?.length ?? 0;
  if (session !== undefined) session.length += length;
  const whole =
    offset + length <= maximumMail || !layer.learning ? assemble(layer, session, offset, length, end < 0) : undefined;
  if (end < 0) {
    if (layer.wantsInfo) layer.setInfo(`C: DATA fragment, ${length} bytes`);
    layer.dissection.mediaType = '';
    layer.next(textLines, 0, length);
    return;
  }
  layer.add(field.eom, end, Math.min(3, layer.available - end));
  if (layer.inTree) layer.retitle('C: .');
  if (session !== undefined) {
    session.mode = mode.command;
    eachLine(layer, behindStop(layer, end), layer.available, (at, stop) => follow(layer, session, at, stop));
  }
  if (whole !== undefined) layer.nextIn(imf, whole);
  else layer.next(imf, 0, length);
}

function assemble(
  layer: Layer,
  session: Session | undefined,
  offset: number,
  length: number,
  more: boolean,
): Uint8Array | undefined {
  const identification = layer.dissection.conversation * 65_536 + ((session?.mails ?? 0) & 0xffff);
  const outcome = layer.memory.fragment(layer, { identification, scope: relayPort, offset, more, at: 0, length });
  return outcome.kind === 'complete' ? outcome.whole.bytes : undefined;
}

/** Offset of the full stop that stands alone on a line, -1 without one. */
function endOfMail(layer: Layer, begins: boolean): number {
  const { bytes, start, end } = layer;
  for (let at = bytes.indexOf(0x2e, start); at >= 0 && at < end; at = bytes.indexOf(0x2e, at + 1)) {
    const opensLine = at === start ? begins || at + 3 <= end : bytes[at - 1] === 0x0a;
    if (opensLine && (bytes[at + 1] === 0x0d || bytes[at + 1] === 0x0a) && at + 1 < end) return at - start;
  }
  return -1;
}

const behindStop = (layer: Layer, at: number): number =>
  Math.min(at + (layer.has(at + 1, 1) && layer.u8(at + 1) === 0x0d ? 3 : 2), layer.available);
