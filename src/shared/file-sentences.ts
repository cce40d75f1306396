/** What the system's codes for troubles with files mean, as sentences for the user. */

/** The kinds of trouble that callers tell apart. */
export type FileTrouble = 'missing' | 'directory' | 'permission' | 'failed';

/** What Node throws about files, as far as it is needed here. */
export interface SystemError {
  readonly code?: string;
  readonly message: string;
}

const sentences: Readonly<Record<string, readonly [FileTrouble, string]>> = {
  ENOENT: ['missing', 'does not exist'],
  ENOTDIR: ['missing', 'does not exist'],
  EEXIST: ['failed', 'is there already, and is no folder'],
  EISDIR: ['directory', 'is a folder, not a file'],
  EACCES: ['permission', 'cannot be opened: you have no permission for it'],
  EPERM: ['permission', 'cannot be opened: you have no permission for it'],
  EROFS: ['permission', 'cannot be written: its disk is read-only'],
  ENOSPC: ['failed', 'cannot be written: its disk is full'],
  EDQUOT: ['failed', 'cannot be written: your share of its disk is used up'],
  EFBIG: ['failed', 'cannot be written: it would be larger than its disk allows'],
  EPIPE: ['failed', 'is no longer read by anybody'],
  EMFILE: ['failed', 'cannot be opened: too many files are open'],
};

/** What is wrong with the file at `path`. */
export function fileTrouble({ code = '', message }: SystemError, path: string): readonly [FileTrouble, string] {
  const [kind, what] = sentences[code] ?? (['failed', `cannot be used: ${message}`] as const);
  return [kind, `“${path}” ${what}.`];
}

/** What is wrong with writing a file at `path`, which need not be there yet. */
export function writingTrouble(error: SystemError, path: string): readonly [FileTrouble, string] {
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return ['missing', `“${path}” cannot be written: there is no folder “${folderOf(path)}”.`];
    case 'EACCES':
    case 'EPERM':
      return ['permission', `“${path}” cannot be written: you have no permission for it.`];
    case 'EEXIST':
      return ['failed', `“${path}” is there already.`];
    default:
      return fileTrouble(error, path);
  }
}

function folderOf(path: string): string {
  return /^(.*)[/\\]/.exec(path)?.[1] || (path.startsWith('/') ? '/' : '.');
}
