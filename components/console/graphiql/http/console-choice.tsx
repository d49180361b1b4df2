'use client';

import { Braces } from 'lucide-react';
import { useState } from 'react';
import type { CallableDetail } from '@/components/console/callable';
import { identityPlace } from '@/components/identity/identity-place';
import { identities } from '@/components/identity/use-identities';
import { readyIdentity } from '@/components/identity/use-ready-identity';
import { Button } from '@/components/ui/button';
import { Menu } from '@/components/ui/menu';
import { toast } from '@/components/ui/toast';
import type { GatewayRoute } from '@/lib/apis/gateway/contract';
import type { ApiRef } from '@/lib/core/api';
import { encodePath } from '@/lib/core/path';
import type { RouteConsole } from './choice';
import { isOpenPath, usualPath } from './open-path';

interface ConsoleChoiceProps {
  place: string;
  api: ApiRef;
  detail: CallableDetail;
  route: GatewayRoute;
  stage: string;
  shown: RouteConsole;
  onChoose: (next: RouteConsole) => void;
}

/** The way from one console of a route to the other, and the question to the route which one is its own. */
export function ConsoleChoice({ shown, onChoose, ...at }: ConsoleChoiceProps) {
  const [asking, setAsking] = useState(false);
  if (shown === 'graphiql') {
    return (
      <Button size="small" variant="ghost" onClick={() => onChoose('request')}>
        Open as a request
      </Button>
    );
  }
  const ask = async () => {
    setAsking(true);
    const { yes, words } = await asked(at);
    setAsking(false);
    toast(words, yes ? {} : { tone: 'bad' });
    if (yes) onChoose('graphiql');
  };
  return (
    <Menu
      label="GraphQL"
      trigger={
        <Button size="small" variant="ghost" busy={asking} icon={<Braces aria-hidden="true" size={13} />}>
          GraphQL
        </Button>
      }
      entries={[
        { id: 'open', label: 'Open in GraphiQL', onSelect: () => onChoose('graphiql') },
        { id: 'ask', label: 'Ask the route whether it speaks GraphQL', onSelect: () => void ask() },
      ]}
    />
  );
}

async function asked({ api, detail, route, ...at }: Omit<ConsoleChoiceProps, 'shown' | 'onChoose'>) {
  const place = identityPlace(api, route, detail.authorizers);
  const chosen = identities.chosen(place);
  const [{ askWhetherGraphql }, identity] = await Promise.all([
    import('./probe'),
    readyIdentity(chosen).catch(() => chosen),
  ]);
  const path = isOpenPath(route.path) ? encodePath(usualPath(route.path)) : null;
  return askWhetherGraphql({ identity, asked: place.asked }, { ...at, api, route, path });
}
