'use client';

import { RotateCcw, SendHorizontal } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { HeldLine } from '@/components/console/line/held-line';
import { CodeEditor, placeCursor } from '@/components/console/request/code-editor';
import { fieldId } from '@/components/console/request/field-id';
import { FileField } from '@/components/console/request/file-field';
import { JsonBar } from '@/components/console/request/json-bar';
import { checkJson } from '@/components/console/viewer/json-check';
import { Button, IconButton } from '@/components/ui/button';
import { NativeSelect } from '@/components/ui/native-select';
import { TextArea } from '@/components/ui/text-area';
import { useShortcut } from '@/components/ui/use-shortcut';
import type { WebSocketDetail, WebSocketRoute } from '@/lib/apis/websocket/contract';
import { FRAME_BYTES } from '@/lib/core/websocket-limits';
import { useKeptDraft } from './kept-drafts';
import type { MessageMode } from './message-bytes';
import { type MessageDraft, messageDrafts, newMessageDraft } from './message-draft';
import { RouteChoice } from './route-choice';
import { composeMessage } from './route-message';
import { SizeNote } from './size-note';
import type { SpokenTo } from './spoken-to';
import { SpokenToChoice } from './spoken-to-choice';
import { messageSize, useSaying } from './use-saying';

interface ComposerProps {
  detail: WebSocketDetail;
  route: WebSocketRoute;
  place: string;
  lines: readonly HeldLine[];
  spoken: SpokenTo;
  onRoute: (key: string) => void;
}

const MODES: { value: MessageMode; label: string }[] = [
  { value: 'json', label: 'JSON' },
  { value: 'text', label: 'Text' },
  { value: 'hex', label: 'Binary, as hex' },
  { value: 'base64', label: 'Binary, as base64' },
  { value: 'file', label: 'A file, binary' },
];
const EDITOR = fieldId('message');

/** One message for one route: composed as the route selection wants it, checked, and sent to one session or all. */
export function Composer({ detail, route, place, lines, spoken, onRoute }: ComposerProps) {
  const composed = composeMessage(detail.routeSelectionExpression, route.key);
  const [draft, setDraft] = useKeptDraft(messageDrafts, `${place} ${route.key}`, () => newMessageDraft(composed.text));
  const [file, setFile] = useState<File | null>(null);
  const saying = useSaying(draft, file, spoken);
  const set = (values: Partial<MessageDraft>) => setDraft({ ...draft, ...values });
  const type = (text: string) => {
    if (draft.mode !== 'file') set({ texts: { ...draft.texts, [draft.mode]: text } });
  };
  const untouched = draft.texts.json === composed.text;
  useEffect(() => {
    if (untouched) placeCursor(EDITOR, composed.cursor, false);
  }, [untouched, composed.cursor]);
  useShortcut('Mod+Enter', (event) => {
    if (!event.repeat) void saying.say(false);
  });
  const again = () => {
    set({ texts: { ...draft.texts, json: composed.text } });
    requestAnimationFrame(() => placeCursor(EDITOR, composed.cursor, true));
  };
  return (
    <form
      aria-label="Message"
      onSubmit={(event) => {
        event.preventDefault();
        void saying.say(false);
      }}
      className="flex min-h-0 flex-1 flex-col gap-3 p-4"
    >
      <div className="flex flex-wrap items-end gap-2">
        <RouteChoice routes={detail.routes} route={route} onRoute={onRoute} />
        <NativeSelect
          label="Sort of message"
          value={draft.mode}
          items={MODES}
          onValue={(mode) => set({ mode: mode as MessageMode })}
          className="w-36"
        />
        <IconButton
          size="small"
          label="Compose anew"
          disabled={draft.mode !== 'json' || untouched}
          icon={<RotateCcw aria-hidden="true" size={13} />}
          onClick={again}
          className="ml-auto"
        />
      </div>
      <RouteNote route={route} expression={detail.routeSelectionExpression} />
      <div className="min-h-40 flex-1">
        <Body {...{ draft, file }} onText={type} onFile={setFile} onSend={() => void saying.say(false)} />
      </div>
      {draft.mode === 'json' ? (
        <JsonBar
          text={draft.texts.json}
          problem={draft.texts.json.trim() === '' ? null : checkJson(draft.texts.json)}
          asked={saying.asked}
          onText={type}
          onSendAnyway={() => void saying.say(true)}
        />
      ) : null}
      <SizeNote
        bytes={messageSize(draft, file)}
        whole={draft.whole}
        onWhole={messageSize(draft, file) > FRAME_BYTES ? (whole) => set({ whole }) : null}
      />
      <div className="flex flex-wrap items-center gap-2">
        <SpokenToChoice lines={lines} spoken={spoken} />
        <Button
          type="submit"
          variant="primary"
          busy={saying.busy}
          keys="Mod+Enter"
          hint="Send the message"
          icon={<SendHorizontal aria-hidden="true" size={14} />}
        >
          Send
        </Button>
        <p
          role="status"
          className={saying.outcome?.ok === false ? 'min-w-0 break-words text-bad' : 'min-w-0 break-words text-muted'}
        >
          {saying.outcome?.words}
        </p>
      </div>
    </form>
  );
}

function RouteNote({ route, expression }: { route: WebSocketRoute; expression: string }) {
  const words =
    route.method === 'DEFAULT'
      ? 'Takes every message of which the route selection makes no other route.'
      : route.twoWay
        ? 'Answers on the session.'
        : 'Has no route response: what comes back, if anything, comes through @connections.';
  return (
    <p className="text-faint text-xs">
      {words} Selected by <span className="font-mono">{expression}</span>.
    </p>
  );
}

interface BodyProps {
  draft: MessageDraft;
  file: File | null;
  onText: (text: string) => void;
  onFile: (file: File | null) => void;
  onSend: () => void;
}

function Body({ draft, file, onText, onFile, onSend }: BodyProps) {
  switch (draft.mode) {
    case 'file':
      return <FileField file={file} problem={null} onFile={onFile} />;
    case 'hex':
    case 'base64':
      return (
        <TextArea
          key={draft.mode}
          label={draft.mode === 'hex' ? 'Bytes, as hex' : 'Bytes, as base64'}
          mono
          rows={8}
          value={draft.texts[draft.mode]}
          onChange={(event) => onText(event.target.value)}
        />
      );
    default:
      return (
        <CodeEditor
          key={draft.mode}
          id={EDITOR}
          label={draft.mode === 'json' ? 'Message, as JSON' : 'Message, as text'}
          language={draft.mode}
          value={draft.texts[draft.mode]}
          onValue={onText}
          onSend={onSend}
        />
      );
  }
}
