// What asking has cost so far.

export type Usage = { readonly prompt: number; readonly completion: number };
/** Money for a million tokens, in the user's own currency. */
export type Price = { readonly prompt: number; readonly completion: number };

export type Account = {
  /** Requests that reached a server; repeated ones count again. */
  readonly calls: number;
  readonly retries: number;
  readonly failures: number;
  /** Answers that came from the cache. */
  readonly cached: number;
  readonly tokens: Usage;
};

export function openAccount(limit = Number.POSITIVE_INFINITY) {
  let calls = 0;
  let retries = 0;
  let failures = 0;
  let cached = 0;
  let prompt = 0;
  let completion = 0;
  return {
    /** False where the budget of calls is spent. */
    mayCall: () => calls < limit,
    called: () => void calls++,
    retried: () => void retries++,
    failed: () => void failures++,
    remembered: () => void cached++,
    used(usage: Usage) {
      prompt += usage.prompt;
      completion += usage.completion;
    },
    total: (): Account => ({ calls, retries, failures, cached, tokens: { prompt, completion } }),
  };
}

export type OpenAccount = ReturnType<typeof openAccount>;

/** Price of what was used; undefined where no price is known. */
export function costOf({ tokens }: Account, price?: Price): number | undefined {
  return price && (tokens.prompt * price.prompt + tokens.completion * price.completion) / 1e6;
}

/** "24 calls (2 repeated, 1 failed) · 8 from the cache · 12,345 + 2,345 tokens · 0.12". */
export function describeAccount(account: Account, price?: Price): string {
  const number = (n: number) => n.toLocaleString('en-US');
  const troubles = [
    account.retries && `${number(account.retries)} repeated`,
    account.failures && `${number(account.failures)} failed`,
  ].filter(Boolean);
  const cost = costOf(account, price);
  return [
    `${number(account.calls)} ${account.calls === 1 ? 'call' : 'calls'}${troubles.length ? ` (${troubles.join(', ')})` : ''}`,
    account.cached ? `${number(account.cached)} from the cache` : '',
    `${number(account.tokens.prompt)} + ${number(account.tokens.completion)} tokens`,
    cost === undefined ? '' : cost.toFixed(2),
  ]
    .filter(part => part !== '')
    .join(' · ');
}
