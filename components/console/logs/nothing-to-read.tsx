'use client';

import { ScrollText } from 'lucide-react';
import { ScrollRegion } from '@/components/console/scroll-region';
import { Button } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import type { LogPlace } from '@/lib/logs/contract';
import { HowToAdd } from './how-to-add';
import { groupOf, type LogSource, whyNot } from './log-source';

/** Whether none of the logs can be read line by line. */
export function cannotBeRead(sources: readonly LogSource[]): boolean {
  return sources.every(({ place }) => groupOf(place) === null);
}

interface NothingToReadProps {
  sources: readonly LogSource[];
  places: readonly LogPlace[];
  /** Looks at another log instead, by its id. */
  onShow: (id: string) => void;
}

/** Why there are no lines, and which other logs of the API can be read. */
export function NothingToRead({ sources, places, onShow }: NothingToReadProps) {
  const others = places.filter((place) => groupOf(place) !== null);
  const [first] = sources;
  return (
    <ScrollRegion label="Why there are no lines" className="bg-ground p-4">
      <div className="mx-auto max-w-3xl space-y-4">
        <Empty
          icon={<ScrollText aria-hidden="true" size={24} />}
          action={
            others.length > 0 ? (
              <span className="flex max-w-full flex-wrap justify-center gap-2">
                {others.slice(0, 6).map(({ id, label }) => (
                  <Button key={id} size="small" onClick={() => onShow(id)} className="max-w-full">
                    <span className="truncate">Show {label}</span>
                  </Button>
                ))}
              </span>
            ) : null
          }
        >
          {first ? whyInWords(first) : 'This API has no access log.'}
        </Empty>
        {first && isMissing(first) ? (
          <HowToAdd kind={first.owner.kind} id={first.owner.id} stage={first.place.stage ?? '$default'} />
        ) : null}
      </div>
    </ScrollRegion>
  );
}

function isMissing({ place }: LogSource): boolean {
  return place.destination === null && place.role !== 'function';
}

function whyInWords(source: LogSource): string {
  const { place } = source;
  if (isMissing(source)) {
    if (place.stage === null) return 'The API logs nothing, so there is nothing to see of its requests.';
    return `The stage ${place.stage} writes no access log, so there is nothing to see of its requests.`;
  }
  return whyNot(place) ?? 'It cannot be read.';
}
