import { clsx } from 'clsx';

interface ProgressProps {
  label: string;
  done: number;
  /** null while the end is not known. */
  total: number | null;
  className?: string;
}

/** A hairline that fills; it runs to and fro while the total is unknown. */
export function Progress({ label, done, total, className }: ProgressProps) {
  const share = total === null ? null : total === 0 ? 100 : Math.min(100, (done / total) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total ?? undefined}
      aria-valuenow={total === null ? undefined : Math.min(done, total)}
      className={clsx('h-0.5 overflow-hidden rounded-full bg-line', className)}
    >
      {share === null ? (
        <div className="h-full w-1/3 animate-slide bg-accent" />
      ) : (
        <svg aria-hidden="true" className="block h-full w-full" preserveAspectRatio="none" viewBox="0 0 100 1">
          <rect width={share} height="1" className="fill-accent" />
        </svg>
      )}
    </div>
  );
}
