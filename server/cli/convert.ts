// `hence convert`: labelled data from one shape to another.
import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { convert as convertRecord } from '../batch/convert/convert';
import { fromMarkdown, toMarkdown } from '../batch/convert/markdown';
import { isRecord, type Json, type Shape } from '../batch/convert/sample';
import { shapeOf, shapes } from '../batch/convert/shapes';
import { findInputs, type Input, reason } from '../batch/inputs';
import { lines } from '../batch/lines';
import { amongFields } from '../core/formats/records';
import { oneLine } from './colour';
import { gather } from './gather';
import { exit, type Io } from './io';
import { type Misuse, type Options, optionOf, suggest } from './options';

const names = [...shapes.map(({ id }) => id), 'markdown'];

export async function convert(options: Options, io: Io): Promise<number | Misuse> {
  const to = optionOf(options, 'to');
  const from = optionOf(options, 'from');
  for (const [option, value] of [
    ['to', to],
    ['from', from],
  ] as const) {
    if (value === undefined ? option === 'to' : !names.includes(value)) {
      const said = value === undefined ? '' : `; not ${value}${suggest(value, names)}`;
      return { misuse: `--${option} is one of ${names.join(', ')}${said}` };
    }
  }
  const output = optionOf(options, 'output');
  const path = output === undefined ? undefined : resolve(io.cwd, output);
  let file: Awaited<ReturnType<typeof open>> | undefined;
  try {
    file = path === undefined ? undefined : await open(path, 'w');
  } catch (error) {
    return { misuse: `--output ${output}: ${reason(error)}` };
  }
  const write = gather(file ? { isTTY: false, write: text => file.writeFile(text) } : io.stdout);
  const target = shapes.find(({ id }) => id === to);
  const source = shapes.find(({ id }) => id === from);
  let left = 0;
  const complain = async (where: string, why: string) => {
    if (++left <= 20) await io.stderr.write(`${oneLine(`${where}: left out: ${why}`)}\n`);
  };
  try {
    const walk = { cwd: io.cwd, extensions: ['.jsonl', '.json', '.md', '.ndjson'], except: path, stdin: () => io.stdin };
    for await (const input of findInputs(options.paths, walk)) {
      try {
        for await (const { record, shape, place } of records(input, source, from === 'markdown')) {
          const where = `${input.name}:${place}`;
          if (typeof record === 'string' || !shape)
            await complain(where, typeof record === 'string' ? record : `its shape is not known${amongFields(Object.keys(record))}`);
          else if (!target) await write.add(toMarkdown(record, shape));
          else {
            const made = convertRecord(record, shape, target);
            if (typeof made === 'string') await complain(where, made);
            else await write.add(`${JSON.stringify(made)}\n`);
          }
          if (io.signal?.aborted) return exit.interrupted;
        }
      } catch (error) {
        await complain(input.name, reason(error));
      }
    }
    await write.flush();
  } finally {
    await file?.close();
  }
  if (left > 20) await io.stderr.write(`and ${left - 20} more\n`);
  return left > 0 ? exit.unreadable : exit.clean;
}

type Read = { readonly record: Json | string; readonly shape?: Shape; readonly place: number };

async function* records(input: Input, source: Shape | undefined, markdown: boolean): AsyncGenerator<Read> {
  if (input.refused !== undefined) throw new Error(input.refused);
  const name = input.kind ?? '';
  if (markdown || /\.(md|markdown)$/i.test(name)) yield* ofMarkdown(await whole(input));
  else if (/\.json$/i.test(name)) {
    const parsed: unknown = JSON.parse(await whole(input));
    for (const [i, value] of (Array.isArray(parsed) ? parsed : [parsed]).entries()) yield shaped(value, source, i + 1);
  } else {
    for await (const batch of lines(input.open(), 1 << 26)) {
      for (const { bytes, number } of batch) {
        // What stands for broken bytes would not be what stood there.
        if (bytes && !isUtf8(bytes)) {
          yield { record: 'it is not valid UTF-8', place: number };
          continue;
        }
        const text = (bytes?.toString() ?? '').replace(/^\ufeff/, '');
        if (bytes && text.trim() === '') continue;
        let value: unknown;
        try {
          value = JSON.parse(text);
        } catch (error) {
          yield { record: bytes ? reason(error) : 'the line is too long', place: number };
          continue;
        }
        yield shaped(value, source, number);
      }
    }
  }
}

function* ofMarkdown(text: string): Generator<Read> {
  const plain = shapes.find(({ id }) => id === 'processbench')!;
  for (const [i, found] of fromMarkdown(text).entries()) {
    if ('record' in found) yield { ...found, place: i + 1 };
    else yield { record: plain.write(found.sample), shape: plain, place: i + 1 };
  }
}

function shaped(value: unknown, source: Shape | undefined, place: number): Read {
  if (!isRecord(value)) return { record: 'it is not an object', place };
  if (source && !source.fits(value)) return { record: `it is not of the shape ${source.id}`, place };
  return { record: value, shape: source ?? shapeOf(value), place };
}

async function whole(input: Input): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of input.open()) parts.push(part);
  return Buffer.concat(parts)
    .toString('utf8')
    .replace(/^\ufeff/, '');
}
