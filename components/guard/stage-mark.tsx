'use client';

import { Shield } from 'lucide-react';
import { useState } from 'react';
import { useSlot } from '@/components/store';
import { Badge } from '@/components/ui/badge';
import { IconButton } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import type { ApiRef } from '@/lib/core/api';
import { profileName, stageKey, stageMarks, withMark, withoutMark } from './marks';
import { ProductionBadge } from './production-badge';
import { UnmarkDialog } from './unmark-dialog';
import { useGuarded } from './use-guard';

/** Whether the open stage (the API, for kinds without stages) is production, and whether the console is read-only. */
export function StageMark({ api, stage, name }: { api: ApiRef; stage: string | null; name: string }) {
  const [marks, write] = useSlot(stageMarks);
  const { profiles, readOnly } = useGuarded();
  const [asking, setAsking] = useState(false);
  const key = stageKey(api, stage ?? '');
  const called = stage ?? name;
  const what = stage === null ? `API ${name}` : `stage ${stage}`;
  const profile = profileName(api.account.profile);
  const mark = () => {
    write(withMark(stageMarks.read(), key, called));
    toast(`The ${what} is marked as production.`, { undo: () => write(withoutMark(stageMarks.read(), key)) });
  };
  return (
    <>
      {readOnly === 'off' ? null : <Badge tone="warn">Read-only</Badge>}
      {marks[key] === undefined ? (
        <IconButton
          size="small"
          label={`Mark the ${what} as production`}
          icon={<Shield aria-hidden="true" size={13} />}
          onClick={mark}
        />
      ) : (
        <ProductionBadge label={`Production: ${called}. Change`} onClick={() => setAsking(true)}>
          <span className="max-w-32 truncate">Production: {called}</span>
        </ProductionBadge>
      )}
      {profiles[profile] === undefined ? null : (
        <Badge tone="bad">
          <span className="max-w-32 truncate">Production profile</span>
        </Badge>
      )}
      {asking ? (
        <UnmarkDialog
          what={what}
          onUnmark={() => write(withoutMark(stageMarks.read(), key))}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}
