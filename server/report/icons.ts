// The verdicts' marks, once a page: shapes that differ without their colours.
const symbol = (id: string, body: string): string => `<symbol id="${id}" viewBox="0 0 16 16">${body}</symbol>`;

export const icons = `<svg width="0" height="0" class="symbols" aria-hidden="true">${[
  symbol('holds', '<circle cx="8" cy="8" r="7" class="fill"/><path d="M4.6 8.4 7 10.8 11.4 5.6" class="mark"/>'),
  symbol(
    'fails',
    '<path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Z" class="fill"/><path d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2" class="mark"/>',
  ),
  symbol('inherited', '<path d="M8 1.2 15.4 14.4H.6Z" class="line"/><path d="M8 5.4v4.2m-1.9-1.6L8 10l1.9-2" class="line"/>'),
  symbol(
    'opinion',
    '<path d="M2.6 2h10.8a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H8.2L4.8 14.2V11H2.6a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1Z" class="line"/><path d="M6.3 5.2a1.8 1.8 0 1 1 2.5 1.6c-.5.2-.8.5-.8 1M8 9.2v.1" class="line"/>',
  ),
  symbol('unknown', '<circle cx="8" cy="8" r="6.4" class="line" stroke-dasharray="2.6 2.4"/><path d="M5.2 8h5.6" class="line"/>'),
  symbol('ring', '<path d="M8 1.8a6.2 6.2 0 1 1 0 12.4a6.2 6.2 0 1 1 0-12.4"/>'),
  symbol('nothing', '<circle cx="8" cy="8" r="2.6" class="fill"/>'),
].join('')}</svg>`;
