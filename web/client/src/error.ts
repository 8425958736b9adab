/** What a refusal is on the wire, over the socket and REST alike. */
export interface Refusal {
  code: string;
  message: string;
  remedy?: string;
  field?: string;
  retry_after_ms?: number;
}

/**
 * The server refused, or could not be asked.
 *
 * `code` is one of docs/wire/native.md (`rate_limited`, `forbidden` …), or of the client itself: `connection_lost` (the connection broke before the answer;
 * the command may have taken effect), `timeout` (no connection came in time; nothing was sent, or no answer came), `outbox_full`, `closed`.
 */
export class ParlanceError extends Error {
  override readonly name = 'ParlanceError';
  readonly code: string;
  /** What to do about it, as a sentence; empty when there is nothing to say. */
  readonly remedy: string;
  /** The part of the input that is wrong. */
  readonly field: string | undefined;
  /** Milliseconds to wait before the same may be tried again. */
  readonly retryAfter: number | undefined;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.code = refusal.code;
    this.remedy = refusal.remedy ?? '';
    this.field = refusal.field;
    this.retryAfter = refusal.retry_after_ms;
  }
}
