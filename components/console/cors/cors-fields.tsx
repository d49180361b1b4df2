'use client';

import { METHODS } from '@/components/console/request/methods';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Switch } from '@/components/ui/switch';
import { type CorsDraft, type CorsForm, draftedNames } from './cors-form';

interface CorsFieldsProps {
  form: CorsForm;
  at: CorsDraft;
  offered: readonly string[];
  /** What is wrong with the origin. */
  problem: string | null;
  onForm: (form: CorsForm) => void;
  onCheck: () => void;
}

/** The page: its origin, and what its script asks for. What the draft says already is filled in. */
export function CorsFields({ form, at, offered, problem, onForm, onCheck }: CorsFieldsProps) {
  const drafted = form.method === null && form.headers === null;
  return (
    <form
      aria-label="The page that calls"
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        onCheck();
      }}
    >
      <div>
        <Input
          label="Origin of the page"
          mono
          value={form.origin}
          error={problem}
          placeholder="https://app.example.com"
          onChange={(event) => onForm({ ...form, origin: event.target.value })}
        />
        <div className="mt-1.5 flex flex-wrap gap-1">
          {offered.map((origin) => (
            <button
              key={origin}
              type="button"
              aria-label={`Use the origin ${origin}`}
              aria-pressed={form.origin === origin}
              onClick={() => onForm({ ...form, origin })}
              className="max-w-full truncate rounded bg-chip px-1.5 py-0.5 font-mono text-2xs text-muted hover:text-ink aria-pressed:bg-selected aria-pressed:text-accent-strong"
            >
              {origin}
            </button>
          ))}
        </div>
      </div>
      <div className="flex flex-wrap items-end gap-2">
        <div>
          <p aria-hidden="true" className="mb-1 text-muted text-xs">
            Method
          </p>
          <Select
            label="Method of the page"
            value={form.method ?? at.draft.method}
            items={METHODS}
            onValue={(method) => onForm({ ...form, method: method === at.draft.method ? null : method })}
            className="w-28"
          />
        </div>
        <Input
          label="Headers that its script sets"
          mono
          className="flex-1"
          placeholder="none"
          value={form.headers ?? draftedNames(at).join(', ')}
          onChange={(event) => onForm({ ...form, headers: event.target.value })}
        />
      </div>
      <p className="text-faint text-xs">
        {drafted ? 'Method and headers are those of the draft and of its identity. ' : null}
        {drafted ? null : (
          <Button size="small" onClick={() => onForm({ ...form, method: null, headers: null })}>
            Take them from the draft again
          </Button>
        )}
      </p>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Switch
          label="With credentials (cookies)"
          showLabel
          checked={form.credentials}
          onChecked={(credentials) => onForm({ ...form, credentials })}
        />
        <Button type="submit" variant="primary" hint="Send the preflight and judge the answers">
          Ask as a browser would
        </Button>
      </div>
    </form>
  );
}
