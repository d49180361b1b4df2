'use client';

import { useMemo } from 'react';
import { GraphiqlConsole } from '@/components/console/graphiql/graphiql-console';
import { localSlot, useSlot } from '@/components/store';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { encodePath } from '@/lib/core/path';
import { isOpenPath, usualPath } from './open-path';
import { type HttpPlace, useHttpPort } from './use-http-port';

interface HttpGraphiqlProps extends Omit<HttpPlace, 'path'> {
  onStage: (name: string) => void;
}

/** GraphiQL on a route of an HTTP API. Mount it anew for another route. */
export function HttpGraphiql({ onStage, ...at }: HttpGraphiqlProps) {
  const { place, route, detail, stage } = at;
  const slot = useMemo(
    () =>
      localSlot<string>(`graphiql-path:${place}`, {
        fallback: usualPath(route.path),
        parse: (value) => (typeof value === 'string' && value.startsWith('/') ? value : null),
      }),
    [place, route.path],
  );
  const [path, setPath] = useSlot(slot);
  const open = isOpenPath(route.path);
  const port = useHttpPort({ ...at, path: open ? encodePath(path) : null });
  return (
    <GraphiqlConsole port={port}>
      <Select
        label="Subscriptions over"
        value={port.ways?.chosen ?? null}
        items={port.ways?.all.map(({ id, label }) => ({ value: id, label })) ?? []}
        onValue={(id) => port.ways?.onChoose(id)}
        className="h-9 max-w-44 shrink-0"
      />
      {open ? (
        <Input
          label="Path of the GraphQL server"
          hideLabel
          mono
          value={path}
          onChange={({ target }) => setPath(`/${target.value.replace(/^\/+/, '').replace(/[?#]/g, '')}`)}
          className="w-44"
        />
      ) : null}
      {detail.stages.length > 1 ? (
        <Select
          label="Stage"
          value={stage?.name ?? null}
          items={detail.stages.map(({ name }) => ({ value: name, label: name }))}
          onValue={onStage}
          className="h-9 max-w-36 shrink-0 font-mono text-xs"
        />
      ) : null}
    </GraphiqlConsole>
  );
}
