'use client';

import { useState } from 'react';
import { type Exchange, headerOf } from '@/components/console/exchange/exchange';
import { CodePane } from '@/components/console/viewer/code-pane';
import type { ViewState } from '@/components/console/viewer/protocol';
import { Button } from '@/components/ui/button';
import { HtmlPreview } from './html-preview';
import { ImageView } from './image-view';
import { type BodyMode, firstMode, mediaOf } from './media';

interface BodyViewProps {
  exchange: Exchange;
  /** null: as the content type suggests. */
  mode: BodyMode | null;
  finding: boolean;
  onFinding: (finding: boolean) => void;
  onText: () => void;
}

/** The body of an answer in the chosen way. */
export function BodyView({ exchange, mode: chosen, finding, onFinding, onText }: BodyViewProps) {
  const media = mediaOf(headerOf(exchange, 'content-type'));
  const mode = chosen ?? firstMode(media);
  // What was stored was stored as UTF-8.
  const charset = exchange.stored ? null : media.charset;
  const [state, setState] = useState<ViewState | null>(null);
  if (mode === 'html')
    return <HtmlPreview key={exchange.running ? 'partial' : 'whole'} body={exchange.id} charset={charset} />;
  if (mode === 'image')
    return <ImageView key={exchange.running ? 'partial' : 'whole'} body={exchange.id} type={media.type} />;
  return (
    <>
      {mode === 'json' && state?.problem ? (
        <p role="status" className="flex items-center gap-3 border-line border-b bg-warn-soft px-4 py-1.5 text-warn">
          <span className="min-w-0 flex-1">
            Not valid JSON: {state.problem.message} at line {state.problem.line}, column {state.problem.column}.
          </span>
          <Button size="small" onClick={onText}>
            Show as text
          </Button>
        </p>
      ) : null}
      {state?.unknownCharset ? (
        <p role="status" className="border-line border-b bg-warn-soft px-4 py-1.5 text-warn">
          The charset {media.charset} is not known to this browser. The body is read as UTF-8.
        </p>
      ) : null}
      <CodePane
        key={`${exchange.id} ${mode}`}
        body={exchange.id}
        mode={mode}
        charset={charset}
        label="Body"
        finding={finding}
        onFinding={onFinding}
        onState={setState}
      />
    </>
  );
}
