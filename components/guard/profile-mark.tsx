'use client';

import { Shield } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useSlot } from '@/components/store';
import { IconButton } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import { profileMarks, profileName, withMark, withoutMark } from './marks';
import { ProductionBadge } from './production-badge';

const UnmarkDialog = dynamic(() => import('./unmark-dialog').then((module) => module.UnmarkDialog), { ssr: false });

/** Whether a profile is production, and the way to mark it. */
export function ProfileMark({ profile }: { profile: string | null }) {
  const [marks, write] = useSlot(profileMarks);
  const [asking, setAsking] = useState(false);
  const name = profileName(profile);
  const what = profile === null ? 'default credentials' : `profile ${name}`;
  const unmark = () => write(withoutMark(profileMarks.read(), name));
  const mark = () => {
    write(withMark(profileMarks.read(), name, name));
    toast(`The ${what} is marked as production.`, { undo: unmark });
  };
  return (
    <>
      {marks[name] === undefined ? (
        <IconButton
          size="small"
          label={`Mark the ${what} as production`}
          icon={<Shield aria-hidden="true" size={13} />}
          onClick={mark}
        />
      ) : (
        <div className="flex w-full pt-0.5">
          <ProductionBadge label={`Production profile ${name}. Change`} onClick={() => setAsking(true)}>
            <span className="truncate">Production: profile {name}</span>
          </ProductionBadge>
        </div>
      )}
      {asking ? <UnmarkDialog what={what} onUnmark={unmark} onClose={() => setAsking(false)} /> : null}
    </>
  );
}
