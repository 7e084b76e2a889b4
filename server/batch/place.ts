// Offsets to lines and columns.

/** Both 1-based; columns count UTF-16 units. */
export type Place = { readonly line: number; readonly column: number };

/** A stretch of a document: the whole of it, or the one line a record stands in. */
export type Window = {
  readonly text: string;
  /** Document offset of `text[0]`. */
  readonly start: number;
  /** 1-based line of `text[0]`. */
  readonly line: number;
  locate(offset: number): Place;
};

export function openWindow(text: string, start = 0, line = 1): Window {
  let starts: number[] | undefined;
  return {
    text,
    start,
    line,
    locate(offset) {
      starts ??= lineStarts(text);
      const at = Math.max(0, Math.min(offset - start, text.length));
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (starts[middle]! <= at) low = middle;
        else high = middle - 1;
      }
      return { line: line + low, column: at - starts[low]! + 1 };
    },
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
