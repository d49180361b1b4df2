'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, IconButton } from './button';
import { toast } from './toast';

interface CopyButtonProps {
  /** What is copied: "URL", "command". The button is called "Copy URL". */
  what: string;
  /** The text, or how to come by it at the moment of the click. */
  text: string | (() => string | Promise<string>);
  size?: 'small' | 'medium' | 'large';
  /** Draws the name beside the icon. */
  showLabel?: boolean;
  className?: string;
}

const SHOWN_MS = 1_600;

/** Copies a text and says so for a moment. */
export function CopyButton({ what, text, size = 'medium', showLabel, className }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : await text());
      setCopied(true);
    } catch {
      toast('The browser did not allow copying. Select the text and copy it by hand.', { tone: 'bad' });
    }
  };
  const label = copied ? `Copied ${what}` : `Copy ${what}`;
  const icon = copied ? (
    <Check aria-hidden="true" size={14} className="text-ok" />
  ) : (
    <Copy aria-hidden="true" size={14} />
  );
  return (
    <>
      {showLabel ? (
        <Button size={size} icon={icon} onClick={copy} {...(className ? { className } : {})}>
          {label}
        </Button>
      ) : (
        <IconButton size={size} label={label} icon={icon} onClick={copy} {...(className ? { className } : {})} />
      )}
      <span aria-live="polite" className="sr-only">
        {copied ? `Copied ${what}` : ''}
      </span>
    </>
  );
}
