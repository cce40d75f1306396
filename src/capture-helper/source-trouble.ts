/** Why a source of packets cannot be read, as a sentence for the user. */
import { fileTrouble, type SystemError } from '../shared/file-sentences';

const networkTroubles: Readonly<Record<string, (name: string) => string>> = {
  ECONNREFUSED: (name) => `Nobody listens at ${name}.`,
  ECONNRESET: (name) => `${name} broke the connection off.`,
  ENOTFOUND: (name) => `There is no host of the name in ${name}.`,
  EAI_AGAIN: (name) => `The name in ${name} could not be looked up.`,
  ETIMEDOUT: (name) => `${name} does not answer.`,
  EHOSTUNREACH: (name) => `There is no way to ${name}.`,
  ENETUNREACH: (name) => `There is no way to ${name}.`,
};

/** Of a file, a FIFO or a server; `name` is its path, or host and port. */
export function sourceTrouble(error: SystemError, name: string): string {
  return networkTroubles[error.code ?? '']?.(name) ?? fileTrouble(error, name)[1];
}

/** Of a program that could not be started. */
export function programTrouble(error: SystemError, program = ''): string {
  if (error.code === 'ENOENT') return `There is no program “${program}”.`;
  if (error.code === 'EACCES') return `“${program}” may not be executed.`;
  return error.message;
}
