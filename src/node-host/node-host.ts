/** The engine's host on Node: files, spool, decompression, hashes and the clock. */
import { createHash, X509Certificate } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Cancellation, EngineHost, HostFile, HostFileWriter } from '../engine/host';
import { fileError } from './file-error';
import { createReplacement } from './file-replacement';
import { inflateContent } from './inflate-content';
import { openHostFile } from './open-host-file';
import { StandardOutput } from './standard-output';

export interface NodeHostOptions {
  /** Folder for unpacked and piped captures; the system's temporary folder unless given. */
  readonly spoolFolder?: string;
}

export function createNodeHost(options: NodeHostOptions = {}): EngineHost {
  return {
    openFile: (path, { spoolLimit }): Promise<HostFile> =>
      openHostFile(path, { folder: options.spoolFolder, limit: spoolLimit }),
    createFile: (path): HostFileWriter => (path === '-' ? new StandardOutput() : createReplacement(path)),
    exists: existsSync,
    hashFile,
    inflate: inflateContent,
    isSignedBy,
    now: () => performance.now(),
    yield: () => nextTurn(),
  };
}

async function hashFile(path: string, algorithm: 'sha256' | 'sha1', cancellation?: Cancellation): Promise<string> {
  const hash = createHash(algorithm);
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
      if (cancellation?.cancelled) break;
      hash.update(chunk as Uint8Array);
    }
  } catch (error) {
    throw fileError(error, path);
  }
  return hash.digest('hex');
}

function isSignedBy(certificate: Uint8Array, issuer: Uint8Array): boolean | undefined {
  try {
    return new X509Certificate(certificate).verify(new X509Certificate(issuer).publicKey);
  } catch {
    return undefined;
  }
}
