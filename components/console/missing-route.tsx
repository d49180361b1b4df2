import Link from 'next/link';
import { Empty } from '@/components/ui/empty';

/** The address names a route that the API does not have, or not any more. */
export function MissingRoute({ routeKey, aboutHref }: { routeKey: string; aboutHref: string }) {
  return (
    <div className="p-6">
      <Empty
        action={
          <Link href={aboutHref} className="font-medium text-accent-strong hover:underline">
            Show its routes
          </Link>
        }
      >
        This API has no route <code className="break-all">{routeKey}</code>. It may have been removed since.
      </Empty>
    </div>
  );
}
