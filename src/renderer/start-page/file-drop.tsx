/** A file dropped anywhere in the window is opened. */
import './start-page.css';
import { useEffect, useState } from 'react';
import { notify, run } from '../actions/notices';
import { messages } from '../messages/messages';

export function FileDrop() {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const carriesFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const drag = (event: DragEvent): void => {
      event.preventDefault();
      if (carriesFile(event)) setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file) run(open(file));
    };
    window.addEventListener('dragover', drag);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', drag);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return over ? <div className="drop-overlay">{messages.start.dropNow}</div> : undefined;
}

async function open(file: File): Promise<void> {
  const reply = await window.sockeye.openDropped(file);
  if (!reply.ok) notify(reply.error.message);
}
