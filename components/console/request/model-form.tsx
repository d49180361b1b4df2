'use client';

import { useMemo } from 'react';
import { Input } from '@/components/ui/input';
import { NativeSelect } from '@/components/ui/native-select';
import { type FormField, fieldsOf, valueAt, withValue } from '@/lib/core/json-schema/form';
import type { ModelSet } from '@/lib/core/json-schema/model-set';

interface ModelFormProps {
  models: ModelSet;
  model: string;
  /** The JSON that the form and the editor below share. */
  text: string;
  onText: (text: string) => void;
}

/** A field for each plain value of a model. Lists and what the model leaves open stay with the editor. */
export function ModelForm({ models, model, text, onText }: ModelFormProps) {
  const fields = useMemo(() => fieldsOf(models, model), [models, model]);
  const value = parsed(text);
  if (value === undefined) return <p className="text-muted text-xs">The form works once the body is valid JSON.</p>;
  if (fields.length === 0) return <p className="text-muted text-xs">This model has no plain fields.</p>;
  const set = (field: FormField, next: unknown) => onText(JSON.stringify(withValue(value, field.path, next), null, 2));
  return (
    <div className="grid gap-3 @md:grid-cols-2">
      {fields.map((field) => (
        <Field
          key={field.path.join('.')}
          field={field}
          value={valueAt(value, field.path)}
          onValue={(next) => set(field, next)}
        />
      ))}
    </div>
  );
}

const NOTHING = '';

function Field({ field, value, onValue }: { field: FormField; value: unknown; onValue: (next: unknown) => void }) {
  const label = `${field.path.join('.')}${field.required ? ' (required)' : ''}`;
  const choices = field.type === 'boolean' ? [true, false] : field.choices;
  if (choices) {
    const items = [
      { value: NOTHING, label: 'Left out' },
      ...choices.map((one) => ({ value: JSON.stringify(one), label: String(one) })),
    ];
    return (
      <div>
        <p aria-hidden="true" className="mb-1 text-muted text-xs">
          {label}
        </p>
        <NativeSelect
          label={label}
          value={value === undefined ? NOTHING : JSON.stringify(value)}
          items={items}
          onValue={(next) => onValue(next === NOTHING ? undefined : JSON.parse(next))}
          className="w-full"
        />
      </div>
    );
  }
  const numeric = field.type === 'number' || field.type === 'integer';
  return (
    <Input
      label={label}
      mono
      inputMode={numeric ? 'decimal' : undefined}
      hint={field.description ?? undefined}
      value={value === undefined || value === null ? '' : String(value)}
      onChange={(event) => onValue(typed(event.target.value, numeric))}
    />
  );
}

/** What is no number stays as it was typed, and the model says what is wrong with it. */
function typed(text: string, numeric: boolean): unknown {
  if (text === '') return undefined;
  return numeric && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

function parsed(text: string): unknown {
  try {
    return text.trim() === '' ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}
