'use client';

import { clsx } from 'clsx';
import { Badge } from '@/components/ui/badge';
import { Switch } from '@/components/ui/switch';
import type { LogPlace } from '@/lib/logs/contract';
import { groupOf, type LogSource, whyNot } from './log-source';
import { factsInWords } from './place-words';

interface PlacesListProps {
  places: readonly LogPlace[];
  sources: readonly LogSource[];
  onShow: (place: LogPlace, on: boolean) => void;
}

/** The logs of one API: where each goes, how long it is kept, and whether it is looked at. */
export function PlacesList({ places, sources, onShow }: PlacesListProps) {
  return (
    <ul className="divide-y divide-line">
      {places.map((place) => (
        <Place
          key={place.id}
          place={place}
          on={sources.some((source) => source.place.id === place.id && source.word === null)}
          onShow={(on) => onShow(place, on)}
        />
      ))}
    </ul>
  );
}

interface PlaceProps {
  place: LogPlace;
  on: boolean;
  onShow: (on: boolean) => void;
}

function Place({ place, on, onShow }: PlaceProps) {
  const { destination, facts, label, level, assumed, role } = place;
  const why = whyNot(place);
  return (
    <li className="py-2">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Switch
          className="min-w-0 max-w-full"
          label={label}
          showLabel
          checked={on}
          disabled={groupOf(place) === null && !on}
          onChecked={onShow}
        />
        {role === 'function' ? <Badge>Lambda</Badge> : null}
        {level ? <Badge>{level}</Badge> : null}
        {assumed ? <Badge>Where it usually is</Badge> : null}
      </div>
      <div className="pl-9 text-xs">
        {destination ? (
          <p className="break-all font-mono text-muted">
            {destination.type === 'group' ? destination.group : destination.arn}
          </p>
        ) : null}
        {facts ? <p className="text-faint">{factsInWords(facts)}</p> : null}
        {why ? <p className={clsx(destination && place.exists !== false ? 'text-warn' : 'text-muted')}>{why}</p> : null}
      </div>
    </li>
  );
}
