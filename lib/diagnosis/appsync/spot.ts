import type { AppSyncDetail } from '@/lib/apis/appsync/contract';
import type { AppSyncAuth } from '@/lib/apis/appsync-base/contract';
import type { Failed } from '@/lib/diagnosis/exchange';
import type { Seeker } from '@/lib/diagnosis/findings';
import type { Signed } from '@/lib/diagnosis/signer';

/** What was known of an AppSync API when the operation was sent. */
export interface AppSyncScene {
  detail: AppSyncDetail;
  /** The authorization mode that was chosen. */
  chosen: AppSyncAuth;
}

export interface AppSyncSpot extends AppSyncScene {
  failed: Failed;
  type: string | null;
  message: string;
  seeker: Seeker;
}

/** The same as a signed call. */
export function signedAs({ failed, detail, seeker }: AppSyncSpot): Signed {
  return {
    failed,
    permission: 'appsync:GraphQL',
    resource: `…:apis/${detail.api.id}/types/…/fields/…`,
    account: null,
    seeker,
  };
}
