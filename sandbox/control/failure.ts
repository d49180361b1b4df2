/** An error that AWS itself would answer with; each protocol writes it in its own shape. */
export class AwsFailure extends Error {
  override readonly name = 'AwsFailure';

  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}
