// Right texts that once were, or easily could be, called wrong. Each hazard has a name; none may be flagged.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyse } from '../../server/core';

const silent: Readonly<Record<string, readonly string[]>> = {
  'a value that its step keeps, and one that it takes out': [
    'We must have $x > 0$, so we discard the negative root $x = -3$ and keep only $x = 3$.',
    'We know that $n$ must be positive. Therefore, we reject $n = -2$, and $1 + 1 = 2$.',
    'For $x > 2$ we need $x - 2 > 0$. Therefore, $x = 1$ or $x = 3$.',
    'The domain is $x > 2$. Thus we get $x = 1$ or $x = 5$, and the first is extraneous.',
  ],
  'what a problem leaves open': [
    'Problem: If $2x + 3 = A(x + 1) + B$, what is the value of $A + B$?\n\nSolution: So $A = 2$ and $B = 1$. The answer is $\\boxed{3}$.',
    'Problem: If $x + y = 7$, find the largest possible value of $x - y$.\n\nSolution: It is $\\boxed{7}$.',
    'Problem: If $x + y = 7$ and $x - y = 1$, what is the value of $x$?\n\nSolution: We get $2x = 8$ and $\\boxed{4}$.',
  ],
  'a polynomial that is no product but equal to one for a value': ['We have $x^2 - 5x + 7 = (x - 1)(x + 2)$, and so $6x = 9$.'],
  'a value for one letter where the other is known by words': [
    'Problem: He sees D ducks on 50 screens, and 1800 / x screens hold all, with 6 ducks in all. Find x.\n\nSolution: We have 50 * D = 1800 / x. Solving for x, we get: x = 6.',
  ],
  'a part of what is asked for, called the expression': [
    'Problem: Calculate $\\left(\\frac{1}{a}\\right)^4 \\cdot 2 \\cdot a^4 + a^{2+1-3}$ when $a = 42$.\n\nSolution:\n\nStep 1: Simplify the expression $\\left(\\frac{1}{a}\\right)^4 \\cdot 2 \\cdot a^4$.\n\nStep 2: The expression becomes $\\frac{1}{a^4} \\cdot 2 \\cdot a^4 = 2$.',
  ],
  'integers whose letters stand apart': [
    'Problem: Positive integers $a$ and $b$ satisfy $2a + 3b = 12$. Find $a$.\n\nSolution: We have $2a + 3b = 12$. Therefore $a = 3$.',
  ],
  'a relation that is crossed out': ['We see that $5 \\not< 3 + 1$, $2 + 2 \\not\\equiv 5$ and $3 \\cdot 2 \\not\\ge 7$.'],
  'lines that lead to what cannot be': ['Expanding, $33 + 14b = 25 + 10b$, so $8 = -4b$. As $b > 0$, this is not possible.'],
  'the law of cosines is an equation': [
    'Let $x = BP$. Then $AP = 3 - x$, so by the Law of Cosines on triangle $PBC$,\n\\[(3 - x)^2 = x^2 + 1 - 2 \\cdot x \\cdot \\cos 60^\\circ = x^2 - x + 1.\\]Solving, we find $x = 8/5$.',
  ],
  'points that move, and names that are no points': [
    'Let $A = (0,0)$ and $B = (4,0)$. Then $AB = 4$. Now take the points $A = (1,1)$ and $B = (2,1)$ instead, so $AB = 1$.',
    'For the points we need $C(5,2) = 10$ and $C(4,2) = 6$ choices, and $P(1,2) = 3$.',
    'The coordinates of $A$ and $B$ are $(0,0)$ and $(4,0)$, and $BC = 3$ with $C = (4, 3)$.',
    'Problem: Triangle $ABC$ has $AB = 26$.\n\nSolution: Without loss of generality we scale it to the points $A = (0,0)$ and $B = (13,0)$.',
    'Suppose the points $A = (0,0)$, $B = (2,0)$, $C = (2,1)$ and $D = (0,1)$ would make $ABCD$ a square.',
  ],
  'the same letters under another quantifier': [
    'Let $x = 5$. We know that $x^2 > 9$ for all $x > 3$.',
    'It is known that $x + 1/x \\ge 2$ for all $x > 0$, so $5 + 1/5 \\ge 2$.',
  ],
  'a value that is not of a kind': ['So $7 \\cdot 3 = 21$, which is not an even number.'],
  'what stands behind the last operand of dots': ['$\\frac{64}{1 + 2 + 3 + \\dots + 8 + 28} = \\frac{64}{36 + 28} = 1$'],
  'dots with more than one rule': [
    'Notice that $2(1 + 2 + 3 + \\dots + n-1) = 2\\frac{(n-1)(n-1+1)}{2} = n(n-1)$.',
    '$1 + 2 + \\cdots + 64 = 127$',
    '$2 + 4 + \\cdots + 2^6 = 126$',
  ],
  'an equation with its values put in': [
    'If we put $x = -7$ back into $|x - 3| = 2x + 4$, we get $|-7-3| = 2(-7) + 4$ or $10 = -10$. So it does not work.',
  ],
  'a comma between two numbers of three digits': ['$\\gcd(119,172) = \\gcd(119,172-119) = \\gcd(119,53)$'],
  'choices in every notation': ['There are 7 choose 4 = 35 ways, C(4,2) * 3 = 18 pairs, and 7C4 + 7P2 = 77.', '${}^7C_4 = {}_7C_4 = 35$'],
  'pairs of numbers in text': ['From (1,2) to (3,5) the slope is (5-2)/(3-1) = 3/2.'],
  'what is tested': ['We test $5 \\cdot 7 = 34$.', "Let's check if 2180 - 2200 = 30."],
  'code of drawings': ['Draw it. [asy] real x = 2*3; x = 7*1; y = 2 + 2 = 5; label("$1 + 1 = 3$"); [/asy] So $2 + 2 = 4$.'],
  'braces that group': ['$\\{(-1)(3 - 5)\\}^2 = 4$'],
  'a numeral behind its box': ['So $1_6 + 2_6 + 3_6 + \\cdots + 45_6 = 435$ and the answer is $\\boxed{2003}_6$.'],
  'sums, derivatives, integrals and limits': [
    '$\\sum_{k=1}^{100} k = 5050$ and $\\sum_{k=0}^\\infty \\frac{1}{2^k} = 2$',
    '$\\int_0^1 x^2\\,dx = \\left[\\frac{x^3}{3}\\right]_0^1 = \\frac13$',
    '$\\lim_{x \\to 0} \\frac{\\sin x}{x} = 1$ and $\\lim_{x \\to 0^+} x\\ln x = 0$',
    'Expanding, $\\frac{d}{dx}(x^3 + x) = 3x^2 + 1$.',
  ],
  'determinants, numerals and cases': [
    '$\\begin{vmatrix} 1 & 2 \\\\ 3 & 4 \\end{vmatrix} = 1 \\cdot 4 - 2 \\cdot 3 = -2$',
    '$324_5 = 3 \\cdot 25 + 2 \\cdot 5 + 4 = 89$',
  ],
  'an equation to solve is no identity': ['We need $x + 2 = (10 - x)^2$.', 'Setting the two expressions equal gives $5x + 3 = -2x - 25$.'],
  'expanding one side leaves an equation': ['Expanding the left side gives $180n - 360 = 162n$.'],
  'names of segments are no products': ['Since $AB = BC = 10$ and $[ABC] = \\frac12 \\cdot 10 \\cdot 8 = 40$, we are done.'],
  'a chain ends in a value': ['$xy + x + y + 1 = (x+1)(y+1) = 77$'],
  'two values for one letter': ['So $x = 2$ or $x = -5$.', 'First take x = 3, so 2x = 6. Next take x = 4, so 2x = 8.'],
  'another value in a formula for a letter': [
    'For p = 2 we find n = 5. For p = 3: $n(n+1) = 3(3+1)(2 \\cdot 3 + 1) = 3 \\cdot 4 \\cdot 7 = 84.$',
  ],
  'a list of equations': ['Solving $2x - 7 = 0$ and $4x - 5 = 0$ gives $x = 3.5$ and $x = 1.25$.'],
  'one branch is chosen': ['x^2 = 36\nx = 6', 'Since $x$ is positive, $x^2 = 36$ gives $x = 6$.'],
  'a product worked out part by part': [
    'Total Arrangements = 720 * 24 * 120. Total Arrangements = 720 * 24 = 17280, and 17280 * 120 = 2073600.',
  ],
  'decimals that were rounded when both sides were divided': [
    '2x = 1. Dividing both sides by 3, 0.67x = 0.33.',
    '0.99b + 1.01b + b = 4500. Combining like terms: 3b = 4500.',
  ],
  'the unknown worked out in a chain': ['24 - x = 11. Solving for x: x = 24 - 11 = 13.', '2x = 10. So x = 10/2 = 5.'],
  'an equation substituted into another': [
    'Since l = j + 10, substituting gives j + 10 + 3j + 10 = 100. This simplifies to 4j + 20 = 100.',
  ],
  'an announcement between two lines': ["31 + 8 + x + 14 = 62\n\nLet's simplify and solve for x:\n\n39 + x + 14 = 62"],
  'sums in words that go on': [
    'We have 1 + 1 = 2. Half of 48 is 6 times 4, 20% of 50 is 5 more than 5, and twice 15 is 10 plus 20.',
    'We have 1 + 1 = 2. Half of the 48 is spent on 12 pens. If half of 10 is 6, stop. The product of 3 times 4 is 12.',
    '2.5 rounded to the nearest whole number is 2, and 1 + 1 = 2. Half of 5 is 2 and a half.',
  ],
  'a name that a program assigns anew': [
    'We add: 1 + 1 = 2.\n\nnum_apples = 3 * 4\n\nnum_apples = 12 - 5\n\nleft = 2 * 3\n\nleft = 5\n\nSo 2 + 2 = 4 are left.',
    'So 1 + 1 = 2.\nnum_boxes = 3 * 4  # boxes of 5\nx = 3 + 4\nx = 9 - 5\nprint(x)',
  ],
  'lists that show only some': ['There are 90 two-digit numbers (10, 11, 12), and 45 * 2 = 90. There are 3 factors (2, 3, ..., 7).'],
  'parts of shapes': ['A hexagonal prism has 2 hexagonal faces, so 2 * 6 = 12. A square has 2 diagonals. The open cube has 5 faces.'],
  'another quantity of that name': [
    'Cost of the pen = $3. Total cost = Cost of the pen + $2 = $3 + $2 = $5. For Ann, Cost of the pen = $4.',
    'Total time = 2 hours. Distance = Speed * Total time = 40 * 120 = 4800.',
    'Price = $80. Discount = 20%. New price = Price * Discount = 80 * 0.8 = 64.',
    'Total cost = 3 * $5. With tax, Total cost = $16.',
  ],
  'repeating decimals': [
    'Let $x = 0.\\overline{6}$. Then $10x = 6.\\overline{6}$, so $9x = 6$ and $x = \\frac{2}{3}$.',
    '$0.5\\overline{10} = \\frac12 + \\frac{1}{99}$',
  ],
  'cents become dollars': ['After the discount she paid 900 - 100 = $8.'],
  'functions named in words': ['At the end 2 sin π + sin 4π = 0.', 'We compute cos 60 + 1 = 1.5 and log 100 + 1 = 3 here.'],
  'dashes set items apart': ['The values are: - \\(\\sqrt{25} = 5\\) - \\(\\sqrt{16} = 4\\)'],
  'words between numbers are units': [
    'He makes 8 inches for a total of 6+8 = 14 inches.',
    'Each of the 3 sets has 20, and 60/20 = 3 sets of 20.',
  ],
  'a rate as operand': ['The crates cost $1.5/crate x 18 crates = $27.', 'He walks 600 miles / 50 miles per hour = 12 hours.'],
  'an amount makes another': ['So 96 ounces = 6 pounds, and 1/2 a cup = 4 ounces.', '$3\\text{ ft} = 1\\text{ yd}$'],
  'mixed numbers': [
    'It takes 158 * 1 1/2 = 237 fish.',
    'Each uses 1/4 cup + 1 and 1/4 cup = 1.5 cups.',
    '$2\\frac12 + \\frac12 = 3$',
    '17/3 = 5 and 2/3',
  ],
  'clock times and military hours': ['7:50 + 30 minutes = 8:20', 'From 0900 he drives 0900-0130 = 0730 hours.'],
  'odd groupings of digits': [
    'He can park 16,0000/10=16000 cars.',
    'That is 17 000/5 = 3 400.',
    '$729,\\!000 = 90^3$',
    '$1{,}000 \\cdot 3 = 3{,}000$',
  ],
  'percent and cents': ['(2/4) x 100 = 50%', '$2.50 - $2.24 = 26 cents', '$45 is ($45/$300)*100 = 15% of $300.'],
  'rounding to the digits shown': ['$10 / 3 = $3.33 each.', '$3\\sqrt{41} = 19.2$', '33.33 * 3 = 100', '$\\pi \\cdot 25 = 78.5$'],
  'whole things': ['He needs 17 / 3 = 6 buses.', '25 / 4 = 6 with remainder 1.', '$355 \\div 6 = 59$ R 1'],
  degrees: [
    '$\\sin 75^\\circ = \\sin(30 + 45)^\\circ$',
    '$\\frac{24\\pi}{30\\pi} \\cdot 360^\\circ = 288^\\circ$',
    '$\\cos 60^\\circ = \\frac12$',
  ],
  'two readings of a slash and of an exponent': ['$150 = 2^13^15^2$', '500 / 2/5 = 50', '1/2x = x/2 = 0.5x'],
  'arguments of functions': ['$\\gcd(143,858) = 143$', '$\\log_3 27\\sqrt3 = \\frac72$', '$\\sin x(1 - x) = (1 - x)\\sin x$'],
  'the letter e and the letter i': ['The total is $1 + i + i = 1.10$.', 'With $e = 13$ we get $2e = 26$.'],
  'a contradiction is the point': [
    'Then $0 = 8$, a contradiction.',
    'We would get 5 + 12 > 17, which is false.',
    'Suppose $2 + 2 = 5$. This is impossible.',
  ],
  'a withdrawn step': ['So the total is 3 * 4 = 13. Wait, that is wrong: 3 * 4 = 12.'],
  'the equals sign runs on': ['7 minutes x 60 = 420 seconds + 23 seconds = 443 seconds', 'He gets 10 + 5 = 15 x 2 = 30 points.'],
  'a right triangle by its sides': ['The $6-8-10 = 3-4-5$ triangle is right.'],
  'quantities in words are factors': [
    'The area is $\\frac{1}{2}(\\text{base})(\\text{height}) = \\frac{1}{2}(7)(5) = 17.5$.',
    '.1(Number of minutes) + 1 = .15(Number of minutes)',
  ],
  'a conversion factor is one': ['$\\frac{7\\text{ knicks}}{2\\text{ knacks}} = 1$'],
  residues: ['The units digit of $7 \\cdot 3 = 21$ is 1, so $7 \\cdot 3 = 1$ modulo 10.'],
  'a proportion': ['3 bags of leaves / 15 minutes = 8 bags of leaves / Y'],
  'rows of an align': ['\\begin{align*} 80+79&+81 \\\\ &= 80 + (80 - 1) \\\\ &\\qquad + (80 + 1) \\\\ &= 240 \\end{align*}'],
  'unbalanced brackets': ['To make a profit he needs $100+($100*(10/100) = $110.', '$(1/3)(54\\pi = 18\\pi$'],
  'lists are compared item by item': ['These are $\\frac26, \\frac28 = \\frac13, \\frac14$.'],
  'numbered days': ['He reads 10 pages per day on day 1 * 2 = 20 pages.', 'Weeks 1-2 = 96 - 70 = 26'],
  'a hyphen is no minus': ['the 8 sequences of magnitude-5 vectors: $2^3 = 8$ sequences'],
  'digits that are letters': ['$0.abc = \\frac{abc}{1000}$'],
  'an unknown function': ['If $f(x) = 2f(x-1)$, then $f(3) = 2f(2) = 4f(1)$.', '$f^{-1}(5 + 4) = 2f^{-1}(5) + 1$ and $f^{-1}(9) = 5$'],
  'an operation of the problem': ['Problem: If $a*b = a^2 + ab - b^2$, find $3*2$.\n\nSolution: $3*2 = 3^2 + 3\\cdot 2 - 2^2 = 11$'],
  vectors: ['$(\\mathbf{a} + \\mathbf{b})^2 = (\\mathbf{a} - \\mathbf{b})^2 = 5$'],
  'absolute values and roots': ['$\\sqrt{(x-1)^2} = |x - 1| = 1 - x$ here.'],
  'a condition that binds the letters': ['We know $s^2 = s + 1$. Then $s^3 = s^2 \\cdot s = (s+1)s = s^2 + s$.'],
  'a sum that is asked about or denied': [
    'The teacher asks whether 2 + 2 = 5.',
    'If 3 + 4 = 8, then 8 - 4 = 4.',
    'We do not have 3 + 4 = 8.',
    'Then 3 + 4 = 8, which is false.',
  ],
  'two signs in a row': ['These are 1 cheese +1 meat *+1 vegetable = 3 choices.'],
  'decimals that look cut off': ['33.33 * 3 = 100', 'Problem: He pays $5.00.\n\nSolution: One costs 0.36, so $306 / 0.36 = 860 of them.'],
  'equal quantities that a relation between them makes equal': [
    'We have $|a - 1| = |a + 3|$. Hence $(a - 1)^2 + b^2 = (a + 3)^2 + b^2 = (b - 1)^2 + a^2$.',
    'Since $x + y = 5$, we get $x^2 + 2xy + y^2 = (x + y)(x + y) = 5(x + y)$.',
  ],
  'a power of a root of unity': ['Let $w = e^{\\pi i/6}$. Then $w^{2015} = (w^6)^{335} \\cdot w^5 = -w^5$.'],
  'what an equation is rewritten as is no expression': [
    'Problem: Solve $(x-3)^2 = x^2 - 15$.\n\nSolution: The equation $(x - 3)^2 = x^2 - 15$ simplifies to $6x = 24$.',
    'Points at equal distance satisfy $(x - 8)^2 + y^2 + z^2 = x^2 + y^2 + z^2$.',
    'The degree of $(x + 1)^2$ is equal to $2$.',
  ],
  'a rewriting announced in words': [
    'The fraction $\\frac{x^2 - 1}{x - 1}$ simplifies to $x + 1$.',
    'The expression $(x + 2)(x - 3)$ expands to\n\\[ x^2 - x - 6. \\]',
    'Let us rewrite the fraction: $\\frac{72x - 72}{x^2 + 4x} = \\frac{72(x - 1)}{x(x + 4)}$.',
  ],
  'a root rounded in the middle of a chain': [
    '$x = 5\\sqrt{2} + 1 = 5 \\cdot 1.414 + 1 = 8.07$',
    '$\\frac{43 \\pm \\sqrt{409}}{2} = \\frac{43 \\pm 20.2237}{2}$',
  ],
  'branches of a sign': [
    '$x = \\frac{1 \\pm \\sqrt{9}}{2} = 2$ as $x$ is positive, and $\\sqrt{25} = \\pm 5$.',
    '$x = \\frac{-5 \\pm \\sqrt{5^2 - 4 \\cdot 6}}{2} = \\frac{-5 \\pm 1}{2}$ and $(\\sqrt2 \\pm 1)^2 = 3 \\pm 2\\sqrt2$',
  ],
  'a part of the expression at hand': [
    'Problem: Simplify $\\sqrt{28 + \\sqrt{1296}}$.\n\nSolution: Inside the square root the expression becomes $28 + 36 = 64$. So the expression becomes $\\sqrt{64} = 8$.',
    'Problem: If she wins with probability $\\frac35$, what is the chance?\n\nSolution: The expression becomes $1 - 0.4 \\cdot 0.4 = 0.84$.',
  ],
  'a division by zero that is spoken of': [
    'The slope $\\frac{5 - 2}{3 - 3} = \\frac{3}{0}$ is undefined.',
    'Here 1/0 = 0 makes no sense and is impossible.',
  ],
  'an amount before a product': ['So 12 eggs = 2 * 6 and the 3 friends = 3 * 2^2 get them.'],
  'factors of a conversion without their units': [
    '420 seconds / 60 = 7 minutes',
    '18 pints * 2 = 36 cups',
    'In all 3 yards * 36 = 108 inches.',
  ],
  'units that are counted': [
    'That is 50 coffee cups per day * 5 weekdays in a week = 250 coffee cups.',
    'He has 120 pennies / 3 nickels per penny = 40 nickels.',
    'In all 5 days * 8 hours a day = 40 hours.',
    'He is 5 feet 10 inches = 70 tall, and 2 + 2 = 4.',
  ],
  'one unit stands for another': ['On the map 1 inch = 10 miles, and 3 * 10 = 30 miles.', 'So 5 days = 40 hours of work.'],
  'one of several congruences is enough': ['We must have $2^{20} \\equiv 1 \\pmod{125}$ or $2^{50} \\equiv 1 \\pmod{125}$.'],
  'a congruence to solve': [
    'So $3x + 2 \\equiv x + 5 \\pmod{7}$. Then $2x \\equiv 3 \\pmod 7$ and $x \\equiv 5 \\pmod 7$.',
    'If $n$ is odd, $3^n + 1 \\equiv (-1)^n + 1 \\equiv 0 \\pmod 4$.',
    'Since $a \\equiv 3 \\pmod 5$, we get $a^2 + a \\equiv 9 + a \\equiv a + 4 \\pmod 5$.',
  ],
  'a digit of something else': [
    'Since $5^{10}$ ends in 5, the last digit in the decimal expansion of $\\frac{1}{2^{10}}$ is $5$, and $2 + 3 = 5$.',
    'Therefore, the sum of the tens digit and the ones digit of $(2 + 3)^{23}$ is $2 + 5 = 7$.',
  ],
  'a point in other coordinates': [
    'In rectangular coordinates, $\\left( 5, \\frac{3 \\pi}{2} \\right)$ becomes $\\left( 5 \\cos \\frac{3 \\pi}{2}, 5 \\sin \\frac{3 \\pi}{2} \\right) = (0, -5)$.',
  ],
  'tuples that are no vectors': [
    'The cycles $(1, 2)(2, 3) = (1, 2, 3)$ commute, and the interval $(0, 1) \\cup (1, 2) = (0, 2) \\setminus \\{1\\}$ is cut.',
    'For $(b, d) = (8, 2)$ we get $b + d = 8 + 2 = 10$.',
  ],
  'bases of logarithms and of triangles': ['Using base 2, $\\log_4 8 = \\frac{3}{2}$.', 'In base 7 we have 5 + 4 = 12.'],
  'derivatives that are given, and equations of them': [
    "Let $f'(x) = 2x$ and $f(0) = 1$. Then $f(x) = x^2 + 1$. Setting $f'(x) = 0$ gives $x = 0$.",
    "Let $f(x) = ax^2 + bx$ with $f'(1) = 3$. Then $f'(x) = 2ax + b$.",
    'If $u = x^2$, then $\\int 2x \\cos(x^2)\\,dx = \\int \\cos u\\,du = \\sin u + C = \\sin(x^2) + C$.',
    'Implicitly, $\\frac{d}{dx}(x^2 + y^2) = 2x + 2y\\frac{dy}{dx}$.',
  ],
  'lists that need not be complete, and ends that may be meant': [
    'As 1 + 1 = 2, the primes less than 20 that we need are 2, 3, 5. Some primes less than 20 are 2, 3 and 5.',
    'As 1 + 1 = 2, there are 9 perfect squares between 1 and 100, and the multiples of 5 between 10 and 30 are 15, 20 and 25.',
  ],
  'signs of what is unknown': ['Since $a - b$ is positive, $2 + 2 = 4$. Since $x$ is negative, $1 + 1 = 2$.'],
  'a part that is taken out is not the whole': [
    'We factor out $5^3$ as follows: $5^5 - 5^3 = 5^3(5^2 - 1) = 3000$.',
    'We can write $x^2 + 2x + 1$ as $(x + 1)^2$, and $2^{3} 5^{2} = 200$.',
  ],
  'money is not mathematics': ['He paid $5 and $6, and she paid $7.', 'They cost $130,000\nand the repairs $50,000.'],
  'inequalities side by side': ['x + 8 > 5\nx + 5 > 8\n13 > x', 'x - 3 > 2\n-(x - 3) > 2', 'x - 3 \\ge 0\n3 - x \\ge 0'],
  'a range is narrowed': [
    '$2x > 7$, so $x \\ge 4$.',
    'x^2 > 3x\nx > 3',
    '$x - 1/x > 0$. Multiplying both sides by $x$ gives $x^2 - 1 > 0$.',
  ],
  'a sign is turned by a constant below zero': [
    '-2x < 6\nx > -3',
    'We have $n \\log(4/5) \\le \\log(1/4)$. Dividing both sides by $\\log(4/5)$ gives $n \\ge \\frac{\\log(1/4)}{\\log(4/5)}$.',
  ],
  'a bound is rounded': ['We have $3x < 10$. Dividing both sides by 3 gives $x < 3.33$.'],
};

