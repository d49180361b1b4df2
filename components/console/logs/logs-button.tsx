'use client';

import { ScrollText } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { goTo } from '@/components/shell/go-to';
import { placeHref } from '@/components/shell/place';
import { usePlace } from '@/components/shell/use-account';
import { Button } from '@/components/ui/button';
import { useShortcut } from '@/components/ui/use-shortcut';

/** Opens and closes the logs of the API below its console. */
export function LogsButton() {
  const place = usePlace();
  const router = useRouter();
  const open = place.logs !== null;
  const toggle = () => goTo(router, placeHref({ ...place, logs: open ? null : '1' }));
  useShortcut('Alt+L', toggle);
  return (
    <Button
      variant="ghost"
      size="small"
      aria-pressed={open}
      hint={open ? 'Close the logs' : 'Show the logs below'}
      keys="Alt+L"
      icon={<ScrollText aria-hidden="true" size={13} />}
      onClick={toggle}
      className={open ? 'bg-selected text-accent-strong' : ''}
    >
      Logs
    </Button>
  );
}
