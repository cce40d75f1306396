/** What an HTTP object is called when it becomes a file. */
import { headerValue, type MessageHead, mediaTypeOf } from './message-head';
import { safeFileName } from './safe-file-name';

const endings: Readonly<Record<string, string>> = {
  'text/html': '.html',
  'application/xhtml+xml': '.xhtml',
  'text/plain': '.txt',
  'text/css': '.css',
  'text/csv': '.csv',
  'text/javascript': '.js',
  'application/javascript': '.js',
  'application/x-javascript': '.js',
  'application/json': '.json',
  'application/xml': '.xml',
  'text/xml': '.xml',
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'image/webp': '.webp',
  'image/bmp': '.bmp',
  'image/x-icon': '.ico',
  'image/svg+xml': '.svg',
  'application/pdf': '.pdf',
  'application/zip': '.zip',
  'application/octet-stream': '.bin',
  'application/x-www-form-urlencoded': '.txt',
};

/** A safe name from the Content-Disposition, or else from the last part of the URL's path. Never empty. */
export function objectName(head: MessageHead, url: string): string {
  const given = safeFileName(dispositionName(headerValue(head, 'content-disposition')));
  if (given !== '') return given;
  const ending = endings[mediaTypeOf(head)] ?? '';
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').replace(/[?#].*$/s, '');
  const last = safeFileName(unescaped(path.slice(path.lastIndexOf('/') + 1)));
  if (last === '') return `index${ending === '' ? '.html' : ending}`;
  return /\.[A-Za-z0-9]{1,8}$/.test(last) ? last : last + ending;
}

/** The filename of a Content-Disposition. RFC 6266, section 4.3; the extended form of RFC 8187 wins. */
function dispositionName(value: string): string {
  const extended = /filename\*\s*=\s*(?:utf-8|iso-8859-1)'[^']*'([^;\s]+)/i.exec(value);
  if (extended !== null) return baseOf(unescaped(extended[1]));
  const quoted = /filename\s*=\s*"((?:[^"\\]|\\.)*)"/i.exec(value);
  if (quoted !== null) return baseOf(quoted[1].replace(/\\(.)/g, '$1'));
  return baseOf(/filename\s*=\s*([^;\s"]+)/i.exec(value)?.[1] ?? '');
}

const baseOf = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
