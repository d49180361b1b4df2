'use client';

import { Signpost } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { Empty } from '@/components/ui/empty';
import { placeHref } from './place';
import { Title } from './title';
import { usePlace } from './use-account';

/** Says in words that an address leads nowhere, and what one looks like that does. */
export function NothingHere() {
  const pathname = usePathname();
  const { profile, region } = usePlace();
  return (
    <div className="grid min-h-0 flex-1 place-items-center overflow-y-auto bg-ground p-6">
      <Title>Nothing here</Title>
      <h1 className="sr-only">Nothing here</h1>
      <Empty
        icon={<Signpost aria-hidden="true" size={24} />}
        action={
          <Link href={placeHref({ profile, region })} className="font-medium text-accent-strong underline">
            Show all APIs
          </Link>
        }
      >
        There is nothing at {pathname}. The address of an API is its kind and its id, as in /http/a1b2c3d4e5.
      </Empty>
    </div>
  );
}
