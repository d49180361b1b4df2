'use client';

import { ClipboardPaste, FileUp } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { DropZone } from '@/components/ui/drop-zone';
import { FieldError } from '@/components/ui/field-error';
import { Spinner } from '@/components/ui/spinner';
import { TextArea } from '@/components/ui/text-area';
import type { KeptFile } from './kept-file';
import { MOST_IN_WORDS } from './most-bytes';
import { type Reading, startReading } from './read-file';

type State = { reading: string } | { refused: string } | null;

/** Where a file comes from: chosen, dropped or pasted. Here it is also said why it is none. */
export function ImportSource({ onFile }: { onFile: (kept: KeptFile) => void }) {
  const [state, setState] = useState<State>(null);
  const [pasting, setPasting] = useState(false);
  const running = useRef<Reading | null>(null);
  const errorId = useId();
  useEffect(() => () => running.current?.stop(), []);

  const stop = () => {
    running.current?.stop();
    running.current = null;
    setState(null);
  };
  const read = async (blob: Blob, name: string | null) => {
    stop();
    const reading = startReading(blob);
    running.current = reading;
    setState({ reading: name ?? 'what was pasted' });
    const found = await reading.read;
    if (running.current !== reading) return;
    running.current = null;
    if ('refused' in found) return setState({ refused: name === null ? found.refused : `${name}: ${found.refused}` });
    setState(null);
    setPasting(false);
    onFile({ name, readAt: Date.now(), file: found.file });
  };
  const refused = state && 'refused' in state ? state.refused : null;
  return (
    <DropZone accept=".json,.yaml,.yml,application/json,application/yaml" onFile={(file) => void read(file, file.name)}>
      {(choose) => (
        <div className="space-y-3">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <Button
              icon={<FileUp aria-hidden="true" size={14} />}
              aria-describedby={refused ? errorId : undefined}
              onClick={choose}
            >
              Choose a file
            </Button>
            <Button
              icon={<ClipboardPaste aria-hidden="true" size={14} />}
              aria-expanded={pasting}
              onClick={() => setPasting(!pasting)}
            >
              Paste it
            </Button>
            <span className="text-muted">or drop a file here</span>
          </div>
          {pasting ? <Paste onText={(text) => void read(new Blob([text]), null)} /> : null}
          {state && 'reading' in state ? (
            <div className="flex items-center gap-3">
              <p role="status" className="flex min-w-0 items-center gap-2 text-muted">
                <Spinner /> <span className="min-w-0 break-words">Reading {state.reading}</span>
              </p>
              <Button size="small" onClick={stop}>
                Cancel
              </Button>
            </div>
          ) : null}
          <div aria-live="polite">
            <FieldError id={errorId}>{refused}</FieldError>
          </div>
          <p className="text-muted text-xs">
            OpenAPI 3 or Swagger 2.0, as JSON or YAML, up to {MOST_IN_WORDS}. The file stays in this browser: it is sent
            nowhere, and other files that it refers to are not fetched.
          </p>
        </div>
      )}
    </DropZone>
  );
}

function Paste({ onText }: { onText: (text: string) => void }) {
  const [text, setText] = useState('');
  return (
    <div className="space-y-2">
      <TextArea
        label="OpenAPI as JSON or YAML"
        mono
        rows={8}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <Button variant="primary" disabled={text.trim() === ''} onClick={() => onText(text)}>
        Import
      </Button>
    </div>
  );
}
