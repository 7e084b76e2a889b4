// Values with their units: 3 h at 60 km/h are 180 km, and 4 ft less 40 in are 8 in.
import { divide, evaluate, isQ, minus, multiply, plus, raise, type Value } from './evaluate';
import { type Expr, walk } from './expr';
import { div, isInteger, type Q, q } from './rational';
import { type Part, partsOf, type Quantity, unitNamed } from './units';

/** A value in base units, and the powers of what it measures: {length: 1, time: -1} for a speed. Zero powers are left out. */
export type Measure = { readonly value: Value; readonly powers: ReadonlyMap<Quantity, number> };

/** The units that occur in an expression. */
export function unitsIn(e: Expr): readonly Part[] {
  const found: Part[] = [];
  walk(e, x => {
    if (x.k === 'unit') found.push(...(partsOf(x.unit) ?? []));
  });
  return found;
}

const PLAIN: ReadonlyMap<Quantity, number> = new Map();

/** The value of a closed expression with its units; undefined where a sum mixes quantities or a unit is unclear. */
export function measure(e: Expr): Measure | undefined {
  switch (e.k) {
    case 'unit': {
      const inner = measure(e.a);
      const parts = partsOf(e.unit);
      if (!inner || !parts) return undefined;
      let value = inner.value;
      const powers = new Map(inner.powers);
      for (const { unit, power } of parts) {
        value = multiply(value, raise(unit.factor, q(power)));
        shift(powers, unit.quantity, power);
      }
      return { value, powers };
    }
    case 'neg': {
      const a = measure(e.a);
      return a && { ...a, value: multiply(q(-1), a.value) };
    }
    case 'pct': {
      const a = measure(e.a);
      return a && { ...a, value: divide(a.value, q(100)) };
    }
    case 'add':
    case 'sub': {
      const [a, b] = [measure(e.a), measure(e.b)];
      if (!a || !b) return undefined;
      // "45 minutes + 10": a bare number is counted in the unit beside it.
      const unit = a.powers.size && e.b.k === 'num' ? lastUnit(e.a) : undefined;
      const other = unit ? measure({ k: 'unit', a: e.b, unit, span: e.span }) : b;
      if (!other || !samePowers(a.powers, other.powers)) return undefined;
      return { value: e.k === 'add' ? plus(a.value, other.value) : minus(a.value, other.value), powers: a.powers };
    }
    case 'mul':
    case 'div': {
      const [a, b] = [measure(e.a), measure(e.b)];
      if (!a || !b) return undefined;
      const powers = new Map(a.powers);
      for (const [quantity, power] of b.powers) shift(powers, quantity, e.k === 'mul' ? power : -power);
      return { value: e.k === 'mul' ? multiply(a.value, b.value) : divide(a.value, b.value), powers };
    }
    case 'pow': {
      const [a, n] = [measure(e.a), measure(e.b)];
      if (!a || !n || n.powers.size || !isQ(n.value) || !isInteger(n.value)) return undefined;
      const times = Number(n.value.n);
      return { value: raise(a.value, n.value), powers: new Map([...a.powers].map(([k, v]) => [k, v * times])) };
    }
    default:
      return unitsIn(e).length ? undefined : { value: evaluate(e), powers: PLAIN };
  }
}

/** Two different things that a sum adds up, one of them money: dollars and gallons. Undefined where all is of one kind, or unclear. */
export function mixedSum(e: Expr): readonly [string, string] | undefined {
  if (e.k === 'add' || e.k === 'sub') {
    const [a, b] = [kindOf(e.a), kindOf(e.b)];
    if (a && b && a.quantity !== b.quantity && (a.quantity === 'money' || b.quantity === 'money')) return [a.name, b.name];
  }
  if (e.k === 'unit' || e.k === 'neg' || e.k === 'pct') return mixedSum(e.a);
  return 'b' in e && 'a' in e ? (mixedSum(e.a as Expr) ?? mixedSum(e.b as Expr)) : undefined;
}

/** What a term measures, where its units are written and are one. */
function kindOf(e: Expr): { readonly quantity: Quantity; readonly name: string } | undefined {
  if (e.k === 'unit') {
    const parts = partsOf(e.unit);
    const [part] = parts ?? [];
    const named = e.unit.split(' ').every(word => unitNamed(word));
    return parts?.length === 1 && part!.power === 1 && named
      ? { quantity: part!.unit.quantity, name: part!.name.replace('$', 'dollars') }
      : undefined;
  }
  if (e.k === 'add' || e.k === 'sub') {
    const [a, b] = [kindOf(e.a), kindOf(e.b)];
    return a && b && a.quantity === b.quantity ? a : undefined;
  }
  return undefined;
}

/** The unit of the last term of a sum. */
export function lastUnit(e: Expr): string | undefined {
  if (e.k === 'unit') return e.unit;
  return e.k === 'add' || e.k === 'sub' ? (lastUnit(e.b) ?? lastUnit(e.a)) : undefined;
}

function shift(powers: Map<Quantity, number>, quantity: Quantity, by: number): void {
  const now = (powers.get(quantity) ?? 0) + by;
  if (now) powers.set(quantity, now);
  else powers.delete(quantity);
}

export const samePowers = (a: ReadonlyMap<Quantity, number>, b: ReadonlyMap<Quantity, number>): boolean =>
  a.size === b.size && [...a].every(([k, v]) => b.get(k) === v);

/** Numbers of e that carry no unit. */
export function bareNumbers(e: Expr): readonly Q[] {
  if (e.k === 'unit') return [];
  if (e.k === 'num') return [e.v];
  if (e.k === 'neg' || e.k === 'pct') return bareNumbers(e.a);
  if (e.k === 'add' || e.k === 'sub' || e.k === 'mul' || e.k === 'div' || e.k === 'pow') return [...bareNumbers(e.a), ...bareNumbers(e.b)];
  return [];
}

/** Both sides counted in the last unit of the right one; undefined where they measure different things or a unit is unclear. */
export function inOneUnit(l: Expr, r: Expr): { readonly left: Q; readonly right: Q; readonly unit: string } | undefined {
  const [a, b, unit] = [measure(l), measure(r), lastUnit(r)];
  if (!a || !b || !unit || !a.powers.size || !samePowers(a.powers, b.powers)) return undefined;
  const one = measure({ k: 'unit', a: { k: 'num', v: q(1), span: r.span }, unit, span: r.span });
  if (!one || !samePowers(one.powers, b.powers) || !isQ(one.value) || !isQ(a.value) || !isQ(b.value)) return undefined;
  return { left: div(a.value, one.value), right: div(b.value, one.value), unit };
}
