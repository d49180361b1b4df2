import { clsx } from 'clsx';
import { VERDICTS } from '@/components/console/auth/check-list';
import { Expiry } from '@/components/identity/expiry';
import { IdentityIcon } from '@/components/identity/identity-icon';
import { whoOf } from '@/components/identity/who';
import type { Candidate } from './members';

interface CandidateListProps {
  title: string;
  candidates: readonly Candidate[];
  picked: readonly string[];
  /** No more can be picked. */
  full: boolean;
  onPick: (id: string, picked: boolean) => void;
}

/** Whom to call as: each with what the route will say to it. */
export function CandidateList({ title, candidates, picked, full, onPick }: CandidateListProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-muted text-xs">{title}</legend>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,17rem),1fr))] gap-2">
        {candidates.map((candidate) => (
          <Choice
            key={candidate.identity.id}
            candidate={candidate}
            checked={picked.includes(candidate.identity.id)}
            full={full}
            onPick={onPick}
          />
        ))}
      </div>
    </fieldset>
  );
}

interface ChoiceProps {
  candidate: Candidate;
  checked: boolean;
  full: boolean;
  onPick: (id: string, picked: boolean) => void;
}

function Choice({ candidate: { identity, foresight, hindrance }, checked, full, onPick }: ChoiceProps) {
  const verdict = foresight ? VERDICTS[foresight.verdict] : null;
  const note = hindrance ?? (foresight?.verdict === 'refused' ? foresight.sentence : whoOf(identity));
  return (
    <label
      className={clsx(
        'flex min-w-0 items-start gap-2 rounded-md border px-2.5 py-1.5 has-focus-visible:outline-2 has-focus-visible:outline-accent',
        checked ? 'border-accent bg-selected' : 'border-line-strong hover:bg-hover',
        hindrance !== null && 'opacity-70',
      )}
    >
      <input
        type="checkbox"
        className="mt-0.5 size-3.5 shrink-0 accent-accent outline-none"
        checked={checked}
        disabled={hindrance !== null || (full && !checked)}
        onChange={(event) => onPick(identity.id, event.target.checked)}
      />
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-1.5">
          <IdentityIcon kind={identity.kind} />
          <span className="min-w-0 flex-1 truncate">{identity.label}</span>
          <Expiry identity={identity} />
          {verdict ? <verdict.icon aria-hidden="true" size={13} className={clsx('shrink-0', verdict.colour)} /> : null}
        </span>
        <span className="block break-words text-2xs text-muted">{note}</span>
      </span>
    </label>
  );
}
