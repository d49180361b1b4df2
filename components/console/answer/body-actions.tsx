'use client';

import { Download, Search } from 'lucide-react';
import { type Exchange, headerOf } from '@/components/console/exchange/exchange';
import { save } from '@/components/console/save';
import { bodies } from '@/components/console/viewer/viewer-client';
import { IconButton } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toast';
import { type BodyMode, fileNameFor, firstMode, mediaOf, modesOf } from './media';

const LABELS: Record<BodyMode, string> = {
  json: 'JSON',
  text: 'Text',
  hex: 'Hex',
  image: 'Image',
  html: 'Preview',
};

const MOST_COPIED = 64 * 1024 * 1024;

interface BodyActionsProps {
  exchange: Exchange;
  mode: BodyMode | null;
  onMode: (mode: BodyMode) => void;
  onFind: () => void;
}

/** How the body is shown, search, copy and download. */
export function BodyActions({ exchange, mode, onMode, onFind }: BodyActionsProps) {
  const media = mediaOf(headerOf(exchange, 'content-type'));
  const shown = mode ?? firstMode(media);
  const lines = shown === 'json' || shown === 'text' || shown === 'hex';
  const copied = async () => {
    const { text, cut } = await bodies.text(exchange.id, media.charset, MOST_COPIED);
    if (cut) toast('Only the first 64 MB were copied. Download the body to have it whole.');
    return text ?? '';
  };
  const download = async () => {
    const blob = await bodies.blob(exchange.id, 'application/octet-stream');
    if (blob) save(blob, fileNameFor(exchange.target, media));
  };
  return (
    <>
      <Select
        label="Show the body as"
        value={shown}
        items={modesOf(media).map((value) => ({ value, label: LABELS[value] }))}
        onValue={onMode}
        align="end"
        className="h-6! border-transparent! bg-transparent! text-xs"
      />
      <IconButton
        size="small"
        label="Find in body"
        keys="Mod+F"
        disabled={!lines}
        icon={<Search aria-hidden="true" size={14} />}
        onClick={onFind}
      />
      <CopyButton what="body" size="small" text={copied} />
      <IconButton
        size="small"
        label="Download body"
        icon={<Download aria-hidden="true" size={14} />}
        onClick={() => void download()}
      />
    </>
  );
}

/** Hands bytes to the browser's downloads. */
