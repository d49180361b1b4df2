import 'server-only';
import { profileList } from '@/lib/aws/account';
import type { ProfileList } from '@/lib/core/account';

/** The profiles of the shared config files and what is used when none is chosen. Apart from all that talks to AWS: every page asks for it. */
export function profiles(): Promise<ProfileList> {
  return profileList();
}
