/** Lightweight Directory Access Protocol: the operations and what names them. RFC 4511. */
import { visible } from '../../bytes/visible';
import { frameNumber, label, relativeTime, text, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { type Element, elementAt, elementLength, integerOf, textOf } from './ldap/ber';
import { showInfoBehind } from './streams/info';
import { takePdu } from './streams/length-framed';
import tls from './tls';

const sequence = 0x30;
const minimumHeader = 2;
const simpleAuthentication = 0x80;
const startTls = '1.3.6.1.4.1.1466.20037';
const operation = {
  bindRequest: 0,
  bindResponse: 1,
  unbindRequest: 2,
  searchRequest: 3,
  searchEntry: 4,
  searchDone: 5,
  modifyRequest: 6,
  addRequest: 8,
  deleteRequest: 10,
  modifyNameRequest: 12,
  compareRequest: 14,
  abandonRequest: 16,
  extendedRequest: 23,
  extendedResponse: 24,
} as const;

const operations: Readonly<Record<number, string>> = {
  0: 'bindRequest',
  1: 'bindResponse',
  2: 'unbindRequest',
  3: 'searchRequest',
  4: 'searchResEntry',
  5: 'searchResDone',
  6: 'modifyRequest',
  7: 'modifyResponse',
  8: 'addRequest',
  9: 'addResponse',
  10: 'delRequest',
  11: 'delResponse',
  12: 'modDNRequest',
  13: 'modDNResponse',
  14: 'compareRequest',
  15: 'compareResponse',
  16: 'abandonRequest',
  19: 'searchResRef',
  23: 'extendedReq',
  24: 'extendedResp',
  25: 'intermediateResponse',
};

const resultCodes: Readonly<Record<number, string>> = {
  0: 'success',
  1: 'operationsError',
  2: 'protocolError',
  3: 'timeLimitExceeded',
  4: 'sizeLimitExceeded',
  5: 'compareFalse',
  6: 'compareTrue',
  7: 'authMethodNotSupported',
  8: 'strongerAuthRequired',
  10: 'referral',
  11: 'adminLimitExceeded',
  12: 'unavailableCriticalExtension',
  13: 'confidentialityRequired',
  14: 'saslBindInProgress',
  16: 'noSuchAttribute',
  17: 'undefinedAttributeType',
  18: 'inappropriateMatching',
  19: 'constraintViolation',
  20: 'attributeOrValueExists',
  21: 'invalidAttributeSyntax',
  32: 'noSuchObject',
  33: 'aliasProblem',
  34: 'invalidDNSyntax',
  36: 'aliasDereferencingProblem',
  48: 'inappropriateAuthentication',
  49: 'invalidCredentials',
  50: 'insufficientAccessRights',
  51: 'busy',
  52: 'unavailable',
  53: 'unwillingToPerform',
  54: 'loopDetect',
  64: 'namingViolation',
  65: 'objectClassViolation',
  66: 'notAllowedOnNonLeaf',
  67: 'notAllowedOnRDN',
  68: 'entryAlreadyExists',
  69: 'objectClassModsProhibited',
  71: 'affectsMultipleDSAs',
  80: 'other',
};
const scopes = { 0: 'baseObject', 1: 'singleLevel', 2: 'wholeSubtree' };

const declared = {
  LDAPMessage_element: label({ label: 'LDAPMessage' }),
  messageID: u32({ label: 'messageID' }),
  protocolOp: u32({ label: 'protocolOp', values: operations }),
  version: u32({ label: 'version' }),
  name: text({ label: 'name' }),
  simple: text({ label: 'simple' }),
  mechanism: text({ label: 'mechanism' }),
  resultCode: u32({ label: 'resultCode', values: resultCodes }),
  matchedDN: text({ label: 'matchedDN' }),
  errorMessage: text({ label: 'errorMessage' }),
  baseObject: text({ label: 'baseObject' }),
  scope: u32({ label: 'scope', values: scopes }),
  objectName: text({ label: 'objectName' }),
  requestName: text({ label: 'requestName' }),
  response_in: frameNumber({ label: 'Response In', generated: true }),
  response_to: frameNumber({ label: 'Response To', generated: true }),
  time: relativeTime({ label: 'Time', generated: true }),
};
type Fields = FieldsOf<typeof declared>;

/** Only the first pass has it: whether TLS was asked for. */
class Session {
  asksTls = false;
}
const create = (): Session => new Session();

export default protocol({
  id: 'ldap',
  title: 'Lightweight Directory Access Protocol',
  column: 'LDAP',
  parents: [on('tcp.port', 389, 3268)],
  accepts: (layer, at) => layer.u8(at) === sequence,
  fields: declared,
  dissect(layer, field) {
    if (!takePdu(layer, minimumHeader, messageLength)) return;
    const message = elementAt(layer, 0);
    const identifier = elementAt(layer, message.at);
    const body = elementAt(layer, identifier.end);
    const number = integerOf(layer, identifier);
    const code = body.tag & 0x1f;
    const detail = layer.wantsInfo || layer.emitting ? describe(layer, code, body) : '';
    const summary = `${operations[code] ?? 'unknown'}(${number})${detail} `;
    if (layer.wantsInfo) showInfoBehind(layer, summary, '');
    layer.open(field.LDAPMessage_element, 0, layer.available);
    if (layer.inTree) layer.retitle(`LDAPMessage ${summary.trimEnd()}`);
    layer.add(field.messageID, identifier.at, identifier.end - identifier.at, number);
    layer.add(field.protocolOp, identifier.end, 1, code);
    if (layer.emitting) showBody(layer, field, code, body);
    relate(layer, field, code, number);
    layer.close();
    noteTls(layer, code, body);
  },
});

/** A length that is still on its way counts as the longest head that it can have. */
function messageLength(layer: Layer, at: number): number {
  if (layer.u8(at) !== sequence) return 0;
  const length = elementLength(layer, at);
  return length < 0 ? layer.available - at + 1 : length;
}

const isResult = (code: number): boolean =>
  code === operation.bindResponse ||
  code === operation.searchDone ||
  code === operation.extendedResponse ||
  (code >= 7 && code <= 15 && code % 2 === 1);

/** What Info says behind the operation's name. */
function describe(layer: Layer, code: number, body: Element): string {
  if (isResult(code)) {
    const result = integerOf(layer, elementAt(layer, body.at));
    return ` ${resultCodes[result] ?? result}`;
  }
  switch (code) {
    case operation.bindRequest: {
      const name = elementAt(layer, elementAt(layer, body.at).end);
      const credentials = name.end < layer.available ? elementAt(layer, name.end).tag : simpleAuthentication;
      return ` ${distinguished(textOf(layer, name))} ${credentials === simpleAuthentication ? 'simple' : 'sasl'}`;
    }
    case operation.searchRequest: {
      const base = elementAt(layer, body.at);
      const scope = integerOf(layer, elementAt(layer, base.end));
      return ` ${distinguished(textOf(layer, base))} ${scopes[scope as keyof typeof scopes] ?? scope}`;
    }
    case operation.searchEntry:
    case operation.modifyRequest:
    case operation.addRequest:
    case operation.modifyNameRequest:
    case operation.compareRequest:
      return ` ${distinguished(textOf(layer, elementAt(layer, body.at)))}`;
    case operation.deleteRequest:
      return ` ${distinguished(textOf(layer, body))}`;
    default:
      return '';
  }
}

const distinguished = (name: string): string => `"${name === '' ? '<ROOT>' : visible(name)}"`;

function showBody(layer: Layer, field: Fields, code: number, body: Element): void {
  const show = (wanted: Fields['name'], { at, end }: Element): void => layer.add(wanted, at, end - at);
  if (isResult(code)) {
    const result = elementAt(layer, body.at);
    layer.add(field.resultCode, result.at, result.end - result.at, integerOf(layer, result));
    const matched = elementAt(layer, result.end);
    show(field.matchedDN, matched);
    show(field.errorMessage, elementAt(layer, matched.end));
    return;
  }
  switch (code) {
    case operation.bindRequest: {
      const version = elementAt(layer, body.at);
      layer.add(field.version, version.at, version.end - version.at, integerOf(layer, version));
      const name = elementAt(layer, version.end);
      show(field.name, name);
      const credentials = elementAt(layer, name.end);
      if (credentials.tag === simpleAuthentication) show(field.simple, credentials);
      else show(field.mechanism, elementAt(layer, credentials.at));
      break;
    }
    case operation.searchRequest: {
      const base = elementAt(layer, body.at);
      show(field.baseObject, base);
      const scope = elementAt(layer, base.end);
      layer.add(field.scope, scope.at, scope.end - scope.at, integerOf(layer, scope));
      break;
    }
    case operation.searchEntry:
      show(field.objectName, elementAt(layer, body.at));
      break;
    case operation.extendedRequest:
      show(field.requestName, elementAt(layer, body.at));
      break;
    default:
  }
}

/** Search entries come before the response that ends the search: they leave the request open. */
function relate(layer: Layer, field: Fields, code: number, number: number): void {
  const { memory, dissection } = layer;
  if (isResult(code)) {
    const exchange = memory.response(dissection, 'ldap', number);
    if (exchange === undefined) return;
    layer.addComputed(field.response_to, exchange.request);
    layer.addElapsed(field.time, exchange);
  } else if (operations[code]?.endsWith('Request') === true || code === operation.extendedRequest) {
    if (code === operation.unbindRequest || code === operation.abandonRequest) return;
    const exchange = memory.request(dissection, 'ldap', number, code);
    if (exchange.response > 0) layer.addComputed(field.response_in, exchange.response);
  }
}

/** StartTLS is an extended operation (RFC 4511, section 4.14). */
function noteTls(layer: Layer, code: number, body: Element): void {
  if (!layer.learning) return;
  const session = layer.memory.conversationState(layer.dissection, 'ldap', create);
  if (code === operation.extendedRequest) session.asksTls = textOf(layer, elementAt(layer, body.at)) === startTls;
  else if (code === operation.extendedResponse && session.asksTls) {
    session.asksTls = false;
    if (integerOf(layer, elementAt(layer, body.at)) === 0) layer.memory.setApplication(layer.dissection, tls, true);
  }
}
