/** What AppSync says no with: over HTTP with its status, on a line inside a message. */
export class AppSyncRefusal extends Error {
  override readonly name = 'AppSyncRefusal';

  constructor(
    readonly status: number,
    readonly errorType: string,
    message: string,
  ) {
    super(message);
  }

  get errors(): { errorType: string; message: string }[] {
    return [{ errorType: this.errorType, message: this.message }];
  }
}

export const badRequest = (message: string) => new AppSyncRefusal(400, 'BadRequestException', message);
export const unauthorized = (message = 'You are not authorized to make this call.') =>
  new AppSyncRefusal(401, 'UnauthorizedException', message);

/** What went wrong, in AppSync's shape whatever it was. */
export function refusalOf(error: unknown): AppSyncRefusal {
  return error instanceof AppSyncRefusal ? error : new AppSyncRefusal(500, 'InternalFailure', String(error));
}
