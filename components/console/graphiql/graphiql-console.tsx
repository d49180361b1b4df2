'use client';

import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { ApiLoading } from '@/components/console/api-loading';
import type { GraphiqlPort } from './port';
import { useSchema } from './schema/use-schema';

const GraphiqlIde = dynamic(() => import('./graphiql-ide').then((module) => module.GraphiqlIde), {
  ssr: false,
  loading: ApiLoading,
});

interface GraphiqlConsoleProps {
  port: GraphiqlPort;
  /** What a kind adds to the toolbar: its stages, the way back. */
  children?: ReactNode;
}

/** GraphiQL at a server, whose schema is read while the editor is still loaded. Mount it anew for another place. */
export function GraphiqlConsole({ port, children }: GraphiqlConsoleProps) {
  const schema = useSchema(port);
  return (
    <GraphiqlIde port={port} schema={schema}>
      {children}
    </GraphiqlIde>
  );
}
