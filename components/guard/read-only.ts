import { toast } from '@/components/ui/toast';
import { lookOnly, startedReadOnly } from './marks';

/** Switches this browser between looking only and sending. A console that was started read-only stays so. */
export function switchReadOnly(): void {
  if (startedReadOnly()) {
    toast('The console was started with --read-only. Start it without to send.');
    return;
  }
  const next = !lookOnly.read();
  lookOnly.write(next);
  toast(next ? 'Read-only: what may change something is not sent.' : 'Read-only is off.');
}
