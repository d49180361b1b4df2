/** An error that AWS itself would answer with; each protocol writes it in its own shape. */
export class AwsFailure extends Error {
  override readonly name = 'AwsFailure';

  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
    /** Members that the service's model gives this error beside its message. */
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}
