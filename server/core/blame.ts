// Which step uses which, which wrong step is a root, and which later steps only inherit it (semantics 9).
import type { StepClaims } from './claims/context';
import type { Edge, Solution } from './model';

/** All edges of a solution: `to` uses `from`. */
export function edgesOf(steps: readonly StepClaims[]): Edge[] {
  return steps.flatMap(s =>
    s.uses.map(u => ({ from: u.from, to: s.step.id, why: u.why, label: u.label, span: u.span, ...(u.at ? { at: u.at } : {}) })),
  );
}

/**
 * For every step that is not wrong itself but builds on a wrong one, the root it builds on. Taint travels along strong
 * edges only: values, symbols, equations, definitions and references; that a step merely comes next proves nothing.
 */
export function inherited(
  solution: Solution,
  edges: readonly Edge[],
  wrong: ReadonlySet<string>,
): Map<string, { root: string; via: Edge }> {
  const roots = new Map<string, { root: string; via: Edge }>();
  if (!wrong.size) return roots;
  const into = new Map<string, Edge[]>();
  for (const e of edges) {
    if (e.why === 'adjacent') continue;
    const list = into.get(e.to);
    if (list) list.push(e);
    else into.set(e.to, [e]);
  }
  for (const step of solution.steps) {
    if (wrong.has(step.id)) continue;
    for (const e of into.get(step.id) ?? []) {
      const root = wrong.has(e.from) ? (e.why === 'symbol' ? undefined : e.from) : roots.get(e.from)?.root;
      const found = root ?? (wrong.has(e.from) && e.why === 'symbol' ? e.from : undefined);
      if (found) {
        roots.set(step.id, { root: found, via: e });
        break;
      }
    }
  }
  return roots;
}
