'use client';

import { ScrollRegion } from '@/components/console/scroll-region';
import { CopyButton } from '@/components/ui/copy-button';
import type { WireRequest } from '@/lib/core/outcome';
import { HeaderList, headersAsText } from './header-list';
import { bytesInWords } from './units';
import { VisibleText } from './visible-text';

/** The request exactly as it went on the wire, secrets masked. */
export function WireView({ request, curl }: { request: WireRequest; curl: string | null }) {
  const line = `${request.method} ${request.target} HTTP/1.1`;
  return (
    <ScrollRegion label="The request on the wire" className="bg-ground px-4 py-2">
      <div className="mb-1 flex items-center justify-between gap-4">
        <p className="min-w-0 text-muted text-xs">
          {request.command === undefined
            ? 'As it went on the wire, secrets masked'
            : 'What API Gateway was asked to test, and the headers that the method was given, secrets masked'}
          {request.connectedTo ? `, to ${request.connectedTo}` : ''}.
        </p>
        <div className="flex shrink-0 gap-1">
          {curl ? (
            <CopyButton
              what={request.command === undefined ? 'as curl' : 'as a command'}
              size="small"
              showLabel
              text={curl}
            />
          ) : null}
          <CopyButton what="request" size="small" text={`${line}\n${headersAsText(request.headers)}\n`} />
        </div>
      </div>
      <p className="break-all border-line border-b py-1 font-mono text-xs">
        <VisibleText text={line} />
      </p>
      <HeaderList headers={request.headers} label="Headers of the request" />
      <p className="py-2 text-muted text-xs">
        {request.bodyBytes > 0 ? `Then a body of ${bytesInWords(request.bodyBytes)}.` : 'No body.'}
      </p>
    </ScrollRegion>
  );
}
