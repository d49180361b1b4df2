import { useEffect, useState } from 'react';
import { bodies } from '@/components/console/viewer/viewer-client';

/** Hands a text to the viewer for as long as it is shown: its id there, null until the viewer has it. */
export function useBody(text: string | null): string | null {
  const [body, setBody] = useState<string | null>(null);
  useEffect(() => {
    if (text === null) return;
    const id = `contract ${crypto.randomUUID()}`;
    const bytes = new TextEncoder().encode(text);
    bodies.begin(id, bytes.length);
    bodies.append(id, bytes);
    bodies.finish(id);
    setBody(id);
    return () => {
      setBody(null);
      bodies.drop(id);
    };
  }, [text]);
  return body;
}
