import type { Permission } from './policy';

/** A function of Lambda as far as the sandbox runs it. */
export interface LambdaFunction {
  name: string;
  arn: string;
  handler: string;
  runtime: string;
  environment: Record<string, string>;
  timeoutSeconds: number;
  /** 128 unless the template says more. */
  memoryMb?: number;
  /** Where it logs to; `/aws/lambda/` and its name unless the template says otherwise. */
  logGroup?: string;
  /** Each line of its log is an object. */
  logsJson?: boolean;
  /** The ARN of the role as which it calls AWS; absent where nothing is known of it. */
  role?: string;
  /** The source of inline code (`Code.ZipFile`); null where the template keeps it elsewhere, then the sandbox answers with the event. */
  code: string | null;
  /** Who may invoke it; absent where nothing is known of it, and then everybody may. */
  policy?: Permission[];
  /** How many may run at once; absent for no limit of its own. */
  reservedConcurrency?: number;
  /** The folder or archive that the template names in place of inline code, as before `aws cloudformation package`. */
  packagedAs?: string;
}
