'use client';

import { useEffect, useRef } from 'react';
import { Input, type InputProps } from '@/components/ui/input';

interface SecretInputProps extends Omit<InputProps, 'value' | 'defaultValue' | 'onChange' | 'type' | 'ref'> {
  value: string;
  onValue: (value: string) => void;
  shown: boolean;
}

/** A field for a secret. React would write its value into the markup as well; here it is in the field alone. */
export function SecretInput({ value, onValue, shown, ...rest }: SecretInputProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (field.current && field.current.value !== value) field.current.value = value;
  }, [value]);
  return (
    <Input
      {...rest}
      ref={field}
      type={shown ? 'text' : 'password'}
      autoComplete="new-password"
      mono
      onChange={(event) => onValue(event.target.value)}
    />
  );
}
