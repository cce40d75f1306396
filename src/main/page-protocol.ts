/** Serves the page's own files as `sockeye://app/…`, and nothing else, under a strict content security policy. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';

export const pageOrigin = 'sockeye://app';

const root = join(import.meta.dirname, '../renderer');

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Must run before the application is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'sockeye', privileges: { standard: true, secure: true } }]);
}

/** Must run once the application is ready. */
export function servePage(): void {
  protocol.handle('sockeye', async (request) => {
    const { host, pathname } = new URL(request.url);
    const path = normalize(join(root, decodeURIComponent(pathname)));
    const type = types[extname(path)];
    if (host !== 'app' || !path.startsWith(root + sep) || type === undefined) return missing();
    try {
      return new Response(await readFile(path), {
        headers: {
          'Content-Type': type,
          'Content-Security-Policy': policy,
          'X-Content-Type-Options': 'nosniff',
        },
      });
    } catch {
      return missing();
    }
  });
}

function missing(): Response {
  return new Response('', { status: 404 });
}
