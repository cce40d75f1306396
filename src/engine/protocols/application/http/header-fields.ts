/** Fields of HTTP's headers: declared here, and found by the header's name. */
import { text } from '../../../declare/kinds';

const declared = {
  authorization: 'Authorization',
  proxy_authenticate: 'Proxy-Authenticate',
  proxy_authorization: 'Proxy-Authorization',
  www_authenticate: 'WWW-Authenticate',
  content_type: 'Content-Type',
  content_length_header: 'Content-Length',
  content_encoding: 'Content-Encoding',
  transfer_encoding: 'Transfer-Encoding',
  upgrade: 'Upgrade',
  user_agent: 'User-Agent',
  host: 'Host',
  connection: 'Connection',
  cookie: 'Cookie',
  accept: 'Accept',
  referer: 'Referer',
  accept_language: 'Accept-Language',
  accept_encoding: 'Accept-Encoding',
  date: 'Date',
  cache_control: 'Cache-Control',
  server: 'Server',
  location: 'Location',
  sec_websocket_accept: 'Sec-WebSocket-Accept',
  sec_websocket_extensions: 'Sec-WebSocket-Extensions',
  sec_websocket_key: 'Sec-WebSocket-Key',
  sec_websocket_protocol: 'Sec-WebSocket-Protocol',
  sec_websocket_version: 'Sec-WebSocket-Version',
  set_cookie: 'Set-Cookie',
  last_modified: 'Last-Modified',
  x_forwarded_for: 'X-Forwarded-For',
  http2_settings: 'HTTP2-Settings',
} as const;

type HeaderKey = keyof typeof declared;
type HeaderDeclarations = { readonly [K in HeaderKey]: ReturnType<typeof text> };

/** One text field a header. */
export const headerFields = Object.fromEntries(
  Object.entries(declared).map(([key, name]) => [key, text({ label: name, verbatim: true, opening: true })]),
) as HeaderDeclarations;

const keys = new Map(Object.entries(declared).map(([key, name]) => [name.toLowerCase(), key as HeaderKey]));

/** The key of the field for a header's name in lower case. */
export const headerKey = (name: string): HeaderKey | undefined => keys.get(name);
