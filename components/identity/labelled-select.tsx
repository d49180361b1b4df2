import { Select, type SelectItem } from '@/components/ui/select';

interface LabelledSelectProps {
  label: string;
  value: string;
  items: readonly SelectItem<string>[];
  onValue: (value: string) => void;
  hint?: string | undefined;
}

/** A select in a form, with its name above as the inputs have theirs. */
export function LabelledSelect({ label, value, items, onValue, hint }: LabelledSelectProps) {
  return (
    <div className="min-w-0">
      <span aria-hidden="true" className="mb-1 block text-muted text-xs">
        {label}
      </span>
      <Select label={label} value={value} items={items} onValue={onValue} className="w-full" />
      {hint ? <p className="mt-1 text-faint text-xs">{hint}</p> : null}
    </div>
  );
}
