import { VisibleText } from '@/components/console/answer/visible-text';
import type { Pair } from '@/lib/core/outcome';
import { type HeaderChange, headerDiff } from './header-diff';

interface HeaderChangesProps {
  first: readonly Pair[];
  other: readonly Pair[];
  /** Whose answer is the first. */
  against: string;
}

/** The headers that differ from the first answer's. */
export function HeaderChanges({ first, other, against }: HeaderChangesProps) {
  const { changes, always } = headerDiff(first, other);
  return (
    <div className="border-line border-b px-3 py-2 text-xs">
      {changes.length === 0 ? (
        <p className="text-muted">The same headers as {against}.</p>
      ) : (
        <>
          <h4 className="mb-1 text-muted">Headers that differ</h4>
          <dl className="space-y-1 font-mono">
            {changes.map((change) => (
              <Change key={change.name} change={change} />
            ))}
          </dl>
        </>
      )}
      {always.length > 0 ? <p className="mt-1 text-faint">Different in every answer: {always.join(', ')}.</p> : null}
    </div>
  );
}

function Change({ change: { name, first, other } }: { change: HeaderChange }) {
  return (
    <div>
      <dt className="break-all text-code-key">
        <VisibleText text={name} />
      </dt>
      <dd className="min-w-0">
        <Value value={first} sign="−" />
        <Value value={other} sign="+" />
      </dd>
    </div>
  );
}

function Value({ value, sign }: { value: string | null; sign: '−' | '+' }) {
  if (value === null) return null;
  const Tag = sign === '+' ? 'ins' : 'del';
  return (
    <Tag
      className={`grid grid-cols-[1rem_1fr] px-1 no-underline ${sign === '+' ? 'bg-ok-soft text-ok' : 'bg-bad-soft text-bad'}`}
    >
      <span aria-hidden="true">{sign}</span>
      <span className="min-w-0 break-all">
        <VisibleText text={value} />
      </span>
    </Tag>
  );
}
