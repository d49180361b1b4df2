'use client';

import { Trash2 } from 'lucide-react';
import type { CallableDetail } from '@/components/console/callable';
import { FactsSection } from '@/components/console/facts/facts-section';
import { TimeText } from '@/components/console/facts/time-text';
import { ScrollRegion } from '@/components/console/scroll-region';
import { Button } from '@/components/ui/button';
import { Spinner } from '@/components/ui/spinner';
import { toast } from '@/components/ui/toast';
import type { GatewayRoute } from '@/lib/apis/gateway/contract';
import { ImportOutcome } from './import-outcome';
import { ImportSource } from './import-source';
import { type KeptFile, keepFile } from './kept-file';
import type { Told } from './use-told';

interface ImportPageProps {
  /** Of the API. */
  place: string;
  detail: CallableDetail;
  /** `undefined` while it is read from the browser's storage. */
  told: Told | null | undefined;
  hrefOf: (route: GatewayRoute) => string;
}

/** The OpenAPI file of an API that one brings along: what it says of which route, and the ways to bring and to take it away. */
export function ImportPage({ place, detail, told, hrefOf }: ImportPageProps) {
  const before = told?.kept ?? null;
  const onFile = (kept: KeptFile) => void keep(place, kept, before);
  return (
    <ScrollRegion label="Imported OpenAPI file" className="px-4 py-5 sm:px-6">
      <div className="mx-auto max-w-4xl space-y-7">
        {told === undefined ? (
          <p role="status" className="flex items-center gap-2 text-muted">
            <Spinner /> Reading what was imported
          </p>
        ) : null}
        {told ? (
          <FactsSection title={nameOf(told.kept)} aside={<TakeAway place={place} kept={told.kept} />}>
            <p className="mb-3 break-words text-muted">
              <About kept={told.kept} />
            </p>
            <ImportOutcome told={told} hrefOf={hrefOf} />
          </FactsSection>
        ) : null}
        <FactsSection title={told ? 'Import another file' : 'Import an OpenAPI file'}>
          {told ? null : (
            <p className="mb-3">
              Its operations are held against the routes of {detail.api.name}. Each route then says what it is for, and
              offers the parameters, bodies and examples that the file has.
            </p>
          )}
          <ImportSource onFile={onFile} />
        </FactsSection>
      </div>
    </ScrollRegion>
  );
}

function About({ kept: { file, readAt } }: { kept: KeptFile }) {
  return (
    <>
      {file.title}
      {file.version ? `, version ${file.version}` : ''}. {file.format}, imported{' '}
      <TimeText iso={new Date(readAt).toISOString()} />.
    </>
  );
}

function TakeAway({ place, kept }: { place: string; kept: KeptFile }) {
  const take = () => {
    void keepFile(place, null);
    toast(`${nameOf(kept)} was taken away.`, { undo: () => void keepFile(place, kept) });
  };
  return (
    <Button size="small" icon={<Trash2 aria-hidden="true" size={13} />} onClick={take}>
      Take it away
    </Button>
  );
}

async function keep(place: string, kept: KeptFile, before: KeptFile | null): Promise<void> {
  const stays = await keepFile(place, kept);
  if (!stays) toast('This browser does not store it, so it is gone once the page is closed.');
  if (before) {
    toast(`${nameOf(kept)} replaces ${nameOf(before)}.`, { undo: () => void keepFile(place, before) });
  }
}

function nameOf({ name, file }: KeptFile): string {
  return name ?? file.title;
}
