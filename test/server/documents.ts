// Texts the server's tests open. The second step of `eggs` is wrong, the third follows from it.
export const eggs = `# Problem

A box holds 12 eggs. How many eggs are in 3 boxes, if 5 are broken?

# Solution

Step 1: There are $12 \\cdot 3 = 36$ eggs.

Step 2: Taking away the broken ones leaves $36 - 5 = 32$ eggs.

Step 3: Two such loads are $32 \\cdot 2 = 64$ eggs.
`;

export const right = eggs.replace('= 32$', '= 31$').replace('$32 \\cdot 2 = 64$', '$31 \\cdot 2 = 62$');

/** A right solution of `steps` steps; every result is used by the next. */
export function longSolution(steps: number): string {
  const lines = ['# Problem', '', 'Add the numbers.', '', '# Solution', ''];
  for (let i = 1, sum = 0; i <= steps; sum += i, i++) lines.push(`Step ${i}: $${sum} + ${i} = ${sum + i}$.`, '');
  return lines.join('\n');
}
