import 'server-only';
import { type Download, openDownload } from '@/lib/egress/spool';

/** The whole of a body that was shown in part only, by the id in its `end` event; null when it is not kept any more. */
export function download(id: string): Download | null {
  return openDownload(id);
}
