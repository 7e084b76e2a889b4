// What the command line needs of the process it runs in.

export type Out = {
  /** Resolves when more may be written; rejects with code EPIPE when nobody reads any more. */
  write(text: string): Promise<void>;
  readonly isTTY: boolean;
  readonly columns?: number;
};

export type Io = {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Out;
  readonly stderr: Out;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds from any origin. */
  readonly now: () => number;
  /** The folder of the files that come with the command. */
  readonly home?: string;
  /** The script of a checking thread; without it all is done on one thread. */
  readonly thread?: string;
  /** The script of the programs' sandbox; without it no program of a model is run. */
  readonly programs?: string;
  /** Says stop: what is done is reported, then the command ends. */
  readonly signal?: AbortSignal;
  /** Told where all there is to do is a short file. */
  readonly brief?: () => void;
};

export const exit = { clean: 0, findings: 1, misuse: 2, unreadable: 3, backend: 4, failed: 70, interrupted: 130 } as const;
