/** The bridge between the page and the main process: named calls, named events, dropped files, and the engine's port. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Bridge } from '../shared/bridge';

const listeners = new Map<string, (payload: unknown) => void>();

ipcRenderer.on('event', (_event, name: string, payload: unknown) => listeners.get(name)?.(payload));

// A port cannot cross the bridge; it goes to the page as a message of its own window.
for (const name of ['engine-port', 'sockets-port', 'fields-port'])
  ipcRenderer.on(name, (event) => window.postMessage(name, location.origin, [...event.ports]));

const bridge: Bridge = {
  // `openDropped` has a way of its own, so that the page cannot name a path.
  call: (name, argument) =>
    name === 'openDropped'
      ? Promise.resolve({ ok: false, error: { message: 'Files are dropped, not named.' } })
      : ipcRenderer.invoke('call', name, argument),
  on: (name, handler) => {
    listeners.set(name, handler);
  },
  openDropped: (file) => {
    const path = webUtils.getPathForFile(file);
    return path === ''
      ? Promise.resolve({ ok: false, error: { message: 'What was dropped is not a file on this machine.' } })
      : ipcRenderer.invoke('call', 'openDropped', { path });
  },
};

contextBridge.exposeInMainWorld('sockeye', bridge);
