'use client';

import { CircleX, MessageSquareText, Plug, Radar, Scissors, Trash2, Unplug } from 'lucide-react';
import { useState } from 'react';
import type { HeldLine } from '@/components/console/line/held-line';
import { heldLines, useLineState } from '@/components/console/line/held-lines';
import { isLive } from '@/components/console/line/line-state';
import type { Asked } from '@/components/identity/asked';
import { identities } from '@/components/identity/use-identities';
import { readyIdentity } from '@/components/identity/use-ready-identity';
import { Failed } from '@/components/shell/answer';
import { IconButton } from '@/components/ui/button';
import { Menu } from '@/components/ui/menu';
import { toast } from '@/components/ui/toast';
import type { WebSocketSay } from '@/lib/apis/websocket/contract';
import type { ApiRef } from '@/lib/core/api';
import { CloseDialog } from './close-dialog';
import { openingOf, openSession } from './sessions';

interface SessionActionsProps {
  api: ApiRef;
  line: HeldLine;
  asked: Asked;
  spokenTo: boolean;
  onSpeak: (() => void) | null;
}

/** What can be done with one session. */
export function SessionActions({ api, line, asked, spokenTo, onSpeak }: SessionActionsProps) {
  const state = useLineState(line);
  const live = isLive(state);
  return (
    <>
      {onSpeak ? (
        <IconButton
          size="small"
          label={spokenTo ? 'Messages go here' : 'Send messages here'}
          aria-pressed={spokenTo}
          icon={<MessageSquareText aria-hidden="true" size={13} className={spokenTo ? 'text-accent-strong' : ''} />}
          onClick={onSpeak}
        />
      ) : null}
      {state.phase === 'open' && live ? (
        <IconButton
          size="small"
          label="Ping"
          icon={<Radar aria-hidden="true" size={13} />}
          onClick={() => void line.say({ type: 'ping' } satisfies WebSocketSay)}
        />
      ) : null}
      {live ? <EndMenu line={line} /> : <Ended api={api} line={line} asked={asked} />}
    </>
  );
}

function EndMenu({ line }: { line: HeldLine }) {
  const [closing, setClosing] = useState(false);
  return (
    <>
      <Menu
        label="End the session"
        trigger={<IconButton size="small" label="End the session" icon={<Unplug aria-hidden="true" size={13} />} />}
        entries={[
          { id: 'close', label: 'Disconnect', icon: <Unplug size={14} />, note: '1000', onSelect: () => line.close() },
          {
            id: 'code',
            label: 'Close with a code…',
            icon: <CircleX size={14} />,
            onSelect: () => requestAnimationFrame(() => setClosing(true)),
          },
          {
            id: 'cut',
            label: 'Cut the line',
            icon: <Scissors size={14} />,
            note: '1006',
            onSelect: () => line.close({ cut: true }),
          },
        ]}
      />
      {closing ? <CloseDialog line={line} onDone={() => setClosing(false)} /> : null}
    </>
  );
}

function Ended({ api, line, asked }: Pick<SessionActionsProps, 'api' | 'line' | 'asked'>) {
  const again = async () => {
    try {
      const opening = openingOf(line, { api, asked, identities: identities.list() });
      if (opening) openSession({ ...opening, identity: await readyIdentity(opening.identity) });
      else toast('What this session was opened with is secret and went with the page. Type it again and use Connect.');
    } catch (error) {
      toast(error instanceof Failed ? error.failure.message : 'It could not be opened again.', { tone: 'bad' });
    }
  };
  return (
    <>
      <IconButton
        size="small"
        label="Connect again"
        icon={<Plug aria-hidden="true" size={13} />}
        onClick={() => void again()}
      />
      <IconButton
        size="small"
        label="Remove the session"
        icon={<Trash2 aria-hidden="true" size={13} />}
        onClick={() => heldLines.drop(line)}
      />
    </>
  );
}
