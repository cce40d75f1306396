/** Text as one word of a POSIX shell. */

/** In single quotes wherever a sign could mean something to a shell, also a file name that begins with a hyphen. */
export function shellWord(text: string): string {
  if (/^[\w./:@%+,][\w./:@%+,=-]*$/.test(text)) return text;
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The command line that prints the packets of a filter. */
export function commandLine(path: string, filter: string): string {
  const file = path.startsWith('-') ? `./${path}` : path;
  const words = ['sockeye', '-r', shellWord(file)];
  return (filter === '' ? words : [...words, '-Y', shellWord(filter)]).join(' ');
}
