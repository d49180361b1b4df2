'use client';

import { ChevronDown, Download, RefreshCw } from 'lucide-react';
import { save } from '@/components/console/save';
import { Button } from '@/components/ui/button';
import { Menu } from '@/components/ui/menu';
import type { useSchema } from './use-schema';

/** How the schema stands, and what can be done with it. */
export function SchemaMenu({ schema, name }: { schema: ReturnType<typeof useSchema>; name: string }) {
  const { kept, reading, read } = schema;
  return (
    <Menu
      label="Schema"
      trigger={
        <Button
          size="large"
          variant="ghost"
          busy={reading}
          className="px-2! tabular-nums"
          aria-label={`Schema: ${wordsOf(schema)}`}
        >
          {wordsOf(schema)}
          <ChevronDown aria-hidden="true" size={13} />
        </Button>
      }
      entries={[
        {
          id: 'read',
          label: 'Read the schema again',
          icon: <RefreshCw size={14} />,
          keys: 'Mod+Shift+R',
          onSelect: () => read('asked'),
        },
        {
          id: 'download',
          label: 'Download as SDL',
          icon: <Download size={14} />,
          disabled: !kept,
          onSelect: () => {
            if (kept) save(new Blob([kept.texts.sdl], { type: 'text/plain' }), `${name}.graphql`);
          },
        },
      ]}
    />
  );
}

function wordsOf({ kept, reading }: ReturnType<typeof useSchema>): string {
  if (!kept) return reading ? 'Reading the schema' : 'No schema';
  const { types } = kept.texts;
  return `${types.toLocaleString('en-GB')} ${types === 1 ? 'type' : 'types'}`;
}
