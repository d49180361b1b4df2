import { Spinner } from '@/components/ui/spinner';

/** While AWS is asked about the API. The words come late, so that a quick answer shows none. */
export function ApiLoading() {
  return (
    <div aria-busy="true" className="grid min-h-0 flex-1 place-items-center">
      <p role="status" className="flex items-center gap-2 text-muted">
        <Spinner />
        Reading the API
      </p>
    </div>
  );
}
