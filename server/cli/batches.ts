// A batch on the command line: its files of answers, and the chat model that reads them.
import { type FileHandle, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { reason } from '../batch/inputs';
import { lines } from '../batch/lines';
import { type BatchChat, batchChat } from '../models/batch/chat';
import { readAnswer } from '../models/batch/lines';
import { cacheFolder, diskCache } from '../models/transport/disk-cache';
import { type Feature, features } from '../models/transport/openai';
import { oneLine } from './colour';
import type { Io } from './io';
import type { Wanted } from './models';
import { isOneOf, type Misuse, type Options, optionOf, suggest } from './options';

export type Batch = {
  readonly chat: BatchChat;
  /** Answers in the files, lines that are none, and answers that nothing asked for. */
  readonly answers: number;
  readonly unreadable: number;
  unwanted(): number;
  close(): Promise<void>;
};

type Place = { readonly file: FileHandle; readonly offset: number; readonly length: number; readonly good: boolean };

/** Why nothing may be written to `--output`: what is read would be lost. */
export function outputClash(options: Options, io: Io): Misuse | undefined {
  const output = optionOf(options, 'output');
  if (output === undefined) return undefined;
  const target = resolve(io.cwd, output);
  const among = (paths: readonly string[]) => paths.some(path => path !== '-' && resolve(io.cwd, path) === target);
  if (among(options.paths)) return { misuse: `--output ${output} is an input, too` };
  return among(options.given.answers ?? []) ? { misuse: `--output ${output} is a file of answers, too` } : undefined;
}

/** A line longer than this is no answer. */
const longest = 64 << 20;

/**
 * Opens the files of answers and the chat that reads them. Of two answers to one question the later one counts, and one that
 * can be used before one that cannot. Lines that are no answers are told, and the rest goes on.
 */
export async function openBatch(options: Options, { config }: Wanted, io: Io, planning: boolean): Promise<Batch | Misuse> {
  const { model, server } = config.critic!;
  const dropped = options.given.without ?? [];
  const odd = dropped.find(part => !isOneOf(features, part));
  if (odd !== undefined) return { misuse: `--without is one of ${features.join(', ')}; not ${odd}${suggest(odd, features)}` };
  // The marks around solutions come from it: made anew each time, no question would be the same twice.
  const folder = cacheFolder(io.env);
  const [secret, again] = [await diskCache(folder).secret(), await diskCache(folder).secret()];
  if (secret !== again)
    return {
      misuse: `${folder} cannot be written, and without the secret in it answers cannot be told apart; set HENCE_CACHE to a folder that can`,
    };

  const places = new Map<string, Place>();
  const files: FileHandle[] = [];
  const close = async () => void (await Promise.all(files.map(file => file.close())));
  let unreadable = 0;
  for (const path of options.given.answers ?? []) {
    let file: FileHandle;
    try {
      file = await open(resolve(io.cwd, path));
      files.push(file);
      const bytes = file.createReadStream({ autoClose: false, start: 0 });
      for await (const some of lines(bytes, longest))
        for (const { number, offset, length, bytes } of some) {
          const text = bytes?.toString('utf8').replace(/^\ufeff/, '');
          if (text !== undefined && text.trim() === '') continue;
          const read = text === undefined ? { fault: `the line is longer than ${longest >> 20} MB` } : readAnswer(text);
          if ('fault' in read) {
            unreadable++;
            await io.stderr.write(`hence: ${oneLine(`${path}:${number}: ${read.fault}`)}\n`);
            continue;
          }
          const good = 'reply' in read.answer;
          if (good || !places.get(read.id)?.good) places.set(read.id, { file, offset, length, good });
        }
    } catch (error) {
      await close();
      return { misuse: `--answers ${path}: ${reason(error)}` };
    }
  }
  const find = async (id: string) => {
    const place = places.get(id);
    if (!place) return undefined;
    const { buffer } = await place.file.read(Buffer.alloc(place.length), 0, place.length, place.offset);
    const read = readAnswer(buffer.toString('utf8').replace(/^\ufeff/, ''));
    return 'answer' in read ? read.answer : undefined;
  };
  const chat = batchChat(
    { model, server: server === 'hosted' ? 'hosted' : 'vllm' },
    {
      answers: { find },
      context: config.context,
      without: new Set(dropped as Feature[]),
      today: () => new Date().toISOString().slice(0, 10),
      planning,
    },
  );
  return {
    chat,
    answers: places.size,
    unreadable,
    unwanted: () => [...places.keys()].filter(id => !chat.wanted(id)).length,
    close,
  };
}