describe('right texts stay silent', () => {
  for (const [name, texts] of Object.entries(silent)) {
    for (const text of texts) {
      test(`${name}: ${text.slice(0, 60).replace(/\n/g, ' ')}`, () => {
        for (const format of ['text', 'markdown']) {
          const findings = analyse({ text, format }).solutions.flatMap(s => s.findings.filter(f => f.standing === 'root'));
          assert.deepEqual(
            findings.map(f => f.message),
            [],
          );
        }
      });
    }
  }
});

/** The same hazards with a real slip in them: silence must not be bought by skipping. */
const wrong: readonly string[] = [
  'So 1 + 1 = 2.\nnum_boxes = 3 * 4  # boxes of 5\nx = 3 + 4 = 8  # so 8\nprint(x)',
  'left = 2 * 3\nleft = 5',
  'We have $1 + 1 = 2$. We can factor $x^2 - 5x + 6$ as $(x - 2)(x + 3)$.',
  'Here $2^{3} 5^{2} = 201$.',
  "Let $f(x) = ax^2 + bx$. Then $f'(1) = 3$ and with $g(x) = 3x^2 + 5x$ we get $g'(x) = 6x + 3$.",
  'If $u = x^2$, then $\\int \\cos u\\,du = -\\sin u + C$.',
  'As 1 + 1 = 2, the primes less than 20 are 2, 3, 5, 7, 9, 11, 13, 17 and 19.',
  'As 1 + 1 = 2, there are 12 perfect squares between 1 and 100.',
  'So $2 - 5 = -3$, and $-3$ is positive.',
  'We have 1 + 1 = 2. Half of 48 is 26 pens.',
  'We have 1 + 1 = 2. 2.6 rounded to the nearest whole number is 2.',
  'There are 6 two-digit numbers (10, 11, 12), and 45 * 2 = 90.',
  'A hexagonal prism has 6 faces, so 2 * 6 = 12.',
  '0.99b + 1.01b + b = 4500. Combining like terms: 3.01b = 4500.',
  '24 - x = 11. Solving for x: x = 11 - 24 = -13.',
  'Since l = j + 10, substituting gives j + 10 + 3j + 10 = 100. This simplifies to 5j + 20 = 100.',
  "31 + 8 + x + 14 = 62\n\nLet's simplify and solve for x:\n\n43 + x + 14 = 62",
  'Multiply 57 and 7 57 * 7 = 387.',
  'He drinks 0.3 liters (L) each time: 6 * 0.3 L = 1.9 L.',
  'So 2 * (3x + 14) = 946 3x + 14 = 473 (Divide both sides by 2) 3x = 459 (Subtract 14 from both sides) x = 151 (Divide both sides by 3)',
  'Total Arrangements = 720 * 24 * 120. Total Arrangements = 2173600.',
  'Cost of the pen = $3. Total cost = Cost of the pen + $2 = $7 + $2 = $9.',
  'Now, earnings = $3.00 (dishes) + $1.50 + 2. Earnings = $5.50.',
  'We have $2^{20} \\equiv 1 \\pmod{125}$ and $2^{50} \\equiv 1 \\pmod{125}$.',
  'Let $n$ be an integer. Then $(3n + 1) + 5n \\equiv (n + 2) + 5n \\equiv 6n + 2 \\pmod 4$.',
  'So 2003 leaves a remainder of 1 when divided by 3, and $2 + 3 = 5$.',
  'The vector is $(1, 0) - (1, 0) = (-1, 0)$.',
  'Using base 2, $\\log_4 16 = \\frac{\\log_2 16}{\\log_2 4} = \\frac{4}{2} = 8$.',
  'We try $b = 3$ and get $41 = 1121_3$, where $1 + 1 = 2$.',
  'The point is $\\left(5 \\cos \\frac{\\pi}{2}, 5 \\sin \\frac{\\pi}{2}\\right) = (0, -5)$.',
  'We compute cos 60 + 1 = 1.9 here.',
  'After the discount she paid 900 - 100 = $7.',
  '-2x < 6\nx < -3',
  'So $3 - 2x > 7$. Subtracting 3 from both sides, $-2x > 4$, so $x > -2$.',
  'We have $n \\log(4/5) \\le \\log(1/4)$. Dividing both sides by $\\log(4/5)$ gives $n \\le \\frac{\\log(1/4)}{\\log(4/5)}$.',
  'We have $2x + 1 > 7$. Subtracting 1 from both sides gives $2x > 10$.',
  'We have $3x < 10$. Dividing both sides by 3 gives $x > 3$.',
  '$x^2 - 4 > 0 \\Rightarrow 4 - x^2 > 0$',
  'The values are: - \\(\\sqrt{25} = 5\\) - \\(\\sqrt{16} = 3\\)',
  'He makes 8 inches for a total of 6+8 = 15 inches.',
  'The crates cost $1.5/crate x 18 crates = $28.',
  'There are 7 choose 4 + 1 = 37 ways.',
  'In all there are C(4,2) * 3 = 17 pairs.',
  '${}_7C_4 = 36$',
  'The sum of all test scores is 45 + 55 + 50 = 160.',
  'We only consider sums up to 31 (since 16 + 8 + 4 + 2 + 1 = 33).',
  'Draw it. [asy] real x = 2*3; [/asy] So $2 + 2 = 5$.',
  'It takes 158 * 1 1/2 = 238 fish.',
  '$10 / 3 = $3.43 each.',
  'It would take him 4500 words / 3750 words = 1.25 hours.',
  '420 seconds / 60 = 8 minutes',
  'He drives 30 miles per hour * 2 days = 60 miles.',
  'He is 5 feet 10 inches = 71 inches tall, and 2 + 2 = 4.',
  'However, she loses 1*3 + 1*4 = 8 petals.',
  'These are 1 cheese + 1 meat + 1 vegetable = 4 choices.',
  'Problem: She buys tea at $4.20, soap at $9.45 and rice at $1.35.\n\nSolution: That is $4.20 + $9.45 + $1.35 = $14.99 (rounded to cents).',
  '$3\\sqrt{41} = 19.8$',
  '$\\sin 75^\\circ = \\sin(30 + 35)^\\circ$',
  '$\\gcd(143,858) = 11$',
  '$0.5\\overline{01} = \\frac12 + \\frac{1}{99}$',
  '\\begin{align*} 80+79&+81 \\\\ &= 80 + (80 - 1) \\\\ &\\qquad + (80 + 2) \\\\ &= 241 \\end{align*}',
  'Expanding, $(x - 2)^2 = x^2 - 4x - 4$.',
  'Problem: Solve $(x-3)^2 = x^2 - 15$.\n\nSolution: Expanding the left side, $(x-3)^2 = x^2 - 3x + 9$.',
  '2x - 7 = 0\n2x = -7',
  'Its prime factorization is 1375 = 5^4 * 11.',
  'The slope of the radius is $\\frac{0 - 1994}{0 - 0} = -1$.',
  'Problem: Simplify $\\sqrt{28 + \\sqrt{1296}}$.\n\nSolution: We know $\\sqrt{1296} = 36$. So the expression becomes $\\sqrt{28 + 8} = 6$.',
  '$x = 5\\sqrt{2} + 1 = 5 \\cdot 1.424 + 1$',
  '$\\frac{3 \\pm \\sqrt{153}}{2} = \\frac{3 \\pm 15}{2}$',
  '$x = \\frac{1 \\pm \\sqrt{9}}{2} = 3$',
  'Let $x = 2t$. The expression $(x + 2)(x - 3)$ expands to\n\\[ x^2 + x - 6. \\]',
  'Let $f = x^2 + 4x - 16$. The polynomial $x^2 + 4x - 16$ can be factored as $(x + 8)(x - 2)$.',
  "Let's rewrite the fraction: $\\frac{72x - 72}{x^2 + 4x} = \\frac{72(x - 1)}{(x - 1)(x + 4)}$.",
  'The distance is $\\sqrt{(b - 0)^2 + (37 - 0)^2} = \\sqrt{b^2 + 1225}$.',
  'Now factor $x^3 - 1$ using the difference of squares formula: $x^3 - 1 = (x + 1)(x^2 - x + 1)$.',
  'We know $x + y = 5$. Then $x^2 + 2xy + y^2 = (x + y)(x + y) = (x + y)(x - y)$.',
  'Problem: Jamal can hold x times more. Find x.\n\nSolution: We can write $50 D = 1800 / x$. Solving for x, we get: x = 36.',
  'Since $5m$ is always odd, it is impossible for $5m$ to be even. So $1 + 1 = 2$.',
  'Expanding both sides, we get: $$33+14b+b^{2}=25+10b+b^{2}$$ Simplifying, we get: $$8=4b-4b$$ $$8=-4$$ However, this is not possible.',
  'We know that $u$ must be nonnegative, and therefore we keep only $u = -3$. So $1 + 1 = 2$.',
  'Problem: If $x + y = 7$ and $x - y = 1$, what is the value of $x^2 + y^2$?\n\nSolution: We get $2x = 8$. The answer is $\\boxed{27}$.',
  'The equation $x^3 - 4x^2 + 3 = 0$ has the root $x = 1$. By synthetic division, we have $x^3 - 4x^2 + 3 = (x - 1)(x^2 - 3x + 3)$.',
  'Problem: Let $f(x) = x^3 - 3x + 5$. Find its roots.\n\nSolution: We plug values into the polynomial. We find that $x = -2$ is a root.',
  'Second, the intersection of $x + y = 1$, $y + z = 1$ and $z + x = 1$: Solving, we find $x = 1$, $y = 0$, $z = 0$.',
  'Let $P(n) = n^2 + n + 1$. If $a$ is odd, then $P(a)$ is even. So $1 + 1 = 2$.',
  'Let $A = (0,0)$ and $B = (4,0)$ be points. Then $AB = 5$.',
  'Notice the missing term, since $(a+b+c)^2 = a^2 + b^2 + c^2 + 2ab + 2bc + 2ca + 2abc$. However, since we do not have an $abc$ term, we go on.',
  'We know that $x^2 > 9$ for all $x > 2$.',
  'So the angle is $(1440 - 9 \\cdot 90)/10 = 54$, which is not an acute angle.',
  'It costs $0.78. So it is \\[ 156 \\times 0.78 = 120.48 \\]',
  'There are exactly that many, since $101 \\cdot 18 + 20 \\cdot 9 = 2007$. We go on by trial and error.',
  'So $1 + 1 = 2$. However, note that 7 is not actually less than $\\sqrt{50}$.',
  'Let $w = 2u + 1$. Then $w \\cdot (5w + 10) = 5w^2 + 10w + 10 = 5(w^2 + 2w + 2)$.',
];

describe('and wrong ones do not', () => {
  for (const text of wrong) {
    test(text.slice(0, 70).replace(/\n/g, ' '), () => {
      const findings = analyse({ text, format: 'text' }).solutions.flatMap(s => s.findings.filter(f => f.standing === 'root'));
      assert.equal(findings.length >= 1, true, 'nothing was found');
    });
  }
});
