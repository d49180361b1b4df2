import { bytesInWords } from '@/components/console/answer/units';
import { Switch } from '@/components/ui/switch';
import { sizeInWords } from './message-bytes';

interface SizeNoteProps {
  bytes: number;
  whole: boolean;
  /** Null where the message fits one frame. */
  onWhole: ((whole: boolean) => void) | null;
}

/** How large the message is, and what API Gateway makes of that. */
export function SizeNote({ bytes, whole, onWhole }: SizeNoteProps) {
  const note = sizeInWords(bytes, whole);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs">
      <p aria-live="polite" className={note?.bad ? 'text-bad' : 'text-muted'}>
        {bytesInWords(bytes)}. {note?.text}
      </p>
      {onWhole ? <Switch label="In one frame" showLabel checked={whole} onChecked={onWhole} /> : null}
    </div>
  );
}
