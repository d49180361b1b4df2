'use client';

import { ScrollRegion } from '@/components/console/scroll-region';
import { CopyButton } from '@/components/ui/copy-button';
import type { AnswerHead } from '@/lib/core/outcome';
import { HeaderList, headersAsText } from './header-list';

/** The head of the answer as it came. */
export function HeadersView({ head }: { head: AnswerHead }) {
  const connection = [
    `HTTP/${head.httpVersion}`,
    ...(head.tls ? [`${head.tls.protocol}, ${head.tls.cipher}`] : []),
    ...(head.remote ? [`from ${head.remote}`] : []),
  ];
  return (
    <ScrollRegion label="Headers of the answer" className="bg-ground px-4 py-2">
      <div className="mb-1 flex items-center justify-between gap-4">
        <p className="min-w-0 truncate text-muted text-xs">{connection.join(' · ')}</p>
        <CopyButton what="headers" size="small" text={headersAsText(head.headers)} />
      </div>
      <HeaderList headers={head.headers} label="Headers of the answer" />
    </ScrollRegion>
  );
}
