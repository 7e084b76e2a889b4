// The room itself: a QuickJS interpreter in WebAssembly, one fresh runtime a program. No host function goes in; text comes out.
import variant from '@jitl/quickjs-singlefile-cjs-release-sync';
import { newQuickJSWASMModuleFromVariant, shouldInterruptAfterDeadline } from 'quickjs-emscripten-core';
import { type ProgramCheck, type ProgramLimits, type ProgramResult, prelude } from './sandbox';

export async function runProgram(program: string, limits: ProgramLimits): Promise<ProgramResult> {
  const quickjs = await newQuickJSWASMModuleFromVariant(variant);
  const runtime = quickjs.newRuntime();
  try {
    runtime.setMemoryLimit(limits.memory);
    runtime.setMaxStackSize(512 * 1024);
    runtime.setInterruptHandler(shouldInterruptAfterDeadline(Date.now() + limits.time));
    const context = runtime.newContext();
    try {
      const source = `${prelude.replace('__LIMIT__', String(limits.output))}\n(() => {\n${program}\n})();\nJSON.stringify({ checks: __checks, output: __out.join('\\n') })`;
      const result = context.evalCode(source, 'program.js', { type: 'global' });
      if (result.error) {
        const fault: unknown = context.dump(result.error);
        result.error.dispose();
        return { fault: faultOf(fault, limits) };
      }
      const text = context.getString(result.value);
      result.value.dispose();
      return read(text, limits);
    } finally {
      context.dispose();
    }
  } finally {
    try {
      runtime.dispose();
    } catch {
      // A runtime that ran out of memory may not let go of everything; its module goes with the worker.
    }
  }
}

function faultOf(fault: unknown, { time }: ProgramLimits): string {
  const { name = 'Error', message = String(fault) } = (typeof fault === 'object' && fault !== null ? fault : {}) as {
    name?: string;
    message?: string;
  };
  if (/interrupted/.test(message)) return `it took longer than ${time / 1000} s`;
  if (/out of memory|stack overflow/i.test(message)) return message;
  return `${name}: ${message}`.slice(0, 300);
}

/** A program may change what it likes in its room, so its words are checked like anybody's. */
function read(text: string, limits: ProgramLimits): ProgramResult {
  if (text.length > 10 * limits.output) return { fault: 'too much output' };
  try {
    const { checks, output } = JSON.parse(text) as { checks: ProgramCheck[]; output: string };
    const sound =
      Array.isArray(checks) &&
      checks.every(one => Number.isInteger(one?.step) && typeof one.ok === 'boolean' && typeof one.note === 'string');
    if (sound && typeof output === 'string') return { checks, output: output.slice(0, limits.output) };
  } catch {
    // Told below.
  }
  return { fault: 'it did not end as programs end' };
}
