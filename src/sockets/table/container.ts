/** The container of a process, told from the names of its control groups. */
import { readFileSync } from 'node:fs';

const identifier =
  /(?:^|[/:-])(?:docker|libpod|cri-containerd|crio|containerd|buildkit|moby)?[-/:]?([0-9a-f]{64})(?:\.scope)?(?=$|\/|\n)/gm;
const named: readonly RegExp[] = [
  /\/lxc(?:\.payload)?[./]([^/\n]+)/,
  /\/machine\.slice\/systemd-nspawn@([^/\n]+)\.service/,
  /\/machine\.slice\/machine-([^/\n]+)\.scope/,
];
const shortLength = 12;
const names = new Map<string, string>();

/** The name where the container's engine lets it be read, otherwise the short identifier; null outside of containers. */
export function containerName(controlGroups: string): string | null {
  // The innermost, where one runs in another.
  const id = [...controlGroups.matchAll(identifier)].at(-1)?.[1];
  if (id !== undefined) {
    let name = names.get(id);
    if (name === undefined) {
      name = dockerName(id) ?? id.slice(0, shortLength);
      names.set(id, name);
    }
    return name;
  }
  for (const pattern of named) {
    const name = pattern.exec(controlGroups)?.[1];
    if (name !== undefined) return plainUnitName(name);
  }
  return null;
}

/** systemd writes what may not stand in the name of a unit in hexadecimal digits. */
const plainUnitName = (name: string): string =>
  name.replaceAll(/\\x([0-9a-f]{2})/g, (_whole, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));

/** Only root may read it. */
function dockerName(id: string): string | undefined {
  try {
    const { Name: name } = JSON.parse(readFileSync(`/var/lib/docker/containers/${id}/config.v2.json`, 'utf8')) as {
      Name?: unknown;
    };
    return typeof name === 'string' ? name.replace(/^\//, '') : undefined;
  } catch {
    return undefined;
  }
}
