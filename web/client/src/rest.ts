import { ParlanceError, type Refusal } from './error.ts';

export type Fetch = typeof fetch;

/** One request under `/api/v1`. Throws a ParlanceError for every refusal, and one with the code `connection_lost` when there was no answer. */
export async function rest<Answer>(
  fetch: Fetch,
  server: string,
  method: string,
  path: string,
  options: { token?: string | undefined; body?: unknown; signal?: AbortSignal | undefined } = {},
): Promise<Answer> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (options.token) headers['Authorization'] = `Bearer ${options.token}`;
  const init: RequestInit = { method, headers };
  if (options.signal) init.signal = options.signal;
  if (options.body instanceof Blob || options.body instanceof FormData) {
    init.body = options.body;
  } else if (options.body !== undefined) {
    headers['Content-Type'] = 'application/json';
    init.body = JSON.stringify(options.body);
  }

  let response: Response;
  try {
    response = await fetch(`${server}/api/v1${path}`, init);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ParlanceError({ code: 'connection_lost', message: 'The server did not answer.', remedy: 'Check the connection and try again.' });
  }
  return answerOf<Answer>(response.status, await response.text());
}

/** Reads an answer, or throws what it refuses. */
export function answerOf<Answer>(status: number, text: string): Answer {
  let body: unknown;
  try {
    body = text === '' ? {} : JSON.parse(text);
  } catch {
    body = {};
  }
  if (status >= 200 && status < 300) return body as Answer;
  const refusal = body as Partial<Refusal>;
  throw new ParlanceError({ ...refusal, code: refusal.code ?? `http_${status}`, message: refusal.message ?? `The server answered ${status}.` });
}
