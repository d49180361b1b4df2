/** Log groups as the sandbox keeps them; names follow CloudWatch Logs' own model. Times are ms since 1970. */

/** What CloudWatch Logs keeps of one Region of one account. */
export interface LogDirectory {
  account: string;
  region: string;
  /** By name. */
  groups: Map<string, LogGroup>;
  delivery: Delivery;
  /** How long an Insights query takes, in ms; absent: as long as lines are under way at least. */
  scanMs?: number;
}

export interface LogGroup {
  name: string;
  /** Without `:*`. */
  arn: string;
  createdAt: number;
  retentionInDays?: number;
  logGroupClass: 'STANDARD' | 'INFREQUENT_ACCESS' | 'DELIVERY';
  tags: Record<string, string>;
  /** By name. */
  streams: Map<string, LogStream>;
  /** By time, and in the order in which they were written within one millisecond. */
  events: LogEvent[];
  storedBytes: number;
}

export interface LogStream {
  name: string;
  createdAt: number;
  firstEventAt?: number;
  lastEventAt?: number;
  lastIngestionAt?: number;
}

export interface LogEvent {
  /** 56 digits. */
  id: string;
  stream: string;
  timestamp: number;
  ingestionTime: number;
  message: string;
  /** From when on it is found; what a service logs takes a while to arrive. */
  visibleAt: number;
}

/** How long what services log is under way, drawn by lot for each line: the later, the rarer. */
export interface Delivery {
  leastMs: number;
  mostMs: number;
}

/** What tests need: everything is there at once. */
export const AT_ONCE: Delivery = { leastMs: 0, mostMs: 0 };
