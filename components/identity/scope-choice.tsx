'use client';

interface ScopeChoiceProps {
  offered: readonly string[];
  chosen: readonly string[];
  onChosen: (scopes: readonly string[]) => void;
}

/** Which scopes to ask for, of those that the app client may have. */
export function ScopeChoice({ offered, chosen, onChosen }: ScopeChoiceProps) {
  if (offered.length === 0) return null;
  const toggle = (scope: string, on: boolean) =>
    onChosen(offered.filter((one) => (one === scope ? on : chosen.includes(one))));
  return (
    <fieldset>
      <legend className="mb-1 text-muted text-xs">Scopes</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {offered.map((scope) => (
          <label key={scope} className="flex items-center gap-1.5 font-mono text-xs">
            <input
              type="checkbox"
              checked={chosen.includes(scope)}
              onChange={(event) => toggle(scope, event.target.checked)}
              className="accent-accent"
            />
            {scope}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
