import 'server-only';
import { type Download, openDownload } from '@/lib/egress/spool';
import { sweepSpoolFolders } from '@/lib/egress/spool-folder';

/** The whole of a body that was shown in part only, by the id in its `end` event; null when it is not kept any more. */
export function download(id: string): Download | null {
  return openDownload(id);
}

/** Removes bodies that a process kept and could not remove, because it was killed. */
export function sweepDownloads(): void {
  sweepSpoolFolders();
}
