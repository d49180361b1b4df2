import type { ReactNode } from 'react';

interface EmptyProps {
  icon?: ReactNode;
  /** One sentence that says why there is nothing. */
  children: ReactNode;
  /** The one thing to do about it. */
  action?: ReactNode;
}

/** What stands where nothing is: one sentence, one action. */
export function Empty({ icon, children, action }: EmptyProps) {
  return (
    <div className="flex flex-col items-center justify-center gap-3 rounded-lg border border-line-strong border-dashed px-6 py-10 text-center text-muted">
      {icon ? <span className="text-faint">{icon}</span> : null}
      <p className="max-w-[52ch] text-balance">{children}</p>
      {action}
    </div>
  );
}
