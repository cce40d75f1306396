/** Edit > List Packet Comments: every comment, each leading to its packet. */
import './dialogs.css';
import { useEffect, useState } from 'react';
import type { CommentedPacket } from '../../shared/ipc';
import { goToPacket } from '../actions/find';
import { run } from '../actions/notices';
import { askEngine } from '../bridge/engine-client';
import { Dialog } from '../controls/dialog';
import { CloseButton } from '../controls/dialog-buttons';
import { messages } from '../messages/messages';
import { exact } from '../messages/numbers';
import { visibleLines } from '../messages/visible-lines';

const words = messages.commentList;

export function CommentListDialog({ close }: { readonly close: () => void }) {
  const [packets, setPackets] = useState<readonly CommentedPacket[]>();
  useEffect(() => run(askEngine('commented', undefined).then(setPackets)), []);
  const goTo = (number: number): void => {
    close();
    goToPacket(number);
  };
  return (
    <Dialog title={words.title} close={close} submit={close} width={720} buttons={<CloseButton close={close} />}>
      {!packets && <p>{words.empty}</p>}
      {packets && (
        <table className="edit-table">
          <thead>
            <tr>
              <th style={{ width: 90 }}>{words.packet}</th>
              <th>{words.comment}</th>
            </tr>
          </thead>
          <tbody>
            {packets.map(({ number, comments }) => (
              <tr key={number}>
                <td>
                  <button type="button" className="button" onClick={() => goTo(number)}>
                    {exact(number)}
                  </button>
                </td>
                <td className="selectable">{visibleLines(comments.join('\n'))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Dialog>
  );
}
