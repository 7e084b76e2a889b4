// A runner of batches of our own: each request goes to a server of the tests, and the answers come in another order.
import { type ModelServer, modelServer, type Script } from './server';

export type Line = { custom_id: string; method: string; url: string; body: Record<string, unknown> };

export const linesOf = (text: string): Line[] =>
  text
    .trim()
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line));

/** Answers every request of a batch file by asking a server, the last first: a batch keeps no order. */
export async function runBatch(requests: string, script: Script, servers: ModelServer[]): Promise<string> {
  const server = await modelServer('vllm', script);
  servers.push(server);
  const answers: string[] = [];
  for (const { custom_id, method, url, body } of linesOf(requests).reverse()) {
    const response = await fetch(server.url + url, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const said = { status_code: response.status, request_id: `r${answers.length}`, body: await response.json() };
    answers.push(JSON.stringify({ id: `b${answers.length}`, custom_id, response: said, error: null }));
  }
  return answers.join('\n');
}
