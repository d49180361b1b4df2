import { Input } from '@/components/ui/input';

interface CodeInputProps {
  value: string;
  onValue: (code: string) => void;
  error: string | null | undefined;
}

/** A code that was sent, or that an app shows: digits, offered by the phone that it came to. */
export function CodeInput({ value, onValue, error }: CodeInputProps) {
  return (
    <Input
      label="Code"
      mono
      value={value}
      inputMode="numeric"
      autoComplete="one-time-code"
      error={error}
      onChange={(event) => onValue(event.target.value)}
    />
  );
}
