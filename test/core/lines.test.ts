// From line to line: hazards by name, each with texts that must stay silent and twins with a slip that must be found.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyse } from '../../server/core';

type Hazard = { readonly right: readonly string[]; readonly wrong: readonly string[] };

const hazards: Readonly<Record<string, Hazard>> = {
  'a percentage that is taken off or put on': {
    right: [
      'Selling price = 400 − 10% = 400 − 40 = $360.',
      'So 80 - 25% = 60, and $50 + 8% tax = $54. We have 50% - 20% = 30%.',
      'The rate is 5 - 20% = 4.8.',
    ],
    wrong: ['Selling price = 400 − 10% = 400 − 30 = $370.', 'So 80 - 25% = 65.'],
  },
  'two values of a letter, each with what follows': {
    right: [
      'Let $u = 3^x$. Then $(u - 1)(u - 9) = 0$.\n\n$u = 1 \\Rightarrow x = 0$; $u = 9 \\Rightarrow x = 2$.',
      '$(x - 1)(x - 4) = 0$\n\nFor $x = 1$: $y = 3$, and for $x = 4$: $y = 0$.',
    ],
    wrong: ['We find $(u - 1)(u - 9) = 0$, so $u = 2$.'],
  },
  'what follows from a condition and is denied': {
    right: [
      'Both factors have the same parity. If both are even, then 4 divides 6, which is false.',
      'If $n = 3$, then 3 divides 10. This is a contradiction, and $1 + 1 = 2$.',
    ],
    wrong: ['If $k = 3$, then $C = 3 \\cdot 7 = 21$, which is not a multiple of 3.'],
  },
  'a decimal for a power of another': {
    right: [
      'A = 5000(1 + 0.06/12)^24 = 5000(1.005)^24 = 5000 * 1.12716 = 5635.80',
      'So 200 · 1.05^3 = 200 · 1.158 = 231.6, and 900 · (2/7) = 900 · 0.2857 = 257.13.',
    ],
    wrong: ['So 200 · 1.05^3 = 200 · 1.258 = 251.6.'],
  },
  'digits in other groups': {
    right: [
      'They share ₹1,25,000 ÷ 5 = ₹25,000.',
      'So 1,25,000 ÷ 5 = 25,000 each.',
      "12 · 1'250 = 15'000 Franken.",
      'The set is $\\{4,16,64,256\\}$ and 12 000 · 2 = 24 000.',
      'So (√3 + √2)² = 5 + 2√6 ≈ 9,899.',
    ],
    wrong: ['We have 2 + 2 = 4, and they share ₹1,25,000 ÷ 5 = ₹24,000.', "12 · 1'250 = 16'000 Franken."],
  },
  'logarithms in words': {
    right: ['log 1000 = 3, ln e² = 2, log₂ 32 = 5, and lg 100 = 2.'],
    wrong: ['We have 2 + 2 = 4 and ln e² = 3.'],
  },
  'an angle over an angle': {
    right: ['n = 360° / 24° = 15. About 100 / √2 = 71.'],
    wrong: ['n = 360° / 24° = 16.'],
  },
  'the base of natural logarithms': {
    right: [
      "Let $f(x) = x^3 \\ln x$. Then $f'(x) = 3x^2 \\ln x + x^2 = x^2(3 \\ln x + 1)$. At $x = e$ we get $f'(e) = e^2(3 \\cdot 1 + 1) = 4e^2$.",
      'Of the polynomial $ax^2 + bx + c$ we know $a = 1$, and $d + e = 7$ with $e = 3$ gives $d = 4$. So $1 + 1 = 2$.',
    ],
    wrong: ["Let $f(x) = x^3 \\ln x$. Then $f'(x) = 3x^2 \\ln x + x^2$. At $x = e$ we get $f'(e) = e^2(3 \\cdot 1 + 1) = 5e^2$."],
  },
  'decimals that stand for a fraction in a link': {
    right: [
      'We find $0.1 - \\frac{0.001}{6} = 0.1 - 0.000167 = 0.099833$.',
      'We have $\\sin 0.1 \\approx 0.1 - \\frac{0.001}{6} = 0.1 - 0.000167$.',
    ],
    wrong: ['We find $0.1 - \\frac{0.001}{6} = 0.1 - 0.000267 = 0.099733$.', 'We find $\\frac{399}{65} = 6.15$.'],
  },
  'an arrow behind two equations': {
    right: ['\\[ xy = 5 \\quad \\text{and} \\quad \\frac{x + y}{2} \\cdot \\frac{x - y}{2} = 6 \\implies x^2 - y^2 = 24 \\]'],
    wrong: ['\\[ xy = 5 \\quad \\text{and} \\quad \\frac{x + y}{2} \\cdot \\frac{x - y}{2} = 6 \\implies xy - y^2 = 24 \\]'],
  },
  'how many a bracket lists': {
    right: [
      'There are 4 choices for the exponent of 3 (0, 2, 4, 6), as 2 + 2 = 4.',
      'There are 4 digits in the number 3 (0, 1, 2, 3, ...).',
    ],
    wrong: ['There are 7 choices for the exponent of 3 (0, 2, 4, 6), as 2 + 2 = 4.'],
  },
  'what is found after checking': {
    right: [
      'After checking several numbers, we find that 10236 is not divisible by 5 and 6, as 2 + 2 = 4.',
      'If we find that 10236 is not divisible by 3, then 2 + 2 = 4.',
    ],
    wrong: ['After checking several numbers, we find that 10236 is not divisible by 3 and 6, as 2 + 2 = 4.'],
  },
  'an estimate': {
    right: ['Here $7^3 \\approx 300$.', 'About $980 \\cdot 11 \\approx 10000$.'],
    wrong: ['Here $5^8 \\approx 10^8$.'],
  },
  'integers in an interval': {
    right: [
      'The integers in the interval $[2, 6)$ are 2, 3, 4 and 5. So 1 + 1 = 2.',
      'Two of the primes less than 20 are 3 and 5, as 1 + 1 = 2.',
      'We look at the integers in the range $(4, 7.5)$. These integers are 5, 6 and 7. So 1 + 1 = 2.',
    ],
    wrong: ['We look at the integers in the range $(4, 7.5)$. These integers are 5 and 6. So 1 + 1 = 2.'],
  },
  quadrants: {
    right: [
      'As $90^\\circ < x < 180^\\circ$, we know that $x$ is in the second quadrant, where sine is positive and cosine is negative. So $1 + 1 = 2$.',
      'In the third quadrant, \\(\\sin x\\) and \\(\\cos x\\) are both negative, and \\(\\tan x\\) is positive. So $1 + 1 = 2$.',
      'If $x$ is in the third quadrant, then the sine is negative, and in the second quadrant $-\\sin x$ is negative. So $1 + 1 = 2$.',
      'Since $225^\\circ$ lies in the third quadrant, $1 + 1 = 2$.',
      'With $0^\\circ < x < 360^\\circ$ and a positive tangent, $x$ is in the third quadrant. So $1 + 1 = 2$.',
      'Here $0 < x < \\pi$, and $x$ is in the second quadrant. So $1 + 1 = 2$.',
      'Here $\\pi < x < \\frac{3\\pi}{2}$, and $x$ is in the third quadrant. So $1 + 1 = 2$.',
    ],
    wrong: [
      'As $90^\\circ < x < 180^\\circ$, we know that $x$ is in the third quadrant. So $1 + 1 = 2$.',
      'In the fourth quadrant, the sine is positive. So $1 + 1 = 2$.',
      'Here $\\pi < x < \\frac{3\\pi}{2}$, and $x$ is in the second quadrant. So $1 + 1 = 2$.',
      'Since $225^\\circ$ lies in the second quadrant, $1 + 1 = 2$.',
    ],
  },
  'coefficients that are compared': {
    right: [
      'Expanding gives $Ax^2 + (AB + 6)x + 6B = 2x^2 + (2C + 4)x + 4C$. Corresponding coefficients must be equal, so\n\\begin{align*}\nA &= 2, \\\\\nAB + 6 &= 2C + 4, \\\\\n6B &= 4C.\n\\end{align*}',
    ],
    wrong: [
      'Expanding gives $Ax^2 + (AB + 6)x + 6B = 2x^2 + (2C + 4)x + 4C$. Corresponding coefficients must be equal, so\n\\begin{align*}\nA &= 2, \\\\\nAB + 6 &= 2C + 4, \\\\\n6B &= 2C.\n\\end{align*}',
    ],
  },
  'letters that stand for digits': {
    right: [
      'Problem: Each letter represents a digit, and $2A$ is a two-digit number. If $96/A = 2A + A$, find $A$.\n\nSolution: Here $2A + A = 20 + A + A$. Multiplying by $A$, we get\n\\begin{align*}\n96/A &= 20 + 2A \\Rightarrow \\\\\n96 &= 20A + 2A^2.\n\\end{align*}',
    ],
    wrong: [
      'Problem: If $96/a = 20 + 2a$, find $a$.\n\nSolution: Multiplying both sides by $a$, we get\n$$96/a = 20 + 2a$$\n$$96 = 20a + 2a$$',
    ],
  },
  'lines of a display that goes on in the next step': {
    right: [
      'Step 1: Adding the angles,\n\\begin{align*}\n86 + 3x + 22 + x &= 180 \\\\\n108 + 4x &=\n\nStep 2: 180.\n\\end{align*}',
      'Step 1: \\[2x + 3 = 1\n\nStep 2: + 5.\\]',
    ],
    wrong: [
      'Step 1: Adding the angles,\n\\begin{align*}\n86 + 3x + 22 + x &= 180 \\\\\n98 + 4x &= 180.\n\nStep 2: \\end{align*}So we divide.',
    ],
  },
  'the line before the display that an earlier step opened': {
    right: ['Step 1: \\begin{align*} 2 + 2 &= 4.\n\nStep 2: \\end{align*}Then $x - 1 = 3$, so $x = 4$.'],
    wrong: ['Step 1: \\begin{align*} 2 + 2 &= 4.\n\nStep 2: \\end{align*}Then $x - 1 = 3$, so $x = 5$.'],
  },
  'bars behind a factor': {
    right: ['We have $3 + 2|-4| = 11$.', '$|x| - 2|x - 5| + 1 = |x| - 2|5 - x| + 1$', 'As $P(A|B) = 1/3$ and $2|6$, we go on.'],
    wrong: ['We have $3 + 2|-4| = -5$.', '$3 + 2|x - 5| + 1 = 2|x - 5| + 3$'],
  },
  'a hyphen between a letter and a word': {
    right: ['The line meets the $x$-axis where $2x + 6 = 0$, so $x = -3$.'],
    wrong: ['The line meets the $x$-axis where $2 + 6 = 9$.'],
  },
  'an axis that is met': {
    right: [
      'One line is $y = \\frac32 x - 3$, and the line perpendicular to it is $y = -\\frac23 x + 2$.\n\nWe find the $x$-intercept by letting $y = 0$, which gives $x = 3$.',
    ],
    wrong: [],
  },
  'decimals whose digits go on': {
    right: ['$0.\\overline{81} - 0.81 = 0.818181\\ldots - 0.81 = 0.008181\\ldots$', '$7.5 + \\frac{10}{3} = 7.5 + 3.333\\ldots$'],
    wrong: ['$7.5 + \\frac{10}{3} = 7.5 + 3.444\\ldots$'],
  },
  'rows of a system do not follow from one another': {
    right: [
      'The equations are\n$$x + y = 7$$\n$$x - y = 3$$',
      'We get\n1. $3a + 2b = 12$\n2. $3b + 2a = 24$',
      'Using the distances, we write the following equations:\n$$x^2 + y^2 = 36$$\n$$(x-5)^2 + y^2 = 49$$',
    ],
    wrong: ['$$3x + 3y = 21$$\nDividing both sides by 3, we get\n$$x + 3y = 7$$'],
  },
  'a list of equations goes over row by row': {
    right: ['We have $x/2 + y = 2$ and $y/2 + x = 4$. Multiplying each equation by 2 gives $x + 2y = 4$ and $y + 2x = 8$.'],
    wrong: ['We have $x/2 + y = 2$. Multiplying both sides by 2 gives $x + y = 4$.'],
  },
  'a root is taken, a factor is chosen': {
    right: [
      'We have $x^2 y^2 = 100$. Taking the square root of both sides, we obtain $xy = 10$.',
      'Here $(a - b)(a - 2b) = 0$, so $a = b$.',
    ],
    wrong: ['We have $x^2 y^2 = 100$. Dividing both sides by $x^2$, we obtain $y^2 = 100 x^2$.'],
  },
  'what is in force is used': {
    right: ['Let $xy = 6$. We know that $x + y = 5$. Squaring both sides and simplifying gives $x^2 + y^2 = 13$.'],
    wrong: ['Let $xy = 6$. We know that $x + y = 5$. Squaring both sides and simplifying gives $x^2 + y^2 = 19$.'],
  },
  'values of one expression, curves of one kind': {
    right: ['The focus of $y = 4x^2$ is known, so we know that of $y = 4x^2 - 3$.', '$$a + b = 10$$\n$$a + b = 11$$'],
    wrong: ['The parabola is $y = 4(x - 1)^2$. Expanding, we get $y = 4x^2 - 4x + 4$.'],
  },
  'a value solves the equation that it is said to solve': {
    right: [
      'Then $x - 4 = 0$ or $x + 3 = 0$. We must check the original domain, so $x = 4$ is a valid solution.',
      'The equation $w^2 + 1 = 0$ has none, and the solutions of the original equation are $w = 1$ and $w = -1$.',
      'If $x < 2$, then $2x = 3x - 1$. Otherwise $x = 5$ is the only solution in this case.',
    ],
    wrong: [
      'The solutions of $x^2 - x = 2$ are $x = 2$ and $x = 1$.',
      'We need $7m + 12n = 22$, which can be solved to give $m = 2$ and $n = -1$.',
    ],
  },
  'a value with its working is a line': {
    right: [
      'We have \\(\\frac{6}{10} = \\frac{x}{8 - x} \\Rightarrow x = \\frac{48}{16} = 3\\).',
      'Here 24 - X = 11. Solving for X, we get: X = 24 - 11 = 13',
    ],
    wrong: [
      'We have \\(\\frac{6}{10} = \\frac{x}{8 - x} \\Rightarrow x = \\frac{24}{15} = \\frac{8}{5}\\).',
      'Here 24 - X = 11. Solving for X, we subtract 24 from both sides: X = 11 - 24 = -13',
    ],
  },
  'an equation whose right side is worked out is a line': {
    right: [
      'Then $\\log_2(2x - 2) = 2^2 = 4$. Thus $2x - 2 = 16$.',
      'So $n(x + n - 1) = n^2 + nx - n = 240$. Simplifying the equation gives $n^2 + nx - n - 240 = 0$.',
      'So x + 2x = 3x = 1 hour. Thus 3x = 60 minutes.',
    ],
    wrong: [
      'Then $\\log_2(2x - 2) = 2^2 = 4$. Thus $2x - 2 = 4$.',
      'So $n(x + n - 1) = n^2 + nx - n = 240$. Simplifying the equation gives $n^2 + 2nx - n - 480 = 0$.',
    ],
  },
  'a law that is recalled is no line of its own': {
    right: [
      'We have $\\log_2 8^x = 12$. Using the property $\\log_a b^c = c \\log_a b$, we can rewrite the equation as $x \\log_2 8 = 12$.',
    ],
    wrong: ['We have $\\log_2 8^x = 12$. Using the property $\\log_a b^c = c \\log_a b$, we can rewrite the equation as $8x = 12$.'],
  },
  'what x = f(k) gives for one value after the other': {
    right: [
      'Then $x = (120 - k^2)^2$. If $k = 10$, then $x = 400$. If $k = 9$, then $x = 1521$.',
      'Thus $\\gcd(36, ab) = 9$ with $a = b + 6$. If $b = 2$, then $a = 8$ and $ab = 16$. If $b = 3$, then $a = 9$.',
    ],
    wrong: ['Then $x = (120 - k^2)^2$. If $k = 10$, then $x = 400$. If $k = 9$, then $x = 961$.'],
  },
  'what is concluded solves the equations of the problem': {
    right: [
      'Problem: Given that $a(a + 2b) = 104/3$ and $b(b + 2c) = 7/9$, find $a$.\n\nSolution: Solving the first equation gives $a = 4$ and $b = 7/3$.',
      'Problem: The roots of $x^2 - 5x + 7 = 0$ are $a$ and $b$. Find $(1 - a)(1 - b)$.\n\nSolution: Setting $x = 1$, we get $1 - 5 + 7 = 3$.',
    ],
    wrong: [
      'Problem: Given that $a(a + 2b) = 104/3$ and $b(b + 2c) = 7/9$, find $a$.\n\nSolution: Solving the first equation gives $a = 4$ and $b = 4/3$.',
    ],
  },
  'congruences that follow, and conditions side by side': {
    right: [
      'We need $2n + 11 \\equiv 1 \\pmod{3}$, so $2n \\equiv -10 \\pmod{3}$, so $2n \\equiv 2 \\pmod{3}$ and therefore $n \\equiv 1 \\pmod{3}$.',
      'So $N \\equiv 1 \\pmod{12}$, and thus $N \\equiv 0 \\pmod{13}$.',
      'We have $x^2 \\equiv 1 \\pmod{8}$, so $x \\equiv 3 \\pmod{8}$ is one of several.',
    ],
    wrong: ['We need $2n + 11 \\equiv 1 \\pmod{3}$, so $2n \\equiv -10 \\pmod{3}$, so $2n \\equiv 1 \\pmod{3}$.'],
  },
  'one number is asked for, or how many there are': {
    right: [
      'Problem: What integer value of $x$ satisfies $1/4 < x/7 < 1/3$? Give the integer $x$.\n\nSolution: We need $7/4 < x < 7/3$. So it is $\\boxed{2}$.',
      'Problem: How many integers $n$ satisfy $(n + 3)(n - 7) \\le 0$?\n\nSolution: They run from -3 to 7, which makes $7 + 3 + 1 = 11$. So it is $\\boxed{11}$.',
      'The smallest integer $b$ such that $b^2 > 41$ is $b = 7$, as $6^2 = 36$.',
    ],
    wrong: [
      'Problem: Find the integer value of $x$ that satisfies the inequality $1/4 < x/7 < 1/3$.\n\nSolution: We round up, and $5/2 = 2.5$. So it is $\\boxed{3}$.',
      'The largest integer $b$ such that $41 < b^2$ is $b = 7$, as $6^2 = 36$.',
    ],
  },
  'sides that differ by a number': {
    right: ['Then $B + 99 = B - 5$, which we simplify to $B + 104 = B$.'],
    wrong: ['Let $AP = y$ for some point. So $2x - 11 = x + (x - 0) = 2x$, where $x$ is the least of all lengths.'],
  },
  'both sides of x = f(x) hold the unknown': {
    right: ['Then $x = \\log_2(22 + 2x)$. Simplifying gives $x = 1 + \\log_2(11 + x)$, and log2(8) + log10(100) = 5.'],
    wrong: [
      'Then $x = \\log_2(22 + 2x)$. Simplifying gives $x = \\log_2(22) + \\log_2(1 + x)$.',
      'Since $1 + 1 = 2$, we get log2(8) + log10(100) = 6.',
    ],
  },
  'the same equation in other words': {
    right: ['So we have $y + \\frac12 = \\frac12 y$, or equivalently, $\\frac12 y = -\\frac12$.'],
    wrong: ['So we have $y + \\frac12 = \\frac12 y$, or equivalently, $\\frac32 y = \\frac12$.'],
  },
  'formulas side by side are lines': {
    right: ['Simplifying the equation: \\( (1 + n)(1 - n) = 0.36 \\) \\( 1 - n^2 = 0.36 \\) \\( n^2 = 0.64 \\)'],
    wrong: ['Simplifying the equation: \\( (1 + n)^2(1 - n)^2 = 0.36 \\) \\( 1 - n^2 = 0.36 \\) \\( n^2 = 0.64 \\)'],
  },
  'setting something to zero puts an equation up': {
    right: ["We find \\[ f'(x) = 4x^3 - 18x \\] Setting the derivative equal to zero: \\[ 4x^3 - 18x = 0 \\]"],
    wrong: ['We find \\[ y = 4x^3 - 18x \\] Dividing both sides by 2: \\[ y = 2x^3 - 9x \\]'],
  },
  'both sides are expanded': {
    right: ['We get (11 + d)(11 + d) = (29 + 2d)(9 + d). Expanding both sides gives us d^2 + 22d + 121 = 2d^2 + 47d + 261.'],
    wrong: ['We get (11 + d)(11 + d) = (29 + 2d)(9 + d). Expanding both sides gives us d^2 + 22d + 121 = 29d + 261.'],
  },
  'what follows from several lines': {
    right: [
      'We know that $4x^2 + 12xy + 9y^2 = 4$ and $xy = -5$. Substituting gives $4x^2 + 9y^2 = 64$.',
      'We have $4y - 4x^2 = 1$ and $4x - 4y^2 = 1$. Adding these equations yields $4x + 4y - 4x^2 - 4y^2 = 2$.',
      'We need $240 = n(x + n - 1)$ where $x = 2k + 1$. Substituting gives $240 = n(2k + n)$.',
    ],
    wrong: [
      'We know that $4x^2 + 12xy + 9y^2 = 4$ and $xy = -5$. Substituting gives $4x^2 + 9y^2 = -44$.',
      'We have $4y - 4x^2 = 1$ and $4x - 4y^2 = 1$. Adding these equations yields $4x + 4y - 4x^2 - 4y^2 = 0$.',
      'We need $240 = n(x + n - 1)$ where $x = 2k + 1$. Substituting gives $240 = n(4k + 2n)$.',
    ],
  },
  'several answers do not hold together': {
    right: [
      'We have $(x+y)^2 = x^2+y^2+2xy = 90+2\\cdot27 = 144$, so $x+y=12$ or $x+y=-12$.',
      'This factors as \\[ (k - 5)(k - 2) = 0 \\] Setting each factor to zero: \\[ k - 5 = 0 \\implies k = 5 \\] \\[ k - 2 = 0 \\implies k = 2 \\]',
      'From $yz^2 - z^2 - 3y + 3 = 0$ we get $z^2 = 3$ or $y = 1$. If $y-1=0$, then $y=1$, so $z^2=1$.',
      'Line $y = x + 1$: Set $y = 0$, then $0 = x + 1 \\implies x = -1$. Line $y = 3x - 1$: Set $y = 0$, then $0 = 3x - 1 \\implies x = \\frac{1}{3}$.',
      'We need $\\gcd(36, ab) = 9$ and $a + b = 8$. Trying values of $b$, we find that $b = 1 \\Rightarrow a = 7$ and $ab = 7 \\Rightarrow \\gcd(36, ab) = 1$.',
      'For the first line, y = mx + 2, setting y = 0 gives us 0 = mx + 2. For the second line, y = mx + 3, setting y = 0 gives us 0 = mx + 3.',
    ],
    wrong: ['We have $x + y = 12$ and $x - y = 2$. Adding these equations, we get $2x = 10$.'],
  },
  'a condition on other letters': {
    right: ['Here $q = 4/5$ and $(4/5)^n \\le 1/4$.\n$n \\log(4/5) \\le \\log(1/4)$\n$n \\ge \\log(1/4)/\\log(4/5)$'],
    wrong: ['Here $q = 4/5$ and $(4/5)^n \\le 1/4$.\n$n \\log(4/5) \\le \\log(1/4)$\n$n \\le \\log(1/4)/\\log(4/5)$'],
  },
  'the equation of the problem is the first line': {
    right: [
      'Problem: Solve $3x - 4(x - 2) + 6x - 8 = 0$.\n\nSolution: Distribute the terms in the equation:\n3x - 4x + 8 + 6x - 8 = 0',
      'Problem: Solve $3x - 4(x - 2) + 6x - 8 = 0$.\n\nSolution: We know that x + 2 = 9 would not do.',
    ],
    wrong: ['Problem: Solve $3x - 4(x - 2) + 6x - 8 = 0$.\n\nSolution: Distribute the terms in the equation:\n3x - 4x + 8 - 6x + 8 = 0'],
  },
  'a chain that opens with the expression to be simplified': {
    right: ['Problem: Simplify $\\frac{k-3}{2} + 3k + 1$.\n\nSolution: We write $\\frac{k-3}{2} + \\frac{6k+2}{2} = \\frac{7k-1}{2}$.'],
    wrong: ['Problem: Simplify $\\frac{k-3}{2} + 3k + 1$.\n\nSolution: We write $\\frac{k-3}{2} + \\frac{6k+2}{2} = \\frac{7k-2}{2}$.'],
  },
  'what a problem supposes is given': {
    right: ['Problem: If $(2x + 3y)^2 = 4$ and $xy = -5$, find $4x^2 + 9y^2$.\n\nSolution: Expanding, we get $4x^2 + 9y^2 = 64$.'],
    wrong: ['Problem: If $(2x + 3y)^2 = 4$ and $xy = -5$, find $4x^2 + 9y^2$.\n\nSolution: Expanding, we get $4x^2 + 9y^2 = -44$.'],
  },
  'a choice that is incorrect takes nothing back': {
    right: ['We get $2 + 2 = 5$. Wait, that is wrong.', 'We get $2 + 2 = 5$, which is incorrect.', 'So $2 + 2 = 5$. This was a mistake.'],
    wrong: [
      'Choice A is incorrect. For choice B we get $12 + 9 = 22$.',
      'The standard error is $12 + 9 = 22$.',
      'We get $12 + 9 = 22$ wrong answers.',
    ],
  },
  'equations with roots, powers, logarithms and absolute values': {
    right: [
      '$$\\sqrt{x+1} = x - 1$$\n$$x + 1 = x^2 - 2x + 1$$\n$$x = 0 \\text{ or } x = 3$$',
      'We have $|x - 3| = 2x$.\n\n$$x - 3 = 2x$$',
      '$$\\log (x + 1) = 2$$\n$$x + 1 = 100$$',
      '$$\\sin x = \\frac12$$\n$$x = 30$$',
      '$$2^x = 5$$\n$$x = 2.32$$',
    ],
    wrong: [
      '$$\\sqrt{x+1} = x - 1$$\n$$x + 1 = x^2 + 1$$',
      '$$\\sqrt{x+1} = x - 1$$\n$$x = 4$$',
      '$$4^x = 2^{x+3}$$\n$$2x = x + 4$$',
      '$$\\log_2 (x + 1) = 3$$\n$$x + 1 = 9$$',
      'We have $\\sqrt{x+7} = 3$. Squaring both sides gives $x + 7 = 9$, so $x = 3$.',
    ],
  },
  'values of one sentence, and what is said to follow from them': {
    right: [
      'If we choose $x = 10$ and $y = 7$, then $x + y = 17$.',
      'So either $x = 8$, or $x - 7 = -1$.',
      'The planes are $x = 0$, $y = 0$ and $x + y = 1$.',
      'The roots are $x = 3$ and the solutions of $x^2 - x = 1$.',
    ],
    wrong: ['If we choose $x = 10$ and $y = 7$, then $x + y = 25$.'],
  },
  'what is denied of a value, or of a later line': {
    right: [
      'We get $5 + 12 = 18$, which is not true.',
      'With $x = 3$ we have $2 \\cdot 3 + 1 = 9$, so it is not a solution.',
      '$$x - 7 = x + 1$$\n$$0 = 8$$\nThis is not possible.',
      'We find $x = 11$. However, the denominator must not vanish.\n\n$$x - 6 = 0$$',
    ],
    wrong: [
      'We get $162 - 135 = 28$, which is again not a multiple of $8$.',
      '$$33 + 14b + b^2 = 25 + 10b + b^2$$\n$$8 = 4b - 4b$$\n$$8 = -4$$\nHowever, this is not possible.',
    ],
  },
  'an equation said in another form': {
    right: [
      'We have $4x + 4y - 4x^2 - 4y^2 = 2$, or $(2x - 1)^2 + (2y - 1)^2 = 0$.',
      'So $x^2 + y = 3$, or $x + y^2 = 5$ in the other case.',
    ],
    wrong: ['We have $4x + 4y - 4x^2 - 4y^2 = 2$, or $(2x - 1)^2 + (2y - 1)^2 = 2$.'],
  },
  'functions that the text defines': {
    right: [
      'Let $f(x) = 2x^2 + 1$. Then $f(3) = 2 \\cdot 9 + 1 = 19$, and $f(f(1)) = f(3) = 19$.',
      'Let $f(x) = 3x - 1$. We solve $f(a + 1) = a$ and $f(a) = 5$. Then $f^{-1}(5) = 2$.',
      'Let $p(n)$ be the product of the divisors of $n$. We want $p(n) = n^6$. Now $p(2) = 2$.',
      'Problem: A function with $f(3x) = 3f(x)$ satisfies $f(x) = 1 - |x - 2|$ for $1 \\le x \\le 3$.\n\nSolution: Then $f(9) = 3f(3) = 0$.',
      'Problem: Let $f(x) = ax + b$ with $f(2) = 5$.\n\nSolution: We also know $f(3) = 7$.',
    ],
    wrong: [
      'Let $f(x) = 2x^2 + 1$. Then $f(3) = 18$.',
      'Let $f(x) = 2x^2 + 1$ and $g(x) = x - 4$. Then $g(f(2)) = 6$.',
      'Let $f(x) = 3x - 1$. Then $f^{-1}(5) = 3$.',
      'Let $f(x) = 3x - 1$. Then $f(a + 1) = 3a + 1$.',
      'Problem: If $f(x) = x^2 - 3$, what is $f(2) + f(3)$?\n\nSolution: We have $f(2) + f(3) = 1 + 5$.',
    ],
  },
  'lines that were run together': {
    right: ['Then we have: d^2 = (4k)^2 + (3k)^2 d^2 = 16k^2 + 9k^2 d^2 = 25k^2'],
    wrong: [
      'Then we have: d^2 = (4k)^2 + (3k)^2 d^2 = 16k^2 + 9k^2 d^2 = 24k^2',
      'We have 2x + 30 = 110. Subtract 20 from both sides: 2x = 110 - 20 2x = 90',
    ],
  },
};

const found = (text: string) =>
  analyse({ text, format: 'text' }).solutions.flatMap(s => s.findings.filter(f => f.standing === 'root').map(f => f.message));

for (const [name, { right, wrong }] of Object.entries(hazards)) {
  describe(name, () => {
    for (const text of right) test(`silent: ${text.slice(0, 60).replace(/\n/g, ' ')}`, () => assert.deepEqual(found(text), []));
    for (const text of wrong)
      test(`found: ${text.slice(0, 60).replace(/\n/g, ' ')}`, () => assert.equal(found(text).length >= 1, true, 'nothing was found'));
  });
}
